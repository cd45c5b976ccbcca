import { addMonths, type IsoDate } from '../../../kernel/dates.ts'

/** Months after which a placement counts as lasting (三个月留存). */
const RETENTION_MONTHS = 3

/** What is known of an employment. `endsOn` is the first day on which it no longer runs. */
export type Lasting = { hiredOn: IsoDate; endsOn: IsoDate | null; confirmedOn: IsoDate | null }

/** `kept` and `left` are known; `pending`: the three months still run; `unknown`: they are over and nobody has looked. */
export type Retention = 'kept' | 'left' | 'pending' | 'unknown'

/** Day on which three months are full. */
export const retentionDue = (hiredOn: IsoDate): IsoDate => addMonths(hiredOn, RETENTION_MONTHS)

/** Whether somebody hired was still there three months later. An employment that nobody ended is not thereby confirmed. */
export function retentionOf({ hiredOn, endsOn, confirmedOn }: Lasting, day: IsoDate): Retention {
  const due = retentionDue(hiredOn)
  if (endsOn !== null && endsOn <= day) return endsOn < due ? 'left' : 'kept'
  if (confirmedOn !== null && confirmedOn >= due && confirmedOn <= day) return 'kept'
  return day < due ? 'pending' : 'unknown'
}

/** Shares of what is known, and how much is not. */
export function retentionShare(all: readonly Retention[]): { kept: number; due: number; unknown: number } {
  const of = (which: Retention) => all.filter((each) => each === which).length
  return { kept: of('kept'), due: of('kept') + of('left'), unknown: of('unknown') }
}
