import type { PlanReading, ReadOptions } from './types.ts'

/** Reads a policy paper. Pure and total: any text gives a reading. */
export function readPlan(text: string, _options: ReadOptions = {}): PlanReading {
  return {
    title: text.trim().split('\n')[0] ?? null,
    documentNumber: null,
    issuer: null,
    issued: null,
    period: { from: null, to: null },
    complete: false,
    warnings: [],
    targets: [],
    directions: [],
    tasks: [],
    milestones: [],
    limits: [],
    blocks: [],
    fingerprint: [],
  }
}
