import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import type { Actor, Tx } from '../../../platform/db/index.ts'
import type { PlaceRegion } from './model.ts'
import { placeRegions, type RegionIndex, regionIndex } from './regions.ts'
import { Snapshot } from './snapshot.ts'
import { loadPlaces, mapVersion } from './store.ts'

/** What maps of one reach and day are made from. */
export type MapData = { snapshot: Snapshot; regions: PlaceRegion[]; regionIndex: RegionIndex }

/** Most places held in memory over all snapshots, about 1 KB each. */
const MOST_PLACES = 400_000

/** Row-level security lets all actors of one reach see the same rows; regions are those of the jurisdiction. */
const keyOf = (actor: Actor, asOf: string, version: string) => `${actor.reach} ${actor.jurisdiction} ${asOf} ${version}`

/** Keeps the newest map data of each reach and day, and the last used of the others, within the limit of memory. */
export class MapCache {
  readonly #kept = new Map<string, MapData>()
  readonly #loading = new Map<string, Promise<MapData>>()

  /** The data of just this version when it is in memory; asks no database. */
  peek(actor: Actor, asOf: string, version: string): MapData | null {
    const key = keyOf(actor, asOf, version)
    const found = this.#kept.get(key)
    if (found === undefined) return null
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found
  }

  /** The data as it stands now. One statement when it is in memory; who comes while it loads waits for the same. */
  async current(tx: Tx, asOf: string): Promise<MapData> {
    const { version, changedAt } = await mapVersion(tx)
    const found = this.peek(tx.actor, asOf, version)
    if (found !== null) return found
    const key = keyOf(tx.actor, asOf, version)
    const under = this.#loading.get(key)
    if (under !== undefined) return under
    const loading = this.#load(tx, asOf, version, changedAt).finally(() => this.#loading.delete(key))
    this.#loading.set(key, loading)
    return loading
  }

  async #load(tx: Tx, asOf: string, version: string, changedAt: string | null): Promise<MapData> {
    const places = await loadPlaces(tx, asOf)
    const regions = await placeRegions(tx, asOf, places)
    const data = {
      snapshot: new Snapshot({ version, changedAt, asOf, holiday: isHoliday(await calendar(tx), asOf), places }),
      regions,
      regionIndex: regionIndex(regions),
    }
    const stale = keyOf(tx.actor, asOf, '')
    for (const key of this.#kept.keys()) if (key.startsWith(stale)) this.#kept.delete(key)
    this.#kept.set(keyOf(tx.actor, asOf, version), data)
    let held = [...this.#kept.values()].reduce((sum, each) => sum + each.snapshot.places.length, 0)
    for (const [key, each] of this.#kept) {
      if (held <= MOST_PLACES || each === data) break
      this.#kept.delete(key)
      held -= each.snapshot.places.length
    }
    return data
  }
}

/** Whether a day is in a festival's holidays (法定节假日及调休); null when the notice of its year is not out. */
function isHoliday(known: HolidayCalendar, day: string): boolean | null {
  if (known.off.has(day)) return true
  return known.announced.has(Number(day.slice(0, 4))) ? false : null
}
