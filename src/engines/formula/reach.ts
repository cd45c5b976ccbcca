import type { Path } from './path.ts'
import { type Band, inBand } from './target.ts'

/** Which regions reach what each of them owes. */
export type RegionReach = { total: number; met: number; short: string[]; unknown: string[] }

/** Counts the regions inside the band; an unknown figure is neither reached nor short. */
export function reachOf(regions: Readonly<Record<string, number | null>>, band: Band): RegionReach {
  const names = Object.keys(regions).sort()
  const unknown = names.filter((name) => regions[name] === null)
  const short = names.filter((name) => regions[name] !== null && !inBand(regions[name]!, band))
  return { total: names.length, met: names.length - unknown.length - short.length, short, unknown }
}

/** Turns a path of minimum values into one of numbers of regions: all of them, at every step. */
export function onReach(path: Path, total: number): Path {
  const band: Band = { low: total, lowOpen: false, high: Number.POSITIVE_INFINITY, highOpen: false }
  return {
    ...path,
    steps: path.steps.map(({ date }) => ({ date, value: total, band })),
    standing: path.standing && band,
    up: true,
    settlesEarly: true,
  }
}
