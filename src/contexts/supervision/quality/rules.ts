import type { CaseAct, CaseState } from './model.ts'

const STEPS: Record<Exclude<CaseAct, 'hand-over'>, { from: readonly CaseState[]; to: CaseState }> = {
  verify: { from: ['open'], to: 'verified' },
  rectify: { from: ['verified'], to: 'rectified' },
  close: { from: ['rectified'], to: 'closed' },
  exclude: { from: ['open', 'verified'], to: 'excluded' },
  appeal: { from: ['excluded'], to: 'appealed' },
  uphold: { from: ['appealed'], to: 'excluded' },
  restore: { from: ['appealed'], to: 'verified' },
}

/** Where a case stands, as far as it decides what may be done. `appealed`: there was an appeal before. */
export type Standing = { state: CaseState; appealed: boolean }

/** Where an act leads; null where it may not be done. A finding is appealed once. Pure. */
export function leads(standing: Standing, act: CaseAct): CaseState | null {
  if (act === 'hand-over') return ['closed', 'excluded'].includes(standing.state) ? null : standing.state
  const step = STEPS[act]
  if (!step.from.includes(standing.state)) return null
  return act === 'appeal' && standing.appealed ? null : step.to
}

/** Acts that may be done now. */
export const actsOn = (standing: Standing): CaseAct[] =>
  ([...Object.keys(STEPS), 'hand-over'] as CaseAct[]).filter((act) => leads(standing, act) !== null)

/**
 * The mean of voices: the ratings of one person count as one, so that nobody is heard twice for rating often. Null below the least number.
 *
 * @param voices mean level of each person
 */
export function meanOf(voices: readonly number[], least: number): number | null {
  if (voices.length < least) return null
  return Math.round((voices.reduce((sum, each) => sum + each, 0) / voices.length) * 100) / 100
}
