import { noParameterOn } from '../../kernel/parameters.ts'
import { reachOf, sql, type Tx } from '../../platform/db/index.ts'

/**
 * A parameter of services in force on a day for the actor's government: value and basis. The nearest region decides. One statement.
 *
 * @throws Refusal `parameter.none-then`
 */
export async function parameter(
  tx: Tx,
  name: 'free-site-margin-percent' | 'market-sample-least',
  day: string,
): Promise<{ value: number; basis: string }> {
  const found = await tx.maybe<{
    value: number
    basis: string
  }>(sql`select value, basis from services.parameter where name = ${name} and valid_from <= ${day}::date
    and starts_with(${reachOf(tx.actor.jurisdiction)}, region) order by length(region) desc, valid_from desc limit 1`)
  if (found === null) throw noParameterOn(name, day)
  return found
}
