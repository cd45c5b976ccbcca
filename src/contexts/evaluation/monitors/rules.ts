import { daysBetween } from '../../../kernel/dates.ts'
import type { TaskLine } from '../../plan/index.ts'
import type { SeriesPoint } from '../../statistics/index.ts'
import type { Breach, MonitorRule } from './model.ts'

type FigureRule = Exclude<MonitorRule, { kind: 'overdue' }>

const TESTS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
}

/**
 * Whether a rule over a figure is breached on a day, and by what. Pure. An unknown figure breaches neither a limit nor a change; only
 * staleness speaks of it. Figures oldest first, newest revision of each date.
 */
export function figureBreach(rule: FigureRule, points: readonly SeriesPoint[], today: string): Breach | null {
  const known = points.filter((point) => point.value !== null)
  const last = known.at(-1)
  if (rule.kind === 'staleness') {
    const days = last === undefined ? null : daysBetween(last.asOf, today)
    if (days !== null && days <= rule.days) return null
    const fact = { kind: rule.kind, asOf: last?.asOf ?? null, value: last?.value ?? null, limit: rule.days }
    return { key: `stale ${last?.asOf ?? 'never'}`, fact: days === null ? fact : { ...fact, days } }
  }
  if (last === undefined) return null
  const value = last.value!
  const key = `${last.asOf} ${last.revision}`
  if (rule.kind === 'threshold') {
    if (!TESTS[rule.when](value, rule.limit)) return null
    return { key, fact: { kind: rule.kind, asOf: last.asOf, value, limit: rule.limit } }
  }
  const before = known.at(-2)?.value
  if (before === undefined || before === null || before === 0) return null
  const change = (100 * (value - before)) / Math.abs(before)
  const against = rule.direction === 'down' ? -change : rule.direction === 'up' ? change : Math.abs(change)
  if (against < rule.percent) return null
  return { key, fact: { kind: rule.kind, asOf: last.asOf, value, before, change, limit: rule.percent } }
}

/** Whether tasks are late by so many working days. Pure. A task that becomes late makes it a new breach; one that is done does not. */
export function taskBreach(
  rule: Extract<MonitorRule, { kind: 'overdue' }>,
  lines: readonly TaskLine[],
  told: ReadonlySet<string>,
): Breach | null {
  const late = lines.filter(
    (line) =>
      line.overdueWorkdays >= rule.workdays &&
      (rule.unit === undefined || line.units.some((unit) => unit.role === 'lead' && unit.name === rule.unit)),
  )
  const fresh = late.filter((line) => !told.has(line.id))
  if (fresh.length === 0) return null
  const tasks = late.map(({ id, number, title, overdueWorkdays }) => ({ id, number, title, overdueWorkdays }))
  const key = fresh.map((line) => `${line.id} ${line.due}`).sort()[0]!
  return { key, fact: { kind: rule.kind, asOf: null, value: late.length, limit: rule.workdays, tasks } }
}

/** Whether a monitor is to be looked at again: once a day, or once a week. */
export function isDue(every: 'daily' | 'weekly', checkedOn: string | null, today: string): boolean {
  return checkedOn === null || daysBetween(checkedOn, today) >= (every === 'daily' ? 1 : 7)
}
