import { type IsoDate, isDate } from '../../kernel/dates.ts'
import { type Bilingual, type Refusal, refuse } from '../../kernel/refusal.ts'
import { add, fromNumber, multiply, ONE, subtract, toNumber } from './rational.ts'

export type Comparator = '>=' | '>' | '=' | '<=' | '<'

/** What a plan may promise. */
export type TargetKind =
  /** A level: ≥ 85, < 5, = 80. */
  | 'value'
  /** Full coverage: at least 100 (or `value`). */
  | 'coverage'
  /** A growth over `base`: + ≥ 2000 over 2020. */
  | 'increment'
  /** Each region reaches `value`: at least one in every county (每县至少1所). */
  | 'per-region'
  /** Between `value` and `high`, both included (2–3个). */
  | 'range'
  /** About `value` (左右), within `tolerance`. */
  | 'approximate'
  /** No number, only a direction (稳步提升). */
  | 'direction'
  /** Done or not, by a date. */
  | 'yes-no'

/** What people were counted as: 人 once each, or 人次. */
export type CountedAs = 'persons' | 'person-times'

/** A dated value of a plan's path; `high` only for ranges. */
export type Milestone = { date: IsoDate; value: number; high?: number }

/**
 * A target 目标. For `direction` no value is needed; for `yes-no` the value is 1. Dates that were never set leave a standing
 * obligation.
 */
export type Target = {
  kind: TargetKind
  /** Default `>=`. Used by `value`, `increment` and `per-region`. */
  comparator?: Comparator
  value?: number
  high?: number
  /** Share of the value that 左右 allows, default 0.1. */
  tolerance?: number
  /** Where the path began: pace, increments and directions are counted from here. */
  base?: { date: IsoDate; value: number | null } | null
  /** Dated values in any order, e.g. 200 by 2022, 1000 by 2025. `value` with `deadline` counts as the last one. */
  ladder?: readonly Milestone[]
  deadline?: IsoDate | null
  /** When the obligation begins; before it nothing is due. */
  start?: IsoDate | null
  /** Which way is better. For `=` and `approximate` it allows going beyond; `direction` needs it (default up). */
  direction?: 'up' | 'down' | null
  /**
   * How figures add up. `level` (default): each stands for itself. `cumulative`: total since the start. `annual`: total since
   * 1 January, owed anew every year.
   */
  accumulation?: 'level' | 'cumulative' | 'annual'
  countedAs?: CountedAs | null
}

/** A measured figure. `low` and `high` are its bounds when part of it was unknown. */
export type Observation = {
  asOf: IsoDate
  value: number | null
  low?: number | null
  high?: number | null
  /** For `per-region` targets: the figure of each region; `value` is then not used. */
  regions?: Readonly<Record<string, number | null>>
  countedAs?: CountedAs | null
}

/** The values that satisfy a target at a milestone. Open ends are strict. */
export type Band = { low: number; lowOpen: boolean; high: number; highOpen: boolean }

const EVERYTHING: Band = {
  low: Number.NEGATIVE_INFINITY,
  lowOpen: false,
  high: Number.POSITIVE_INFINITY,
  highOpen: false,
}

/** True when the value satisfies the band. */
export function inBand(value: number, band: Band): boolean {
  const aboveLow = band.lowOpen ? value > band.low : value >= band.low
  return aboveLow && (band.highOpen ? value < band.high : value <= band.high)
}

/** How far the value lies outside the band; 0 inside it, and on an open edge. */
export function distance(value: number, band: Band): number {
  const far = value < band.low ? [band.low, value] : value > band.high ? [value, band.high] : null
  return far ? toNumber(subtract(fromNumber(far[0]!), fromNumber(far[1]!))) : 0
}

/** The band of one milestone. `base` is the value an increment starts from. */
export function bandOf(target: Target, milestone: Omit<Milestone, 'date'>, base: number | null): Band {
  const { value } = milestone
  switch (target.kind) {
    case 'range':
      return { ...EVERYTHING, low: value, high: milestone.high ?? target.high ?? value }
    case 'approximate': {
      const tolerance = fromNumber(target.tolerance ?? 0.1)
      const edges = [subtract(ONE, tolerance), add(ONE, tolerance)].map((f) => toNumber(multiply(fromNumber(value), f)))
      const [low, high] = value < 0 ? [edges[1]!, edges[0]!] : [edges[0]!, edges[1]!]
      if (target.direction === 'up') return { ...EVERYTHING, low }
      return target.direction === 'down' ? { ...EVERYTHING, high } : { ...EVERYTHING, low, high }
    }
    case 'increment':
      return compared(target, toNumber(add(fromNumber(base ?? 0), fromNumber(value))))
    case 'value':
    case 'per-region':
      return compared(target, value)
    case 'direction':
      return compared({ ...target, comparator: target.direction === 'down' ? '<' : '>' }, value)
    default:
      return { ...EVERYTHING, low: value }
  }
}

function compared(target: Target, value: number): Band {
  switch (target.comparator ?? '>=') {
    case '>=':
      return { ...EVERYTHING, low: value }
    case '>':
      return { ...EVERYTHING, low: value, lowOpen: true }
    case '<=':
      return { ...EVERYTHING, high: value }
    case '<':
      return { ...EVERYTHING, high: value, highOpen: true }
    case '=':
      if (target.direction === 'up') return { ...EVERYTHING, low: value }
      return target.direction === 'down' ? { ...EVERYTHING, high: value } : { ...EVERYTHING, low: value, high: value }
  }
}

/** The edge of a band that is reached first when going up (or down). */
export function nearEdge(band: Band, up: boolean): number {
  return up ? band.low : band.high
}

/**
 * Checks that a target can be judged at all.
 * @throws Refusal `target.value`, `target.range`, `target.tolerance`, `target.ladder`, `target.date`, `target.base`
 */
export function checkTarget(target: Target): void {
  const { kind, value, ladder = [], deadline, start, tolerance } = target
  const numbers = [value, target.high, ...ladder.flatMap((m) => [m.value, m.high])].filter((n) => n !== undefined)
  if (!numbers.every(Number.isFinite))
    throw wrong('value', { zh: '目标值不是数', en: 'a target value is not a number' })
  const needsValue = kind !== 'direction' && kind !== 'yes-no' && kind !== 'coverage'
  if (needsValue && value === undefined && ladder.length === 0)
    throw wrong('value', { zh: '缺少目标值', en: 'the target value is missing' })
  const dates = [deadline, start, target.base?.date, ...ladder.map((m) => m.date)]
  if (!dates.every((date) => date === undefined || date === null || isDate(date))) {
    throw wrong('date', { zh: '日期不存在', en: 'a date does not exist' })
  }
  if (new Set(ladder.map((m) => m.date)).size !== ladder.length) {
    throw wrong('ladder', { zh: '同一日期有两个节点', en: 'two milestones share a date' })
  }
  if (deadline && ladder.some((m) => m.date > deadline)) {
    throw wrong('ladder', { zh: '节点晚于期限', en: 'a milestone lies after the deadline' })
  }
  const ends = [{ value, high: target.high }, ...ladder]
  const hasHigh = ends.every(
    (m) => m.value === undefined || (m.high ?? target.high ?? Number.NEGATIVE_INFINITY) >= m.value,
  )
  if (kind === 'range' && !hasHigh)
    throw wrong('range', { zh: '区间上限缺失或小于下限', en: 'the range has no upper end above its lower' })
  if (tolerance !== undefined && !(tolerance >= 0 && tolerance < 1)) {
    throw wrong('tolerance', { zh: '容差应在 0 与 1 之间', en: 'the tolerance must lie between 0 and 1' })
  }
  if (kind === 'increment' && !target.base)
    throw wrong('base', { zh: '增量目标缺少基期', en: 'an increment needs a base' })
}

function wrong(code: string, why: Bilingual): Refusal {
  return refuse(`target.${code}`, { zh: `目标有误：${why.zh}`, en: `The target is wrong: ${why.en}` })
}
