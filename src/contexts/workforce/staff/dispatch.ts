import type { IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { expectNotBanned } from '../../providers/index.ts'
import type { Need } from '../certificates/rules.ts'
import { expectSkills } from '../certificates/valid.ts'
import type { Post } from '../model.ts'
import { belongsTo } from '../who.ts'

/** Somebody who may be sent out for an organisation. */
export type Sendable = { person: string; post: Post; site: string | null }

/** A `select` of the persons who work for some organisations on a day; `firms` is a `select` of organisation ids. */
export const staffSelect = (jurisdiction: string, firms: Sql, day: IsoDate): Sql =>
  sql`select e.person from workforce.employment e where e.jurisdiction = ${jurisdiction} and e.organisation in (${firms}) and e.during @> ${day}::date`

/** Who works for an organisation on a day, by person; once each. One statement. */
export async function staffOf(tx: Tx, organisation: string, day: IsoDate): Promise<Sendable[]> {
  return tx.rows<Sendable>(sql`select distinct on (e.person) e.person, e.post, e.site from workforce.employment e
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.organisation = ${organisation} and e.during @> ${day}::date order by e.person, e.post`)
}

/**
 * Refuses to send out whoever does not work for the organisation on the day, is banned from being sent, or lacks what the task needs (A156).
 *
 * @throws Refusal `worker.not-employed`, `ban.in-force`, `worker.skill`
 */
export async function expectSendable(
  tx: Tx,
  worker: string,
  input: { organisation: string; needs: readonly Need[]; day: IsoDate },
): Promise<void> {
  const found = await tx.maybe<{ digest: string | null }>(sql`select w.ban_digest digest from workforce.employment e
    left join workforce.worker w on w.jurisdiction = e.jurisdiction and w.person = e.person
    where e.jurisdiction = ${tx.actor.jurisdiction} and ${belongsTo(tx, sql`e`, [worker])} and e.organisation = ${input.organisation}
      and e.during @> ${input.day}::date limit 1`)
  if (found === null)
    throw refuse(
      'worker.not-employed',
      { zh: '此人当天不在该机构工作', en: 'This person does not work for the provider on that day' },
      {
        kind: 'conflict',
        params: { worker },
        next: {
          zh: '请改派本机构的人员，或先登记用工',
          en: 'Send somebody of the provider, or enter the employment first',
        },
      },
    )
  if (found.digest !== null) await expectNotBanned(tx, { personDigest: found.digest }, 'dispatch')
  await expectSkills(tx, worker, input.needs, input.day)
}
