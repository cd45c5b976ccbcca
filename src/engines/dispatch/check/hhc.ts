import type { Bilingual } from '../../../kernel/refusal.ts'
import { isRecord, NEAR, type Verdict } from './verdict.ts'

type Patient = {
  id: string
  time_window: [number, number]
  required_caregivers: { service: string; duration?: number }[]
  synchronization?: { type: string; distance?: [number, number] }
}
type Instance = {
  patients: Patient[]
  services?: { id: string; default_duration?: number }[]
  caregivers: { id: string; abilities: string[] }[]
  distances: number[][]
}

/**
 * Follows a home health care plan with code of its own: abilities, every service once or the patient named, travel and service times,
 * openings, pairs at once or apart by what is asked, two different caregivers; recomputes (distance + all tardiness + greatest) / 3.
 */
export function checkHhc(file: string, plan: unknown): Verdict {
  const { patients, services = [], caregivers, distances } = JSON.parse(file) as Instance
  const faults: Bilingual[] = []
  const fault = (zh: string, en: string) => faults.push({ zh, en })
  if (!isRecord(plan) || !Array.isArray(plan.routes)) {
    fault('计划没有 routes', 'the plan has no routes')
    return { valid: false, cost: null, faults }
  }
  const rowOf = new Map(patients.map((patient, k) => [patient.id, k + 1]))
  const starts = new Map<string, { start: number; caregiver: string }>()
  const used = new Set<string>()
  const drives = new Set<string>()
  let distance = 0
  let total = 0
  let greatest = 0
  for (const route of plan.routes as unknown[]) {
    if (!isRecord(route) || !Array.isArray(route.stops)) {
      fault('有一条路线没有 stops', 'a route has no stops')
      continue
    }
    const caregiver = caregivers.find(({ id }) => id === route.caregiver)
    const name = String(route.caregiver)
    if (caregiver === undefined) fault(`没有护理员 ${name}`, `there is no caregiver ${name}`)
    if (drives.has(name)) fault(`护理员 ${name} 有两条路线`, `caregiver ${name} has two routes`)
    drives.add(name)
    let at = 0
    let free = 0
    for (const stop of route.stops as unknown[]) {
      const row = isRecord(stop) ? rowOf.get(String(stop.patient)) : undefined
      const patient = row === undefined ? undefined : patients[row - 1]
      const asked = isRecord(stop)
        ? patient?.required_caregivers.find(({ service }) => service === stop.service)
        : undefined
      if (!isRecord(stop) || row === undefined || patient === undefined || asked === undefined) {
        fault(`${name} 有一站不对应任何服务`, `a stop of ${name} is no service that was asked for`)
        continue
      }
      const what = `${patient.id}/${asked.service}`
      const start = stop.start
      if (typeof start !== 'number' || !Number.isFinite(start)) {
        fault(`${what} 没有开始时间`, `${what} has no start`)
        continue
      }
      if (starts.has(what)) fault(`${what} 做了两次`, `${what} is done twice`)
      starts.set(what, { start, caregiver: name })
      if (caregiver !== undefined && !caregiver.abilities.includes(asked.service))
        fault(`${name} 不会 ${asked.service}（${patient.id}）`, `${name} cannot do ${asked.service} (${patient.id})`)
      const way = distances[at]![row]!
      if (start < free + way - NEAR)
        fault(`${what}：${start} 开始，最早 ${free + way} 才到`, `${what} starts at ${start}, reached at ${free + way}`)
      const [open, close] = patient.time_window
      if (start < open - NEAR) fault(`${what}：${start} 早于 ${open}`, `${what}: ${start} is before ${open}`)
      const late = Math.max(0, start - close)
      total += late
      greatest = Math.max(greatest, late)
      distance += way
      free = start + (asked.duration ?? services.find(({ id }) => id === asked.service)?.default_duration ?? 0)
      at = row
    }
    if (at !== 0) used.add(name)
    distance += distances[at]![0]!
  }
  const named = new Set(Array.isArray(plan.unassigned) ? plan.unassigned : [])
  for (const { id, required_caregivers: asked, synchronization } of patients) {
    const found = asked.map(({ service }) => starts.get(`${id}/${service}`))
    const missing = found.filter((one) => one === undefined).length
    if (missing === 0 && named.has(id)) fault(`${id} 既服务又列为未派`, `${id} is served and named unassigned`)
    if (missing > 0 && !(named.has(id) && missing === found.length))
      fault(`${id} 有 ${missing} 项服务没有派`, `${missing} services of ${id} are missing`)
    const [one, other] = found
    if (one === undefined || other === undefined) continue
    if (one.caregiver === other.caregiver)
      fault(`${id} 的两项服务是同一人`, `both services of ${id} are by the same caregiver`)
    const [least, most] = synchronization?.type === 'sequential' ? (synchronization.distance ?? [0, 0]) : [0, 0]
    const apart = other.start - one.start
    if (synchronization !== undefined && (apart < least - NEAR || apart > most + NEAR))
      fault(`${id} 两项服务相隔 ${apart}，应为 ${least}–${most}`, `${id}: ${apart} apart, should be ${least}–${most}`)
  }
  const cost = (distance + total + greatest) / 3
  for (const [what, stated, is] of [
    ['distance', plan.distance, distance],
    ['cost', plan.cost, cost],
    ['vehicles', plan.vehicles, used.size],
  ] as const)
    if (stated !== undefined && !(Math.abs((stated as number) - is) <= NEAR * Math.max(1, is)))
      fault(`${what} 写的是 ${stated}，重算为 ${is}`, `${what} is stated as ${stated}; recomputed it is ${is}`)
  return {
    valid: faults.length === 0,
    cost,
    distance,
    vehicles: used.size,
    unassigned: named.size,
    totalTardiness: total,
    maxTardiness: greatest,
    faults,
  }
}
