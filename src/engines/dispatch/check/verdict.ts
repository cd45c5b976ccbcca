import type { Bilingual } from '../../../kernel/refusal.ts'

/** What a checker found: whether the plan holds, and its figures recomputed. */
export type Verdict = {
  valid: boolean
  /** null when the plan cannot be followed at all. */
  cost: number | null
  distance?: number
  vehicles?: number
  unassigned?: number
  totalTardiness?: number
  maxTardiness?: number
  faults: Bilingual[]
}

/** Sums of decimals may differ by so much without being wrong. */
export const NEAR = 1e-6

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
