import { keptSince, type Sql, sql, type Tx } from '../../db/index.ts'
import { record } from '../../journal/index.ts'

/** Cases whose personal data are destroyed in one transaction. */
export const DESTROY_BATCH = 200

async function destroy(tx: Tx, which: Sql, why: string): Promise<number> {
  const own = tx.actor.jurisdiction
  const gone = await tx.rows<{
    casefile: string
  }>(sql`update procedures.case_key k set wrapped = null, intake = null, destroyed_at = ${tx.now}
    where k.jurisdiction = ${own} and k.wrapped is not null and k.casefile in (
      select c.id from procedures.casefile c where c.jurisdiction = ${own} and c.outcome is not null and ${which} order by c.ended_at limit ${DESTROY_BATCH})
    returning k.casefile`)
  const ids = gone.map((row) => row.casefile)
  // What a case was found by, and whom it was about, go with the key; that it was decided, when and how, stays.
  await tx.run(sql`update procedures.casefile set number_digest = null, phone_digest = null, subject = null,
      applicant = case applicant_kind when 'person' then '—' else applicant end
    where jurisdiction = ${own} and id = any(${ids}::uuid[])`)
  for (const id of ids)
    await record(tx, { action: 'procedures.case.destroy', subject: { kind: 'case', id }, detail: { why } })
  return ids.length
}

/** Destroys the keys of cases that ended longer ago than they are kept (到期销毁): nobody opens their forms and papers any more. */
export async function destroyDueCases(tx: Tx): Promise<number> {
  const before = await keptSince(tx, 'case')
  return destroy(
    tx,
    sql`c.ended_at < ${before} and exists (select from procedures.case_key d
      where d.jurisdiction = c.jurisdiction and d.casefile = c.id and d.wrapped is not null)`,
    'retention',
  )
}

/** Destroys the personal data of a person's ended cases, because the person's file was destroyed. */
export async function destroyCases(tx: Tx, subject: string): Promise<number> {
  return destroy(tx, sql`c.subject = ${subject}`, 'person')
}

/** Cases of a file that was merged into another one are about the person of that file. */
export async function moveCases(tx: Tx, from: string, into: string): Promise<number> {
  return tx.run(
    sql`update procedures.casefile set subject = ${into} where jurisdiction = ${tx.actor.jurisdiction} and subject = ${from}`,
  )
}
