import { type IsoDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { CaseFacts } from '../../../platform/procedures/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import { enrol } from './commands.ts'

/** The procedure by which somebody enrols (培训报名). */
export const ENROLMENT = 'training-enrolment'

/** A granted enrolment that waits for a class. The name is masked; who it is stands sealed in the case. */
export type ApplicationView = {
  casefile: string
  number: string
  course: string
  applicant: string
  region: string
  regionName: string | null
  grantedOn: IsoDate
}

/** Keeps a granted enrolment until it is placed. A repeated telling does nothing. */
export async function keepApplication(tx: Tx, facts: CaseFacts, on: IsoDate): Promise<void> {
  const course = typeof facts.values.course === 'string' ? facts.values.course : 'other'
  const kept =
    await tx.run(sql`insert into workforce.application (jurisdiction, casefile, number, course, applicant, region, granted_on)
    values (${tx.actor.jurisdiction}, ${facts.id}, ${facts.number}, ${course}, ${facts.applicant}, ${facts.region}, ${on}) on conflict do nothing`)
  if (kept === 1)
    await record(tx, {
      action: 'workforce.application.keep',
      subject: { kind: 'case', id: facts.id },
      detail: { course },
    })
}

/** Who waits for a class, those who wait longest first. Two statements. */
export async function waiting(tx: Tx): Promise<{ items: ApplicationView[] }> {
  const rows = await tx.rows<
    Omit<ApplicationView, 'regionName'>
  >(sql`select casefile, number, course, applicant, region, granted_on "grantedOn"
    from workforce.application where jurisdiction = ${tx.actor.jurisdiction} and state = 'waiting'
      and ${inScope(tx, sql`region`)} order by granted_on, number limit 500`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    today(tx.now.getTime()),
  )
  return { items: rows.map((row) => ({ ...row, regionName: names.get(row.region) ?? null })) }
}

async function waitingOne(tx: Tx, casefile: string): Promise<{ region: string }> {
  const row = await tx.maybe<{ region: string; state: string }>(sql`select region, state from workforce.application
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${casefile} for update`)
  if (row === null)
    throw refuse('application.missing', { zh: '没有这件报名', en: 'There is no such enrolment' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  if (row.state !== 'waiting')
    throw refuse(
      'application.settled',
      { zh: '这件报名已安排', en: 'This enrolment has been dealt with' },
      { kind: 'conflict' },
    )
  return row
}

/**
 * Places somebody who waits into a class, under the person's file.
 *
 * @throws Refusal `application.missing`, `application.settled` and those of `enrol`
 */
export async function placeApplication(
  tx: Tx,
  desk: PeopleDesk,
  casefile: string,
  input: { class: string; person: string },
): Promise<void> {
  await waitingOne(tx, casefile)
  await enrol(tx, desk, input.class, { person: input.person, channel: 'procedure', casefile })
  // Who came back after withdrawing keeps the file under which the place stands.
  await tx.run(sql`update workforce.application set state = 'placed', class = ${input.class},
      person = (select e.person from workforce.enrolment e where e.jurisdiction = ${tx.actor.jurisdiction} and e.class = ${input.class}
        and e.casefile = ${casefile}), decided_at = ${tx.now}, decided_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${casefile}`)
  await settle(tx, casefile, 'place', { class: input.class })
}

/** Notes that somebody who waited no longer wants a place. @throws Refusal `application.missing`, `application.settled` */
export async function declineApplication(tx: Tx, casefile: string, reason: string): Promise<void> {
  await waitingOne(tx, casefile)
  await tx.run(sql`update workforce.application set state = 'declined', reason = ${reason}, decided_at = ${tx.now}, decided_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${casefile}`)
  await settle(tx, casefile, 'decline', { reason })
}

async function settle(tx: Tx, casefile: string, act: string, detail: { [key: string]: string }): Promise<void> {
  await record(tx, { action: `workforce.application.${act}`, subject: { kind: 'case', id: casefile }, detail })
  await emit(tx, 'workforce.application.changed', { casefile, act })
}
