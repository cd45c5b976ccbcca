import type { Dwelling, Group } from '../dwellings/register.ts'

/**
 * Metres on foot from each dwelling point to the nearest source, in the order of the dwellings. `Infinity`: none within the search;
 * `NaN`: the point is too far from any street to say.
 */
export type Walk = { metres: Float64Array; nearest: Int32Array }

/** How many of a group live where; `unknown` live at points off the streets, `uncounted` points do not say how many of the group. */
export type Reach = { total: number; within: number; unknown: number; uncounted: number }

const NOBODY: Reach = { total: 0, within: 0, unknown: 0, uncounted: 0 }

/**
 * How many of a group have a source within some minutes on foot, by region. The share is `within / (total - unknown)`: what is not
 * known is in neither number.
 *
 * @param of the region each dwelling is counted in
 * @param speed metres a minute
 */
export function reachByRegion(
  dwellings: readonly Dwelling[],
  walk: Walk,
  query: { group: Group; minutes: number; speed: number; of(region: string): string },
): Map<string, Reach> {
  const found = new Map<string, Reach>()
  const most = query.minutes * query.speed
  dwellings.forEach((dwelling, i) => {
    const region = query.of(dwelling.region)
    const sum = found.get(region) ?? { ...NOBODY }
    found.set(region, sum)
    const count = dwelling[query.group]
    if (count === null) {
      sum.uncounted++
      return
    }
    sum.total += count
    const metres = walk.metres[i]!
    if (Number.isNaN(metres)) sum.unknown += count
    else if (metres <= most) sum.within += count
  })
  return found
}

/** Adds up regions. */
export function sumOf(parts: Iterable<Reach>): Reach {
  const sum = { ...NOBODY }
  for (const part of parts) {
    sum.total += part.total
    sum.within += part.within
    sum.unknown += part.unknown
    sum.uncounted += part.uncounted
  }
  return sum
}

/** Share within reach, 0 to 1; null when nothing can be said. */
export function shareOf({ total, within, unknown }: Reach): number | null {
  return total - unknown > 0 ? within / (total - unknown) : null
}

/**
 * The metres that half of the inhabitants have at most: what "this community has it within so many minutes" is judged by. Null when
 * more than half live off the streets or nobody lives there; `Infinity` when the half has none within the search.
 */
export function medianMetres(dwellings: readonly Dwelling[], walk: Walk, members: readonly number[]): number | null {
  const known = members
    .map((i) => ({ metres: walk.metres[i]!, weight: dwellings[i]!.persons ?? 0 }))
    .filter(({ metres, weight }) => weight > 0 && !Number.isNaN(metres))
    .sort((a, b) => a.metres - b.metres)
  const everybody = members.reduce((sum, i) => sum + (dwellings[i]!.persons ?? 0), 0)
  const counted = known.reduce((sum, { weight }) => sum + weight, 0)
  if (counted === 0 || counted * 2 < everybody) return null
  let passed = 0
  for (const { metres, weight } of known) {
    passed += weight
    if (passed * 2 >= counted) return metres
  }
  return null
}

/** What a circle asks for: one of these kinds within some minutes on foot. */
export type Requirement = { code: string; kinds: readonly string[]; minutes: number }

export type CircleLine = {
  requirement: string
  /** Half of the inhabitants have one within the minutes asked; null: cannot be said. */
  present: boolean | null
  /** Minutes that half of the inhabitants have at most; null: farther than was searched, or unknown. */
  minutes: number | null
  /** Share of the inhabitants within the minutes asked. */
  share: number | null
  /** Index of the source most inhabitants have nearest; -1: none. */
  nearest: number
}

/** One line of a community's circle (一刻钟便民生活圈). `members`: the dwellings of the community. */
export function circleLine(
  dwellings: readonly Dwelling[],
  walk: Walk,
  members: readonly number[],
  requirement: Requirement,
  speed: number,
): CircleLine {
  const metres = medianMetres(dwellings, walk, members)
  const reach = reachByRegion(
    members.map((i) => dwellings[i]!),
    { metres: Float64Array.from(members, (i) => walk.metres[i]!), nearest: walk.nearest },
    { group: 'persons', minutes: requirement.minutes, speed, of: () => '' },
  )
  const votes = new Map<number, number>()
  for (const i of members) {
    const nearest = walk.nearest[i]!
    if (nearest >= 0) votes.set(nearest, (votes.get(nearest) ?? 0) + (dwellings[i]!.persons ?? 0))
  }
  const favourite = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]
  return {
    requirement: requirement.code,
    present: metres === null ? null : metres <= requirement.minutes * speed,
    minutes: metres === null || metres === Number.POSITIVE_INFINITY ? null : metres / speed,
    share: shareOf(sumOf(reach.values())),
    nearest: favourite?.[0] ?? -1,
  }
}
