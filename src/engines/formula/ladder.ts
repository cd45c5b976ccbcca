import { daysBetween, type IsoDate } from '../../kernel/dates.ts'
import { add, divide, fromNumber, multiply, subtract, toNumber } from './rational.ts'
import type { Milestone } from './target.ts'

/** Where a ladder stands on a date. */
export type LadderState = {
  /** The last milestone whose day has come; the only one that may be held against a figure of this date. */
  due: Milestone | null
  /** The first milestone still ahead. */
  next: Milestone | null
  /** Value on the straight line from the last milestone (or the base) to the next; null when the line has no beginning. */
  pace: number | null
}

/** The milestone that applies on a date; a milestone is due on its own day. The ladder may be in any order. */
export function milestoneDue(
  ladder: readonly Milestone[],
  date: IsoDate,
  base: { date: IsoDate; value: number | null } | null = null,
): LadderState {
  const ordered = [...ladder].sort((a, b) => (a.date < b.date ? -1 : 1))
  const due = ordered.findLast((milestone) => milestone.date <= date) ?? null
  const next = ordered.find((milestone) => milestone.date > date) ?? null
  if (next === null) return { due, next, pace: due?.value ?? null }
  const from = due ?? base
  const known = from !== null && from.value !== null && from.date <= date
  return { due, next, pace: known ? onLine({ date: from.date, value: from.value! }, next, date) : null }
}

type Point = { date: IsoDate; value: number }

function onLine(from: Point, to: Point, date: IsoDate): number {
  const [start, end] = [fromNumber(from.value), fromNumber(to.value)]
  const share = divide(fromNumber(daysBetween(from.date, date)), fromNumber(daysBetween(from.date, to.date)))
  return toNumber(add(start, multiply(subtract(end, start), share)))
}
