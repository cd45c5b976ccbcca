import { sql, type Tx } from '../../../platform/db/index.ts'
import type { PersonSeal } from '../../people/index.ts'

type Sealed = { id: string; sealed: Buffer }

/** What is kept of a person's visits goes over to the file that remains, sealed under its key. Returns how many visits. */
export async function mergeVisits(
  tx: Tx,
  from: string,
  into: string,
  [was, is]: readonly [PersonSeal, PersonSeal],
): Promise<number> {
  const own = tx.actor.jurisdiction
  const again = async (rows: Sealed[], write: (ids: string[], bytes: Buffer[]) => Promise<number>) =>
    rows.length === 0
      ? 0
      : write(
          rows.map(({ id }) => id),
          rows.map(({ sealed }) => is.seal(was.open(sealed))),
        )
  const papers =
    await tx.rows<Sealed>(sql`select p.id, p.sealed from care.visit_paper p join care.visit v on v.jurisdiction = p.jurisdiction and v.id = p.visit
    where p.jurisdiction = ${own} and v.person = ${from} for update of p`)
  await again(papers, (ids, bytes) =>
    tx.run(sql`update care.visit_paper p set sealed = x.sealed from unnest(${ids}::uuid[], ${bytes}::bytea[]) x(id, sealed)
    where p.jurisdiction = ${own} and p.id = x.id`),
  )
  const edits =
    await tx.rows<Sealed>(sql`select e.id, e.sealed from care.visit_edit e join care.visit v on v.jurisdiction = e.jurisdiction and v.id = e.visit
    where e.jurisdiction = ${own} and v.person = ${from} for update of e`)
  await again(edits, (ids, bytes) =>
    tx.run(sql`update care.visit_edit e set sealed = x.sealed from unnest(${ids}::uuid[], ${bytes}::bytea[]) x(id, sealed)
    where e.jurisdiction = ${own} and e.id = x.id`),
  )
  const referrals = await tx.rows<Sealed & { answer: Buffer | null }>(
    sql`select id, sealed, answer from care.referral where jurisdiction = ${own} and person = ${from} for update`,
  )
  for (const { id, sealed, answer } of referrals)
    await tx.run(sql`update care.referral set person = ${into}, sealed = ${is.seal(was.open(sealed))}, answer = ${answer === null ? null : is.seal(was.open(answer))}
      where jurisdiction = ${own} and id = ${id}`)
  const calls = await tx.rows<Sealed>(
    sql`select id, sealed from care.visit_call where jurisdiction = ${own} and person = ${from} for update`,
  )
  await again(calls, (ids, bytes) =>
    tx.run(sql`update care.visit_call c set person = ${into}, sealed = x.sealed from unnest(${ids}::uuid[], ${bytes}::bytea[]) x(id, sealed)
    where c.jurisdiction = ${own} and c.id = x.id`),
  )
  // A class set for both at once stays in the file that goes.
  const classes =
    await tx.rows<Sealed>(sql`select r.id, r.sealed from care.visit_risk r where r.jurisdiction = ${own} and r.person = ${from}
    and not exists (select from care.visit_risk o where o.jurisdiction = r.jurisdiction and o.person = ${into} and o.during && r.during) for update of r`)
  await again(classes, (ids, bytes) =>
    tx.run(sql`update care.visit_risk r set person = ${into}, sealed = x.sealed from unnest(${ids}::uuid[], ${bytes}::bytea[]) x(id, sealed)
    where r.jurisdiction = ${own} and r.id = x.id`),
  )
  const visits = await tx.rows<Sealed>(
    sql`select id, sealed from care.visit where jurisdiction = ${own} and person = ${from} for update`,
  )
  return again(visits, (ids, bytes) =>
    tx.run(sql`update care.visit v set person = ${into}, sealed = x.sealed from unnest(${ids}::uuid[], ${bytes}::bytea[]) x(id, sealed)
    where v.jurisdiction = ${own} and v.id = x.id`),
  )
}
