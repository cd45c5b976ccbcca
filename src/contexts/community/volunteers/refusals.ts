import { type Refusal, refuse } from '../../../kernel/refusal.ts'

export const UNIQUE = '23505'
export const EXCLUSION = '23P01'

/** The state of the SQL error behind a failure. */
export const stateOf = (error: unknown): string | undefined => (error as { code?: string }).code

export const noVolunteer = (): Refusal =>
  refuse('volunteer.missing', { zh: '没有这名志愿者', en: 'There is no such volunteer' }, { kind: 'missing' })

export const noActivity = (): Refusal =>
  refuse('activity.missing', { zh: '没有这次活动', en: 'There is no such activity' }, { kind: 'missing' })
