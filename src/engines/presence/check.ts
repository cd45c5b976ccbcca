/** Somebody says to have been with a person: who, with whom, when, and roughly where. Times in milliseconds. */
export type Presence = {
  id: string
  /** Who was there on behalf of the service. */
  actor: string
  person: string
  /** Not at the door: a telephone call proves nothing about the place. */
  remote: boolean
  from: number
  to: number
  /** Rounded place in degrees; null: unknown. */
  place: { lon: number; lat: number } | null
  /** The clock of the device could not be relied on. */
  doubtful?: boolean
}

/** Why a person could not have been there: died or moved on a day, in hospital between days. */
export type Absence = { person: string; kind: 'gone' | 'in-hospital'; from: number; to: number | null }

/** `person-twice`: two of the service with one person at once. `other`: the presence it contradicts. */
export type FlagKind = 'two-places' | 'travel' | 'gone' | 'in-hospital' | 'person-twice'
export type Flag = { id: string; kind: FlagKind; other: string | null; detail: Record<string, number> }

export type Limits = {
  /** Fastest that somebody goes from door to door in a county, metres a second, over the straight line. */
  metresPerSecond: number
  /** How far two rounded places may differ and still be one: the rounding on both sides and the measure of the telephone. */
  slackMetres: number
  /** How exact times are: an arrival is pressed a little late, an end a little early. */
  slackMs: number
  /** Two places no farther apart are one: both are rounded, and each telephone may be 200 m off. A couple visited together, two at one bath. */
  togetherMetres: number
}

/** 54 km/h from door to door, three minutes of doubt, 300 m on a way and 500 m between two places that are one. */
export const LIMITS: Limits = { metresPerSecond: 15, slackMetres: 300, slackMs: 180_000, togetherMetres: 500 }

/** Straight line in metres; on the scale of a county a plane is exact enough. */
export function metresApart(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const x = (a.lon - b.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(x, a.lat - b.lat) * 111_320
}

const overlap = (a: Presence, b: Presence): number => Math.min(a.to, b.to) - Math.max(a.from, b.from)

/** What two presences of one actor at doors contradict. The later one is flagged. */
function between(first: Presence, second: Presence, limits: Limits): Flag | null {
  const apart = first.place === null || second.place === null ? null : metresApart(first.place, second.place)
  const both = overlap(first, second)
  if (apart === null) return null
  if (both > limits.slackMs) {
    if (apart <= limits.togetherMetres) return null
    return {
      id: second.id,
      kind: 'two-places',
      other: first.id,
      detail: { overlapMs: both, metres: Math.round(apart) },
    }
  }
  const gap = second.from - first.to + limits.slackMs
  const needs = (Math.max(0, apart - limits.slackMetres) / limits.metresPerSecond) * 1000
  if (needs <= Math.max(0, gap)) return null
  return {
    id: second.id,
    kind: 'travel',
    other: first.id,
    detail: { metres: Math.round(apart), gapMs: second.from - first.to },
  }
}

/**
 * Finds what cannot be true among presences (U6): one actor in two places at once, a way that nobody makes in the time, a person who had died,
 * moved or was in hospital, two actors with one person at once. A flag is a question for a person, never a verdict; what is unknown flags nothing.
 * Remote contacts are checked against absence only. Deterministic; n log n in the presences, quadratic only in those that overlap.
 */
export function contradictions(
  presences: readonly Presence[],
  absences: readonly Absence[] = [],
  limits: Limits = LIMITS,
): Flag[] {
  const flags: Flag[] = []
  const doors = presences.filter((each) => !each.remote && each.doubtful !== true)
  const inTime = (a: Presence, b: Presence) => a.from - b.from || (a.id < b.id ? -1 : 1)
  for (const own of Map.groupBy(doors, (each) => each.actor).values()) {
    const line = own.toSorted(inTime)
    for (let i = 1; i < line.length; i++) {
      const here = line[i]!
      // Back as far as one could still have been on the way; the nearest contradiction is told.
      for (let j = i - 1; j >= 0; j--) {
        const before = line[j]!
        if (before.person === here.person) continue
        const found = between(before, here, limits)
        if (found !== null) {
          flags.push(found)
          break
        }
        if (here.from - before.to > 6 * 3_600_000) break
      }
    }
  }
  for (const own of Map.groupBy(doors, (each) => each.person).values()) {
    const line = own.toSorted(inTime)
    for (let i = 1; i < line.length; i++) {
      const before = line[i - 1]!
      const here = line[i]!
      const both = overlap(before, here)
      if (before.actor !== here.actor && before.place !== null && here.place !== null && both > limits.slackMs) {
        const metres = metresApart(before.place, here.place)
        // Two at one door together is a visit by two; two at different places with one person is not.
        if (metres > limits.togetherMetres)
          flags.push({
            id: here.id,
            kind: 'person-twice',
            other: before.id,
            detail: { overlapMs: both, metres: Math.round(metres) },
          })
      }
    }
  }
  const gone = Map.groupBy(absences, (each) => each.person)
  for (const each of presences) {
    const why = gone
      .get(each.person)
      ?.find((absence) => each.from >= absence.from && (absence.to === null || each.to < absence.to))
    // In hospital one can be called, not met at home.
    if (why !== undefined && !(why.kind === 'in-hospital' && each.remote))
      flags.push({ id: each.id, kind: why.kind, other: null, detail: {} })
  }
  return flags
}
