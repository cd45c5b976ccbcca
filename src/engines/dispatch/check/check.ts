import { checkDay } from './day.ts'
import { checkHhc } from './hhc.ts'
import { checkSolomon } from './solomon.ts'
import type { Verdict } from './verdict.ts'

/** The three formats of files. */
export type Format = 'solomon' | 'hhc' | 'json'

/** What a file looks like: JSON with patients, other JSON, or text. */
export function formatOf(file: string): Format {
  if (!/^\s*\{/.test(file)) return 'solomon'
  try {
    return 'patients' in JSON.parse(file) ? 'hhc' : 'json'
  } catch {
    return 'json'
  }
}

/** Follows a plan for a file with code that the solver does not share, and recomputes its figures. */
export function checkPlan(file: string, plan: unknown, format: Format = formatOf(file)): Verdict {
  if (format === 'solomon') return checkSolomon(file, plan)
  return format === 'hhc' ? checkHhc(file, plan) : checkDay(JSON.parse(file), plan)
}
