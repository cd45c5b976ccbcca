import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ApplicationView, ClassLine, TrainingFigures } from '../../../src/contexts/workforce/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-training.ts'
import { useCatalogue } from './parts.tsx'
import { DeclineForm, OpenForm, PlaceForm } from './trainingforms.tsx'

const PHASE_TONES: Partial<Record<ClassLine['phase'], 'good' | 'warn'>> = { closed: 'good', over: 'warn' }

/** Where a class stands. */
export function PhaseTag({ phase }: { phase: ClassLine['phase'] }) {
  const t = useText(messages)
  const tone = PHASE_TONES[phase]
  return <Tag {...(tone === undefined ? {} : { tone })}>{t(`phase_${phase}`)}</Tag>
}

/** Classes, and what they come to: persons and person-times apart. */
export default function Training() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const view = useView<{ items: ClassLine[] }>('/workforce/classes')
  return (
    <>
      <PageHead
        title={t('training')}
        lead={t('trainingLead')}
        actions={
          may('workforce.write') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('openClass')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('openClass')}>
        <OpenForm onDone={(id) => void navigate(`/console/workforce/training/${id}`)} />
      </Sheet>
      <div className="yk-wf-sections">
        <Figures />
        <Waiting />
        {view.isPending ? <LoadingState /> : null}
        {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
        {view.data === undefined ? null : (
          <DataTable
            caption={t('training')}
            list={{ rows: view.data.items }}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/console/workforce/training/${row.id}`)}
            exportName="training-classes"
            empty={<EmptyState title={t('noneClasses')} text={t('noneClassesText')} heading="h2" />}
            columns={[
              {
                key: 'title',
                title: t('title'),
                heads: true,
                cell: (row) => row.title,
                csv: (row) => row.title,
              },
              { key: 'code', title: t('code'), cell: (row) => row.code, csv: (row) => row.code },
              {
                key: 'kind',
                title: t('kind'),
                cell: (row) => words.kind(row.kind),
                csv: (row) => words.kind(row.kind),
              },
              {
                key: 'term',
                title: t('term'),
                cell: (row) => (
                  <span className="yk-num">
                    {f.day(row.startsOn)} – {f.day(row.endsOn)}
                  </span>
                ),
                csv: (row) => `${row.startsOn}/${row.endsOn}`,
              },
              { key: 'organiser', title: t('organiser'), cell: (row) => row.organiser, csv: (row) => row.organiser },
              {
                key: 'learners',
                title: t('learners'),
                numeric: true,
                cell: (row) => t('learnersOf', { count: row.learners, capacity: row.capacity }),
                csv: (row) => row.learners,
              },
              {
                key: 'completed',
                title: t('completed'),
                numeric: true,
                cell: (row) => (row.completed === null ? '—' : f.number(row.completed)),
                csv: (row) => row.completed,
              },
              {
                key: 'state',
                title: t('state'),
                cell: (row) => <PhaseTag phase={row.phase} />,
                csv: (row) => t(`phase_${row.phase}`),
              },
            ]}
          />
        )}
      </div>
    </>
  )
}

function Figures() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const [day] = useState(todayInChina)
  const [from, setFrom] = useState(`${day.slice(0, 4)}-01-01`)
  const [until, setUntil] = useState(day)
  const view = useView<TrainingFigures>('/workforce/training/figures', { from, until }, { keepLast: true })
  return (
    <section className="yk-file-card">
      <h2 className="yk-sr">{t('figures', { from: f.date(from), until: f.date(until) })}</h2>
      <div className="yk-wf-filters">
        <Text label={t('from')} type="date" value={from} onChange={(value) => value && setFrom(value)} />
        <Text label={t('to')} type="date" value={until} onChange={(value) => value && setUntil(value)} />
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      <div className="yk-wf-figures">
        {view.data?.kinds
          .filter((each) => each.classes > 0)
          .map((each) => (
            <article key={each.kind} className="yk-wf-figure">
              <h3>{words.kind(each.kind)}</h3>
              <div className="yk-wf-pair">
                <div>
                  <span className="yk-wf-big yk-num">{f.number(each.persons)}</span>
                  <span className="yk-small">
                    {t('persons')} <span className="yk-quiet">{t('personsHint')}</span>
                  </span>
                </div>
                <div>
                  <span className="yk-wf-big yk-num">{f.number(each.personTimes)}</span>
                  <span className="yk-small">{t('personTimes')}</span>
                </div>
              </div>
              <p className="yk-small yk-quiet">
                {t('firstTime')} {f.number(each.firstTime)} · {t('classesHeld')} {f.number(each.classes)} ·{' '}
                {t('working')} {f.number(each.working)}
              </p>
            </article>
          ))}
      </div>
    </section>
  )
}

function Waiting() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const view = useView<{ items: ApplicationView[] }>('/workforce/applications')
  const [act, setAct] = useState<{ act: 'place' | 'decline'; application: ApplicationView } | null>(null)
  const items = view.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('waiting')}</h2>
      <p className="yk-small yk-quiet">{t('waitingText')}</p>
      <Sheet
        open={act !== null}
        onClose={() => setAct(null)}
        title={act === null ? '' : t(act.act === 'place' ? 'place_' : 'decline')}
      >
        {act?.act === 'place' ? <PlaceForm application={act.application} onDone={() => setAct(null)} /> : null}
        {act?.act === 'decline' ? <DeclineForm application={act.application} onDone={() => setAct(null)} /> : null}
      </Sheet>
      <ul className="yk-lines">
        {items.map((each) => (
          <li key={each.casefile}>
            <div className="yk-line-head">
              <strong>
                {each.applicant} · {t(`course_${each.course}` as 'course_other')}
              </strong>
              <span className="yk-small yk-quiet">
                {each.number} · {each.regionName ?? each.region} · {t('grantedOn')}{' '}
                <span className="yk-num">{f.day(each.grantedOn)}</span>
              </span>
            </div>
            {may('workforce.write') ? (
              <p className="yk-line-acts yk-noprint">
                <button
                  type="button"
                  className="yk-linkish"
                  onClick={() => setAct({ act: 'place', application: each })}
                >
                  {t('placeShort')}
                </button>
                <button
                  type="button"
                  className="yk-linkish"
                  onClick={() => setAct({ act: 'decline', application: each })}
                >
                  {t('decline')}
                </button>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
