import { reachOf } from '../../../platform/db/index.ts'
import { bareName, plainUnit } from '../plans/indicators.ts'
import { magnitude } from '../plans/peers.ts'
import type { LineageTarget, Relation } from './model.ts'

/** One line of the comparison, before a person has looked at it. */
export type LineageLine = {
  target: LineageTarget | null
  upper: LineageTarget | null
  relation: Relation
}

/** True when the first government stands above the second: 532600 above 532622. */
export function isAbove(upper: string, lower: string): boolean {
  const [a, b] = [reachOf(upper), reachOf(lower)]
  return a.length < b.length && b.startsWith(a)
}

/** Which way a comparator asks: at least, at most, or exactly. `=`, coverage and increments are floors in practice. */
function side(comparator: string): 'floor' | 'ceiling' | 'range' | 'direction' {
  if (comparator === '<=' || comparator === '<') return 'ceiling'
  if (comparator === 'range') return 'range'
  return comparator === 'up' || comparator === 'down' || comparator === 'keep' ? 'direction' : 'floor'
}

/**
 * What ours makes of the upper target. A higher floor, a lower ceiling, a narrower range or an earlier day is stricter; what is
 * stricter in one and looser in another respect, or counted otherwise, is `unclear` and left to a person.
 */
export function relate(ours: LineageTarget, upper: LineageTarget): Relation {
  const kind = side(ours.comparator)
  if (kind !== side(upper.comparator) || ours.period !== upper.period) return 'unclear'
  if ((ours.comparator === '+') !== (upper.comparator === '+')) return 'unclear'
  if (kind === 'direction') return ours.comparator === upper.comparator ? 'inherited' : 'unclear'
  if (plainUnit(ours.unit).unit !== plainUnit(upper.unit).unit) return 'unclear'
  const signs = [valueSign(ours, upper, kind), strictSign(ours, upper), deadlineSign(ours, upper)]
  if (signs.includes(null)) return 'unclear'
  const stricter = signs.some((sign) => sign! > 0)
  const looser = signs.some((sign) => sign! < 0)
  if (stricter && looser) return 'unclear'
  return stricter ? 'stricter' : looser ? 'looser' : 'inherited'
}

/** 1 when ours asks for more, -1 for less, 0 for the same; null when it cannot be said. */
function valueSign(ours: LineageTarget, upper: LineageTarget, kind: 'floor' | 'ceiling' | 'range'): number | null {
  if (kind === 'range') {
    const f = plainUnit(ours.unit).factor / plainUnit(upper.unit).factor
    const [a, b, c, d] = [ours.low, ours.high, upper.low, upper.high]
    if (a === null || b === null || c === null || d === null) return null
    const inside = a * f >= c && b * f <= d
    const outside = a * f <= c && b * f >= d
    return inside && outside ? 0 : inside ? 1 : outside ? -1 : null
  }
  const [mine, theirs] = [magnitude(ours), magnitude(upper)]
  if (mine === null || theirs === null) return null
  return Math.sign(mine - theirs) * (kind === 'floor' ? 1 : -1)
}

/** `>` asks for a little more than `>=`. */
function strictSign(ours: LineageTarget, upper: LineageTarget): number {
  if (magnitude(ours) !== magnitude(upper)) return 0
  const strict = (comparator: string) => (comparator === '>' || comparator === '<' ? 1 : 0)
  return strict(ours.comparator) - strict(upper.comparator)
}

function deadlineSign(ours: LineageTarget, upper: LineageTarget): number | null {
  if (ours.deadline === upper.deadline) return 0
  if (ours.deadline === null || upper.deadline === null) return null
  return ours.deadline < upper.deadline ? 1 : -1
}

const keyOf = (target: LineageTarget): string => target.indicator ?? `printed:${bareName(target.printed)}`

/**
 * Compares a plan with the plan above, line by line: every target of ours is inherited, stricter, looser, unclear or new, every
 * upper target we say nothing of is dropped. Where one side has several dated values of an indicator, equal days are compared
 * first, then the last ones.
 */
export function lineageOf(ours: readonly LineageTarget[], upper: readonly LineageTarget[]): LineageLine[] {
  const left = new Map<string, LineageTarget[]>()
  for (const target of upper) left.set(keyOf(target), [...(left.get(keyOf(target)) ?? []), target])
  const lines: LineageLine[] = []
  const waiting: LineageTarget[] = []
  const take = (target: LineageTarget, fits: (other: LineageTarget) => boolean): boolean => {
    const candidates = left.get(keyOf(target)) ?? []
    const at = candidates.findLastIndex(fits)
    if (at < 0) return false
    const [other] = candidates.splice(at, 1)
    lines.push({ target, upper: other!, relation: relate(target, other!) })
    return true
  }
  for (const target of ours) {
    if (!take(target, (other) => other.deadline === target.deadline && other.period === target.period))
      waiting.push(target)
  }
  for (const target of waiting) {
    if (!take(target, () => true)) lines.push({ target, upper: null, relation: 'new' })
  }
  for (const target of [...left.values()].flat()) lines.push({ target: null, upper: target, relation: 'dropped' })
  return lines
}
