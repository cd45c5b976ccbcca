import sql, { type Sql } from 'sql-template-tag'
import type { IsoDate } from '../../kernel/dates.ts'
import { noParameterOn } from '../../kernel/parameters.ts'
import { reachOf } from './actor.ts'
import type { Tx } from './database.ts'

/** A dated parameter (口径、期限、标准) in force: its value, the day it holds from, and where it is laid down. */
export type InForce = { code: string; value: number; basis: string; validFrom: IsoDate }

/**
 * A room's dated parameters as they hold on a day for the actor's government: the nearest region decides, then the newest day. One statement.
 *
 * @param table what to read them from: columns `name` or `code` as told by `key`, `value`, `basis`, `valid_from`, `region`
 * @returns the parameter of a name
 * @throws Refusal `parameter.none-then` from the function it gives, for a name that nothing was laid down for by that day
 */
export async function parametersInForce<Name extends string>(
  tx: Tx,
  table: Sql,
  key: Sql,
  day: IsoDate,
): Promise<(name: Name) => InForce> {
  const rows =
    await tx.rows<InForce>(sql`select distinct on (${key}) ${key} code, value::float8 "value", basis, valid_from "validFrom" from ${table}
    where valid_from <= ${day}::date and starts_with(${reachOf(tx.actor.jurisdiction)}, region) order by ${key}, length(region) desc, valid_from desc`)
  const found = new Map(rows.map((row) => [row.code, row]))
  return (name) => {
    const one = found.get(name)
    if (one === undefined) throw noParameterOn(name, day)
    return one
  }
}
