import type { Indicator } from '../../statistics/index.ts'
import { matchIndicator as candidates } from '../../statistics/index.ts'

/** The part of an indicator that matching needs. */
export type LibraryEntry = Pick<Indicator, 'code' | 'name' | 'aliases' | 'unit'>

/** Which indicator of the library a printed name means. `likely`: a person should look. */
export type IndicatorMatch = { code: string; how: 'known' | 'likely' } | null

/** Less alike than this, or hardly more alike than the next one, and nobody should guess. */
const LIKELY = 0.6
const CLEAR = 0.06

/** A name as printed lines are compared where the library knows neither. */
export function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/达到|实现|拥有|建成|建设|打造|力争|全[县市州省]/g, '')
}

/** `万人次` → 10000 人次; a unit without a multiplier has factor 1. */
export function plainUnit(unit: string): { factor: number; unit: string } {
  const match = /^(万亿|亿|千万|百万|万|千|百)(.+)$/.exec(unit)
  if (match === null) return { factor: 1, unit }
  const factors: Record<string, number> = { 万亿: 1e12, 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4, 千: 1e3, 百: 1e2 }
  return { factor: factors[match[1]!]!, unit: match[2]! }
}

/**
 * Finds the indicator a printed name means: by its name or a known spelling, else by likeness when one is clearly the most alike.
 * `key` is the reader's normalised name.
 */
export function matchIndicator(
  printed: string,
  key: string,
  unit: string,
  library: readonly LibraryEntry[],
): IndicatorMatch {
  const scores = new Map<string, number>()
  for (const name of new Set([printed, key])) {
    for (const { code, score } of candidates(name, unit, library))
      scores.set(code, Math.max(score, scores.get(code) ?? 0))
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1])
  if (best === undefined || best[1] < LIKELY) return null
  if (best[1] === 1) return { code: best[0], how: 'known' }
  return best[1] - (second?.[1] ?? 0) >= CLEAR ? { code: best[0], how: 'likely' } : null
}
