import type { Plan, Problem, Route, Stop, Visit, Wish } from '../../../engines/dispatch/index.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Change, PatternWindow, Span, TravelMode } from '../model.ts'

/** What a task asks of a carer. A smaller level is the higher one. */
export type Need = { skill: string; level: number | null }

/** A carer as the engine's day needs him: working spans after exceptions, skills attested on the day. */
export type GroundCarer = {
  staff: string
  mode: TravelMode
  /** Number of the place he starts from and returns to. */
  place: number
  shifts: Span[]
  lunch: { from: number; until: number; minutes: number } | null
  most: number | null
  held: { skill: string; level: number | null }[]
  sex: string | null
  languages: string[]
}

/** A visit that was ordered. Times are minutes of the day. */
export type GroundVisit = {
  order: string
  /** Null: nobody knows where, so that nobody can be sent. */
  place: number | null
  minutes: number
  staff: number
  needs: Need[]
  window: { from: number; until: number; latest: number }
  wishes: Wish[]
  /** Somebody is there, or has been: it stays where it is. */
  begun: boolean
  standing: { staff: string; from: number; until: number }[]
  hold: { staff: (string | null)[] | null; start: number | null; extra: number } | null
}

/** A day as it stands, for the engine. */
export type DayGround = {
  carers: GroundCarer[]
  visits: GroundVisit[]
  /** Times at which somebody is bound elsewhere. */
  bound: { staff: string; from: number; until: number }[]
  /** Metres from place to place. */
  metres: number[][]
  speeds: Record<TravelMode, number>
  tolerance: number
  /** Minute of now, for today; nothing that has not begun begins before. */
  now: number | null
}

export type Posed = {
  problem: Problem
  /** Visits that are not in the problem, because nobody could be sent: told as not served. */
  leftOut: { order: string; reason: Bilingual }[]
}

const keyOf = ({ skill, level }: Need): string => (level === null ? skill : `${skill}@${level}`)
const holds = (held: GroundCarer['held'], need: Need): boolean =>
  held.some(
    (has) => has.skill === need.skill && (need.level === null || (has.level !== null && has.level <= need.level)),
  )

/** What is left of some spans when others are taken out. Pure. */
export function without(spans: readonly Span[], out: readonly Span[]): Span[] {
  let left = spans.map((span) => ({ ...span }))
  for (const gone of out)
    left = left.flatMap((span) => {
      if (gone.until <= span.from || gone.from >= span.until) return [span]
      return [
        { from: span.from, until: Math.min(span.until, gone.from) },
        { from: Math.max(span.from, gone.until), until: span.until },
      ].filter((each) => each.until > each.from)
    })
  return left
}

/** Spans on one line, in order, those that touch put together. Pure. */
export function united(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last !== undefined && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else out.push({ ...span })
  }
  return out
}

/** When somebody works on a day: the pattern of its weekday and extra hours, less what takes him away. Pure. */
export function workingOn(
  pattern: readonly PatternWindow[],
  weekday: number,
  extra: readonly Span[],
  away: readonly Span[],
): Span[] {
  const usual = pattern.filter((each) => each.weekday === weekday).map(({ from, until }) => ({ from, until }))
  return without(united([...usual, ...extra]), away)
}

/** Whether a visit is under way or over: by what was told of it, or because its time has come. Pure. */
export const hasBegun = (visit: Pick<GroundVisit, 'begun' | 'standing'>, now: number | null): boolean =>
  visit.begun || (now !== null && visit.standing.length > 0 && visit.standing[0]!.from <= now)

/** Name of a stop at which a carer is bound elsewhere. */
export const BOUND = 'bound:'

/** The engine's problem of a day. Pure. */
export function problemOf(ground: DayGround): Posed {
  const { now } = ground
  const leftOut: Posed['leftOut'] = []
  const working = ground.carers.filter(({ shifts }) => shifts.length > 0)
  const known = new Map(working.map((carer) => [carer.staff, carer]))
  const needs = new Map(ground.visits.flatMap((visit) => visit.needs.map((need) => [keyOf(need), need])))
  const visits: Visit[] = []
  const covers = (staff: string, from: number) =>
    known.get(staff)?.shifts.some((shift) => from >= shift.from && from <= shift.until) ?? false
  for (const visit of ground.visits) {
    const { hold, standing } = visit
    if (hasBegun(visit, now)) {
      // What is under way needs no decision; it only keeps its carers busy.
      if (standing.length > 0 && visit.place !== null && standing.every((each) => covers(each.staff, each.from)))
        visits.push({
          id: visit.order,
          place: visit.place,
          minutes: Math.max(1, standing[0]!.until - standing[0]!.from) + (hold?.extra ?? 0),
          carers: standing.length,
          pin: { carers: standing.map((each) => each.staff), start: standing[0]!.from },
        })
      continue
    }
    if (visit.place === null) {
      leftOut.push({
        order: visit.order,
        reason: { zh: '住址没有坐标，无法安排路程', en: 'nobody knows where it is on the map' },
      })
      continue
    }
    const from = Math.max(visit.window.from, now ?? 0)
    if (from > visit.window.latest) {
      leftOut.push({ order: visit.order, reason: { zh: '约定的时间已过', en: 'its time has passed' } })
      continue
    }
    const wishes = wishesToday(visit.wishes, known)
    if (wishes === null) {
      leftOut.push({
        order: visit.order,
        reason: { zh: '必须来的人当天不在', en: 'who must come does not work that day' },
      })
      continue
    }
    visits.push({
      id: visit.order,
      place: visit.place,
      minutes: visit.minutes + (hold?.extra ?? 0),
      windows: [{ from, until: Math.max(from, visit.window.until), latest: visit.window.latest }],
      skills: visit.needs.map(keyOf),
      carers: visit.staff,
      wishes,
      ...(hold?.staff === null || hold?.staff === undefined
        ? {}
        : {
            pin: {
              carers: hold.staff.map((each) => (each !== null && known.has(each) ? each : null)),
              ...(hold.start === null || hold.start < (now ?? 0) ? {} : { start: hold.start }),
            },
          }),
      ...(standing.length === 0
        ? {}
        : { promised: { start: standing[0]!.from, carers: standing.map((each) => each.staff) } }),
    })
  }
  ground.bound.forEach((span, i) => {
    const carer = known.get(span.staff)
    if (carer === undefined || !covers(span.staff, span.from)) return
    visits.push({
      id: `${BOUND}${i}`,
      place: carer.place,
      minutes: span.until - span.from,
      pin: { carers: [span.staff], start: span.from },
      penalty: 1e5,
    })
  })
  const modes = Object.fromEntries(
    [...new Set(working.map((carer) => carer.mode))].map((mode) => [
      mode,
      {
        minutes: ground.metres.map((row) => row.map((metres) => metres / ground.speeds[mode])),
        metres: ground.metres,
      },
    ]),
  )
  return {
    leftOut,
    problem: {
      visits,
      modes,
      tolerance: ground.tolerance,
      carers: working.map((carer) => ({
        id: carer.staff,
        home: carer.place,
        mode: carer.mode,
        shifts: carer.shifts.map((shift) => lasting(ground, carer, shift)),
        breaks:
          carer.lunch === null ||
          !carer.shifts.some(
            (shift) => shift.from <= carer.lunch!.from && shift.until >= carer.lunch!.until + carer.lunch!.minutes,
          )
            ? []
            : [carer.lunch],
        skills: [...needs].flatMap(([key, need]) => (holds(carer.held, need) ? [key] : [])),
        ...(carer.sex === null ? {} : { gender: carer.sex }),
        languages: carer.languages,
        ...(carer.most === null ? {} : { most: carer.most }),
      })),
    },
  }
}

/** Wishes as far as they speak of somebody who works that day; null: a demand for somebody who does not. */
function wishesToday(wishes: readonly Wish[], known: ReadonlyMap<string, unknown>): Wish[] | null {
  const today: Wish[] = []
  for (const wish of wishes) {
    if (wish.kind === 'gender' || wish.kind === 'language') {
      today.push(wish)
      continue
    }
    const carers = wish.carers.filter((staff) => known.has(staff))
    if (carers.length > 0) today.push({ ...wish, carers })
    else if (wish.hard && wish.kind !== 'not') return null
  }
  return today
}

/** A shift that lasts until what was begun in it is over and its carer is back: nobody is called away from the middle of a visit. */
function lasting(ground: DayGround, carer: GroundCarer, shift: Span): Span & { latest?: number } {
  let latest = shift.until
  for (const visit of ground.visits) {
    if (visit.place === null || !hasBegun(visit, ground.now)) continue
    for (const each of visit.standing)
      if (each.staff === carer.staff && each.from >= shift.from && each.from <= shift.until)
        latest = Math.max(
          latest,
          each.until +
            (visit.hold?.extra ?? 0) +
            ground.metres[visit.place]![carer.place]! / ground.speeds[carer.mode] +
            1,
        )
  }
  return latest > shift.until ? { ...shift, latest } : shift
}

/** What stands now as tours of the problem: for the engine to begin with. Pure. */
export function standingRoutes(ground: DayGround, problem: Problem): Pick<Plan, 'routes'> {
  const places = new Map(problem.visits.map((visit) => [visit.id, visit.place]))
  const tours = new Map<string, Route>()
  const put = (staff: string, stop: Stop) => {
    const carer = problem.carers.find(({ id }) => id === staff)
    const shift = carer?.shifts.findIndex(({ from, until }) => stop.start >= from - 1 && stop.start <= until) ?? -1
    if (carer === undefined || shift < 0) return
    const key = `${staff} ${shift}`
    const tour = tours.get(key) ?? { carer: staff, shift, leave: 0, back: 0, stops: [] }
    tours.set(key, tour)
    tour.stops.push(stop)
  }
  for (const visit of ground.visits) {
    if (!places.has(visit.order)) continue
    visit.standing.forEach(({ staff, from, until }, part) => {
      if (part < Math.max(visit.staff, hasBegun(visit, ground.now) ? visit.standing.length : 0))
        put(staff, { visit: visit.order, part, arrive: from, start: from, end: until })
    })
  }
  ground.bound.forEach(({ staff, from, until }, i) => {
    if (places.has(`${BOUND}${i}`))
      put(staff, { visit: `${BOUND}${i}`, part: 0, arrive: from, start: from, end: until })
  })
  const routes = [...tours.values()].map((tour) => {
    tour.stops.sort((a, b) => a.start - b.start)
    const carer = problem.carers.find(({ id }) => id === tour.carer)!
    const mode = problem.modes[carer.mode]!
    const way = (from: number, to: number) => ('minutes' in mode ? mode.minutes[from]![to]! : 0)
    const first = tour.stops[0]!
    const last = tour.stops.at(-1)!
    return {
      ...tour,
      leave: first.start - way(carer.home, places.get(first.visit!)!),
      back: last.end + way(places.get(last.visit!)!, carer.home),
    }
  })
  return { routes }
}

/** Where a plan differs from what was told before, the greatest first. Pure. */
export function changesOf(
  ground: Pick<DayGround, 'visits' | 'tolerance' | 'now'>,
  routes: readonly Route[],
): { changes: Change[]; promised: number } {
  const now = new Map<string, { start: number; staff: string[] }>()
  for (const { carer, stops } of routes)
    for (const { visit, part, start } of stops) {
      if (visit === null) continue
      const one = now.get(visit) ?? { start, staff: [] }
      if (part === 0) one.start = start
      one.staff.push(carer)
      now.set(visit, one)
    }
  const changes: Change[] = []
  let promised = 0
  for (const visit of ground.visits) {
    if (visit.standing.length === 0 || hasBegun(visit, ground.now)) continue
    promised++
    const from = visit.standing[0]!.from
    const before = visit.standing.map((each) => each.staff)
    const is = now.get(visit.order)
    const after = is?.staff ?? []
    const others = after.length !== before.length || after.some((staff) => !before.includes(staff))
    if (is !== undefined && !others && Math.abs(is.start - from) < 1) continue
    changes.push({
      order: visit.order,
      from,
      to: is === undefined ? null : Math.round(is.start),
      before,
      after,
      big: is === undefined || others || Math.abs(is.start - from) > ground.tolerance,
    })
  }
  changes.sort(
    (a, b) =>
      Number(a.to !== null) - Number(b.to !== null) || Math.abs((b.to ?? 0) - b.from) - Math.abs((a.to ?? 0) - a.from),
  )
  return { changes, promised }
}
