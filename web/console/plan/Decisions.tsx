import type { DecisionView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { Timeline } from '../../shared/parts/Timeline.tsx'
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
const ENDS = new Set(['reject', 'retire', 'overrule'])

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

/** Who decided what and when, newest first. `title` names the thing decided about. */
export function Decisions({
  decisions,
  title,
}: {
  decisions: DecisionView[]
  title?: (subject: string) => string | undefined
}) {
  const t = useText(messages)
  const happenings = decisions.map((each) => {
    const words = [t(ACT[each.act as keyof typeof ACT] ?? 'act_edit'), title?.(each.subject)]
      .filter(Boolean)
      .join(' · ')
    const detail = [each.reason, ...changes(each.before, each.after)].filter(Boolean).join('；')
    return {
      id: `${each.subject} ${each.revision}`,
      at: each.decidedAt,
      what: words,
      who: each.decidedBy,
      detail: detail === '' ? null : detail,
      tone: ENDS.has(each.act) ? ('attention' as const) : ('plain' as const),
    }
  })
  return <Timeline happenings={happenings} label={t('decisions')} />
}
