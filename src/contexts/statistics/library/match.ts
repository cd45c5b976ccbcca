import type { Indicator } from '../model.ts'

/** The part of an indicator that matching needs. */
export type Named = Pick<Indicator, 'code' | 'name' | 'aliases' | 'unit'>

/** An indicator a printed name may mean: 1 is the very name or a known spelling. */
export type Match = { code: string; score: number }

/** Verbs and fillers that papers put around the name of an indicator. */
const FILLERS =
  /达到|实现|拥有|建成|建设|打造|提高到|提升至|力争|推动|增设|开通|逐步|具备|全[县市州省]|我[县市州省]|各(?:设区的)?[县市州省]|各乡(?:镇)?|[的为与和、等所有]/g
const LEAST = 0.45
const MOST_MATCHES = 5

/** A name as it is compared: one width of characters, without punctuation, spaces and fillers. */
export function bareName(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s()（）[\]【】“”"'‘’,，、。.;；:：·/-]/g, '')
  return plain.replace(FILLERS, '') || plain
}

/** What a unit measures. A share never means the same as a count, nor an area as a sum of money. */
export function dimensionOf(unit: string): 'share' | 'area' | 'money' | 'time' | 'count' {
  const plain = unit.normalize('NFKC').trim()
  if (/%|‰|百分/.test(plain)) return 'share'
  if (/平方米|㎡|m2|m²|亩|公顷/.test(plain)) return 'area'
  if (/元/.test(plain)) return 'money'
  return /年|月|天|日|小时|分钟/.test(plain) && !/[人场件次个]/.test(plain) ? 'time' : 'count'
}

function pairsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + 2 <= text.length; i++) {
    const pair = text.slice(i, i + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

/** Likeness of two texts, 0 to 1, by the pairs of characters they share (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [x, y] = [pairsOf(a), pairsOf(b)]
  let shared = 0
  for (const [pair, count] of x) shared += Math.min(count, y.get(pair) ?? 0)
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return total === 0 ? 0 : (2 * shared) / total
}

/**
 * Indicators that a printed name may mean, best first, at most five. A name or known spelling scores 1, others by the pairs of
 * characters they share; indicators of another dimension than the unit's are left out. Empty when nothing is alike.
 */
export function matchNames(printed: string, unit: string, library: readonly Named[]): Match[] {
  const wanted = bareName(printed)
  const dimension = dimensionOf(unit)
  return library
    .filter((each) => dimensionOf(each.unit) === dimension)
    .map((each) => ({
      code: each.code,
      score: Math.max(...[each.name.zh, ...each.aliases].map((name) => likeness(bareName(name), wanted))),
    }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.code.localeCompare(b.code))
    .slice(0, MOST_MATCHES)
}
