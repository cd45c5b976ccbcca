import {
  type Break,
  type Carer,
  DEFAULT_WEIGHTS,
  type Part,
  type Problem,
  type Visit,
  type Weights,
} from '../problem.ts'
import { type Ways, waysOf } from './ways.ts'

/** A place that is wherever the carer is: of breaks. */
export const HERE = -1

/**
 * A problem in flat arrays. Tasks are the parts of visits, then the breaks; tours are the shifts of all carers. The node `tasks + r` is
 * both ends of tour r.
 */
export type Day = {
  problem: Problem
  weights: Weights
  tolerance: number
  tasks: number
  /** Tasks that are parts of visits; those behind are breaks. */
  parts: number
  visits: number
  /** What is planned as a whole: visits, then breaks. */
  items: number
  carers: number
  tours: number
  places: number
  /** Of tasks: the item, its number in the visit, place (or HERE), minutes. */
  itemOf: Int32Array
  partOf: Int32Array
  place: Int32Array
  minutes: Float64Array
  /** Tasks of item v: from `firstPart[v]` to the next. */
  firstPart: Int32Array
  /** Windows of task t, rising: from `windowStart[t]` to the next. Beyond `until` it is late, beyond `latest` impossible. */
  windowStart: Int32Array
  windowFrom: Float64Array
  windowUntil: Float64Array
  windowLatest: Float64Array
  /** Promised start (NaN: none) of first parts. */
  promised: Float64Array
  /** start[other] − start[t] ≥ gap, for links of t from `linkStart[t]` to the next. */
  linkStart: Int32Array
  linkTo: Int32Array
  linkGap: Float64Array
  /** The same links, by the task they point to. */
  backStart: Int32Array
  backFrom: Int32Array
  backGap: Float64Array
  /** Wishes not granted when carer c does task t, ∞ when they must not: `price[t × carers + c]`. */
  price: Float64Array
  /** What leaving item v out costs. */
  penalty: Float64Array
  carerOf: Int32Array
  shiftOf: Int32Array
  from: Float64Array
  until: Float64Array
  latest: Float64Array
  startPlace: Int32Array
  /** −1: the shift ends with the last task. */
  endPlace: Int32Array
  /** Minutes and cost from place to place: `base[r] + from × places + to`. */
  base: Int32Array
  way: Float64Array
  wayCost: Float64Array
  metres: Float64Array
  /** Fair share of service minutes, most of them, and what using them costs, by carer. */
  share: Float64Array
  most: Float64Array
  carerCost: Float64Array
}

/** Both parts of a visit without parts of its own, or those it has. */
export function partsOf(visit: Visit): Part[] {
  return visit.parts ?? Array.from({ length: visit.carers ?? 1 }, () => ({}))
}

const minutesOf = (visit: Visit, part: Part) => part.minutes ?? visit.minutes

/** Whether a carer has all the skills a part asks for. */
export const isAble = (carer: Carer, visit: Visit, part: Part) =>
  (part.skills ?? visit.skills ?? []).every((skill) => carer.skills?.includes(skill))

/** Cost of the wishes that are not granted with this carer; ∞ when a hard one is not. */
export function wishesCost(visit: Visit, carer: Carer, weights: Weights): number {
  let sum = 0
  for (const wish of visit.wishes ?? [])
    if (!isGranted(wish, carer)) sum += wish.hard ? Number.POSITIVE_INFINITY : (wish.weight ?? weights.wish)
  return sum
}

export function isGranted(wish: NonNullable<Visit['wishes']>[number], carer: Carer): boolean {
  switch (wish.kind) {
    case 'carer':
    case 'known':
      return wish.carers.includes(carer.id)
    case 'not':
      return !wish.carers.includes(carer.id)
    case 'gender':
      return carer.gender === wish.gender
    case 'language':
      return carer.languages?.includes(wish.language) ?? false
  }
}

/** Turns a sound problem (see `parseProblem`) into arrays. `ways` spares working them out again for the same places, modes and weights. */
export function compile(problem: Problem, ways: Ways = waysOf(problem)): Day {
  const { visits, carers } = problem
  const weights = { ...DEFAULT_WEIGHTS, ...problem.weights }
  const tolerance = problem.tolerance ?? 15
  const { places, modes, way, wayCost, metres } = ways
  const square = places * places
  const itemOf: number[] = []
  const partOf: number[] = []
  const place: number[] = []
  const minutes: number[] = []
  const firstPart = [0]
  visits.forEach((visit, v) => {
    partsOf(visit).forEach((part, k) => {
      itemOf.push(v)
      partOf.push(k)
      place.push(visit.place)
      minutes.push(minutesOf(visit, part))
    })
    firstPart.push(itemOf.length)
  })
  const parts = itemOf.length
  const carerOf: number[] = []
  const shiftOf: number[] = []
  carers.forEach((carer, c) => {
    carer.shifts.forEach((_, s) => {
      carerOf.push(c)
      shiftOf.push(s)
    })
    for (const rest of carer.breaks ?? []) {
      if (!fallsIn(rest, carer)) continue
      itemOf.push(firstPart.length - 1)
      partOf.push(0)
      place.push(HERE)
      minutes.push(rest.minutes)
      firstPart.push(itemOf.length)
    }
  })
  const tasks = itemOf.length
  const tours = carerOf.length
  const price = new Float64Array(tasks * carers.length)
  const windows: [number, number, number][][] = []
  const promised = new Float64Array(tasks).fill(Number.NaN)
  const links: [number, number][][] = Array.from({ length: tasks }, () => [])
  const visitAt = new Map(visits.map((visit, v) => [visit.id, v]))
  visits.forEach((visit, v) => {
    const first = firstPart[v]!
    partsOf(visit).forEach((part, k) => {
      const t = first + k
      carers.forEach((carer, c) => {
        const pinned = visit.pin?.carers?.[k]
        const kept = visit.promised?.carers
        price[t * carers.length + c] =
          !isAble(carer, visit, part) || (pinned != null && pinned !== carer.id)
            ? Number.POSITIVE_INFINITY
            : wishesCost(visit, carer, weights) +
              (kept !== undefined && !kept.includes(carer.id) ? weights.otherCarer : 0)
      })
      windows.push(k === 0 ? windowsOf(visit, tolerance) : [[Number.NEGATIVE_INFINITY, 1e9, 1e9]])
      if (k > 0) {
        const [least, most] = part.offset ?? [0, 0]
        links[first]!.push([t, least])
        links[t]!.push([first, -most])
      }
    })
    if (visit.promised !== undefined) promised[first] = visit.promised.start
    for (const { visit: other, least = 0, most } of visit.after ?? []) {
      const u = visitAt.get(other)!
      for (let t = firstPart[u]!; t < firstPart[u + 1]!; t++) links[t]!.push([first, minutes[t]! + least])
      const t = firstPart[u]!
      if (most !== undefined) links[first]!.push([t, -(minutes[t]! + most)])
    }
  })
  let restAt = parts
  carers.forEach((carer, c) => {
    for (const rest of carer.breaks ?? []) {
      if (!fallsIn(rest, carer)) continue
      windows.push([[rest.from, rest.until, rest.until]])
      carers.forEach((_, other) => {
        price[restAt * carers.length + other] = other === c ? 0 : Number.POSITIVE_INFINITY
      })
      restAt++
    }
  })
  const back: [number, number][][] = links.map(() => [])
  links.forEach((list, t) => {
    for (const [to, gap] of list) back[to]!.push([t, gap])
  })
  const shifts = carerOf.map((c, r) => carers[c]!.shifts[shiftOf[r]!]!)
  const homes = carerOf.map((c) => carers[c]!.home)
  const hours = carers.map((carer) => carer.shifts.reduce((sum, shift) => sum + shift.until - shift.from, 0))
  const allHours = hours.reduce((sum, value) => sum + value, 0)
  const service = minutes.slice(0, parts).reduce((sum, value) => sum + value, 0)
  const flat = <T>(lists: T[][]) => Int32Array.from([0, ...lists.map((list) => list.length)]).map(running())
  return {
    problem,
    weights,
    tolerance,
    tasks,
    parts,
    visits: visits.length,
    items: firstPart.length - 1,
    carers: carers.length,
    tours,
    places,
    itemOf: Int32Array.from(itemOf),
    partOf: Int32Array.from(partOf),
    place: Int32Array.from(place),
    minutes: Float64Array.from(minutes),
    firstPart: Int32Array.from(firstPart),
    windowStart: flat(windows),
    windowFrom: Float64Array.from(windows.flat(), ([from]) => from),
    windowUntil: Float64Array.from(windows.flat(), ([, until]) => until),
    windowLatest: Float64Array.from(windows.flat(), ([, , latest]) => latest),
    promised,
    linkStart: flat(links),
    linkTo: Int32Array.from(links.flat(), ([to]) => to),
    linkGap: Float64Array.from(links.flat(), ([, gap]) => gap),
    price,
    backStart: flat(back),
    backFrom: Int32Array.from(back.flat(), ([from]) => from),
    backGap: Float64Array.from(back.flat(), ([, gap]) => gap),
    penalty: Float64Array.from({ length: firstPart.length - 1 }, (_, v) => visits[v]?.penalty ?? weights.unassigned),
    carerOf: Int32Array.from(carerOf),
    shiftOf: Int32Array.from(shiftOf),
    from: Float64Array.from(shifts, (shift) => shift.from),
    until: Float64Array.from(shifts, (shift) => shift.until),
    latest: Float64Array.from(shifts, (shift) => shift.latest ?? shift.until),
    startPlace: Int32Array.from(shifts, (shift, r) => shift.start ?? homes[r]!),
    endPlace: Int32Array.from(shifts, (shift, r) => (shift.end === null ? -1 : (shift.end ?? homes[r]!))),
    base: Int32Array.from(carerOf, (c) => square * modes.indexOf(carers[c]!.mode)),
    way,
    wayCost,
    metres,
    share: Float64Array.from(hours, (value) => (allHours > 0 ? (service * value) / allHours : 0)),
    most: Float64Array.from(carers, (carer) => carer.most ?? Number.POSITIVE_INFINITY),
    carerCost: Float64Array.from(carers, (carer) => carer.cost ?? weights.carer),
  }
}

/** A rest outside all shifts needs no planning. */
export const fallsIn = (rest: Break, carer: Carer) =>
  carer.shifts.some((shift) => rest.from < (shift.latest ?? shift.until) && rest.until >= shift.from)

/** Sums from the beginning. */
function running(): (value: number) => number {
  let sum = 0
  return (value) => {
    sum += value
    return sum
  }
}

/** The windows of a visit's start, rising; a pin leaves one moment, a promise nothing long before it. */
export function windowsOf(visit: Visit, tolerance: number): [number, number, number][] {
  const pinned = visit.pin?.start
  if (pinned !== undefined) return [[pinned, pinned, pinned]]
  const all = (visit.windows ?? []).map(({ from, until, latest }): [number, number, number] => [
    from,
    until,
    Math.max(until, latest ?? until),
  ])
  if (all.length === 0) all.push([Number.NEGATIVE_INFINITY, 1e9, 1e9])
  all.sort((a, b) => a[0] - b[0])
  if (visit.promised === undefined) return all
  const soonest = visit.promised.start - tolerance
  const left = all.filter(([, , latest]) => latest >= soonest)
  return left.length === 0 ? all : left.map(([from, until, latest]) => [Math.max(from, soonest), until, latest])
}
