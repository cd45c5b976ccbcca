import type { Cost, Plan, Route, Stop } from '../problem.ts'
import { type Day, HERE } from './compile.ts'
import type { DayResult } from './search.ts'

/** Tells a result in the problem's own words, with what each part of the cost comes to. */
export function planOf(day: Day, result: DayResult): Omit<Plan, 'seconds' | 'iterations' | 'cancelled'> {
  const { problem, weights, tolerance } = day
  const cost: Cost = {
    total: 0,
    travel: 0,
    late: 0,
    overtime: 0,
    wishes: 0,
    fairness: 0,
    moved: 0,
    carers: 0,
    unassigned: 0,
  }
  let metres = 0
  let travelMinutes = 0
  const routes: Route[] = []
  const load = new Float64Array(day.carers)
  const goes = new Uint8Array(day.carers)
  result.tours.forEach((tasks, r) => {
    const c = day.carerOf[r]!
    const carer = problem.carers[c]!
    if (!tasks.some((t) => t < day.parts)) return
    const stops: Stop[] = []
    let at = day.startPlace[r]!
    let free = day.from[r]!
    let leave = Number.NaN
    const travel = (to: number) => {
      if (to < 0) return 0
      const k = day.base[r]! + at * day.places + to
      travelMinutes += day.way[k]!
      metres += day.metres[k]!
      cost.travel += day.wayCost[k]!
      at = to
      return day.way[k]!
    }
    for (const t of tasks) {
      const place = day.place[t]!
      const minutes = place === HERE ? 0 : travel(place)
      const start = result.start[t]!
      if (Number.isNaN(leave)) leave = start - minutes
      const isBreak = t >= day.parts
      stops.push({
        visit: isBreak ? null : problem.visits[day.itemOf[t]!]!.id,
        part: day.partOf[t]!,
        arrive: stops.length === 0 ? start : free + minutes,
        start,
        end: start + day.minutes[t]!,
      })
      free = start + day.minutes[t]!
      if (isBreak) continue
      load[c]! += day.minutes[t]!
      goes[c] = 1
      cost.wishes += day.price[t * day.carers + c]!
      const kept = problem.visits[day.itemOf[t]!]!.promised?.carers
      if (kept !== undefined && !kept.includes(carer.id)) {
        cost.wishes -= weights.otherCarer
        cost.moved += weights.otherCarer
      }
      cost.late += weights.late * lateness(day, t, start)
      const moved = Math.abs(start - day.promised[t]!) - tolerance
      if (moved > 1e-9) cost.moved += weights.moved + weights.movedMinute * moved
    }
    const back = free + travel(day.endPlace[r]!)
    cost.overtime += weights.overtime * Math.max(0, back - day.until[r]!)
    routes.push({ carer: carer.id, shift: day.shiftOf[r]!, leave, back, stops })
  })
  for (let c = 0; c < day.carers; c++) {
    cost.fairness += weights.fairness * Math.max(0, load[c]! - day.share[c]!)
    if (goes[c] === 1) cost.carers += day.carerCost[c]!
  }
  const unassigned: string[] = []
  const missedBreaks: string[] = []
  for (const v of [...result.out].sort((a, b) => a - b)) {
    cost.unassigned += day.penalty[v]!
    const visit = problem.visits[v]
    if (visit !== undefined) unassigned.push(visit.id)
    else missedBreaks.push(carerOfBreak(day, day.firstPart[v]!))
  }
  cost.total =
    cost.travel + cost.late + cost.overtime + cost.wishes + cost.fairness + cost.moved + cost.carers + cost.unassigned
  return { routes, unassigned, missedBreaks, cost, metres, travelMinutes }
}

/** Minutes after the `until` of the window in which a start lies. */
export function lateness(day: Day, t: number, start: number): number {
  let k = day.windowStart[t]!
  while (k < day.windowStart[t + 1]! - 1 && day.windowLatest[k]! < start - 1e-9) k++
  return Math.max(0, start - day.windowUntil[k]!)
}

function carerOfBreak(day: Day, t: number): string {
  for (let c = 0; c < day.carers; c++)
    if (day.price[t * day.carers + c] !== Number.POSITIVE_INFINITY) return day.problem.carers[c]!.id
  return ''
}
