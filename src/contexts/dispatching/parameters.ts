import type { IsoDate } from '../../kernel/dates.ts'
import { type InForce, parametersInForce, sql, type Tx } from '../../platform/db/index.ts'

export type DispatchParameter =
  | 'foot-speed'
  | 'e-bike-speed'
  | 'car-speed'
  | 'straight-detour'
  | 'late-start-minutes'
  | 'wish-weight'
  | 'known-weight'
  | 'moved-minutes'
  | 'known-days'

/** Parameters of dispatching in force on a day for the actor's government, by name; see `parametersInForce`. One statement. */
export function parametersOn(tx: Tx, day: IsoDate): Promise<(name: DispatchParameter) => InForce> {
  return parametersInForce(tx, sql`dispatching.parameter`, sql`name`, day)
}
