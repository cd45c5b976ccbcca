import type { IsoDate } from '../../kernel/dates.ts'
import { type InForce, parametersInForce, sql, type Tx } from '../../platform/db/index.ts'

export type CommunityParameter =
  | 'urgent-page-minutes'
  | 'urgent-keep-months'
  | 'mutual-aid-months'
  | 'mutual-aid-activities'
  | `tour-${'film' | 'opera' | 'culture' | 'sport' | 'clinic'}`

/** Parameters of community services in force on a day for the actor's government, by name; see `parametersInForce`. One statement. */
export function parametersOn(tx: Tx, day: IsoDate): Promise<(name: CommunityParameter) => InForce> {
  return parametersInForce(tx, sql`community.parameter`, sql`name`, day)
}
