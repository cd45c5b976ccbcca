import {
  type Comparator,
  type Observation as Figure,
  forecast,
  type Judgement,
  judge,
  judgeAny,
  type Milestone,
  type Target,
  trend,
} from '../../../engines/formula/index.ts'
import { addDays, daysBetween, type IsoDate } from '../../../kernel/dates.ts'
import type { RegionLevel } from '../../../kernel/region.ts'
import type { Indicator } from '../../statistics/index.ts'
import { plainUnit } from '../plans/indicators.ts'
import type { TargetFacts } from '../plans/model.ts'
import type { LivingState, RungView, Standing } from './model.ts'

/** A measured figure as judging needs it: the newest revision of one day. */
export type Measured = {
  asOf: IsoDate
  value: number | null
  low?: number | null
  high?: number | null
  unknown: number
  revision: number
}

/** What is measured: the series of the whole, or of each region where each must meet the target. */
export type Series = { whole: readonly Measured[]; regions: ReadonlyMap<string, readonly Measured[]> }

/** The part of an indicator that judging needs. */
export type Measure = Pick<Indicator, 'unit' | 'direction' | 'countOf' | 'window'>

/** A target with what it takes to judge it. */
export type Judged = {
  target: Pick<
    TargetFacts,
    | 'kind'
    | 'comparator'
    | 'value'
    | 'low'
    | 'high'
    | 'unit'
    | 'deadline'
    | 'baseYear'
    | 'baseValue'
    | 'period'
    | 'cumulative'
    | 'perLevel'
    | 'tolerance'
    | 'countOf'
  >
  rungs: readonly RungView[]
  measure: Measure | null
  series: Series
  /** First day of the plan: where a path begins that names no base. */
  start: IsoDate | null
  level: RegionLevel
}

/** Less change a year than this share of the value is called flat. */
const FLAT = 0.005

/** True when every region of a lower level has to meet the target, so that the figure of the whole says nothing. */
export function isPerRegion(perLevel: TargetFacts['perLevel'], level: RegionLevel): boolean {
  const order: RegionLevel[] = ['province', 'prefecture', 'county', 'township', 'village']
  return perLevel !== null && order.indexOf(perLevel) > order.indexOf(level)
}

/** A target in the terms of the formula engine. Values are brought to the unit of the indicator: 2万人次 → 20000 人次. */
export function engineTarget(judged: Judged): Target {
  const { target, rungs, measure, series, start } = judged
  const scale = plainUnit(target.unit).factor / plainUnit(measure?.unit ?? target.unit).factor
  const scaled = (value: number | null): number | undefined =>
    value === null ? undefined : Number((value * scale).toPrecision(12))
  const accumulation =
    target.period === 'year' ? 'annual' : target.cumulative || measure?.window === 'cumulative' ? 'cumulative' : 'level'
  const kind = kindOf(judged)
  const value =
    target.comparator === 'coverage' ? (target.value ?? 100) : target.comparator === 'range' ? target.low : target.value
  const ladder = rungs.map((rung): Milestone => {
    const at =
      rung.comparator === 'coverage' ? (rung.value ?? 100) : rung.comparator === 'range' ? rung.low : rung.value
    const high = scaled(rung.high)
    return { date: rung.due, value: scaled(at) ?? 0, ...(high === undefined ? {} : { high }) }
  })
  const scaledValue = kind === 'yes-no' ? 1 : scaled(value)
  const high = scaled(target.high)
  return {
    kind,
    comparator: comparatorOf(target.comparator),
    ...(scaledValue === undefined ? {} : { value: scaledValue }),
    ...(high === undefined ? {} : { high }),
    ...(target.tolerance === null ? {} : { tolerance: target.tolerance }),
    base: baseOf(judged),
    ladder: accumulation === 'annual' || kind === 'direction' || kind === 'yes-no' ? [] : ladder,
    deadline: target.deadline,
    start: kind === 'per-region' || accumulation === 'cumulative' ? start : null,
    direction:
      kind === 'direction'
        ? target.comparator === 'down'
          ? 'down'
          : 'up'
        : measure?.direction === 'down'
          ? 'down'
          : 'up',
    accumulation,
    countedAs: target.countOf,
  }

  function baseOf({ target: t }: Judged): Target['base'] {
    if (t.comparator === '+') {
      const date = t.baseYear === null ? (start ?? '2000-01-01') : `${t.baseYear}-12-31`
      const measured = series.whole.findLast((point) => point.asOf <= date && point.asOf > addDays(date, -366))
      return { date, value: t.baseValue === null ? (measured?.value ?? null) : t.baseValue * scale }
    }
    if (accumulation === 'annual' || kind === 'direction' || kind === 'per-region') return null
    if (accumulation === 'cumulative' && start !== null) return null
    const known = series.whole.filter((point) => point.value !== null)
    const from = (start === null ? undefined : known.findLast((point) => point.asOf <= start)) ?? known[0]
    return from === undefined ? null : { date: from.asOf, value: from.value }
  }
}

function kindOf({ target, measure, level }: Judged): Target['kind'] {
  if (target.kind === 'direction') return 'direction'
  if (isPerRegion(target.perLevel, level)) return 'per-region'
  if (measure?.direction === 'yes') return 'yes-no'
  if (target.comparator === 'coverage') return 'coverage'
  if (target.comparator === '+') return 'increment'
  if (target.comparator === 'range') return 'range'
  return target.tolerance === null ? 'value' : 'approximate'
}

function comparatorOf(comparator: TargetFacts['comparator']): Comparator {
  return comparator === '>' || comparator === '<' || comparator === '<=' || comparator === '=' ? comparator : '>='
}

function figuresOf({ target, measure, series, level }: Judged): Figure[] {
  const countedAs = measure?.countOf === 'persons' || measure?.countOf === 'person-times' ? measure.countOf : null
  if (!isPerRegion(target.perLevel, level)) {
    return series.whole.map(({ asOf, value, low, high }) => ({
      asOf,
      value,
      countedAs,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
    }))
  }
  const days = [...new Set([...series.regions.values()].flatMap((points) => points.map((point) => point.asOf)))].sort()
  return days.map((asOf) => {
    const regions: Record<string, number | null> = {}
    for (const [region, points] of series.regions)
      regions[region] = points.findLast((point) => point.asOf <= asOf)?.value ?? null
    return { asOf, value: null, regions, countedAs }
  })
}

/** Judges one target on a day. Pure; a target nobody measures is unknown and says why. */
export function standingOf(judged: Judged, date: IsoDate): Standing {
  const { target, measure, series } = judged
  const newest = series.whole.findLast((point) => point.asOf <= date)
  const common = {
    asOf: date,
    unknown: newest?.unknown ?? 0,
    restated: series.whole.some((point) => point.asOf <= date && point.revision > 1),
  }
  if (measure === null) {
    return {
      ...EMPTY,
      ...common,
      ...dueOn(judged.rungs, date),
      reason: { zh: '没有选定指标，不能测算', en: 'No indicator is chosen, so it is not measured' },
    }
  }
  if (target.comparator === 'keep') {
    return {
      ...EMPTY,
      ...common,
      actual: newest?.value ?? null,
      actualAsOf: newest?.asOf ?? null,
      reason: { zh: '只要求保持，没有数值可比', en: 'It asks to keep the level and names no number' },
    }
  }
  const engine = engineTarget(judged)
  const judgement = judge(engine, figuresOf(judged), date)
  const points = series.whole.filter((point) => point.asOf <= date)
  const slope = trend(points)
  const ratio = measure.unit === '%'
  const next = judgement.next?.date ?? target.deadline
  const cumulative = engine.accumulation === 'cumulative'
  const ahead = next !== null && next > date ? forecast(recent(points, date, next), next, { ratio, cumulative }) : null
  return {
    state: judgement.state,
    ...common,
    actual: judgement.actual ?? newest?.value ?? null,
    actualAsOf: judgement.asOf ?? newest?.asOf ?? null,
    certain: judgement.certain,
    due: judgement.due?.date ?? null,
    dueValue: judgement.due?.value ?? null,
    nextDue: judgement.next?.date ?? null,
    nextValue: judgement.next?.value ?? null,
    gap: judgement.gap,
    trend: slope === null ? null : directionOf(slope.perYear, newest?.value ?? 0),
    perYear: slope?.perYear ?? null,
    forecast: ahead === null ? null : { date: ahead.date, value: ahead.value, low: ahead.low, high: ahead.high },
    regions: regionsOf(judgement),
    reason: judgement.reason,
  }
}

/** Looks back as far as it looks ahead, and a year at least: what was long ago says little about the pace of now. */
function recent(points: readonly Measured[], date: IsoDate, next: IsoDate): Measured[] {
  const span = Math.max(366, daysBetween(date, next) + 31)
  return points.filter((point) => point.asOf > addDays(date, -span))
}

const EMPTY = {
  state: 'unknown' as LivingState,
  actual: null,
  actualAsOf: null,
  certain: true,
  due: null,
  dueValue: null,
  nextDue: null,
  nextValue: null,
  gap: null,
  trend: null,
  perYear: null,
  forecast: null,
  regions: null,
}

function dueOn(rungs: readonly RungView[], date: IsoDate) {
  const due = rungs.findLast((rung) => rung.due <= date)
  const next = rungs.find((rung) => rung.due > date)
  return {
    due: due?.due ?? null,
    dueValue: due?.value ?? null,
    nextDue: next?.due ?? null,
    nextValue: next?.value ?? null,
  }
}

function directionOf(perYear: number, value: number): 'up' | 'flat' | 'down' {
  if (Math.abs(perYear) <= Math.abs(value) * FLAT) return 'flat'
  return perYear > 0 ? 'up' : 'down'
}

function regionsOf({ regions }: Judgement): Standing['regions'] {
  return regions === null ? null : { met: regions.met, total: regions.total, unknown: regions.unknown.length }
}

/** The best of several standings decides for a group of alternatives (室内……或室外……); an unknown outweighs a failure. */
export function stateOfGroup(states: readonly [LivingState, ...LivingState[]]): LivingState {
  const [first, ...rest] = states.map(asJudgement)
  return judgeAny([first!, ...rest]).state
}

const asJudgement = (state: LivingState): Judgement => ({
  state,
  due: null,
  next: null,
  pace: null,
  actual: null,
  asOf: null,
  gap: null,
  late: false,
  certain: true,
  regions: null,
  reason: { zh: '', en: '' },
})
