import type { Plan, Problem, Route, SolveOptions, Stop, Visit } from '../problem.ts'

export type ReplanOptions = SolveOptions & {
  /** The moment: what has begun stays, nothing else begins before. */
  now: number
  /** Where carers are known to be and from when on they are free there; others are where the plan has them. */
  positions?: Record<string, { place: number; at: number }>
  /** Carers who drop out (sick, say) from now on; what they have begun they finish. */
  away?: string[]
}

/** A promised time that moved by more than the tolerance, or got another carer. */
export type Moved = { visit: string; from: number; to: number | null; carers: string[]; before: string[] }

export type Replanned = {
  plan: Plan
  moved: Moved[]
  /** Visits that were planned and had not begun: what `moved` is a part of. */
  promised: number
}

/** The name of a stop that only says where a carer is. */
const HERE = '\u0000here '

/** The problem as it stands now, and the plan to start from. */
export type Mended = { problem: Problem; begin: Pick<Plan, 'routes'> }

/**
 * Turns what has happened into a problem: visits that have begun are pinned, the others are promised at their planned times with their
 * carers (unless they carry an older promise) and begin no sooner than now; carers start from where they are.
 */
export function mend(problem: Problem, plan: Pick<Plan, 'routes'>, options: ReplanOptions): Mended {
  const { now, positions = {}, away = [] } = options
  const known = new Map(problem.visits.map((visit) => [visit.id, visit]))
  const held = new Map<string, { start: number; carers: (string | null)[]; starts: number[] }>()
  for (const { carer, stops } of plan.routes)
    for (const { visit, part, start } of stops) {
      if (visit === null || !known.has(visit)) continue
      const one = held.get(visit) ?? { start: Number.POSITIVE_INFINITY, carers: [], starts: [] }
      if (part === 0) one.start = start
      one.carers[part] = carer
      one.starts[part] = start
      held.set(visit, one)
    }
  const begun = (visit: string | null) => visit !== null && (held.get(visit)?.start ?? Number.POSITIVE_INFINITY) <= now
  const heading = new Map<string, string>()
  const extra: Visit[] = []
  const carers = problem.carers.map((carer) => ({ ...carer, shifts: carer.shifts.map((shift) => ({ ...shift })) }))
  const routes: Route[] = plan.routes.map((route) => ({ ...route, stops: [...route.stops] }))
  for (const carer of carers) {
    carer.shifts.forEach((shift, s) => {
      if ((shift.latest ?? shift.until) < now) return
      const route = routes.find((one) => one.carer === carer.id && one.shift === s)
      const stops = route?.stops.filter(({ visit }) => visit === null || known.has(visit)) ?? []
      const past = stops.filter(({ visit, start }) => (visit === null ? start <= now : begun(visit)))
      const last = past.at(-1)
      const lastVisit = past.findLast(({ visit }) => visit !== null)
      const busyUntil = last === undefined ? shift.from : last.end
      const left = lastVisit === undefined ? (shift.start ?? carer.home) : known.get(lastVisit.visit!)!.place
      if (away.includes(carer.id)) {
        const end = Math.max(shift.from, lastVisit?.end ?? shift.from)
        Object.assign(shift, { until: end, latest: end, end: null })
        carer.breaks = carer.breaks?.filter(({ until }) => until < now)
        return
      }
      const told = positions[carer.id]
      const following = stops.find((stop) => stop.visit !== null && !begun(stop.visit))
      const leaves = last === undefined ? (route?.leave ?? Number.POSITIVE_INFINITY) : last.end
      let place = left
      let at = Math.max(now, shift.from)
      if (told !== undefined) {
        place = told.place
        at = Math.max(at, told.at)
      } else if (busyUntil >= now && last !== undefined) return
      else if (following !== undefined && leaves <= now) {
        // On the way they arrive as planned; at the door they wait.
        if (following.arrive > now || last === undefined) {
          heading.set(following.visit!, carer.id)
          return
        }
        place = known.get(following.visit!)!.place
      }
      if (at <= shift.from && told === undefined) return
      const id = `${HERE}${carer.id} ${s}`
      extra.push({ id, place, minutes: 0, pin: { carers: [carer.id], start: at }, penalty: 1e6 })
      const here: Stop = { visit: id, part: 0, arrive: at, start: at, end: at }
      if (route !== undefined) route.stops.splice(route.stops.filter((stop) => past.includes(stop)).length, 0, here)
      else routes.push({ carer: carer.id, shift: s, leave: at, back: at, stops: [here] })
    })
  }
  const visits = problem.visits.map((visit): Visit => {
    const one = held.get(visit.id)
    if (one !== undefined && begun(visit.id)) return asBegun(visit, one)
    const windows = fromNow(visit, now)
    const next: Visit = { ...visit, windows }
    if (one !== undefined && Number.isFinite(one.start)) {
      const who = one.carers.filter((carer): carer is string => carer !== null && carer !== undefined)
      next.promised = visit.promised ?? { start: one.start, carers: who }
    }
    const on = heading.get(visit.id)
    if (on !== undefined && !away.includes(on)) next.pin = { ...visit.pin, carers: one!.carers }
    return next
  })
  return { problem: { ...problem, carers, visits: [...visits, ...extra] }, begin: { routes } }
}

/** A visit under way: its carers and its beginning are fixed, and those of its parts that come later come when they were planned. */
function asBegun(visit: Visit, one: { start: number; carers: (string | null)[]; starts: readonly number[] }): Visit {
  const pin = { carers: one.carers, start: one.start }
  if (visit.parts === undefined) return { ...visit, pin }
  const parts = visit.parts.map((part, k) => {
    const apart = one.starts[k] === undefined ? null : one.starts[k] - one.start
    return apart === null ? part : { ...part, offset: [apart, apart] as [number, number] }
  })
  return { ...visit, pin, parts }
}

/** A moment that is never reached. */
const NEVER = 1e6

/** What is left of a visit's windows; when all have passed it can no longer begin. */
function fromNow(visit: Visit, now: number): NonNullable<Visit['windows']> {
  const windows = visit.windows?.length ? visit.windows : [{ from: now, until: NEVER }]
  const left = windows.flatMap((window) => {
    const latest = Math.max(window.until, window.latest ?? window.until)
    if (latest < now) return []
    const from = Math.max(window.from, now)
    return [{ from, until: Math.max(window.until, from), latest }]
  })
  return left.length > 0 ? left : [{ from: NEVER, until: NEVER }]
}

/** The plan without the stops that only say where carers are, and what moved against the old one. */
export function told(mended: Mended, before: Pick<Plan, 'routes'>, plan: Plan, options: ReplanOptions): Replanned {
  const routes = plan.routes.flatMap((route) => {
    const stops = route.stops.filter(({ visit }) => visit === null || !visit.startsWith(HERE))
    return stops.some(({ visit }) => visit !== null) ? [{ ...route, stops }] : []
  })
  const unassigned = plan.unassigned.filter((id) => !id.startsWith(HERE))
  const startsOf = (of: readonly Route[]) => {
    const starts = new Map<string, { start: number; carers: string[] }>()
    for (const { carer, stops } of of)
      for (const { visit, part, start } of stops) {
        if (visit === null || visit.startsWith(HERE)) continue
        const one = starts.get(visit) ?? { start, carers: [] }
        if (part === 0) one.start = start
        one.carers.push(carer)
        starts.set(visit, one)
      }
    return starts
  }
  const old = startsOf(before.routes)
  const now = startsOf(routes)
  const tolerance = mended.problem.tolerance ?? 15
  const moved: Moved[] = []
  let promised = 0
  for (const visit of mended.problem.visits) {
    const was = old.get(visit.id)
    if (was === undefined || was.start <= options.now) continue
    promised++
    const is = now.get(visit.id)
    const other = is === undefined || is.carers.some((carer) => !was.carers.includes(carer))
    if (is !== undefined && Math.abs(is.start - was.start) <= tolerance + 1e-9 && !other) continue
    moved.push({
      visit: visit.id,
      from: was.start,
      to: is?.start ?? null,
      carers: is?.carers ?? [],
      before: was.carers,
    })
  }
  return { plan: { ...plan, routes, unassigned }, moved, promised }
}
