import { sql, type Tx } from '../../platform/db/index.ts'

/** Finds the file that remains for every merged one, along chains of merges. One statement; there are few merges. */
async function settle(tx: Tx): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`with recursive chain as (
      select person, "into" from workforce.alias where jurisdiction = ${own}
      union select c.person, a."into" from chain c join workforce.alias a on a.jurisdiction = ${own} and a.person = c."into"),
    ends as (select c.person, c."into" from chain c
      where not exists (select from workforce.alias a where a.jurisdiction = ${own} and a.person = c."into"))
    update workforce.alias a set holder = e."into" from ends e
    where a.jurisdiction = ${own} and a.person = e.person and a.holder is distinct from e."into"`)
}

/** Notes that a file was merged into another: what was entered under it counts for the other from now on. */
export async function noteMerged(tx: Tx, from: string, into: string): Promise<void> {
  await tx.run(sql`insert into workforce.alias (jurisdiction, person, "into", holder) values (${tx.actor.jurisdiction}, ${from}, ${into}, ${into})
    on conflict (jurisdiction, person) do update set "into" = excluded."into"`)
  // The one that remains is a worker if the other was.
  await tx.run(sql`insert into workforce.worker (jurisdiction, person, since, education, ban_digest, recorded_at, recorded_by)
    select jurisdiction, ${into}, since, education, ban_digest, recorded_at, recorded_by from workforce.worker
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${from} on conflict do nothing`)
  await settle(tx)
}

/** Notes that a merge was taken back. */
export async function noteUnmerged(tx: Tx, from: string): Promise<void> {
  await tx.run(sql`delete from workforce.alias where jurisdiction = ${tx.actor.jurisdiction} and person = ${from}`)
  await settle(tx)
}
