import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Verdict } from './verdict.ts'
import { isRecord, NEAR } from './verdict.ts'

/**
 * Follows the tours of a Solomon plan, with reading and arithmetic of its own: nobody twice, nobody forgotten without being named,
 * load, windows, the way back in time, no more vehicles than there are; and recomputes the distance.
 */
export function checkSolomon(file: string, plan: unknown): Verdict {
  const faults: Bilingual[] = []
  const fault = (zh: string, en: string) => faults.push({ zh, en })
  const lines = file.split('\n').map((line) => line.match(/-?[\d.]+(?:e[-+]?\d+)?/gi)?.map(Number) ?? [])
  const words = file.split('\n').map((line) => /[a-z]/i.test(line.replace(/\d(e)[-+]?\d/gi, '')))
  const fleet = lines.find((numbers, k) => numbers.length === 2 && !words[k])
  const rows = lines.filter((numbers, k) => numbers.length === 7 && !words[k])
  const customers = new Map(rows.map((row) => [row[0]!, row]))
  const depot = rows[0]
  if (fleet === undefined || depot === undefined) {
    fault('文件不是 Solomon 格式', 'the file does not have the Solomon format')
    return { valid: false, cost: null, faults }
  }
  if (!isRecord(plan) || !Array.isArray(plan.routes)) {
    fault('计划没有 routes', 'the plan has no routes')
    return { valid: false, cost: null, faults }
  }
  const seen = new Set<number>()
  const away = (a: number[], b: number[]) => Math.hypot(a[1]! - b[1]!, a[2]! - b[2]!)
  let distance = 0
  let vehicles = 0
  plan.routes.forEach((route: unknown, k: number) => {
    const stops: unknown[] = isRecord(route) && Array.isArray(route.stops) ? route.stops : []
    if (stops.length === 0) return
    vehicles++
    let at = depot
    let free = depot[4]!
    let load = 0
    for (const stop of stops) {
      const row = isRecord(stop) ? customers.get(stop.customer as number) : undefined
      if (!isRecord(stop) || row === undefined || row === depot) {
        fault(`第 ${k + 1} 条路线有不存在的客户`, `route ${k + 1} has a customer who does not exist`)
        return
      }
      const number = row[0]!
      if (seen.has(number)) fault(`客户 ${number} 出现两次`, `customer ${number} comes twice`)
      seen.add(number)
      const start = stop.start
      const way = away(at, row)
      if (typeof start !== 'number' || !Number.isFinite(start)) {
        fault(`客户 ${number} 没有开始时间`, `customer ${number} has no start`)
        return
      }
      if (start < free + way - NEAR)
        fault(
          `客户 ${number}：${start} 开始，但最早 ${free + way} 才到`,
          `customer ${number}: starts at ${start}, cannot be reached before ${free + way}`,
        )
      if (start < row[4]! - NEAR || start > row[5]! + NEAR)
        fault(
          `客户 ${number}：${start} 不在时间窗 ${row[4]}–${row[5]}`,
          `customer ${number}: ${start} lies outside ${row[4]}–${row[5]}`,
        )
      distance += way
      load += row[3]!
      free = start + row[6]!
      at = row
    }
    const home = away(at, depot)
    distance += home
    if (free + home > depot[5]! + NEAR)
      fault(`第 ${k + 1} 条路线回到车场太晚`, `route ${k + 1} is back at the depot too late`)
    if (load > fleet[1]! + NEAR) fault(`第 ${k + 1} 条路线超载`, `route ${k + 1} carries more than it can`)
  })
  if (vehicles > fleet[0]!) fault(`用了 ${vehicles} 辆车，只有 ${fleet[0]} 辆`, `${vehicles} vehicles of ${fleet[0]}`)
  const unassigned = Array.isArray(plan.unassigned) ? plan.unassigned : []
  const named = new Set<unknown>(unassigned)
  for (const [number, row] of customers) {
    if (row === depot || seen.has(number) === !named.has(number)) continue
    if (seen.has(number)) fault(`客户 ${number} 既服务又列为未派`, `customer ${number} is served and named unassigned`)
    else fault(`客户 ${number} 没有派也没有列出`, `customer ${number} is neither served nor named unassigned`)
  }
  for (const [what, stated, found] of [
    ['distance', plan.distance, distance],
    ['cost', plan.cost, distance],
    ['vehicles', plan.vehicles, vehicles],
  ] as const)
    if (stated !== undefined && !(Math.abs((stated as number) - found) <= NEAR * Math.max(1, found)))
      fault(`${what} 写的是 ${stated}，重算为 ${found}`, `${what} is stated as ${stated}; recomputed it is ${found}`)
  return { valid: faults.length === 0, cost: distance, distance, vehicles, unassigned: unassigned.length, faults }
}
