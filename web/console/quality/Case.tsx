import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CaseAct, CaseView } from '../../../src/contexts/supervision/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { LEVEL_WORDS } from '../../shared/ratings/levels.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { ABOUT_WORDS, KIND_WORDS, STATE_WORDS } from './words.ts'

/** One case: what was said, what was done, and the next step. */
export default function Case() {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const may = useMay()
  const { id } = useParams()
  const view = useView<CaseView>(`/quality/cases/${id}`)
  const [act, setAct] = useState<CaseAct | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const one = view.data
  const open = one.acts.filter((each) => may(each === 'appeal' ? 'services.order' : 'quality.handle'))
  return (
    <div className="yk-stack">
      <PageHead
        up={{ to: '/console/quality/cases', label: t('title') }}
        title={`${pick(KIND_WORDS[one.kind])} ${one.no}`}
        lead={`${pick(ABOUT_WORDS[one.about])} · ${one.siteName ?? one.regionName}`}
        actions={open.map((each, index) => (
          <button
            key={each}
            type="button"
            className={index === 0 ? 'yk-button yk-button--primary' : 'yk-button'}
            onClick={() => setAct(each)}
          >
            {t(`act_${each}`)}
          </button>
        ))}
      />
      <Sheet open={act !== null} onClose={() => setAct(null)} title={act === null ? '' : t(`act_${act}`)}>
        {act === null ? null : <Step key={act} one={one} act={act} onDone={() => setAct(null)} />}
      </Sheet>
      <Facts
        facts={[
          [
            t('state'),
            <>
              {pick(STATE_WORDS[one.state])} {one.late ? <Tag>{t('lateMark')}</Tag> : null}
            </>,
          ],
          [t('unit'), one.unitName],
          [t('opened'), f.instant(one.openedAt)],
          [t('callbackDue'), f.date(one.callbackDue)],
          [t('due'), f.date(one.due)],
          [
            t('person'),
            one.anonymous ? (
              t('anonymous')
            ) : one.person === null ? (
              '—'
            ) : (
              <Link key="person" to={`/console/people/${one.person}`}>
                {one.personName}
              </Link>
            ),
          ],
          [
            t('order'),
            one.order === null ? null : (
              <Link key="order" to={`/console/services/orders/${one.order.id}`}>
                {one.order.no} {pick(one.order.title)}
              </Link>
            ),
          ],
          [
            t('rating'),
            one.rating === null
              ? null
              : [
                  pick(LEVEL_WORDS[one.rating.level]),
                  one.rating.again === null ? null : t('again', { level: pick(LEVEL_WORDS[one.rating.again]) }),
                ]
                  .filter(Boolean)
                  .join(' · '),
          ],
          [t('words'), one.words ?? t('unsaid')],
          [t('published'), one.published],
        ]}
      />
      <h2>{t('steps')}</h2>
      <ol className="yk-lines">
        {one.steps.map((step) => (
          <li key={`${step.act}${step.at}`}>
            <strong>{pick(step.title)}</strong>{' '}
            <span className="yk-quiet">
              {step.by} · {f.instant(step.at)}
            </span>
            {step.words === null ? null : <p>{step.words}</p>}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Step({ one, act, onDone }: { one: CaseView; act: CaseAct; onDone: () => void }) {
  const t = useText(messages)
  const [words, setWords] = useState('')
  const [published, setPublished] = useState('')
  const [unit, setUnit] = useState('')
  const units = useView<{ items: { id: string; name: string; active: boolean }[] }>('/units', undefined, {
    enabled: act === 'hand-over',
  })
  const step = useCommand<object>({
    path: `/quality/cases/${one.id}/${act}`,
    refresh: ['/quality/cases', '/public/ratings'],
  })
  const submit = () =>
    step.mutate(
      {
        revision: one.revision,
        words,
        ...(act === 'close' ? { published: wordsOf(published) } : {}),
        ...(act === 'hand-over' ? { unit } : {}),
      },
      { onSuccess: onDone },
    )
  return (
    <ActForm problem={step.error} pending={step.isPending} submit={t('save')} onSubmit={submit}>
      {act === 'hand-over' ? (
        <Choice
          label={t('toUnit')}
          value={unit}
          onChange={setUnit}
          required
          empty={t('choose')}
          options={(units.data?.items ?? [])
            .filter((each) => each.active)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      ) : null}
      <Text
        label={t(`ask_${act}`)}
        value={words}
        onChange={setWords}
        rows={4}
        minLength={2}
        maxLength={1000}
        required
      />
      {act === 'close' ? (
        <Text
          label={t('publish')}
          value={published}
          onChange={setPublished}
          rows={3}
          minLength={5}
          maxLength={1000}
          required
        />
      ) : null}
    </ActForm>
  )
}
