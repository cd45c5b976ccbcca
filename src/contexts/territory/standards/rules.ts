import { rational } from '../../../engines/formula/index.ts'
import { measureOf } from './measures.ts'
import type {
  CompleteRate,
  Fact,
  Facts,
  GroupResult,
  LineResult,
  LineState,
  StandardLine,
  StandardResult,
  SubjectTraits,
} from './model.ts'

const { add, compare, divide, fromNumber, multiply, subtract, toNumber } = rational
type Rational = rational.Rational

/** A quantity between two exact bounds; null: no bound known. */
type Interval = { low: Rational | null; high: Rational | null }

const exact = (value: number | null): Rational | null => (value === null ? null : fromNumber(value))
const intervalOf = (fact: Fact): Interval => ({ low: exact(fact.low), high: exact(fact.high) })
const number = (value: Rational | null): number | null => (value === null ? null : toNumber(value))
const plus = (a: Rational | null, b: Rational | null) => (a === null || b === null ? null : add(a, b))
const isPositive = (value: Rational) => compare(value, rational.ZERO) > 0

/**
 * Whether a line is for a subject. A trait that is not known excludes nothing: the line is judged, and can at best be passed.
 */
export function applies({ applies: to }: Pick<StandardLine, 'applies'>, traits: SubjectTraits): boolean | null {
  const answers = [
    to.settlement === undefined ? true : traits.settlement === null ? null : to.settlement === traits.settlement,
    to.stage === undefined ? true : traits.stage === null ? null : to.stage === traits.stage,
    to.kinds === undefined ? true : traits.kind === null ? null : to.kinds.includes(traits.kind),
    to.tiers === undefined ? true : traits.tier === null ? null : to.tiers.includes(traits.tier),
  ]
  return answers.includes(false) ? false : answers.includes(null) ? null : true
}

/** Numerator and denominator of a measure, with what they rest on. A plain figure is divided by nothing. */
function quantities(line: StandardLine, facts: Facts) {
  const measure = measureOf(line.measure)
  if (measure.from !== 'ratio') {
    const fact = facts(line.measure, line.kinds)
    return { measure, top: intervalOf(fact), over: null, times: rational.ONE, evidence: fact.evidence }
  }
  const parts = measure.of.map((code) => facts(code, line.kinds))
  const below = facts(measure.over, line.kinds)
  const top = parts.map(intervalOf).reduce((a, b) => ({ low: plus(a.low, b.low), high: plus(a.high, b.high) }))
  return {
    measure,
    top,
    over: intervalOf(below),
    times: fromNumber(measure.times),
    evidence: [...parts, below].flatMap((fact) => fact.evidence),
  }
}

/** The printed value moved by the tolerance to the lenient side. */
function barOf(line: StandardLine): Rational {
  const value = fromNumber(line.value ?? 0)
  if (line.tolerance === 0 || line.comparator === '=') return value
  const share = fromNumber(line.tolerance)
  const factor = line.comparator.startsWith('>') ? subtract(rational.ONE, share) : add(rational.ONE, share)
  return multiply(value, factor)
}

type Sides = { top: Interval; over: Interval | null; times: Rational }

/**
 * Compares top × times with bar × over, exactly. True and false are certain for every value within the bounds; everything else is
 * null, and so is a ratio over nothing.
 */
function judge(comparator: StandardLine['comparator'], bar: Rational, { top, over, times }: Sides): boolean | null {
  if (over !== null && (over.low === null || !isPositive(over.low))) return null
  const left = (bound: Rational | null) => (bound === null ? null : multiply(bound, times))
  const right = (bound: Rational | null) => (bound === null ? null : multiply(bar, bound))
  const rightLow = over === null ? bar : right(over.low)
  const rightHigh = over === null ? bar : right(over.high)
  const [low, high] = [left(top.low), left(top.high)]
  /** Sign of the difference at its least and at its most; null where there is no bound. */
  const least = low === null || rightHigh === null ? null : compare(low, rightHigh)
  const most = high === null || rightLow === null ? null : compare(high, rightLow)
  const certain = (yes: boolean | null, no: boolean | null) => (yes === true ? true : no === true ? false : null)
  switch (comparator) {
    case '>=':
      return certain(least !== null && least >= 0, most !== null && most < 0)
    case '>':
      return certain(least !== null && least > 0, most !== null && most <= 0)
    case '<=':
      return certain(most !== null && most <= 0, least !== null && least > 0)
    case '<':
      return certain(most !== null && most < 0, least !== null && least >= 0)
    default:
      return certain(least === 0 && most === 0, (least !== null && least > 0) || (most !== null && most < 0))
  }
}

/** How much is missing to the bar (or too much over it) in the numerator's unit, in the best or the worst case. Never below zero. */
function distance(line: StandardLine, bar: Rational, { top, over, times }: Sides, worst: boolean): Rational | null {
  const upwards = !line.comparator.startsWith('<')
  const have = upwards === worst ? top.low : top.high
  const base = over === null ? rational.ONE : upwards === worst ? over.high : over.low
  if (have === null || base === null) return null
  const need = divide(multiply(bar, base), times)
  const gap = upwards ? subtract(need, have) : subtract(have, need)
  return isPositive(gap) ? gap : rational.ZERO
}

function shareOf({ top, over, times }: Sides): { low: number | null; high: number | null } {
  if (over === null) return { low: number(top.low), high: number(top.high) }
  const per = (a: Rational | null, b: Rational | null) =>
    a === null || b === null || !isPositive(b) ? null : toNumber(divide(multiply(a, times), b))
  return { low: per(top.low, over.high), high: per(top.high, over.low) }
}

const NOTHING = { missing: null, missingPrinted: null, missingAtMost: null, missingItems: [], byTolerance: false }

function judgeList(line: StandardLine, facts: Facts): LineResult {
  const fact = facts(line.measure, line.kinds)
  const items = fact.items ?? null
  const missingItems = items === null ? [] : (line.wanted ?? []).filter((each) => !items.includes(each))
  const unsure = items === null || (missingItems.length > 0 && fact.more === true)
  const state: LineState = unsure ? 'unknown' : missingItems.length === 0 ? 'pass' : 'fail'
  return {
    ...NOTHING,
    line,
    state,
    low: null,
    high: null,
    bar: null,
    missing: state === 'fail' ? missingItems.length : null,
    missingPrinted: state === 'fail' ? missingItems.length : null,
    missingUnit: { zh: '项', en: 'items' },
    missingItems,
    denominator: null,
    evidence: fact.evidence,
  }
}

/**
 * Judges one line. Fails only what fails for every value the facts allow; what is not known is unknown.
 *
 * @param traits of the subject; a line that is not for it is `not-applicable`
 */
export function evaluateLine(line: StandardLine, facts: Facts, traits: SubjectTraits): LineResult {
  const meant = applies(line, traits)
  const result = line.comparator === 'all' ? judgeList(line, facts) : judgeNumber(line, facts)
  if (meant === false) return { ...result, ...NOTHING, state: 'not-applicable' }
  if (meant === null && result.state === 'fail') return { ...result, ...NOTHING, state: 'unknown' }
  return result
}

function judgeNumber(line: StandardLine, facts: Facts): LineResult {
  const { measure, evidence, ...sides } = quantities(line, facts)
  const bar = barOf(line)
  const printed = fromNumber(line.value ?? 0)
  const answer = judge(line.comparator, bar, sides)
  const state: LineState = answer === null ? 'unknown' : answer ? 'pass' : 'fail'
  const gap = (to: Rational, worst: boolean) => number(distance(line, to, sides, worst))
  const first = measure.from === 'ratio' ? measureOf(measure.of[0]!) : measure
  return {
    line,
    state,
    ...shareOf(sides),
    bar: toNumber(bar),
    byTolerance: state === 'pass' && judge(line.comparator, printed, sides) === false,
    missing: state === 'fail' ? gap(bar, false) : null,
    missingPrinted: state === 'fail' ? gap(printed, false) : null,
    missingAtMost: state === 'unknown' ? gap(bar, true) : null,
    missingUnit: first.unit,
    missingItems: [],
    denominator:
      measure.from === 'ratio' && sides.over !== null
        ? { title: measureOf(measure.over).title, low: number(sides.over.low), high: number(sides.over.high) }
        : null,
    evidence,
  }
}

/** One state out of several of which one is enough. */
function either(states: readonly LineState[]): LineState {
  const meant = states.filter((state) => state !== 'not-applicable')
  if (meant.length === 0) return 'not-applicable'
  if (meant.includes('pass')) return 'pass'
  return meant.includes('unknown') ? 'unknown' : 'fail'
}

/** Which alternative decided: the first that passed; else the one of which the least share is missing. */
function branchOf(lines: readonly LineResult[], state: LineState): string | null {
  const meant = lines.filter((each) => each.state === state)
  if (state !== 'fail') return meant[0]?.line.code ?? null
  const share = ({ missing, low, high }: LineResult) => (missing ?? 0) / ((missing ?? 0) + (high ?? low ?? 0) || 1)
  return meant.toSorted((a, b) => share(a) - share(b))[0]?.line.code ?? null
}

/** Judges a subject by the lines of one family. Complete only when every group of lines passes; failing is certain. Pure. */
export function evaluateStandard(lines: readonly StandardLine[], facts: Facts, traits: SubjectTraits): StandardResult {
  const results = lines.toSorted((a, b) => a.place - b.place).map((line) => evaluateLine(line, facts, traits))
  const grouped = Map.groupBy(results, (each) => each.line.alternative ?? `\u0000${each.line.code}`)
  const groups = [...grouped.values()].map((members): GroupResult => {
    const state = either(members.map((each) => each.state))
    return { alternative: members[0]!.line.alternative, state, branch: branchOf(members, state), lines: members }
  })
  const counts: Record<LineState, number> = { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0 }
  for (const group of groups) counts[group.state]++
  const state: LineState =
    counts.fail > 0 ? 'fail' : counts.unknown > 0 ? 'unknown' : counts.pass > 0 ? 'pass' : 'not-applicable'
  return { family: lines[0]?.family ?? '', state, groups, counts }
}

/** Complete ÷ assessed, with the not-assessed count beside it (A44). */
export function completeRate(states: readonly LineState[]): CompleteRate {
  const count = (state: LineState) => states.filter((each) => each === state).length
  const complete = count('pass')
  const assessed = complete + count('fail')
  return {
    complete,
    assessed,
    notAssessed: count('unknown'),
    notApplicable: count('not-applicable'),
    rate: assessed === 0 ? null : complete / assessed,
  }
}

/** Facts at hand, e.g. the planned figures of a project; what is not given, or null, is unknown. */
export function factsOf(
  figures: Readonly<Record<string, number | null | undefined>>,
  source: string | null = null,
): Facts {
  return (measure) => {
    const value = figures[measure] ?? null
    const { title } = measureOf(measure)
    return { low: value, high: value, evidence: [{ label: title, value, asOf: null, source, href: null }] }
  }
}
