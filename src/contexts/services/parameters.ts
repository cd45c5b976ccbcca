import type { IsoDate } from '../../kernel/dates.ts'
import { type InForce, parametersInForce, sql, type Tx } from '../../platform/db/index.ts'

export type ServicesParameter = 'free-site-margin-percent' | 'market-sample-least' | 'worked-months'

/** Parameters of services in force on a day for the actor's government, by name; see `parametersInForce`. One statement. */
export function parametersOn(tx: Tx, day: IsoDate): Promise<(name: ServicesParameter) => InForce> {
  return parametersInForce(tx, sql`services.parameter`, sql`name`, day)
}
