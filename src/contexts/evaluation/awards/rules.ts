import { type Refusal, refuse } from '../../../kernel/refusal.ts'

export const APPLICATION_STATES = ['applied', 'reviewed', 'awarded', 'refused', 'revoked'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

export const APPLICATION_ACTS = ['review', 'award', 'refuse', 'revoke'] as const
export type ApplicationAct = (typeof APPLICATION_ACTS)[number]

const STEPS: Record<ApplicationState, Partial<Record<ApplicationAct, ApplicationState>>> = {
  applied: { review: 'reviewed', refuse: 'refused' },
  reviewed: { award: 'awarded', refuse: 'refused' },
  awarded: { revoke: 'revoked' },
  refused: {},
  revoked: {},
}

/** What can be done next with an application. Pure. */
export function applicationActs(state: ApplicationState): ApplicationAct[] {
  return Object.keys(STEPS[state]) as ApplicationAct[]
}

/** The state after an act, or why it is not possible: nothing is awarded without a review, nothing revoked that was not awarded. Pure. */
export function afterApplicationAct(state: ApplicationState, act: ApplicationAct): ApplicationState | Refusal {
  return (
    STEPS[state][act] ??
    refuse(
      'application.state',
      { zh: '现在的状态不能这样办理', en: 'This cannot be done in the present state' },
      { kind: 'conflict', params: { state, act, possible: applicationActs(state) } },
    )
  )
}

/** Whether an award counts on a day: given, not yet over, not revoked by then. The last day of the term counts. Pure. */
export function countsOn(
  award: { awardedOn: string | null; endsOn: string | null; revokedOn: string | null },
  day: string,
): boolean {
  if (award.awardedOn === null || award.awardedOn > day) return false
  if (award.endsOn !== null && award.endsOn < day) return false
  return award.revokedOn === null || award.revokedOn > day
}
