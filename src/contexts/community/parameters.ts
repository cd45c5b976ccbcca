import { noParameterOn } from '../../kernel/parameters.ts'
import { reachOf, sql, type Tx } from '../../platform/db/index.ts'

export type CommunityParameter =
  | 'urgent-page-minutes'
  | 'urgent-keep-months'
  | 'mutual-aid-months'
  | 'mutual-aid-activities'
  | `tour-${'film' | 'opera' | 'culture' | 'sport' | 'clinic'}`

/** A term or least number in force, with where it comes from. */
export type ParameterInForce = { value: number; basis: string }

/**
 * Parameters of community services in force on a day for the actor's government, by name. The nearest region decides, then the newest day.
 * One statement.
 *
 * @throws Refusal `parameter.none-then`
 */
export async function parameters<Name extends CommunityParameter>(
  tx: Tx,
  names: readonly Name[],
  day: string,
): Promise<Record<Name, ParameterInForce>> {
  const rows = await tx.rows<ParameterInForce & { name: Name }>(sql`select distinct on (name) name, value, basis
    from community.parameter where name = any(${[...names]}::text[]) and valid_from <= ${day}::date
      and starts_with(${reachOf(tx.actor.jurisdiction)}, region) order by name, length(region) desc, valid_from desc`)
  const found = new Map(rows.map(({ name, value, basis }) => [name, { value, basis }]))
  return Object.fromEntries(
    names.map((name) => {
      const one = found.get(name)
      if (one === undefined) throw noParameterOn(name, day)
      return [name, one]
    }),
  ) as Record<Name, ParameterInForce>
}
