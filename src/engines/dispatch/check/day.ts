import type { Bilingual } from '../../../kernel/refusal.ts'
import { DEFAULT_WEIGHTS, type Problem, type Visit } from '../problem.ts'
import { isRecord, NEAR, type Verdict } from './verdict.ts'

type Done = { carer: string; start: number; end: number }

/**
 * Follows a plan of the own model with code of its own: who may do what, travel, shifts, windows, breaks, links between visits, pins,
 * everybody served once or named; recomputes what it costs.
 */
export function checkDay(problem: Problem, plan: unknown): Verdict {
  const faults: Bilingual[] = []
  const fault = (zh: string, en: string) => faults.push({ zh, en })
  if (!isRecord(plan) || !Array.isArray(plan.routes)) {
    fault('计划没有 routes', 'the plan has no routes')
    return { valid: false, cost: null, faults }
  }
  const weights = { ...DEFAULT_WEIGHTS, ...problem.weights }
  const tolerance = problem.tolerance ?? 15
  const visits = new Map(problem.visits.map((visit) => [visit.id, visit]))
  const carers = new Map(problem.carers.map((carer) => [carer.id, carer]))
  const done = new Map<string, (Done | undefined)[]>()
  const minutesOfDay = new Map<string, number>()
  const tours = new Map<string, [number, number][]>()
  const missed: unknown[] = Array.isArray(plan.missedBreaks) ? plan.missedBreaks : []
  let cost = 0
  let metres = 0
  let travelled = 0
  for (const route of plan.routes as unknown[]) {
    const carer = isRecord(route) ? carers.get(String(route.carer)) : undefined
    const shift = isRecord(route) ? carer?.shifts[Number(route.shift ?? 0)] : undefined
    if (!isRecord(route) || carer === undefined || shift === undefined || !Array.isArray(route.stops)) {
      fault('有一条路线没有人员、班次或站点', 'a route has no carer, shift or stops')
      continue
    }
    const mode = problem.modes[carer.mode]!
    const way = (from: number, to: number): [number, number] => {
      if ('minutes' in mode) return [mode.minutes[from]![to]!, mode.metres?.[from]?.[to] ?? 0]
      const a = problem.places![from]!
      const b = problem.places![to]!
      const long = (mode.detour ?? 1.3) * Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)
      return [long / mode.speed, long]
    }
    const go = (from: number, to: number) => {
      const [minutes, long] = way(from, to)
      travelled += minutes
      metres += long
      cost += weights.travel * minutes + weights.metre * long
      return minutes
    }
    let at = shift.start ?? carer.home
    let free = shift.from
    const rests: { start: number; minutes: number }[] = []
    for (const stop of route.stops as unknown[]) {
      if (!isRecord(stop) || typeof stop.start !== 'number' || !Number.isFinite(stop.start)) {
        fault(`${carer.id} 有一站没有开始时间`, `a stop of ${carer.id} has no start`)
        continue
      }
      const start = stop.start
      if (stop.visit === null) {
        const rest = carer.breaks?.find(({ from, until }) => start >= from - NEAR && start <= until + NEAR)
        if (rest === undefined || start < free - NEAR)
          fault(`${carer.id} 的休息 ${start} 不合规定`, `a break of ${carer.id} at ${start} is out of place`)
        else {
          rests.push({ start, minutes: rest.minutes })
          free = start + rest.minutes
        }
        continue
      }
      const visit = visits.get(String(stop.visit))
      const k = Number(stop.part ?? 0)
      const part = visit === undefined ? undefined : askedParts(visit)[k]
      if (visit === undefined || part === undefined) {
        fault(`${carer.id} 有一站不是所问的`, `a stop of ${carer.id} was not asked for`)
        continue
      }
      const name = `${visit.id}/${k}`
      const list = done.get(visit.id) ?? []
      if (list[k] !== undefined) fault(`${name} 做了两次`, `${name} is done twice`)
      const end = start + part.minutes
      list[k] = { carer: carer.id, start, end }
      done.set(visit.id, list)
      if (!part.skills.every((skill) => carer.skills?.includes(skill)))
        fault(`${carer.id} 没有 ${name} 的技能`, `${carer.id} lacks a skill for ${name}`)
      const pinned = visit.pin?.carers?.[k]
      if (pinned != null && pinned !== carer.id) fault(`${name} 已锁定给 ${pinned}`, `${name} is locked to ${pinned}`)
      const reached = free + go(at, visit.place)
      if (start < reached - NEAR)
        fault(`${name}：${start} 开始，最早 ${reached} 到`, `${name} starts at ${start}, reached at ${reached}`)
      free = end
      at = visit.place
      minutesOfDay.set(carer.id, (minutesOfDay.get(carer.id) ?? 0) + part.minutes)
      for (const wish of visit.wishes ?? []) {
        const granted =
          wish.kind === 'gender'
            ? wish.gender === carer.gender
            : wish.kind === 'language'
              ? (carer.languages ?? []).includes(wish.language)
              : wish.carers.includes(carer.id) === (wish.kind !== 'not')
        if (granted) continue
        if (wish.hard)
          fault(`${name} 的硬性要求 ${wish.kind} 没有满足`, `a hard wish (${wish.kind}) of ${name} is broken`)
        else cost += wish.weight ?? weights.wish
      }
      if (visit.promised?.carers !== undefined && !visit.promised.carers.includes(carer.id)) cost += weights.otherCarer
    }
    const end = shift.end === undefined ? carer.home : shift.end
    const back = free + (end === null ? 0 : go(at, end))
    if (back > (shift.latest ?? shift.until) + NEAR)
      fault(`${carer.id} 收班 ${back} 太晚`, `${carer.id} is back at ${back}, too late`)
    if (back > shift.until + NEAR) cost += weights.overtime * (back - shift.until)
    const busy = tours.get(`${carer.id} ${route.shift ?? 0}`)
    if (busy !== undefined) fault(`${carer.id} 的同一班有两条路线`, `${carer.id} has two routes in one shift`)
    tours.set(`${carer.id} ${route.shift ?? 0}`, [])
    for (const rest of carer.breaks ?? []) {
      const here = rest.from < (shift.latest ?? shift.until) && rest.until >= shift.from
      const first = carer.shifts.find((one) => rest.from < (one.latest ?? one.until) && rest.until >= one.from)
      if (!here || first !== shift) continue
      const held = rests.some(
        ({ start, minutes }) => minutes === rest.minutes && start >= rest.from - NEAR && start <= rest.until + NEAR,
      )
      if (!held && !missed.includes(carer.id)) fault(`${carer.id} 没有休息`, `${carer.id} has no break`)
    }
  }
  cost += missed.length * weights.unassigned
  const named = new Set(Array.isArray(plan.unassigned) ? plan.unassigned : [])
  for (const visit of problem.visits) {
    const parts = askedParts(visit)
    const list = done.get(visit.id) ?? []
    const held = parts.map((_, k) => list[k])
    if (held.every((one) => one === undefined)) {
      if (!named.has(visit.id)) fault(`${visit.id} 没有派也没有列出`, `${visit.id} is neither planned nor named`)
      cost += visit.penalty ?? weights.unassigned
      continue
    }
    if (named.has(visit.id)) fault(`${visit.id} 既派又列为未派`, `${visit.id} is planned and named unassigned`)
    const first = held[0]
    if (first === undefined || held.some((one) => one === undefined)) {
      fault(`${visit.id} 缺人`, `${visit.id} lacks a carer`)
      continue
    }
    if (new Set(held.map((one) => one!.carer)).size < held.length)
      fault(`${visit.id} 的两份由同一人做`, `two parts of ${visit.id} are by the same carer`)
    held.forEach((one, k) => {
      const [least, most] = parts[k]!.offset
      const apart = one!.start - first.start
      if (k > 0 && (apart < least - NEAR || apart > most + NEAR))
        fault(`${visit.id}/${k} 相隔 ${apart}`, `${visit.id}/${k} is ${apart} after the first`)
    })
    cost += timeCost(visit, first.start)
  }
  for (const visit of problem.visits)
    for (const { visit: other, least = 0, most = Number.POSITIVE_INFINITY } of visit.after ?? []) {
      const then = done.get(visit.id)?.[0]
      const before = done.get(other)
      if (then === undefined || before === undefined) continue
      for (const one of before)
        if (one !== undefined && then.start < one.end + least - NEAR)
          fault(`${visit.id} 离 ${other} 太近`, `${visit.id} is too soon after ${other}`)
      if (before[0] !== undefined && then.start > before[0].end + most + NEAR)
        fault(`${visit.id} 离 ${other} 太远`, `${visit.id} is too long after ${other}`)
    }
  const hours = (carer: Problem['carers'][number]) =>
    carer.shifts.reduce((sum, shift) => sum + shift.until - shift.from, 0)
  const allHours = problem.carers.reduce((sum, carer) => sum + hours(carer), 0)
  const service = problem.visits.flatMap(askedParts).reduce((sum, part) => sum + part.minutes, 0)
  for (const carer of problem.carers) {
    const load = minutesOfDay.get(carer.id)
    if (load === undefined) continue
    if (load > (carer.most ?? Number.POSITIVE_INFINITY) + NEAR)
      fault(`${carer.id} 服务 ${load} 分钟，超过上限`, `${carer.id} serves ${load} minutes, more than allowed`)
    cost += carer.cost ?? weights.carer
    cost += weights.fairness * Math.max(0, load - (allHours > 0 ? (service * hours(carer)) / allHours : 0))
  }

  function timeCost(visit: Visit, start: number): number {
    const pin = visit.pin?.start
    if (pin !== undefined && Math.abs(start - pin) > NEAR)
      fault(`${visit.id} 锁定在 ${pin}`, `${visit.id} is locked at ${pin}`)
    const windows = visit.windows ?? []
    const inside = windows.find(
      ({ from, until, latest = until }) => start >= from - NEAR && start <= Math.max(until, latest) + NEAR,
    )
    if (pin === undefined && windows.length > 0 && inside === undefined)
      fault(`${visit.id}：${start} 不在任何时间窗内`, `${visit.id}: ${start} lies in none of its windows`)
    // A pinned start is agreed and never late.
    let sum = pin === undefined && inside !== undefined ? weights.late * Math.max(0, start - inside.until) : 0
    if (visit.promised !== undefined) {
      const moved = Math.abs(start - visit.promised.start) - tolerance
      if (moved > NEAR) sum += weights.moved + weights.movedMinute * moved
    }
    return sum
  }

  const stated = isRecord(plan.cost) ? plan.cost.total : plan.cost
  if (stated !== undefined && !(Math.abs((stated as number) - cost) <= 1e-5 * Math.max(1, cost)))
    fault(`cost 写的是 ${stated}，重算为 ${cost}`, `cost is stated as ${stated}; recomputed it is ${cost}`)
  return {
    valid: faults.length === 0,
    cost,
    distance: metres > 0 ? metres : travelled,
    vehicles: tours.size,
    unassigned: named.size,
    faults,
  }
}

function askedParts(visit: Visit): { skills: string[]; minutes: number; offset: [number, number] }[] {
  const parts = visit.parts ?? new Array(visit.carers ?? 1).fill({})
  return parts.map(({ skills, minutes, offset }: NonNullable<Visit['parts']>[number]) => ({
    skills: skills ?? visit.skills ?? [],
    minutes: minutes ?? visit.minutes,
    offset: offset ?? [0, 0],
  }))
}
