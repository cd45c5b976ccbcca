import type { IsoDate } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'

/** A cell of the service grid (网格) on a day. `staff`: accounts that look after it. */
export type GridCell = { id: string; code: string; name: string; region: string; dwellings: number; staff: string[] }

/** Where a dwelling point lies: its village and the one cell it belongs to that day, if it belongs to one. */
export type DwellingPlace = {
  dwelling: string
  region: string
  cell: string | null
  lon: number
  lat: number
  name: string
}

/** Cells in force on a day, in the order of their codes; of a region, by its prefix, if one is given. One statement. */
export async function gridCells(tx: Tx, on: IsoDate, region?: string): Promise<GridCell[]> {
  return tx.rows<GridCell>(sql`select c.id, c.code, c.name, c.region,
      (select count(*) from territory.grid_dwelling d where d.jurisdiction = c.jurisdiction and d.cell = c.id and d.during @> ${on}::date) dwellings,
      coalesce((select json_agg(s.account order by s.account) from territory.grid_staff s
        where s.jurisdiction = c.jurisdiction and s.cell = c.id and s.during @> ${on}::date), '[]') staff
    from territory.grid_cell c where c.jurisdiction = ${tx.actor.jurisdiction} and c.during @> ${on}::date
      and starts_with(c.region, ${region ?? tx.actor.jurisdiction}) order by c.code`)
}

/** A `select` of the ids of the cells that an account looks after on a day, for the conditions of other rooms. */
export function cellsSelect(jurisdiction: string, account: string, on: IsoDate): Sql {
  return sql`select s.cell from territory.grid_staff s
    join territory.grid_cell c on c.jurisdiction = s.jurisdiction and c.id = s.cell and c.during @> ${on}::date
    where s.jurisdiction = ${jurisdiction} and s.account::text = ${account} and s.during @> ${on}::date`
}

/** Ids of the cells that an account looks after on a day. One statement. */
export async function cellsOf(tx: Tx, account: string, on: IsoDate): Promise<string[]> {
  return (await tx.rows<{ cell: string }>(cellsSelect(tx.actor.jurisdiction, account, on))).map((row) => row.cell)
}

/** Village and cell of dwelling points on a day; a code that is none is left out. One statement. */
export async function placesOfDwellings(
  tx: Tx,
  codes: readonly string[],
  on: IsoDate,
): Promise<Map<string, DwellingPlace>> {
  if (codes.length === 0) return new Map()
  const rows =
    await tx.rows<DwellingPlace>(sql`select d.code dwelling, d.region, g.cell, d.lon, d.lat, d.name from territory.dwelling d
    left join territory.grid_dwelling g on g.jurisdiction = d.jurisdiction and g.dwelling = d.code and g.during @> ${on}::date
    where d.jurisdiction = ${tx.actor.jurisdiction} and d.superseded_at is null and d.code = any(${[...codes]})`)
  return new Map(rows.map((row) => [row.dwelling, row]))
}

/** Prefixes of the towns, villages and communities whose name begins with a text; texts that call none are left out. One statement. */
export async function placesCalled(tx: Tx, texts: readonly string[], on: IsoDate): Promise<Map<string, string[]>> {
  const wanted = texts.filter((each) => [...each].length >= 2)
  if (wanted.length === 0) return new Map()
  const rows = await tx.rows<{ text: string; code: string }>(sql`select t.text, r.code
    from unnest(${wanted}::text[]) t(text) join territory.region_on('statistical', ${on}) r on starts_with(r.name, t.text)
    where starts_with(r.code, ${tx.actor.jurisdiction}) and r.level in ('township', 'village') order by r.code`)
  const found = new Map<string, string[]>()
  for (const { text, code } of rows) found.set(text, [...(found.get(text) ?? []), prefixOf(code)])
  return found
}
