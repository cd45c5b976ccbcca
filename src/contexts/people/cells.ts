import { sql, type Tx } from '../../platform/db/index.ts'
import type { PeopleDesk } from './desk.ts'
import { scopeOf } from './scope.ts'

/** How many residents live in each cell, in the actor's scope. One statement. */
export async function cellCounts(tx: Tx, desk: PeopleDesk): Promise<Map<string, number>> {
  const rows = await tx.rows<{ cell: string; n: number }>(sql`select p.cell, count(*) n from people.person p
    where ${scopeOf(tx, desk)} and p.state = 'resident' and p.cell is not null group by p.cell`)
  return new Map(rows.map((row) => [row.cell, row.n]))
}
