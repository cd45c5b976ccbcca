export type {
  Answer,
  Certificate,
  Impossible,
  Multipliers,
  Progress,
  ProofStep,
  Share,
  Solved,
  SolveOptions,
  Undecided,
} from './answer.ts'
export { checkCertificate, type Verdict } from './check/check.ts'
export { parsePmed, parseScp } from './orlib.ts'
export { parsePlanar } from './planar.ts'
export type { Common, MaxCover, PMedian, Point, Problem, Reach, SetCover, SiteReach } from './problem.ts'
export { solve } from './solve.ts'
export { type HereOptions, solveHere } from './solve-here.ts'
