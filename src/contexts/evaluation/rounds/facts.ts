import { levelOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { judgeTargets, livingTarget, type Stood, taskLines } from '../../plan/index.ts'
import { latestSeries, seriesKey } from '../../statistics/index.ts'
import { regions } from '../../territory/index.ts'
import type { ScoringRule } from '../scoring/model.ts'
import { figureKey } from './figures.ts'
import type { TargetFact, TaskFact } from './model.ts'

/** Targets with the observations they were judged by. */
export type TargetFacts = { targets: TargetFact[]; observations: string[] }

/** How the targets stood on a day, by what is known now, and which figures decided. */
export async function targetFacts(tx: Tx, asOf: string, tasks: readonly TaskFact[]): Promise<TargetFacts> {
  const stood = await judgeTargets(tx, tx.actor.jurisdiction, asOf)
  const leads = new Map(
    tasks.map((task) => [task.task, task.units.filter((unit) => unit.role === 'lead').map(({ name }) => name)]),
  )
  const used = stood.map((each) => usedOf(each, tx.actor.jurisdiction, asOf))
  const targets = stood.map((each, i): TargetFact => {
    const { row, standing } = each
    const living = livingTarget(each)
    const units = row.units.length > 0 ? row.units : row.task === null ? [] : (leads.get(row.task) ?? [])
    return {
      target: row.id,
      seq: row.seq,
      name: living.name,
      printed: row.printed,
      indicator: row.indicator,
      plan: row.plan,
      planTitle: row.planTitle,
      paper: row.paper,
      clause: row.clause,
      quote: row.quote,
      kind: row.kind,
      comparator: row.comparator,
      value: row.value,
      low: row.low,
      high: row.high,
      unit: row.unit,
      indicatorUnit: living.indicatorUnit,
      deadline: row.deadline,
      scope: row.scope,
      orGroup: row.orGroup,
      units,
      ladder: row.ladder,
      standing,
      figure: used[i]!.key,
    }
  })
  return { targets, observations: [...new Set(used.flatMap((each) => each.observations))] }
}

/** The figure a target was judged by; where every region must meet it, the newest of each. */
function usedOf({ row, standing, points }: Stood, jurisdiction: string, asOf: string) {
  const whole = jurisdiction.padEnd(12, '0')
  const own = points.findLast((point) => point.region.padEnd(12, '0') === whole && point.asOf === standing.actualAsOf)
  if (own !== undefined && standing.regions === null) {
    return { key: figureKey(own.indicator, own.region, own.asOf), observations: [own.observation] }
  }
  if (standing.regions === null) return { key: null, observations: [] }
  const newest = new Map<string, string>()
  for (const point of points) {
    if (point.asOf <= asOf && levelOf(point.region) === row.perLevel) newest.set(point.region, point.observation)
  }
  return { key: null, observations: [...newest.values()] }
}

/**
 * Tasks of the plans in force at the end of a period as they stood then, by the reports that speak of it and were made and answered by
 * now, and how many reports were returned in the period. Four statements.
 */
export async function taskFacts(tx: Tx, period: { from: string; to: string }): Promise<TaskFact[]> {
  const lines = await taskLines(tx, { asOf: period.to })
  const returned = new Map(
    (
      await tx.rows<{ task: string; n: number }>(sql`select task, count(*)::int n from evaluation.returned_report
        where jurisdiction = ${tx.actor.jurisdiction} and (at at time zone 'Asia/Shanghai')::date between ${period.from} and ${period.to}
        group by task`)
    ).map((row) => [row.task, row.n]),
  )
  return lines.map((line) => ({
    task: line.id,
    number: line.number,
    title: line.title,
    deadline: line.deadline,
    due: line.due,
    state: line.state,
    overdueWorkdays: line.overdueWorkdays,
    provisional: line.provisional,
    reported: line.lastReport !== null,
    returned: returned.get(line.id) ?? 0,
    units: line.units,
  }))
}

/** A township with the newest figure on or before the day of each indicator of a rule. */
export type RegionFacts = {
  regions: { code: string; name: string }[]
  /** Figure by `indicator|region`. */
  figures: Map<string, { key: string; observation: string; value: number | null }>
}

/** The figures of townships that a rule asks for. A figure older than a year says nothing about the period. Two statements. */
export async function regionFacts(tx: Tx, rule: ScoringRule, asOf: string): Promise<RegionFacts> {
  const towns = await regions(tx, { asOf, within: tx.actor.jurisdiction, level: 'township' })
  const codes = towns.map(({ code }) => code)
  const indicators = rule.items.flatMap((item) => (item.indicator === undefined ? [] : [item.indicator]))
  const since = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`
  const series = await latestSeries(tx, { indicators, regions: codes, asOf, since: since.replace('02-29', '02-28') })
  const figures: RegionFacts['figures'] = new Map()
  for (const indicator of indicators) {
    for (const code of codes) {
      const point = series.get(seriesKey(indicator, code))?.at(-1)
      if (point === undefined) continue
      const { observation, value } = point
      figures.set(seriesKey(indicator, code), { key: figureKey(indicator, code, point.asOf), observation, value })
    }
  }
  return { regions: towns.map(({ code, name }) => ({ code, name })), figures }
}
