import { noParameterOn } from '../../kernel/parameters.ts'
import { reachOf, sql, type Tx } from '../../platform/db/index.ts'

const NAMES = [
  'foot-speed',
  'e-bike-speed',
  'car-speed',
  'straight-detour',
  'late-start-minutes',
  'wish-weight',
  'known-weight',
  'moved-minutes',
  'known-days',
] as const
type Name = (typeof NAMES)[number]

/** Every parameter of this room with its basis. */
export type Parameters = Record<Name, { value: number; basis: string }>

/**
 * The parameters in force on a day for the actor's government; the nearest region decides. One statement.
 *
 * @throws Refusal `parameter.none-then`
 */
export async function parametersOn(tx: Tx, day: string): Promise<Parameters> {
  const rows = await tx.rows<{ name: Name; value: number; basis: string }>(
    sql`select distinct on (name) name, value::float8 "value", basis from dispatching.parameter
      where valid_from <= ${day}::date and starts_with(${reachOf(tx.actor.jurisdiction)}, region) order by name, length(region) desc, valid_from desc`,
  )
  const found = Object.fromEntries(rows.map(({ name, value, basis }) => [name, { value, basis }])) as Parameters
  for (const name of NAMES) if (found[name] === undefined) throw noParameterOn(name, day)
  return found
}
