export type { Expression, Formula, FunctionName, Operator } from './ast.ts'
export { type EvaluateOptions, type Evaluation, evaluate, type Step } from './evaluate.ts'
export { formatNumber, round } from './format.ts'
export { type JudgeOptions, judge, judgeAny } from './judge.ts'
export type { Dated, Judgement, State } from './judgement.ts'
export { type LadderState, milestoneDue } from './ladder.ts'
export { parse } from './parse.ts'
export { type Language, render } from './print.ts'
export type { NoValue, Quantity } from './quantity.ts'
export * as rational from './rational.ts'
export { type RegionReach, reachOf } from './reach.ts'
export {
  type Band,
  bandOf,
  type Comparator,
  type CountedAs,
  checkTarget,
  inBand,
  type Milestone,
  type Observation,
  type Target,
  type TargetKind,
} from './target.ts'
export { FEWEST_POINTS, type Forecast, type ForecastOptions, forecast, type Point, type Trend, trend } from './trend.ts'
