import { makeBell } from '../../kernel/bell.ts'

/** How a runner in the same process learns that a run was asked for or cancelled; one in another process polls. */
export const { ring: wakeRuns, onRing: onRunAsked } = makeBell()
