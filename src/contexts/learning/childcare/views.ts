import { today } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { facilitiesOn, findFacility, missingFacility, population } from '../../territory/index.ts'
import { CHILDCARE_KINDS } from './classes.ts'
import {
  type Binding,
  type ClassKind,
  type ClassLimit,
  capacityOf,
  fitsAge,
  limitOn,
  monthsOld,
  standsInLine,
  waitingOrder,
} from './rules.ts'
import {
  type ApplicationRow,
  type ClassRow,
  classesWhere,
  classLimits,
  type EnrolmentRow,
  enrolmentsOf,
  waitingAt,
  waitingCounts,
} from './store.ts'

/** A class with what it may take and has taken. */
export type ClassView = ClassRow & {
  capacity: number
  binding: Binding
  limit: ClassLimit | null
  enrolled: number
  free: number
}

/** A place of childcare in the list. */
export type ChildcareLine = {
  facility: string
  name: string
  kind: string
  regionName: string | null
  /** Filed (备案) on or before the day. */
  filed: boolean
  open: boolean | null
  /** As the register of facilities declares; null is unknown. */
  declared: number | null
  classes: number
  /** Places that count: of classes, capped by size and carers. Null while its classes are not on record. */
  places: number | null
  enrolled: number
  free: number | null
  waiting: number
}

/** Places of an area on a day, with how they were counted. */
export type ChildcarePlaces = {
  asOf: string
  lines: ChildcareLine[]
  /** Places in filed and open facilities, capped. */
  places: number
  enrolled: number
  waiting: number
  /** Filed and open, but without classes on record: their declared places are not counted. */
  unrecorded: { facilities: number; declared: number }
  /** Declared beyond what size or carers allow. */
  cut: number
  population: { persons: number | null; asOf: string | null; source: string | null }
  /** Places for each thousand inhabitants; null where the population is unknown. */
  perThousand: number | null
}

function viewOf(
  row: ClassRow,
  limits: readonly ClassLimit[],
  enrolments: readonly EnrolmentRow[],
  day: string,
): ClassView {
  const limit = limitOn(limits, row.kind, row.region, day)
  const { capacity, binding } = capacityOf(row, limit)
  const enrolled = enrolments.filter(
    (each) => each.class === row.id && each.from <= day && (each.until === null || each.until > day),
  ).length
  return { ...row, capacity, binding, limit, enrolled, free: Math.max(0, capacity - enrolled) }
}

const openOn = (row: ClassRow, day: string) => row.openedOn <= day && (row.closedOn === null || row.closedOn > day)

/** Places by facility on a day. Only filed and open ones count (T3). Seven statements. */
export async function childcarePlaces(tx: Tx, query: { asOf?: string; region?: string }): Promise<ChildcarePlaces> {
  const day = query.asOf ?? today(tx.now.getTime())
  const region = (query.region ?? (tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region)).padEnd(12, '0')
  const prefix = prefixOf(region)
  const facilities = (await facilitiesOn(tx, day, { kinds: CHILDCARE_KINDS, states: 'any', region })).filter(
    (each) => each.kind !== 'kindergarten' || (each.childcare_places ?? 0) > 0,
  )
  const limits = await classLimits(tx)
  const classes = (await classesWhere(tx, sql`starts_with(c.region, ${prefix})`)).filter((row) => openOn(row, day))
  const enrolments = await enrolmentsOf(
    tx,
    classes.map((row) => row.id),
    day,
  )
  const views = Map.groupBy(
    classes.map((row) => viewOf(row, limits, enrolments, day)),
    (row) => row.facility,
  )
  const waiting = Map.groupBy(await waitingCounts(tx, sql`starts_with(a.region, ${prefix})`), (row) => row.facility)
  const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0)
  const lines = facilities
    // A facility that closed while children still have a place in it must be seen.
    .filter((each) => each.state !== 'closed' || (views.get(each.code) ?? []).some((row) => row.enrolled > 0))
    .map((each): ChildcareLine => {
      const own = views.get(each.code) ?? []
      const places = own.length === 0 ? null : sum(own.map((row) => row.capacity))
      const enrolled = sum(own.map((row) => row.enrolled))
      return {
        facility: each.code,
        name: each.name,
        kind: each.kind,
        regionName: each.regionName,
        filed: each.filed_on !== null && each.filed_on <= day,
        open: each.state === null ? null : each.state === 'open',
        declared: each.childcare_places,
        classes: own.length,
        places,
        enrolled,
        free: places === null ? null : Math.max(0, places - enrolled),
        waiting: sum((waiting.get(each.code) ?? []).map((row) => row.waiting)),
      }
    })
  const counted = lines.filter((line) => line.filed && line.open === true)
  const places = sum(counted.map((line) => line.places ?? 0))
  const declared = sum([...views.values()].flat().map((row) => row.places))
  const bare = counted.filter((line) => line.places === null)
  const people = await population(tx, { region, asOf: day })
  return {
    asOf: day,
    lines,
    places,
    enrolled: sum(lines.map((line) => line.enrolled)),
    waiting: sum(lines.map((line) => line.waiting)),
    unrecorded: { facilities: bare.length, declared: sum(bare.map((line) => line.declared ?? 0)) },
    cut: declared - sum([...views.values()].flat().map((row) => row.capacity)),
    population: { persons: people.persons, asOf: people.asOf, source: people.source },
    perThousand: people.persons === null || people.persons === 0 ? null : (places / people.persons) * 1000,
  }
}

/** A child in a class: whether it has outgrown it, and until when it has the place. */
export type ChildLine = {
  enrolment: string
  class: string
  from: string
  until: string | null
  child: PersonCard | null
  months: number | null
  /** True when the child is older than the class takes; null when its birth is unknown. */
  outgrown: boolean | null
}

export type WaitingLine = Pick<ApplicationRow, 'id' | 'number' | 'kind' | 'priority' | 'draw' | 'rank' | 'at'> & {
  /** Place in the line; null while it waits for a draw. */
  place: number | null
  child: PersonCard | null
}

/** Everything about childcare in one facility. */
export type ChildcareHome = {
  facility: {
    code: string
    name: string
    kind: string
    region: string
    regionName: string | null
    filed: boolean
    mayChange: boolean
  }
  classes: ClassView[]
  children: ChildLine[]
  waiting: WaitingLine[]
}

/**
 * Classes, children and waiting list of a facility today; names are noted as a reading.
 *
 * @throws Refusal `facility.missing`
 */
export async function childcareHome(tx: Tx, desk: PeopleDesk, code: string): Promise<ChildcareHome> {
  const day = today(tx.now.getTime())
  const facility = await findFacility(tx, code, day)
  if (facility === null) throw missingFacility(code)
  const limits = await classLimits(tx)
  const classes = (await classesWhere(tx, sql`c.facility = ${code} and ${inScope(tx, sql`c.region`)}`)).filter(
    (row) => row.closedOn === null || row.closedOn > day,
  )
  const enrolments = await enrolmentsOf(
    tx,
    classes.map((row) => row.id),
    day,
  )
  const inReach = tx.actor.region === '*' || facility.region.startsWith(tx.actor.region)
  const all = inReach ? (await waitingAt(tx, { facility: code })).sort(waitingOrder) : []
  const line = [...all.filter(standsInLine), ...all.filter((each) => !standsInLine(each))]
  const cards = await personCards(
    tx,
    desk,
    [...enrolments.map((each) => each.child), ...line.map((each) => each.child)],
    '托育入托和候补',
  )
  const byClass = new Map(classes.map((row) => [row.id, viewOf(row, limits, enrolments, day)]))
  const placeOf = new Map<ClassKind, number>()
  return {
    facility: {
      code,
      name: facility.name,
      kind: facility.kind,
      region: facility.region,
      regionName: facility.regionName,
      filed: facility.filed_on !== null && facility.filed_on <= day,
      mayChange: inReach,
    },
    classes: [...byClass.values()],
    children: enrolments.map(({ id, class: of, child, from, until }) => {
      const card = cards.get(child) ?? null
      const months = card?.born ? monthsOld(card.born, day) : null
      const limit = byClass.get(of)?.limit ?? null
      const outgrown = months === null || limit === null ? null : !fitsAge(months, limit) && months >= limit.ageUntil
      return { enrolment: id, class: of, from, until, child: card, months, outgrown }
    }),
    waiting: line.map(({ id, number, kind, priority, draw, rank, at, child }) => {
      const place = standsInLine({ draw, rank }) ? (placeOf.get(kind) ?? 0) + 1 : null
      if (place !== null) placeOf.set(kind, place)
      return { id, number, kind, priority, draw, rank, at, place, child: cards.get(child) ?? null }
    }),
  }
}

/** Where an application stands, by its receipt: nothing about the child. Null when there is no such number. */
export type PublicApplication = {
  number: string
  facility: string
  facilityName: string | null
  kind: ClassKind
  state: ApplicationRow['state']
  /** Place in the line today, 1 is next; null when it no longer waits, or waits for a draw. */
  place: number | null
  rank: number | null
  /** The draw it waits for. */
  draw: string | null
}

/** A receipt looked up by anybody who holds it. Three statements. */
export async function applicationByNumber(tx: Tx, number: string): Promise<PublicApplication | null> {
  const wanted = number.normalize('NFKC').trim().toUpperCase()
  const row =
    await tx.maybe<ApplicationRow>(sql`select a.id, a.number, a.facility, a.kind, a.state, a.rank, a.draw from learning.application a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.number = ${wanted}`)
  if (row === null) return null
  const pending = row.state === 'waiting' && !standsInLine(row)
  const line =
    row.state === 'waiting' && !pending ? (await waitingAt(tx, row)).filter(standsInLine).sort(waitingOrder) : []
  const facility = await findFacility(tx, row.facility, today(tx.now.getTime()))
  return {
    number: row.number,
    facility: row.facility,
    facilityName: facility?.name ?? null,
    kind: row.kind,
    state: row.state,
    place: line.length === 0 ? null : line.findIndex((each) => each.id === row.id) + 1,
    rank: row.rank,
    draw: pending ? row.draw : null,
  }
}
