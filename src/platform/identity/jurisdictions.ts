import { today } from '../../kernel/dates.ts'
import { levelOf } from '../../kernel/region.ts'
import { type Database, sql, systemActor, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'

/** A government that keeps its records in this installation. */
export type Jurisdiction = {
  code: string
  name: string
  level: 'province' | 'prefecture' | 'county'
  hotline: string | null
  since: string
}

/** All jurisdictions of this installation, in the order of their codes. */
export async function listJurisdictions(tx: Tx): Promise<Jurisdiction[]> {
  return tx.rows<Jurisdiction>(sql`select code, name, level, hotline, since from identity.jurisdiction order by code`)
}

export async function jurisdictionNamed(tx: Tx, code: string): Promise<Jurisdiction | null> {
  return tx.maybe<Jurisdiction>(
    sql`select code, name, level, hotline, since from identity.jurisdiction where code = ${code}`,
  )
}

/**
 * Takes a government into the installation, or renews its name and hotline.
 *
 * @throws Refusal `region.invalid` when the code is none
 */
export async function addJurisdiction(
  db: Database,
  entry: { code: string; name: string; hotline?: string | null },
): Promise<void> {
  const level = levelOf(entry.code)
  await db.write(systemActor('identity', entry.code), async (tx) => {
    const changed = await tx.run(sql`
      insert into identity.jurisdiction as j (code, name, level, hotline, since)
      values (${entry.code}, ${entry.name}, ${level}, ${entry.hotline ?? null}, ${today(tx.now.getTime())})
      on conflict (code) do update set name = excluded.name, hotline = excluded.hotline
      where (j.name, j.hotline) is distinct from (excluded.name, excluded.hotline)`)
    if (changed > 0)
      await record(tx, {
        action: 'identity.jurisdiction.add',
        subject: { kind: 'jurisdiction', id: entry.code },
        detail: { name: entry.name },
      })
  })
}
