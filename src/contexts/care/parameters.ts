import type { IsoDate } from '../../kernel/dates.ts'
import { type InForce, parametersInForce, sql, type Tx } from '../../platform/db/index.ts'

export type CareParameter =
  | 'assessment-months'
  | 'bed-services-a-month'
  | 'visit-age'
  | 'visit-raise-from'
  | 'visit-gone-before-due'
  | 'visit-ahead-days'
  | 'visit-late-hours'
  | 'visit-call-hours'

/** Parameters of care in force on a day for the actor's government, by name; see `parametersInForce`. One statement. */
export function parametersOn(tx: Tx, day: IsoDate): Promise<(name: CareParameter) => InForce> {
  return parametersInForce(tx, sql`care.parameter`, sql`name`, day)
}
