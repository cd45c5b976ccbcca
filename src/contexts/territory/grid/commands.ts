import type { IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'

/** A cell to be drawn: its code, its village and the dwelling points that belong to it. */
export type NewCell = { code: string; name: string; region: string; dwellings: readonly string[] }

/** Draws cells from a day on. Each dwelling point may belong to one cell only. Three statements. */
export async function drawCells(tx: Tx, cells: readonly NewCell[], from: IsoDate): Promise<Map<string, string>> {
  const own = tx.actor.jurisdiction
  const ids = new Map(cells.map((cell) => [cell.code, newId()]))
  const rows = cells.map((cell) => ({ ...cell, id: ids.get(cell.code) }))
  try {
    await tx.run(sql`insert into territory.grid_cell (jurisdiction, id, code, name, region, during)
      select ${own}, c.id, c.code, c.name, c.region, daterange(${from}, null)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, code text, name text, region text)`)
    await tx.run(sql`insert into territory.grid_dwelling (jurisdiction, dwelling, during, cell)
      select ${own}, d, daterange(${from}, null), c.id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, dwellings text[]), unnest(c.dwellings) d`)
  } catch (error) {
    if ((error as { code?: string }).code !== '23P01') throw error
    throw refuse(
      'grid.overlap',
      {
        zh: '网格编号已在使用，或有居住点已属于另一个网格',
        en: 'The code of a cell is in use, or a dwelling point belongs to another cell already',
      },
      { kind: 'conflict', next: { zh: '请先结束原来的网格', en: 'End the other cell first' } },
    )
  }
  await record(tx, {
    action: 'territory.grid.draw',
    subject: { kind: 'grid', id: cells[0]?.code ?? '' },
    detail: { cells: cells.length, from },
  })
  return ids
}

/** Lets an account look after cells from a day on, and no longer after others. Three statements. */
export async function assignCells(tx: Tx, account: string, cells: readonly string[], from: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  // What was to begin later gives way, also for a cell that is looked after from now on.
  await tx.run(
    sql`delete from territory.grid_staff where jurisdiction = ${own} and account = ${account} and lower(during) >= ${from}::date`,
  )
  await tx.run(sql`update territory.grid_staff set during = daterange(lower(during), ${from})
    where jurisdiction = ${own} and account = ${account} and not (cell = any(${[...cells]}::uuid[])) and during @> ${from}::date`)
  await tx.run(sql`insert into territory.grid_staff (jurisdiction, account, cell, during)
    select ${own}, ${account}, c, daterange(${from}, null) from unnest(${[...cells]}::uuid[]) c
    where not exists (select from territory.grid_staff s where s.jurisdiction = ${own} and s.account = ${account} and s.cell = c and s.during @> ${from}::date)`)
  await record(tx, {
    action: 'territory.grid.assign',
    subject: { kind: 'account', id: account },
    detail: { cells: [...cells], from },
  })
}

/** Ends cells on a day: their dwelling points are free for other cells. Three statements. */
export async function endCells(tx: Tx, cells: readonly string[], on: IsoDate): Promise<number> {
  const own = tx.actor.jurisdiction
  const ended = await tx.run(sql`update territory.grid_cell set during = daterange(lower(during), ${on})
    where jurisdiction = ${own} and id = any(${[...cells]}::uuid[]) and upper_inf(during) and lower(during) < ${on}::date`)
  await tx.run(sql`update territory.grid_dwelling set during = daterange(lower(during), ${on})
    where jurisdiction = ${own} and cell = any(${[...cells]}::uuid[]) and upper_inf(during) and lower(during) < ${on}::date`)
  await tx.run(sql`update territory.grid_staff set during = daterange(lower(during), ${on})
    where jurisdiction = ${own} and cell = any(${[...cells]}::uuid[]) and upper_inf(during) and lower(during) < ${on}::date`)
  await record(tx, {
    action: 'territory.grid.end',
    subject: { kind: 'grid', id: cells[0] ?? '' },
    detail: { cells: [...cells], on },
  })
  return ended
}
