import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Changes, RegisterRow } from '../../../platform/imports/index.ts'
import type { Ledger } from '../library/ledgers.ts'
import { asOfOf } from './checks.ts'

type Revision = { key: string; region: string; as_of: string; fields: RegisterRow; removed: boolean }

/** Key of a row within its ledger. */
export function keyOfRow(ledger: Ledger, row: RegisterRow): string {
  return ledger.key.map((column) => String(row[column] ?? '')).join('|')
}

function revision(ledger: Ledger, row: RegisterRow, removed: boolean): Revision {
  const asOf = asOfOf(ledger, row)
  if (asOf === null || typeof row.region !== 'string') throw new Error(`a row of ${ledger.name} without date or region`)
  return { key: keyOfRow(ledger, row), region: row.region, as_of: asOf, fields: row, removed }
}

/**
 * Writes changes of a ledger as new revisions; no row is ever updated or deleted. The caller holds the ledger's turn. Two statements.
 *
 * @returns how many rows of the ledger changed
 */
export async function writeLedger(
  tx: Tx,
  ledger: Ledger,
  changes: Changes,
  source: { import: string | null },
): Promise<number> {
  const revisions = [
    ...changes.added.map((row) => revision(ledger, row, false)),
    ...changes.changed.map(({ after }) => revision(ledger, after, false)),
    ...changes.removed.map((row) => revision(ledger, row, true)),
  ]
  if (revisions.length === 0) return 0
  await tx.run(sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) as g(key text, region text, as_of date, fields jsonb, removed boolean)),
    written as (
      insert into statistics.ledger_row (jurisdiction, ledger, key, revision, region, as_of, fields, removed, import, recorded_by, recorded_at)
      select ${tx.actor.jurisdiction}, ${ledger.name}, g.key, coalesce(h.revision, 0) + 1, g.region, g.as_of, g.fields, g.removed,
        ${source.import}::uuid, ${tx.actor.id}, ${tx.now}
      from given g
      left join statistics.ledger_head h on h.jurisdiction = ${tx.actor.jurisdiction} and h.ledger = ${ledger.name} and h.key = g.key
      returning jurisdiction, ledger, key, revision)
    insert into statistics.ledger_head (jurisdiction, ledger, key, revision) select * from written
    on conflict (jurisdiction, ledger, key) do update set revision = excluded.revision`)
  return revisions.length
}
