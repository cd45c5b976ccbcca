import { addDays, addYears, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { boardOf, type ListedTarget, STATES, targetList, taskLines, type UnitBoard } from '../../plan/index.ts'
import { latestSeries, libraryHere, seriesKey } from '../../statistics/index.ts'
import { type CellCollection, townshipCells } from '../../territory/index.ts'
import type { Alert } from '../monitors/model.ts'
import { alertViews } from '../monitors/views.ts'

/** A line of the wall: a key target over two years. */
export type TrendLine = {
  target: string
  indicator: string
  name: Bilingual
  unit: string
  decimals: number
  points: { asOf: string; value: number | null; revision: number }[]
  ladder: { due: string; value: number | null }[]
  state: string
}

/** What the townships show of one indicator; those without a figure are unknown and hatched. */
export type Shade = {
  indicator: string
  name: Bilingual
  unit: string
  decimals: number
  direction: string
  values: { region: string; value: number | null; asOf: string | null; unknown: number }[]
}

/** A target as the wall names it. */
export type WallTarget = Pick<ListedTarget, 'id' | 'name' | 'planTitle' | 'clause'> & {
  state: string
  actual: number | null
  unit: string
}

/** Everything on the wall, in one answer. */
export type CockpitView = {
  asOf: string
  at: string
  states: Record<string, number>
  total: number
  /** The worst of them, what a number of states opens to. */
  targets: WallTarget[]
  tasks: { total: number; done: number; claimed: number; overdue: number; units: UnitBoard[] }
  cells: CellCollection
  /** Indicators the map can be shaded by: those with figures of townships. */
  choices: { indicator: string; name: Bilingual; unit: string }[]
  shade: Shade | null
  trends: TrendLine[]
  alerts: Alert[]
}

const KEY_LINES = 4

/** Targets worth a line: known to be late first, then the rest, those that are measured over time. */
function keyTargets(targets: readonly ListedTarget[], has: (indicator: string) => number): ListedTarget[] {
  const seen = new Set<string>()
  return [...targets]
    .filter((each) => {
      if (each.indicator === null || each.standing.regions !== null) return false
      if (seen.has(each.indicator) || has(each.indicator) < 3) return false
      seen.add(each.indicator)
      return true
    })
    .slice(0, KEY_LINES)
}

/**
 * The wall in one reading, with a fixed number of statements however many targets, tasks or townships there are.
 *
 * @param shadeBy indicator the map shows; the first one that has figures of townships unless given
 */
export async function cockpitView(tx: Tx, shadeBy?: string): Promise<CockpitView> {
  const day = today(tx.now.getTime())
  const j = tx.actor.jurisdiction
  const list = await targetList(tx, { under: j, limit: 200, summary: true })
  const lines = await taskLines(tx, {})
  const cells = await townshipCells(tx, j, day)
  const alerts = await alertViews(tx, { open: true })
  const towns = cells.features.map((cell) => cell.properties.code)
  const asked = [...new Set(list.items.flatMap(({ indicator }) => (indicator === null ? [] : [indicator])))]
  const own = await latestSeries(tx, { indicators: asked, regions: [j], asOf: day, since: addYears(day, -2) })
  const mine = (indicator: string) => own.get(seriesKey(indicator, j)) ?? []
  const measured = await newestOf(tx, towns, day)
  const library = await libraryHere(tx)
  const spread = [...library.values()].filter(({ code }) => towns.some((town) => measured.has(seriesKey(code, town))))
  const choices = spread.map(({ code, name, unit }) => ({ indicator: code, name, unit }))
  const wanted = spread.find(({ code }) => code === shadeBy) ?? bestShade(spread, list.items)
  return {
    asOf: day,
    at: tx.now.toISOString(),
    states: list.summary?.states ?? Object.fromEntries(STATES.map((state) => [state, 0])),
    total: list.summary?.total ?? 0,
    targets: list.items.map(wallTarget),
    tasks: {
      total: lines.length,
      done: lines.filter((line) => line.state === 'done').length,
      claimed: lines.filter((line) => line.state === 'claimed').length,
      overdue: lines.filter((line) => line.overdueWorkdays > 0).length,
      units: boardOf(lines),
    },
    cells,
    choices,
    shade: wanted === undefined ? null : shadeOf(wanted, towns, measured),
    trends: keyTargets(list.items, (code) => mine(code).length).map((target) =>
      trendOf(target, mine(target.indicator!), library.get(target.indicator!)?.decimals ?? 2),
    ),
    alerts,
  }
}

/** The newest figures of the townships: of the last month-end on, and of the last year-end for what is counted by year. Two statements. */
async function newestOf(tx: Tx, towns: readonly string[], day: string): ReturnType<typeof latestSeries> {
  const yearEnd = `${Number(day.slice(0, 4)) - 1}-12-31`
  const yearly = await latestSeries(tx, { regions: towns, asOf: yearEnd, since: yearEnd })
  return new Map([...yearly, ...(await latestSeries(tx, { regions: towns, asOf: day, since: addDays(day, -35) }))])
}

type Measure = Awaited<ReturnType<typeof libraryHere>> extends ReadonlyMap<string, infer M> ? M : never

const wallTarget = ({ id, name, planTitle, clause, standing, indicatorUnit, unit }: ListedTarget): WallTarget => ({
  id,
  name,
  planTitle,
  clause,
  state: standing.state,
  actual: standing.actual,
  unit: indicatorUnit ?? unit,
})

/** The indicator of the worst target that townships have figures of. */
function bestShade(spread: readonly Measure[], targets: readonly ListedTarget[]): Measure | undefined {
  for (const { indicator } of targets) {
    const found = spread.find(({ code }) => code === indicator)
    if (found !== undefined) return found
  }
  return spread[0]
}

function shadeOf(
  indicator: Measure,
  towns: readonly string[],
  measured: Awaited<ReturnType<typeof latestSeries>>,
): Shade {
  const { code, name, unit, decimals, direction } = indicator
  return {
    indicator: code,
    name,
    unit,
    decimals,
    direction,
    values: towns.map((region) => {
      const point = measured.get(seriesKey(code, region))?.at(-1)
      return { region, value: point?.value ?? null, asOf: point?.asOf ?? null, unknown: point?.unknown ?? 0 }
    }),
  }
}

function trendOf(
  target: ListedTarget,
  points: Awaited<ReturnType<typeof latestSeries>> extends Map<string, infer P> ? P : never,
  decimals: number,
): TrendLine {
  return {
    target: target.id,
    indicator: target.indicator!,
    name: target.name,
    unit: target.indicatorUnit ?? target.unit,
    decimals,
    points: points.map(({ asOf, value, revision }) => ({ asOf, value, revision })),
    ladder: target.ladder.map(({ due, value, low }) => ({ due, value: value ?? low })),
    state: target.standing.state,
  }
}
