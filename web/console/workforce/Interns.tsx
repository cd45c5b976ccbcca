import { useState } from 'react'
import type { BaseView, PlacementView } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-institutions.ts'
import { REFRESH } from './parts.tsx'

const OUTCOMES = ['completed', 'hired', 'left'] as const

/** Who learns or learned at a base; ending an internship with what came of it. */
export function Interns({ base }: { base: BaseView }) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: PlacementView[] }>(`/workforce/bases/${encodeURIComponent(base.code)}/placements`)
  const [ending, setEnding] = useState('')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  return (
    <div className="yk-stack">
      <p>
        <strong>{base.name}</strong>
      </p>
      <ul className="yk-lines">
        {view.data.items.map((each) => {
          const name = each.person?.name ?? t('unknown')
          return (
            <li key={each.id} data-off={each.until !== null || undefined}>
              <div className="yk-line-head">
                <strong>{name}</strong>
                {each.outcome === null ? null : (
                  <Tag {...(each.outcome === 'left' ? {} : { tone: 'good' as const })}>
                    {t(`outcome_${each.outcome}`)}
                  </Tag>
                )}
              </div>
              <p className="yk-small">
                {each.school} · {each.course} · {t('fromDay', { date: f.day(each.from) })}
                {each.until === null ? '' : ` · ${t('endsOn')} ${f.day(each.until)}`}
              </p>
              {each.until !== null ? null : ending === each.id ? (
                <EndForm placement={each} onDone={() => setEnding('')} />
              ) : (
                <p className="yk-line-acts">
                  <button
                    type="button"
                    className="yk-linkish"
                    aria-label={`${t('endIntern')} ${name}`}
                    onClick={() => setEnding(each.id)}
                  >
                    {t('endIntern')}
                  </button>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function EndForm({ placement, onDone }: { placement: PlacementView; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [outcome, setOutcome] = useState('completed')
  const end = useCommand<{ on: string; outcome: string }>({
    path: `/workforce/placements/${placement.id}/end`,
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={end.error}
      pending={end.isPending}
      submit={t('endIntern')}
      onSubmit={() => end.mutate({ on, outcome }, { onSuccess: onDone })}
    >
      <Text label={t('endsOn')} type="date" value={on} onChange={setOn} required at="/on" />
      <Choice
        label={t('outcome')}
        value={outcome}
        onChange={setOutcome}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome_${value}`) }))}
      />
    </ActForm>
  )
}
