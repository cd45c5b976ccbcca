import { type IsoDate, today } from '../../kernel/dates.ts'
import { sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { emit, type Job } from '../../platform/events/index.ts'
import { recordMany } from '../../platform/journal/index.ts'
import { type CertificateTerm, noticeOf } from './certificates/rules.ts'

/** Payload of `workforce.certificate.ending`: three months, one month before, and when it is over. Each is told once. */
export type CertificateEnding = {
  certificate: string
  person: string
  skill: string
  until: IsoDate
  notice: 'quarter' | 'month' | 'expired'
}

/** Tells of certificates that end. Returns how many. */
export async function remindCertificates(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  type Row = CertificateTerm & { id: string; person: string; skill: string; told: string | null }
  const rows =
    await tx.rows<Row>(sql`select id, person, skill, state, issued_on "from", valid_until "until", revoked_on "revokedOn", told
    from workforce.certificate where jurisdiction = ${tx.actor.jurisdiction} and revoked_on is null and state <> 'refuted'
      and valid_until < ${day}::date + interval '3 months' and told is distinct from 'expired' for update`)
  const due = rows.flatMap((row) => {
    const notice = noticeOf(row, day)
    return notice === null || notice === row.told ? [] : [{ ...row, notice }]
  })
  if (due.length === 0) return 0
  await tx.run(sql`update workforce.certificate c set told = g.notice
    from jsonb_to_recordset(${JSON.stringify(due.map(({ id, notice }) => ({ id, notice })))}::jsonb) as g(id uuid, notice text)
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = g.id`)
  await recordMany(
    tx,
    due.map(({ id, person, notice }) => ({
      action: 'workforce.certificate.remind',
      subject: { kind: 'person', id: person },
      detail: { certificate: id, notice },
    })),
  )
  for (const { id, person, skill, until, notice } of due)
    await emit<string, CertificateEnding>(tx, 'workforce.certificate.ending', {
      certificate: id,
      person,
      skill,
      until: until!,
      notice,
    })
  return due.length
}

/** Every morning. */
export const workforceJobs: Job[] = [
  {
    name: 'workforce.remind-certificates',
    every: { dailyAt: '06:20' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('workforce.remind-certificates', jurisdiction), remindCertificates)
    },
  },
]
