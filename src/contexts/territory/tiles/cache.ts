import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import type { Actor, Database, Tx } from '../../../platform/db/index.ts'
import type { PlaceFilter, PlaceRegion } from './model.ts'
import { placeRegions, type RegionIndex, regionIndex } from './regions.ts'
import { Snapshot } from './snapshot.ts'
import { loadPlaces, type MapVersion, mapVersion } from './store.ts'

/** What maps of one reach and day are made from. */
export type MapData = { snapshot: Snapshot; regions: PlaceRegion[]; regionIndex: RegionIndex }

/** Most places held in memory over all snapshots, about 1 KB each. */
const MOST_PLACES = 400_000

/** For how long after somebody last asked a map is read again by itself, in milliseconds. */
const LOOKED_AT = 10 * 60_000

/** Map data, for whom it was read, and when it was last asked for. */
type Kept = { data: MapData; actor: Actor; askedAt: number }

/** What the console and the public map show before anybody chose anything. */
const ASKED_FIRST: PlaceFilter[] = [{}, { families: ['elder'] }]

/** Row-level security lets all actors of one reach see the same rows; regions are those of the jurisdiction. */
const reachOf = ({ reach, jurisdiction }: Actor) => `${reach} ${jurisdiction}`
const keyOf = (actor: Actor, asOf: string, version: string) => `${reachOf(actor)} ${asOf} ${version}`

/** Keeps the newest map data of each reach and day, and the last used of the others, within the limit of memory. */
export class MapCache {
  readonly #kept = new Map<string, Kept>()
  readonly #loading = new Map<string, Promise<MapData>>()

  /** The data of just this version when it is in memory; asks no database. */
  peek(actor: Actor, asOf: string, version: string): MapData | null {
    const key = keyOf(actor, asOf, version)
    const found = this.#kept.get(key)
    if (found === undefined) return null
    this.#kept.delete(key)
    this.#kept.set(key, { ...found, askedAt: Date.now() })
    return found.data
  }

  /** The data as it stands now. One statement when it is in memory; who comes while it loads waits for the same. */
  async current(tx: Tx, asOf: string): Promise<MapData> {
    const found = await mapVersion(tx)
    const data = await this.#ready(tx, asOf, found)
    this.peek(tx.actor, asOf, found.version)
    return data
  }

  /**
   * Reads anew the maps of a day that the register left behind, with the clusters that are asked for first: the maps somebody looked at
   * lately, and those of `also`. Whoever looks next does not wait for it.
   *
   * @returns how many were read
   */
  async renew(db: Database, asOf: string, also: readonly Actor[]): Promise<number> {
    const wanted = new Map(also.map((actor) => [reachOf(actor), actor]))
    for (const { actor, askedAt } of this.#kept.values())
      if (askedAt > Date.now() - LOOKED_AT) wanted.set(reachOf(actor), actor)
    let read = 0
    for (const actor of wanted.values()) {
      await db.read(actor, async (tx) => {
        const found = await mapVersion(tx)
        if (this.#kept.has(keyOf(actor, asOf, found.version))) return
        const { snapshot } = await this.#ready(tx, asOf, found)
        for (const filter of ASKED_FIRST) snapshot.select(filter).points()
        read++
      })
    }
    return read
  }

  #ready(tx: Tx, asOf: string, { version, changedAt }: MapVersion): Promise<MapData> {
    const key = keyOf(tx.actor, asOf, version)
    const found = this.#kept.get(key)
    if (found !== undefined) return Promise.resolve(found.data)
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
    let askedAt = 0
    for (const [key, each] of this.#kept) {
      if (!key.startsWith(stale)) continue
      askedAt = Math.max(askedAt, each.askedAt)
      this.#kept.delete(key)
    }
    this.#kept.set(keyOf(tx.actor, asOf, version), { data, actor: tx.actor, askedAt })
    let held = [...this.#kept.values()].reduce((sum, each) => sum + each.data.snapshot.places.length, 0)
    for (const [key, each] of this.#kept) {
      if (held <= MOST_PLACES || each.data === data) break
      this.#kept.delete(key)
      held -= each.data.snapshot.places.length
    }
    return data
  }
}

/** Whether a day is in a festival's holidays (法定节假日及调休); null when the notice of its year is not out. */
function isHoliday(known: HolidayCalendar, day: string): boolean | null {
  if (known.off.has(day)) return true
  return known.announced.has(Number(day.slice(0, 4))) ? false : null
}
