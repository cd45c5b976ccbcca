import { sql, type Tx } from '../../../platform/db/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import type { BreachView } from '../model.ts'

/** Breaches of organisations, newest first. Two statements. */
export async function breachesOf(tx: Tx, organisations: readonly string[]): Promise<BreachView[]> {
  const rows =
    await tx.rows<BreachView>(sql`select id, organisation, commitment, found_on "foundOn", what, source, severity, evidence,
      mended_on "mendedOn", mended_note "mendedNote", recorded_by "by"
    from providers.breach where jurisdiction = ${tx.actor.jurisdiction} and organisation = any(${organisations as string[]}::uuid[])
    order by found_on desc, id desc`)
  const name = await actorNames(
    tx,
    rows.map((row) => row.by),
  )
  return rows.map((row) => ({ ...row, by: name(row.by) }))
}
