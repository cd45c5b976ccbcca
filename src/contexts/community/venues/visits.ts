import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type FacilityView, facilitiesOn, type Persons, population } from '../../territory/index.ts'
import type { CountMethod } from '../events/events.ts'
import { venueFor } from './venue.ts'

/** Kinds of facilities that are public cultural facilities (公共文化设施), and those for sport. */
export const CULTURE_KINDS = ['culture-centre', 'library', 'city-study', 'museum']
export const SPORT_KINDS = ['sports-ground', 'fitness-centre', 'fitness-trail']

export type NewVisits = { facility: string; day: string; visits: number; method: CountMethod; note: string | null }

/**
 * Notes how many came to a venue on a day, and how they were counted (场馆人次). A figure for a day that has one is a correction: the next
 * revision, with its reason; the earlier ones stay.
 *
 * @throws Refusal `facility.missing`, `venue.kind`, `access.region`, `visits.future`, `visits.note`
 */
export async function noteVisits(tx: Tx, input: NewVisits): Promise<{ revision: number }> {
  const venue = await venueFor(tx, input.facility, [...CULTURE_KINDS, ...SPORT_KINDS])
  expectRegion(tx, venue.region)
  if (input.day > today(tx.now.getTime()))
    throw refuse('visits.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/day' })
  const own = tx.actor.jurisdiction
  // Two who correct one day at once come one after the other: the facility's figures are held by its name.
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`community.visits ${own} ${input.facility} ${input.day}`}, 0))`,
  )
  const { revision } = await tx.one<{
    revision: number
  }>(sql`select (coalesce(max(revision), 0) + 1)::int revision from community.venue_visits
    where jurisdiction = ${own} and facility = ${input.facility} and day = ${input.day}`)
  if (input.note === null && (revision > 1 || input.method === 'sampled'))
    throw refuse(
      'visits.note',
      revision > 1
        ? { zh: '当天已有数，更正请写明原因', en: 'The day has a figure; say why it is corrected' }
        : { zh: '抽样推算请写明怎么抽的', en: 'Say how the sample was drawn' },
      { at: '/note' },
    )
  await tx.run(sql`insert into community.venue_visits (jurisdiction, facility, day, revision, visits, method, note, recorded_by, recorded_at)
    values (${own}, ${input.facility}, ${input.day}, ${revision}, ${input.visits}, ${input.method}, ${input.note}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: revision === 1 ? 'community.visits.note' : 'community.visits.correct',
    subject: { kind: 'facility', id: input.facility },
    detail: { day: input.day, visits: input.visits, method: input.method, revision },
  })
  return { revision }
}

/** One day of a venue as it stands, with what stood before. */
export type VisitDay = {
  day: string
  visits: number
  method: CountMethod
  note: string | null
  revision: number
  before: { revision: number; visits: number; method: CountMethod; at: string }[]
}

/** Days of a venue in a year, newest first. One statement. */
export async function visitDays(tx: Tx, facility: string, year: number): Promise<VisitDay[]> {
  const rows = await tx.rows<
    Omit<VisitDay, 'before'> & { at: string }
  >(sql`select day, visits, method, note, revision, recorded_at "at"
    from community.venue_visits where jurisdiction = ${tx.actor.jurisdiction} and facility = ${facility}
      and day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date order by day desc, revision desc`)
  return [...Map.groupBy(rows, (row) => row.day).values()].map(([newest, ...before]) => {
    const { at: _, ...day } = newest!
    return { ...day, before: before.map(({ revision, visits, method, at }) => ({ revision, visits, method, at })) }
  })
}

export type VenueYear = {
  facility: string
  name: string
  kind: string
  region: string
  regionName: string | null
  /** Opened to the public today. */
  open: boolean
  floorArea: number | null
  /** Days with a figure; visits null where there is none. */
  days: number
  visits: number | null
  /** Visits by the way they were counted. */
  methods: Record<CountMethod, number>
}

/** 公共文化设施服务人次 of a year, with the way of counting of every venue (A118). */
export type VisitsView = {
  year: number
  asOf: string
  venues: VenueYear[]
  /** Sum over the venues with figures; null where no venue has any. */
  visits: number | null
  methods: Record<CountMethod, number>
  /** Open venues without a single figure. */
  unknown: number
  population: Persons
  /** Ten thousands of visits for ten thousand inhabitants; null where either is unknown. */
  perTenThousand: number | null
  /** Reading rooms that are open, and those on the register that are not (A119). */
  rooms: { open: number; others: number }
  /** Building area of open cultural venues (A120): null while one of them has none on the register. */
  area: { total: number | null; unknown: number; perTenThousand: number | null }
}

const none = (): Record<CountMethod, number> => ({ counted: 0, sampled: 0, manual: 0 })

/** Cultural venues of the jurisdiction in a year. Four statements. */
export async function visitsView(tx: Tx, year: number): Promise<VisitsView> {
  const day = today(tx.now.getTime())
  const last = `${year}-12-31`
  const asOf = last < day ? last : day
  const own = tx.actor.jurisdiction
  const all = await facilitiesOn(tx, asOf, { kinds: CULTURE_KINDS, states: 'any' })
  const sums = await tx.rows<{
    facility: string
    method: CountMethod
    days: number
    visits: number
  }>(sql`select facility, method, count(*)::int days,
      sum(visits)::int visits
    from (select distinct on (facility, day) facility, day, method, visits from community.venue_visits
      where jurisdiction = ${own} and day between ${`${year}-01-01`}::date and ${asOf}::date order by facility, day, revision desc) v
    group by facility, method`)
  const byVenue = Map.groupBy(sums, (row) => row.facility)
  const venues = all
    .filter((each) => each.state === 'open' || byVenue.has(each.code))
    .map((each) => venueYear(each, byVenue.get(each.code) ?? []))
  const known = venues.filter((each) => each.visits !== null)
  const visits = known.length === 0 ? null : known.reduce((sum, each) => sum + each.visits!, 0)
  const methods = none()
  for (const each of known)
    for (const method of Object.keys(methods) as CountMethod[]) methods[method] += each.methods[method]
  const people = await population(tx, { region: own.padEnd(12, '0'), asOf })
  const per = (value: number | null) =>
    value === null || people.persons === null || people.persons === 0 ? null : (value / people.persons) * 10_000
  const open = all.filter((each) => each.state === 'open')
  const rooms = all.filter((each) => each.kind === 'city-study')
  const bare = open.filter((each) => each.floor_area === null).length
  const total = open.length === 0 || bare > 0 ? null : open.reduce((sum, each) => sum + each.floor_area!, 0)
  const perVisits = per(visits)
  return {
    year,
    asOf,
    venues: venues.toSorted((a, b) => (b.visits ?? -1) - (a.visits ?? -1) || a.facility.localeCompare(b.facility)),
    visits,
    methods,
    unknown: venues.filter((each) => each.open && each.visits === null).length,
    population: people,
    perTenThousand: perVisits === null ? null : perVisits / 10_000,
    rooms: {
      open: rooms.filter((each) => each.state === 'open').length,
      others: rooms.filter((each) => each.state !== 'open').length,
    },
    area: { total, unknown: bare, perTenThousand: per(total) },
  }
}

function venueYear(
  venue: FacilityView,
  rows: readonly { method: CountMethod; days: number; visits: number }[],
): VenueYear {
  const methods = none()
  for (const row of rows) methods[row.method] += row.visits
  return {
    facility: venue.code,
    name: venue.name,
    kind: venue.kind,
    region: venue.region,
    regionName: venue.regionName,
    open: venue.state === 'open',
    floorArea: venue.floor_area,
    days: rows.reduce((sum, row) => sum + row.days, 0),
    visits: rows.length === 0 ? null : rows.reduce((sum, row) => sum + row.visits, 0),
    methods,
  }
}
