import type { KnownYear } from '../../../src/platform/calendar/index.ts'

export type Year = KnownYear

/** How many days runs of rest days hold, both ends included. */
export function daysOff(runs: readonly { from: string; to: string }[]): number {
  const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000
  return runs.reduce((sum, run) => sum + day(run.to) - day(run.from) + 1, 0)
}
