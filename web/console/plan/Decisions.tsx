import type { DecisionView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages-targets.ts'

const ACT = {
  accept: 'act_accept',
  edit: 'act_edit',
  reject: 'act_reject',
  carry: 'act_carry',
  retire: 'act_retire',
  overrule: 'act_overrule',
  'take-force': 'act_take_force',
  assign: 'act_assign',
  decide: 'act_decide',
  confirm: 'act_confirm',
} as const

/** What changed between two states of a thing, as short words. */
function changes(before: unknown, after: unknown): string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return []
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return Object.keys(b)
    .filter((key) => key !== 'state' && key in a && JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map((key) => `${key}: ${said(a[key])} → ${said(b[key])}`)
}

const said = (value: unknown): string =>
  value === null || value === undefined ? '—' : Array.isArray(value) ? value.join('、') : String(value)

/** Who decided what and when, newest first. */
export function Decisions({
  decisions,
  title,
}: {
  decisions: DecisionView[]
  title?: (subject: string) => string | undefined
}) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <ol className="yk-plan-timeline">
      {decisions.map((each) => (
        <li key={`${each.subject} ${each.revision}`}>
          <span className="yk-num yk-quiet yk-small">{f.instant(each.decidedAt)}</span>
          <span>
            <strong>{each.decidedBy}</strong> {t(ACT[each.act as keyof typeof ACT] ?? 'act_edit')}
            {title?.(each.subject) === undefined ? '' : ` · ${title(each.subject)}`}
            {each.reason === null ? '' : `：${each.reason}`}
          </span>
          {changes(each.before, each.after).map((line) => (
            <span key={line} className="yk-small yk-quiet">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ol>
  )
}
