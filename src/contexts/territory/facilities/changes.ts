import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { FacilityState } from '../model.ts'

/** What others need to know of a facility on a day to say where it counts. */
export type FacilityStand = {
  kind: string
  state: FacilityState | null
  /** WGS-84. */
  lon: number | null
  lat: number | null
  region: string
  functions: string[] | null
  offers: string[] | null
  places: number | null
  mealsDaily: number | null
}

/** A facility of which something that matters to others is different; null: it was not there, or is no more. */
export type FacilityChange = {
  id: string
  code: string
  before: FacilityStand | null
  after: FacilityStand | null
  /** Which parts differ: `state`, `kind`, `place`, `region`, `services`, `capacity`. */
  what: string[]
}

/**
 * Payload of `territory.facility.changed`: facilities that opened, closed, moved, changed kind or services, as of a day. One act gives
 * one event; a large import gives one for every 500 facilities.
 */
export type FacilitiesChanged = { asOf: string; facilities: FacilityChange[] }

const MOST_TOLD = 500

type Standing = FacilityStand & { id: string; code: string }

/** How facilities stand on a day; One statement. */
export async function facilityStands(tx: Tx, asOf: string, codes: readonly string[]): Promise<Map<string, Standing>> {
  const rows =
    await tx.rows<Standing>(sql`select f.facility id, f.code, f.state, (f.version).kind, (f.version).lon, (f.version).lat,
      (f.version).region, (f.version).functions, (f.version).offers, (f.version).places, (f.version).meals_daily "mealsDaily"
    from territory.facility_on(${asOf}) f where f.jurisdiction = ${tx.actor.jurisdiction} and f.code = any(${codes as string[]})`)
  return new Map(rows.map((row) => [row.code, row]))
}

const PARTS: Record<string, (stand: FacilityStand) => unknown> = {
  state: (each) => each.state,
  kind: (each) => each.kind,
  place: (each) => [each.lon, each.lat],
  region: (each) => each.region,
  services: (each) => [each.functions, each.offers],
  capacity: (each) => [each.places, each.mealsDaily],
}

function standOf({ id: _id, code: _code, ...stand }: Standing): FacilityStand {
  return stand
}

/** What differs between two looks at the same facilities. Pure. */
export function changesBetween(
  before: ReadonlyMap<string, Standing>,
  after: ReadonlyMap<string, Standing>,
): FacilityChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((code): FacilityChange[] => {
    const [old, now] = [before.get(code), after.get(code)]
    const what = Object.entries(PARTS)
      .filter(([, of]) => JSON.stringify(old && of(old)) !== JSON.stringify(now && of(now)))
      .map(([part]) => part)
    if (what.length === 0) return []
    return [{ id: (now ?? old)!.id, code, before: old ? standOf(old) : null, after: now ? standOf(now) : null, what }]
  })
}

/** Tells which facilities are different. Nothing is told where nothing is. */
export async function tellFacilities(tx: Tx, asOf: string, changes: readonly FacilityChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += MOST_TOLD) {
    const payload: FacilitiesChanged = { asOf, facilities: changes.slice(from, from + MOST_TOLD) }
    await emit(tx, 'territory.facility.changed', payload)
  }
}

/** Does something to facilities and tells what is different today because of it. */
export async function telling<T>(tx: Tx, codes: readonly string[], work: () => Promise<T>): Promise<T> {
  const day = today(tx.now.getTime())
  const before = await facilityStands(tx, day, codes)
  const done = await work()
  await tellFacilities(tx, day, changesBetween(before, await facilityStands(tx, day, codes)))
  return done
}
