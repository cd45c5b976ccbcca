import type { Wish } from '../../../engines/dispatch/index.ts'
import { addDays, dayNumber, type IsoDate, today } from '../../../kernel/dates.ts'
import { type Bilingual, Refusal } from '../../../kernel/refusal.ts'
import type { InForce, Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonFacts, personFacts } from '../../people/index.ts'
import type { SiteStored } from '../../providers/index.ts'
import { boundIn, ordersToSend, type ToSend, whoCame } from '../../services/index.ts'
import { type Point, placesOfDwellings } from '../../territory/index.ts'
import { expectSendable, type Post, skillsValidOf, staffOf, type ValidSkill } from '../../workforce/index.ts'
import { EXCEPTIONS, type ExceptionKind, type Span, type WaysTold } from '../model.ts'
import { type DispatchParameter, parametersOn } from '../parameters.ts'
import {
  type CarerRow,
  carersOf,
  exceptionsOf,
  type HoldRow,
  holdsOf,
  type WishRow,
  wishesOf,
} from '../roster/store.ts'
import { type DayGround, type GroundCarer, type GroundVisit, workingOn } from './problem.ts'
import { waysFor } from './ways.ts'

const DAY_MINUTES = 1440

/** Minute of a day in China at which an instant lies; below 0 and above 1440 on the days beside it. */
export const minuteOf = (day: IsoDate, instant: string): number =>
  Math.round((Date.parse(instant) - Date.parse(`${day}T00:00:00+08:00`)) / 60_000)

/** The instant of a minute of a day in China. */
export const instantAt = (day: IsoDate, minute: number): string =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + Math.round(minute) * 60_000).toISOString()

/** 1 is Monday. */
export const weekdayOf = (day: IsoDate): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

/** Somebody of the organisation on that day, with what decides whether he is planned. */
export type CarerOfDay = {
  staff: string
  post: Post
  row: CarerRow | null
  facts: PersonFacts | undefined
  held: ValidSkill[]
  away: { kind: ExceptionKind; from: number; until: number }[]
  shifts: Span[]
  bound: Span[]
  notPlanned: Bilingual | null
}

/** Everything a day of a site is made of. */
export type Ground = {
  day: IsoDate
  now: number | null
  parameters: (name: DispatchParameter) => InForce
  carers: CarerOfDay[]
  orders: ToSend[]
  places: Map<string, { point: Point; name: string }>
  wishes: WishRow[]
  known: Map<string, string[]>
  holds: Map<string, HoldRow>
  ground: DayGround
  ways: WaysTold
}

/**
 * Reads a day of a site as it stands: orders, who works when with which valid certificates, wishes, locks, who is bound elsewhere, ways.
 * Nothing of names: those are opened by whoever shows them.
 */
export async function groundOf(tx: Tx, desk: PeopleDesk, site: SiteStored, day: IsoDate): Promise<Ground> {
  const parameters = await parametersOn(tx, day)
  const isToday = day === today(tx.now.getTime())
  const now = isToday ? minuteOf(day, tx.now.toISOString()) : null
  const orders = await ordersToSend(tx, desk, site.id, day)
  const persons = [...new Set(orders.map((each) => each.person))]
  const wishes = await wishesOf(tx, persons)
  const known = await whoCame(tx, persons, parameters('known-days').value)
  const holds = await holdsOf(
    tx,
    orders.map((each) => each.id),
  )
  const carers = await carersOn(tx, desk, site, day, orders)
  const dwellings = [
    ...orders.flatMap((each) => each.dwelling ?? []),
    ...carers.flatMap((each) => (each.row?.startAt === 'home' ? (each.facts?.dwelling ?? []) : [])),
  ]
  const found = await placesOfDwellings(tx, [...new Set(dwellings)], day)
  const points: Point[] = []
  const indexes = new Map<string, number>()
  const indexOf = (key: string, point: Point) => {
    const at = indexes.get(key) ?? points.length
    if (at === points.length) points.push({ lon: point.lon, lat: point.lat })
    indexes.set(key, at)
    return at
  }
  const middle = [...found.values()]
  // A site without a place on the map is taken to stand amid those it serves.
  const sitePoint: Point =
    site.lon !== null && site.lat !== null
      ? { lon: site.lon, lat: site.lat }
      : {
          lon: middle.reduce((sum, each) => sum + each.lon, 0) / Math.max(1, middle.length),
          lat: middle.reduce((sum, each) => sum + each.lat, 0) / Math.max(1, middle.length),
        }
  const start = indexOf('site', sitePoint)
  const placeOf = (dwelling: string | null | undefined): number | null => {
    const place = dwelling == null ? undefined : found.get(dwelling)
    return place === undefined ? null : indexOf(dwelling!, place)
  }
  const visits = orders.map((order) => visitOf(order, { day, parameters, placeOf, wishes, known, holds }))
  const planned = carers.flatMap((carer): GroundCarer[] =>
    carer.notPlanned !== null || carer.row === null
      ? []
      : [
          {
            staff: carer.staff,
            mode: carer.row.mode,
            place: carer.row.startAt === 'home' ? (placeOf(carer.facts?.dwelling) ?? start) : start,
            shifts: carer.shifts,
            lunch: lunchOf(carer.row),
            most: carer.row.mostMinutes,
            held: carer.held,
            sex: carer.facts?.sex ?? null,
            languages: carer.row.languages,
          },
        ],
  )
  const ways = await waysFor(tx, day, points, parameters)
  return {
    day,
    now,
    parameters,
    carers,
    orders,
    places: new Map([...found].map(([code, { lon, lat, name }]) => [code, { point: { lon, lat }, name }])),
    wishes,
    known,
    holds,
    ways: ways.told,
    ground: {
      carers: planned,
      visits,
      bound: carers.flatMap(({ staff, bound }) => bound.map((span) => ({ staff, ...span }))),
      metres: ways.metres,
      speeds: ways.speeds,
      tolerance: parameters('moved-minutes').value,
      now,
    },
  }
}

export const lunchOf = (row: CarerRow) =>
  row.lunchMinutes === null ? null : { from: row.lunchFrom!, until: row.lunchUntil!, minutes: row.lunchMinutes }

/** Everybody employed by the organisation on the day, and whether he can be planned at this site. */
async function carersOn(
  tx: Tx,
  desk: PeopleDesk,
  site: SiteStored,
  day: IsoDate,
  orders: readonly ToSend[],
): Promise<CarerOfDay[]> {
  const staff = await staffOf(tx, site.organisation, day)
  const ids = staff.map((each) => each.person)
  const rows = new Map((await carersOf(tx, site.organisation)).map((row) => [row.staff, row]))
  const exceptions = await exceptionsOf(tx, site.organisation, day, day)
  const held = await skillsValidOf(tx, ids, day)
  const facts = await personFacts(tx, desk, ids)
  const own = new Set(orders.map((each) => each.no))
  const bound = await boundIn(tx, ids, instantAt(day, 0), instantAt(addDays(day, 1), 0), null)
  const spanOf = (each: { from: string; until: string }): Span => ({
    from: Math.max(0, minuteOf(day, each.from)),
    until: Math.min(DAY_MINUTES, minuteOf(day, each.until)),
  })
  const carers: CarerOfDay[] = []
  for (const { person, post } of staff) {
    const row = rows.get(person) ?? null
    const mine = exceptions.filter((each) => each.staff === person)
    const away = mine.flatMap((each) => (each.kind === 'extra' ? [] : [{ kind: each.kind, ...spanOf(each) }]))
    const extra = mine.filter((each) => each.kind === 'extra').map(spanOf)
    const shifts = row === null ? [] : workingOn(row.pattern, weekdayOf(day), extra, away)
    let notPlanned: Bilingual | null = null
    if (row === null) notPlanned = { zh: '还没有排班', en: 'not on the rota yet' }
    else if (row.site !== null && row.site !== site.id) notPlanned = { zh: '在别的网点', en: 'works at another site' }
    else if (!row.planned) notPlanned = { zh: '不参加派单', en: 'not planned' }
    else if (shifts.length === 0) {
      const why = away[0] === undefined ? null : EXCEPTIONS[away[0].kind]
      notPlanned = why ?? { zh: '当天不上班', en: 'does not work that day' }
    } else notPlanned = await notSendable(tx, person, site.organisation, day)
    carers.push({
      staff: person,
      post,
      row,
      facts: facts.get(person),
      held: held.get(person) ?? [],
      away,
      shifts,
      bound: bound.filter((each) => each.staff === person && (each.no === null || !own.has(each.no))).map(spanOf),
      notPlanned,
    })
  }
  return carers
}

/** Who is banned from being sent, or no longer employed, is not planned: the same question the assignment asks. */
async function notSendable(tx: Tx, staff: string, organisation: string, day: IsoDate): Promise<Bilingual | null> {
  try {
    await expectSendable(tx, staff, { organisation, needs: [], day })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.text
    throw error
  }
}

function visitOf(
  order: ToSend,
  ground: {
    day: IsoDate
    parameters: (name: DispatchParameter) => InForce
    placeOf: (dwelling: string | null) => number | null
    wishes: readonly WishRow[]
    known: ReadonlyMap<string, string[]>
    holds: ReadonlyMap<string, HoldRow>
  },
): GroundVisit {
  const { day, parameters } = ground
  const from = minuteOf(day, order.from)
  const until = minuteOf(day, order.until)
  const minutes =
    order.minutes === null ? Math.max(5, until - from) : order.minutes * (order.unit === 'hour' ? order.quantity : 1)
  const last = Math.max(from, until - minutes)
  const weight = parameters('wish-weight').value
  const wishes = ground.wishes
    .filter((each) => each.person === order.person)
    .map((each): Wish => {
      const strength = each.hard ? { hard: true } : { weight }
      if (each.kind === 'gender') return { kind: 'gender', gender: each.value!, ...strength }
      if (each.kind === 'language') return { kind: 'language', language: each.value!, ...strength }
      return { kind: each.kind, carers: [each.staff!], ...strength }
    })
  const before = ground.known.get(order.person) ?? []
  if (before.length > 0) wishes.push({ kind: 'known', carers: before, weight: parameters('known-weight').value })
  const hold = ground.holds.get(order.id)
  return {
    order: order.id,
    place: ground.placeOf(order.dwelling),
    minutes,
    staff: order.staff,
    needs: order.needs,
    window: { from, until: last, latest: Math.min(until - 1, last + parameters('late-start-minutes').value) },
    wishes,
    begun: order.state !== 'placed' && order.state !== 'assigned',
    standing: order.engaged.map((each) => ({
      staff: each.staff,
      from: minuteOf(day, each.from),
      until: minuteOf(day, each.until),
    })),
    hold: hold === undefined ? null : { staff: hold.staff, start: hold.start, extra: hold.extra },
  }
}
