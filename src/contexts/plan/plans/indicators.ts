import type { Indicator } from '../../statistics/model.ts'
import { plainWords } from '../papers/rules.ts'

/** The part of an indicator that matching needs. */
export type LibraryEntry = Pick<Indicator, 'code' | 'name' | 'aliases' | 'unit'>

/** Which indicator of the library a printed name means. `alias`: under another spelling; `likely`: a person should look. */
export type IndicatorMatch = { code: string; how: 'name' | 'alias' | 'likely' } | null

/** Verbs and fillers that papers put around the name of an indicator. */
const FILLER = /达到|实现|拥有|建成|建设|打造|提高到|提升至|力争|全县|全市|全州|全省|我县|我市|我省|的|数量?$/g
const LIKELY = 0.72
const CLEAR = 0.08

/** A name as matching compares it: without spaces, punctuation, verbs and the people it speaks to. */
export function bareName(name: string): string {
  return plainWords(name).replace(FILLER, '')
}

/** `万人次` → 10000 人次; a unit without a multiplier has factor 1. */
export function plainUnit(unit: string): { factor: number; unit: string } {
  const match = /^(万亿|亿|千万|百万|万|千|百)(.+)$/.exec(unit)
  if (match === null) return { factor: 1, unit }
  const factors: Record<string, number> = {
    万亿: 1e12,
    亿: 1e8,
    千万: 1e7,
    百万: 1e6,
    万: 1e4,
    千: 1e3,
    百: 1e2,
  }
  return { factor: factors[match[1]!]!, unit: match[2]! }
}

const SHARE = new Set(['%', '％', '百分点', '个百分点'])
const sameDimension = (a: string, b: string): boolean => SHARE.has(a) === SHARE.has(b)

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + 2 <= text.length; i++) {
    const pair = text.slice(i, i + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

/** Likeness of two names, 0 to 1, by the pairs of characters they share. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const x = bigrams(a)
  const y = bigrams(b)
  let shared = 0
  for (const [pair, count] of x) shared += Math.min(count, y.get(pair) ?? 0)
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return total === 0 ? 0 : (2 * shared) / total
}

/**
 * Finds the indicator a printed name means: by name, by a known other spelling, or by likeness when one is clearly the most alike.
 * A share never matches a count.
 */
export function matchIndicator(
  printed: string,
  key: string,
  unit: string,
  library: readonly LibraryEntry[],
): IndicatorMatch {
  const wanted = new Set([bareName(printed), bareName(key)])
  const plain = plainUnit(unit).unit
  const fitting = library.filter((entry) => sameDimension(plainUnit(entry.unit).unit, plain))
  for (const entry of fitting) if (wanted.has(bareName(entry.name.zh))) return { code: entry.code, how: 'name' }
  for (const entry of fitting) {
    if (entry.aliases.some((alias) => wanted.has(bareName(alias)))) return { code: entry.code, how: 'alias' }
  }
  const scored = fitting
    .map((entry) => {
      const names = [entry.name.zh, ...entry.aliases].map(bareName)
      return { code: entry.code, score: Math.max(...names.flatMap((n) => [...wanted].map((w) => likeness(n, w)))) }
    })
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best === undefined || best.score < LIKELY) return null
  return best.score - (second?.score ?? 0) >= CLEAR ? { code: best.code, how: 'likely' } : null
}
