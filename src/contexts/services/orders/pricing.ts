import type { Unit } from '../model.ts'

/** How much of a list price a benefit bears (抵扣规则), as it is asked for one order. */
export type Bearing = {
  subsidy: string
  benefit: string
  sharePercent: number
  capFen: number | null
  timesLimit: number | null
  fenLimit: number | null
  /** What the newest list says of the person: null where no list has come by yet. */
  outcome: 'due' | 'not-due' | 'unknown' | null
  /** What was used of it in the period already. */
  used: { times: number; fen: number }
}

/** Units of which a rule that counts times bears one in an order; of hours, days or square metres an order is one time. */
const COUNTED: ReadonlySet<Unit> = new Set(['time', 'meal', 'piece', 'place'])

/** What one rule bears. */
export type BorneLine = { subsidy: string; benefit: string; fen: number; outcome: 'borne' | 'used-up' | 'unknown' }

/**
 * Splits a list price among benefits, in the order of their rules: what they bear never exceeds the price, a rule's share, its cap, or what is
 * left of its period. Whether somebody is entitled may be unknown: then that benefit bears nothing yet, and the split says so. The database does
 * the same when it places an order (`services.place`); this is for whoever has to tell it beforehand.
 *
 * A rule that counts times bears the share of one: an order of three meals uses one subsidised meal up, and two are paid in full.
 */
export function bear(
  order: { unit: Unit; fen: number; quantity: number },
  rules: readonly Bearing[],
): { subsidyFen: number; entitlement: 'none' | 'known' | 'unknown'; lines: BorneLine[] } {
  const listFen = order.fen * order.quantity
  let rest = listFen
  let entitlement: 'none' | 'known' | 'unknown' = 'none'
  const lines: BorneLine[] = []
  for (const rule of rules) {
    if (rest === 0) break
    if (rule.outcome === 'not-due') continue
    const line = (fen: number, outcome: BorneLine['outcome']) =>
      lines.push({ subsidy: rule.subsidy, benefit: rule.benefit, fen, outcome })
    if (rule.outcome !== 'due') {
      entitlement = 'unknown'
      line(0, 'unknown')
      continue
    }
    if (entitlement === 'none') entitlement = 'known'
    const shared = rule.timesLimit !== null && COUNTED.has(order.unit) ? order.fen : listFen
    const part = Math.min(
      rest,
      Math.floor((shared * rule.sharePercent) / 100),
      rule.capFen ?? rest,
      rule.fenLimit === null ? rest : rule.fenLimit - rule.used.fen,
    )
    if (part <= 0 || (rule.timesLimit !== null && rule.used.times >= rule.timesLimit)) {
      line(0, 'used-up')
      continue
    }
    line(part, 'borne')
    rest -= part
  }
  return { subsidyFen: listFen - rest, entitlement, lines }
}
