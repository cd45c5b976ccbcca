import { makeBell } from '../../kernel/bell.ts'

/**
 * How a relay in the same process learns that there may be work, before the commit that makes it visible. `NOTIFY` would tell it
 * exactly, but PostgreSQL serialises the commits of all transactions that notify; a relay in another process polls instead.
 */
export const { ring: wake, onRing: onWake } = makeBell()
