import { addMonths, endOfYear } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { activePoints } from '../../community/index.ts'
import { type FacilityStandings, facilityStandings, filedOn, gradeOn } from '../../providers/index.ts'
import {
  type CommunityStanding,
  communityStandings,
  type FacilityView,
  facilitiesOnDays,
  peopleWithin,
  populations,
  type Reach,
  regions,
} from '../../territory/index.ts'
import {
  asksCommunity,
  asksFunctions,
  asksProviders,
  type Definition,
  type InputSource,
  type ReachSource,
} from '../library/inputs.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import type { FacilityFact } from './facilityinput.ts'
import { CARRIED_MONTHS, type LedgerFact, type Quantities } from './ledgerinput.ts'
import { type Place, type Places, placesOf } from './places.ts'
import { workedFunctions } from './worked.ts'

/** Everything the inputs of some indicators need, for some dates. */
export type Facts = {
  places(date: string): Places
  ledger(name: string): readonly LedgerFact[]
  facilities(date: string): readonly FacilityFact[]
  population(input: Extract<InputSource, { kind: 'population' }>, date: string): Quantities
  reach(input: ReachSource, date: string): Quantities
  communities(date: string): readonly CommunityStanding[]
}

type Wanted = { definitions: readonly Pick<Definition, 'inputs' | 'window'>[]; dates: readonly string[] }

/**
 * Loads them: one statement for all ledgers, one for facilities, one a change of population figures, and two for regions —
 * however many indicators and regions there are.
 *
 * @param wanted dates in ascending order
 */
export async function loadFacts(tx: Tx, { definitions, dates }: Wanted): Promise<Facts> {
  const sources = definitions.flatMap((each) => each.inputs.map(({ from }) => ({ from, window: each.window })))
  const places = await loadPlaces(tx, dates)
  const ledgers = await loadLedgers(tx, sources, dates)
  const onFacilities = sources.some(({ from }) => ON_FACILITIES.has(from.kind))
  const facilities = onFacilities ? await facilitiesOnDays(tx, dates) : new Map<string, FacilityView[]>()
  const standings = sources.some(({ from }) => asksProviders(from)) ? await facilityStandings(tx) : new Map()
  const active = sources.some(({ from }) => asksCommunity(from)) ? await activePoints(tx, dates) : () => null
  const worked = sources.some(({ from }) => asksFunctions(from)) ? await workedFunctions(tx, dates) : () => []
  const facts = new Map(
    [...facilities].map(([date, all]) => [
      date,
      all.map((each) => factOf(each, date, standings.get(each.code), active(each.code, date), worked(each.code, date))),
    ]),
  )
  const population = await loadPopulation(
    tx,
    sources.map(({ from }) => from),
    dates,
    places,
  )
  const reach = await loadReach(
    tx,
    sources.map(({ from }) => from),
    dates,
    places,
  )
  const communities = await loadCommunities(
    tx,
    sources.map(({ from }) => from),
    places,
    facilities,
  )
  return {
    communities: (date) => communities.get(date)!,
    reach: (input, date) => reach.get(`${walkOf(input)} ${input.count}`)!.get(date)!,
    places: (date) => places.get(date)!,
    ledger: (name) => ledgers.get(name) ?? [],
    facilities: (date) => facts.get(date) ?? [],
    population: (input, date) => population.get(ages(input))!.get(date)!,
  }
}

/** Regions by date. They change rarely: where the first and the last day have the same ones, so has every day between. */
async function loadPlaces(tx: Tx, dates: readonly string[]): Promise<Map<string, Places>> {
  const { jurisdiction } = tx.actor
  const on = (asOf: string) => regions(tx, { asOf, within: jurisdiction })
  const last = await on(dates.at(-1)!)
  const first = dates.length === 1 ? last : await on(dates[0]!)
  const codes = (list: readonly Place[]) => list.map((each) => each.code).join()
  const same = codes(first) === codes(last)
  const places = new Map<string, Places>()
  const kept = placesOf(jurisdiction, last)
  for (const date of dates) places.set(date, same ? kept : placesOf(jurisdiction, await on(date)))
  return places
}

async function loadLedgers(
  tx: Tx,
  sources: readonly { from: InputSource; window: Definition['window'] }[],
  dates: readonly string[],
): Promise<Map<string, LedgerFact[]>> {
  const since = new Map<string, string>()
  for (const { from, window } of sources) {
    if (from.kind !== 'ledger') continue
    const earliest = earliestRow(from.ledger, window, dates[0]!)
    const known = since.get(from.ledger)
    if (known === undefined || earliest < known) since.set(from.ledger, earliest)
  }
  if (since.size === 0) return new Map()
  const rows = await tx.rows<LedgerFact>(sql`select h.ledger, h.key, r.region, r.as_of "asOf", r.fields
    from unnest(${[...since.keys()]}::text[], ${[...since.values()]}::date[]) w(ledger, since)
    join statistics.ledger_head h on h.jurisdiction = ${tx.actor.jurisdiction} and h.ledger = w.ledger
    join statistics.ledger_row r on r.jurisdiction = h.jurisdiction and r.ledger = h.ledger and r.key = h.key and r.revision = h.revision
    where not r.removed and r.as_of >= w.since and r.as_of <= ${endOfYear(dates.at(-1)!)}::date`)
  return Map.groupBy(rows, (row) => row.ledger)
}

const BEGINNING = '0001-01-01'

function earliestRow(ledger: string, window: Definition['window'], date: string): string {
  const { dateColumn } = ledgerNamed(ledger)
  if (window === 'cumulative') return BEGINNING
  if (dateColumn === 'year' || window === 'year') return `${date.slice(0, 4)}-01-01`
  if (dateColumn === 'month') return addMonths(`${date.slice(0, 7)}-01`, -CARRIED_MONTHS)
  return window === 'month' ? `${date.slice(0, 7)}-01` : BEGINNING
}

/** Sources that read the facility register. */
const ON_FACILITIES: ReadonlySet<InputSource['kind']> = new Set([
  'facilities',
  'served',
  'served-townships',
  'community',
  'standard',
])

function factOf(
  facility: FacilityView,
  date: string,
  standings: FacilityStandings | undefined,
  active: boolean | null,
  worked: readonly string[],
): FacilityFact {
  const { kind, region, state, filed_on } = facility
  const filed = filedOn(standings, filed_on, date)
  const fields = { ...facility, filed, grade: gradeOn(standings, date), active, worked }
  return { kind, region, open: state === null ? null : state === 'open', fields }
}

/** What the building standards know of communities, by date. */
async function loadCommunities(
  tx: Tx,
  sources: readonly InputSource[],
  places: ReadonlyMap<string, Places>,
  facilities: ReadonlyMap<string, readonly FacilityView[]>,
): Promise<Map<string, CommunityStanding[]>> {
  const measures = new Set(sources.flatMap((from) => (from.kind === 'community' ? from.known : [])))
  const families = new Set(sources.flatMap((from) => (from.kind === 'standard' ? [from.family] : [])))
  const found = new Map<string, CommunityStanding[]>()
  if (measures.size + families.size === 0) return found
  for (const [asOf, here] of facilities) {
    const communities = places.get(asOf)!.villages
    const query = { asOf, communities, facilities: here, measures: [...measures], families: [...families] }
    found.set(asOf, await communityStandings(tx, query))
  }
  return found
}

type PopulationInput = Extract<InputSource, { kind: 'population' }>
const ages = ({ ageFrom, ageTo }: PopulationInput) => `${ageFrom ?? ''}-${ageTo ?? ''}`

/** Population by ages and date. One statement gives every date back to the newest figure it rests on. */
async function loadPopulation(
  tx: Tx,
  sources: readonly InputSource[],
  dates: readonly string[],
  places: ReadonlyMap<string, Places>,
): Promise<Map<string, Map<string, Quantities>>> {
  const found = new Map<string, Map<string, Quantities>>()
  for (const from of sources) {
    if (from.kind !== 'population' || found.has(ages(from))) continue
    const byDate = new Map<string, Quantities>()
    found.set(ages(from), byDate)
    let held: { since: string; quantities: Quantities; places: Places } | null = null
    for (const date of dates.toReversed()) {
      const here = places.get(date)!
      if (held === null || date < held.since || held.places !== here) {
        const rows = await populations(tx, {
          regions: [here.own, ...here.parts],
          asOf: date,
          ...(from.ageFrom === undefined ? {} : { ageFrom: from.ageFrom }),
          ...(from.ageTo === undefined ? {} : { ageTo: from.ageTo }),
        })
        held = {
          since: rows.reduce((newest, row) => (row.asOf !== null && row.asOf > newest ? row.asOf : newest), BEGINNING),
          quantities: new Map(
            rows.map((row) => [row.region, { value: row.persons, records: row.persons === null ? 0 : 1, most: null }]),
          ),
          places: here,
        }
      }
      byDate.set(date, held.quantities)
    }
  }
  return found
}

/** What is walked to, how far, by whom; both counts of one walk are found by one search. */
const walkOf = ({ kinds, minutes, metresPerMinute, group }: ReachSource) =>
  `${kinds.join(',')} ${minutes} ${metresPerMinute} ${group}`

/** People and people within reach, by walk, count and date. Unknown where there are no streets or no dwelling points. */
async function loadReach(
  tx: Tx,
  sources: readonly InputSource[],
  dates: readonly string[],
  places: ReadonlyMap<string, Places>,
): Promise<Map<string, Map<string, Quantities>>> {
  const walks = new Map(sources.filter((from) => from.kind === 'reach').map((from) => [walkOf(from), from]))
  if (walks.size === 0) return new Map()
  const found = new Map(
    [...walks.keys()].flatMap((walk) => [`${walk} all`, `${walk} within`]).map((of) => [of, new Map()]),
  )
  for (const date of dates) {
    const reached = await peopleWithin(tx, date, [...walks.values()])
    for (const [i, walk] of [...walks.keys()].entries()) {
      const count = (what: (reach: Reach) => number) => peopleOf(reached[i]!, places.get(date)!, what)
      found.get(`${walk} all`)!.set(
        date,
        count(({ total, unknown }) => total - unknown),
      )
      found.get(`${walk} within`)!.set(
        date,
        count(({ within }) => within),
      )
    }
  }
  return found
}

function peopleOf(reach: Map<string, Reach> | null, places: Places, count: (reach: Reach) => number): Quantities {
  const regions = [places.own, ...places.parts]
  if (reach === null) return new Map(regions.map((region) => [region, { value: null }]))
  const sums = new Map(regions.map((region) => [region, { value: 0, records: 0 }]))
  for (const [town, each] of reach) {
    for (const above of places.above(town)) {
      const sum = sums.get(above)
      if (sum === undefined) continue
      sum.value += count(each)
      sum.records++
    }
  }
  return sums
}
