import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { AssessmentView } from '../../../src/contexts/care/index.ts'
import type { PersonFile } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { useSexAge } from '../people/words.tsx'
import { AssessmentForm } from './AssessmentForm.tsx'
import { messages } from './messages-assessments.ts'
import { PrintButton } from './parts.tsx'

/** A person's assessments and the form for another one. */
export default function PersonAssessments() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const sexAge = useSexAge()
  const { person = '' } = useParams()
  const file = useView<PersonFile>(`/people/${person}`, { purpose: '能力评估' })
  const view = useView<{ items: AssessmentView[] }>(`/care/assessments/${person}`)
  const [open, setOpen] = useState(false)
  const [saved, setSaved] = useState<string | null>(null)
  const problem = file.error ?? view.error
  if (problem) return <ErrorState problem={problem} onRetry={() => void view.refetch()} />
  if (file.data === undefined || view.data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={file.data.name}
        up={{ to: '/console/care/assessments', label: t('assessments') }}
        lead={[sexAge(file.data), file.data.regionName ?? t('unknown'), file.data.number].filter(Boolean).join(' · ')}
        actions={
          <>
            <PrintButton />
            <Link className="yk-button" to={`/console/people/${person}`}>
              {t('openFile')}
            </Link>
            {may('care.manage') && !open ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('newAssessment')}
              </button>
            ) : null}
          </>
        }
      />
      <p role="status" className={saved === null ? 'yk-sr' : 'yk-care-note'}>
        {saved === null ? '' : t('saved', { date: f.date(saved) })}
      </p>
      {open ? (
        <AssessmentForm
          person={person}
          first={view.data.items.length === 0}
          onDone={(due) => {
            setSaved(due)
            setOpen(false)
          }}
        />
      ) : null}
      <section aria-labelledby="care-history">
        <h2 id="care-history">{t('history')}</h2>
        {view.data.items.length === 0 ? <EmptyState title={t('noHistory')} /> : null}
        <div className="yk-stack">
          {view.data.items.map((each) => (
            <Assessment key={each.id} assessment={each} />
          ))}
        </div>
      </section>
    </>
  )
}

function Assessment({ assessment }: { assessment: AssessmentView }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { result } = assessment
  return (
    <article className="yk-card yk-care-card">
      <h3>
        <span className="yk-num">{f.date(assessment.on)}</span> {pick(assessment.gradeTitle)}{' '}
        {assessment.correctedBy === null ? null : <Tag tone="warn">{t('corrected')}</Tag>}
      </h3>
      <p className="yk-quiet">
        {pick(assessment.scaleTitle)} · {t(`kind_${assessment.kind}`)} · {t('assessors')}{' '}
        {assessment.assessors.map((each) => each.name).join('、')} · {t('due')} {f.day(assessment.nextDue)}
      </p>
      {result === null ? (
        <p>{t('stated', { certificate: assessment.certificate ?? '' })}</p>
      ) : (
        <>
          <p>
            <strong className="yk-num">{t('points', { total: result.total })}</strong>
            {result.escalations.length === 0 ? null : (
              <>
                {' · '}
                {t('escalated', { reasons: result.escalations.map((each) => t(`esc_${each}`)).join('、') })}
              </>
            )}
          </p>
          <p className="yk-small yk-quiet">{assessment.repeated ? t('repeated') : t('notRepeated')}</p>
        </>
      )}
      {assessment.note === null ? null : <p className="yk-small">{assessment.note}</p>}
    </article>
  )
}
