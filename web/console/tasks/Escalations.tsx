import { type FormEvent, useState } from 'react'
import type { EscalationLine, Ladder } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { EscalationItem } from './EscalationItem.tsx'
import { messages } from './messages.ts'
import { useRowKeys } from './TaskTable.tsx'
import './tasks.css'

const FILTERS = { escMine: { open: true, mine: true }, escOpen: { open: true }, escAll: {} } as const

/** What was raised, to whom, and the answers; and the ladder that raises it. */
export default function Escalations() {
  const t = useText(messages)
  const may = useMay()
  const [filter, setFilter] = useState<keyof typeof FILTERS>('escOpen')
  const [editing, setEditing] = useState(false)
  const view = useView<{ items: EscalationLine[]; ladder: Ladder | null }>('/plan/escalations', FILTERS[filter])
  useShortcuts(useRowKeys())
  return (
    <>
      <PageHead title={t('escTitle')} lead={t('escLead')} />
      {view.data ? (
        <LadderLine ladder={view.data.ladder} {...(may('task.assign') ? { onEdit: () => setEditing(true) } : {})} />
      ) : null}
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('ladderSet')}>
        <LadderForm ladder={view.data?.ladder ?? null} onDone={() => setEditing(false)} />
      </Sheet>
      <fieldset className="yk-task-switch yk-noprint" aria-label={t('escTitle')}>
        {(Object.keys(FILTERS) as (keyof typeof FILTERS)[]).map((each) => (
          <button
            key={each}
            type="button"
            className="yk-button"
            aria-pressed={filter === each}
            onClick={() => setFilter(each)}
          >
            {t(each)}
          </button>
        ))}
      </fieldset>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('escNone')} text={t('escNoneText')} heading="h2" /> : null}
      <ul className="yk-task-escs">
        {(view.data?.items ?? []).map((line) => (
          <EscalationItem key={`${line.task}${line.due}${line.level}`} line={line} />
        ))}
      </ul>
    </>
  )
}

function LadderLine({ ladder, onEdit }: { ladder: Ladder | null; onEdit?: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <p className="yk-task-hint">
      <strong>{t('ladder')}</strong>{' '}
      {ladder === null
        ? t('ladderNone')
        : `${t('ladderFrom', { date: f.date(ladder.validFrom) })}${ladder.rules
            .map((rule) => t('ladderRule', { count: rule.overdueWorkdays, who: t(`audience_${rule.audience}`) }))
            .join('；')}（${ladder.source}）`}{' '}
      {onEdit ? (
        <button type="button" className="yk-linkish yk-noprint" onClick={onEdit}>
          {t('ladderSet')}
        </button>
      ) : null}
    </p>
  )
}

const AUDIENCES = ['unit', 'planner', 'leader'] as const

function LadderForm({ ladder, onDone }: { ladder: Ladder | null; onDone: () => void }) {
  const t = useText(messages)
  const [validFrom, setValidFrom] = useState('')
  const [source, setSource] = useState('')
  const [rules, setRules] = useState(
    AUDIENCES.map((audience, at) => ladder?.rules[at] ?? { level: at + 1, overdueWorkdays: [1, 5, 10][at]!, audience }),
  )
  const set = useCommand<Ladder>({ path: '/plan/escalation-rules', refresh: ['/plan/escalations'] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate({ validFrom, source, rules }, { onSuccess: onDone })
  }
  const change = (at: number, part: Partial<Ladder['rules'][number]>) =>
    setRules(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)))
  return (
    <form className="yk-task-form" onSubmit={submit}>
      {rules.map((rule, at) => (
        <fieldset key={rule.level} className="yk-task-rule">
          <legend>{t('ladderDays', { level: rule.level })}</legend>
          <input
            type="number"
            min={1}
            className="yk-input"
            required
            aria-label={t('ladderDays', { level: rule.level })}
            value={rule.overdueWorkdays}
            onChange={(event) => change(at, { overdueWorkdays: Number(event.target.value) })}
          />
          <select
            className="yk-input"
            aria-label={t('to')}
            value={rule.audience}
            onChange={(event) => change(at, { audience: event.target.value as Ladder['rules'][number]['audience'] })}
          >
            {AUDIENCES.map((audience) => (
              <option key={audience} value={audience}>
                {t(`audience_${audience}`)}
              </option>
            ))}
          </select>
        </fieldset>
      ))}
      <label className="yk-task-field">
        {t('ladderDay')}
        <input
          type="date"
          className="yk-input"
          required
          value={validFrom}
          onChange={(event) => setValidFrom(event.target.value)}
        />
      </label>
      <label className="yk-task-field">
        {t('ladderSource')}
        <input className="yk-input" required value={source} onChange={(event) => setSource(event.target.value)} />
      </label>
      <RefusalNote problem={set.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={set.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  )
}
