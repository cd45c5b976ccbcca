import { today } from '../../../kernel/dates.ts'
import { levelOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { libraryHere } from '../../statistics/index.ts'
import type { LivingState, Standing } from './model.ts'
import { isPerRegion, type Measured, type Series, standingOf, stateOfGroup } from './rules.ts'
import { type LibraryIndicator, measuredSeries, type PlacedPoint } from './series.ts'
import { type ForceRow, saveStates, targetsInForce } from './store.ts'

/** A target with how it stands, the indicator that measures it, and the figures behind it. */
export type Stood = {
  row: ForceRow
  standing: Standing
  indicator: LibraryIndicator | null
  points: PlacedPoint[]
}

/**
 * Judges the targets of a jurisdiction on a day: at most four statements, whatever their number. With `plan`, those of one plan; with
 * `indicators`, those of some indicators.
 */
export async function judgeTargets(
  tx: Tx,
  jurisdiction: string,
  asOf: string,
  only: { plan?: string; indicators?: readonly string[]; target?: string } = {},
): Promise<Stood[]> {
  const all = await targetsInForce(tx, jurisdiction, asOf, only.plan ?? null, only.target ?? null)
  const rows = all.filter((row) => wanted(row, all, only))
  const library = await libraryHere(tx)
  const level = levelOf(jurisdiction)
  const codes = [...new Set(rows.map((row) => row.indicator).filter((code) => code !== null))]
  const perRegion = rows.filter((row) => isPerRegion(row.perLevel, level)).map((row) => row.indicator!)
  const points = await measuredSeries(tx, jurisdiction, codes, perRegion, asOf)
  const whole = new Set([jurisdiction, jurisdiction.padEnd(12, '0')])
  const byIndicator = Map.groupBy(points, (point) => point.indicator)
  const stood = rows.map((row): Stood => {
    const mine = (row.indicator === null ? undefined : byIndicator.get(row.indicator)) ?? []
    const own = mine.filter((point) => whole.has(point.region))
    const series: Series = { whole: own.map(asMeasured), regions: regionsOf(row, mine) }
    const indicator = row.indicator === null ? null : (library.get(row.indicator) ?? null)
    const start = row.periodFrom ?? row.takenForceOn
    return {
      row,
      standing: standingOf({ target: row, rungs: row.ladder, measure: indicator, series, start, level }, asOf),
      indicator,
      points: mine,
    }
  })
  return joinAlternatives(stood)
}

/** A member of a group of alternatives brings the others with it. */
function wanted(
  row: ForceRow,
  all: readonly ForceRow[],
  only: { indicators?: readonly string[]; target?: string },
): boolean {
  const matches = (each: ForceRow) =>
    (only.indicators === undefined || (each.indicator !== null && only.indicators.includes(each.indicator))) &&
    (only.target === undefined || each.id === only.target)
  if (matches(row)) return true
  return (
    row.orGroup !== null && all.some((each) => each.plan === row.plan && each.orGroup === row.orGroup && matches(each))
  )
}

const asMeasured = ({ asOf, value, low, high, unknown, revision }: PlacedPoint): Measured => ({
  asOf,
  value,
  low: low ?? undefined,
  high: high ?? undefined,
  unknown,
  revision,
})

function regionsOf(row: ForceRow, points: readonly PlacedPoint[]): Series['regions'] {
  const regions = new Map<string, Measured[]>()
  if (row.perLevel === null) return regions
  for (const point of points) {
    if (levelOf(point.region) !== row.perLevel) continue
    regions.set(point.region, [...(regions.get(point.region) ?? []), asMeasured(point)])
  }
  return regions
}

function joinAlternatives(stood: Stood[]): Stood[] {
  const groups = Map.groupBy(stood, ({ row }) => (row.orGroup === null ? null : `${row.plan} ${row.orGroup}`))
  return stood.map((each) => {
    if (each.row.orGroup === null) return each
    const [first, ...rest] = groups.get(`${each.row.plan} ${each.row.orGroup}`)!.map(({ standing }) => standing.state)
    const state = stateOfGroup([first!, ...rest] as [LivingState, ...LivingState[]])
    return state === each.standing.state ? each : { ...each, standing: { ...each.standing, state } }
  })
}

/** Judges the targets of the actor's jurisdiction today and keeps the answer for lists. Returns how many. */
export async function refreshTargets(
  tx: Tx,
  only: { plan?: string; indicators?: readonly string[] } = {},
): Promise<number> {
  const stood = await judgeTargets(tx, tx.actor.jurisdiction, today(tx.now.getTime()), only)
  await saveStates(tx, stood)
  return stood.length
}

/** Judges the targets of one plan anew. */
export async function refreshPlan(tx: Tx, plan: string): Promise<number> {
  return refreshTargets(tx, { plan })
}
