import type { Bilingual } from '../../kernel/refusal.ts'
import type { Problem } from './problem.ts'

/** The lower (upper, for `max-cover`) bound and the best answer so far. `bound` or `objective` is `null` while there is none. */
export type Progress = {
  objective: number | null
  bound: number | null
  /** |objective − bound| ÷ |objective|; `null` while one of them is missing. */
  gap: number | null
  /** What the engine is doing. */
  phase: 'reading' | 'searching' | 'bounding' | 'branching'
  seconds: number
}

export type SolveOptions = {
  /** Stop after this long, with the best answer and the best bound known by then. Default 10. */
  seconds?: number
  /** Same problem, same seed, enough time: same answer. Default 1. */
  seed?: number
  onProgress?: (progress: Progress) => void
  /** Cancelling ends the run at once with the best answer so far. */
  signal?: AbortSignal
}

/** Part of a demand point's people sent to a site. */
export type Share = { demand: number; site: number; people: number }

/** A solution with what can be said about how far it may be from the best. */
export type Solved = {
  status: 'solved'
  /** People × metres (`p-median`), people reached (`max-cover`), cost of the new sites (`set-cover`). */
  objective: number
  /** No solution can be better than this. */
  bound: number
  gap: number
  /** The bound meets the objective, and the certificate lets a checker see why. */
  proven: boolean
  /** All open sites, kept ones included, ascending. */
  sites: number[]
  /** The new ones among them. */
  added: number[]
  /** For each demand point the site that serves it, or −1 when none does; with capacities the one that takes most of it. */
  assignment: Int32Array
  /** With capacities: who goes where. */
  shares: Share[] | null
  /** The run was ended by its signal before it was done. */
  cancelled: boolean
  seconds: number
  certificate: Certificate
}

/** There is no solution, and why. `enough` names the smallest number of sites, or sum of money, known to do, where there is one. */
export type Impossible = {
  status: 'impossible'
  code: string
  reason: Bilingual
  /** A proven lower limit of what is needed, and the least that is known to be enough (`null` when unknown). */
  needs: { of: 'sites' | 'cost'; atLeast: number; enough: number | null } | null
  seconds: number
  certificate: Certificate | null
}

/** Time ran out before a solution was found or its absence proven. */
export type Undecided = {
  status: 'undecided'
  reason: Bilingual
  bound: number | null
  cancelled: boolean
  seconds: number
}

export type Answer = Solved | Impossible | Undecided

/**
 * One set of Lagrange multipliers, as whole numbers to be divided by the certificate's `scale`: `u` for each demand point,
 * `count`, `budget` and `quota` for the limits. With `like` it is said shorter: each point as in that set, which is given in
 * full, but for the points `at`, for which `u` gives theirs.
 */
export type Multipliers = { like?: number; at?: number[]; u: number[]; count: number; budget: number; quota: number }

/**
 * One step of the argument for the bound; steps name each other by their place in the list, the first is the whole question.
 * `bound`: these multipliers bound what is left. `fix`: every site that these multipliers force, for any solution better than the
 * objective, is set, and the argument goes on at `next`. `without`: each first site is left out, because the second, which is not
 * closed, costs no more and serves every point at least as well. `site`: two cases, the site closed or open.
 */
export type ProofStep =
  | { bound: number }
  | { fix: number; next: number }
  | { without: [number, number][]; next: number }
  | { site: number; closed: number; open: number }

/** All that is needed to verify an answer with other code: the question, the answer, and the argument for the bound. */
export type Certificate = {
  format: 'yike-siting-certificate-1'
  instance: Problem
  /** SHA-256 of `JSON.stringify(instance)`. */
  instanceHash: string
  /** `null` when nothing was found or nothing exists. */
  objective: number | null
  bound: number
  proven: boolean
  sites: number[]
  /** With capacities: [demand, site, people]. */
  shares: [number, number, number][] | null
  proof: { scale: number; multipliers: Multipliers[]; steps: ProofStep[] }
  /** SHA-256 of the JSON text of everything above, in this order. */
  seal: string
}
