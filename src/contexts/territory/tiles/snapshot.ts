import { prefixOf } from '../../../kernel/region.ts'
import type { Box, Place, PlaceFilter } from './model.ts'
import { openSayer } from './open.ts'
import { soundsLike } from './pinyin.ts'
import { type PointIndex, pointIndex } from './points.ts'

/** Places that meet a filter, as positions in the snapshot. */
export type Selection = {
  at: Int32Array
  /** How many there would be of each kind with every kind chosen. */
  kinds: Record<string, number>
  unplaced: number
  hoursUnknown: number
  /** Clusters of the selection, made when the first tile is asked for. */
  points(): PointIndex
}

const KEPT_SELECTIONS = 24

/**
 * The facilities of a reach on a day, in memory: what tiles are cut from and lists are read from, so that both always show the same.
 * It never changes; a changed register gives a new one.
 */
export class Snapshot {
  readonly version: string
  readonly changedAt: string | null
  readonly asOf: string
  /** Whether the day is a public holiday; null when its year is not announced. */
  readonly holiday: boolean | null
  readonly places: readonly Place[]
  readonly #lower: string[]
  readonly #kept = new Map<string, Selection>()

  constructor(given: Pick<Snapshot, 'version' | 'changedAt' | 'asOf' | 'holiday' | 'places'>) {
    this.version = given.version
    this.changedAt = given.changedAt
    this.asOf = given.asOf
    this.holiday = given.holiday
    this.places = given.places
    this.#lower = given.places.map((place) => `${place.name}\n${place.address ?? ''}\n${place.code}`.toLowerCase())
  }

  /** The places that meet a filter; the same filter is answered from memory. */
  select(filter: PlaceFilter): Selection {
    const key = JSON.stringify(filter)
    let found = this.#kept.get(key)
    // Last used last, so that the one dropped is the one nobody asked for.
    if (found) this.#kept.delete(key)
    else found = this.#find(filter)
    this.#kept.set(key, found)
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > KEPT_SELECTIONS && oldest !== undefined) this.#kept.delete(oldest)
    return found
  }

  #find(filter: PlaceFilter): Selection {
    const states = new Set<string>(filter.states ?? ['open'])
    const region = filter.region === undefined ? '' : prefixOf(filter.region)
    const kinds = new Set(filter.kinds)
    const families = new Set<string>(filter.families)
    const every = filter.kinds === undefined && filter.families === undefined
    const codes = filter.codes === undefined ? null : new Set(filter.codes)
    const q = filter.q?.normalize('NFKC').trim().toLowerCase() ?? ''
    const letters = q.replace(/\s/g, '')
    const sounds = /^[a-z0-9]{2,}$/.test(letters)
    const sayOpen = filter.openAt === undefined ? null : openSayer(filter.openAt)
    const counts: Record<string, number> = {}
    const at: number[] = []
    let unplaced = 0
    let hoursUnknown = 0
    this.places.forEach((place, i) => {
      if (!states.has(place.state ?? 'unknown') || !place.region.startsWith(region)) return
      if (codes !== null && !codes.has(place.code)) return
      if (q !== '' && !this.#lower[i]!.includes(q) && !(sounds && soundsLike(place.name, letters))) return
      const wanted = every || kinds.has(place.kind) || families.has(place.family)
      if (sayOpen !== null) {
        const { open } = sayOpen(place)
        if (open === null && wanted) hoursUnknown++
        if (open !== true) return
      }
      counts[place.kind] = (counts[place.kind] ?? 0) + 1
      if (!wanted) return
      at.push(i)
      if (place.lon === null || place.lat === null) unplaced++
    })
    let points: PointIndex | null = null
    const all = Int32Array.from(at)
    return {
      at: all,
      kinds: counts,
      unplaced,
      hoursUnknown,
      points: () => {
        points ??= pointIndex(this.places, all)
        return points
      },
    }
  }

  /** West, south, east, north of everything placed; null when nothing is. */
  bounds(): Box | null {
    let box: [number, number, number, number] | null = null
    for (const { lon, lat } of this.places) {
      if (lon === null || lat === null) continue
      if (box === null) box = [lon, lat, lon, lat]
      else box = [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
    }
    return box
  }
}
