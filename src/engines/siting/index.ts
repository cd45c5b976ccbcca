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
export type { Common, MaxCover, PMedian, Point, Problem, Reach, SetCover, SiteReach } from './problem.ts'
