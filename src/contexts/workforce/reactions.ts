import { type IsoDate, today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { type CaseTold, caseFacts } from '../../platform/procedures/index.ts'
import type { PersonDestroyed, PersonDied, PersonMoved, PersonsMerged } from '../people/index.ts'
import { type OrganisationChanged, organisationWith } from '../providers/index.ts'
import { noteMerged, noteUnmerged } from './aliases.ts'
import { endAllOf } from './staff/commands.ts'
import { ENROLMENT, keepApplication } from './training/applications.ts'
import { recountAll } from './training/count.ts'

/** An enrolment was granted: it waits for a class. */
const onEnrolment = subscriber<CaseTold>('workforce.case-ended', 'procedures.case.ended', async (tx, { payload }) => {
  if (payload.code === ENROLMENT && payload.outcome === 'granted')
    await keepApplication(tx, await caseFacts(tx, payload.case), payload.on)
})

/** Two files are one person: who completed under both completed once. */
const onMerged = subscriber<PersonsMerged>(
  'workforce.person-merged',
  'people.person.merged',
  async (tx, { payload }) => {
    await noteMerged(tx, payload.from, payload.into)
    await recountAll(tx)
  },
)

const onUnmerged = subscriber<PersonsMerged>(
  'workforce.person-unmerged',
  'people.person.unmerged',
  async (tx, { payload }) => {
    await noteUnmerged(tx, payload.from)
    await recountAll(tx)
  },
)

const onDied = subscriber<PersonDied>('workforce.person-died', 'people.person.died', (tx, { payload }) =>
  endAllOf(tx, payload.person, payload.on, '去世'),
)

/** Who moves away may go on working here; nothing ends by itself, but what is known has to be confirmed anew. */
const onMoved = subscriber<PersonMoved>('workforce.person-moved', 'people.person.moved', async (tx, { payload }) => {
  if (payload.to !== 'out') return
  await tx.run(sql`update workforce.employment set confirmed_on = null, confirmed_how = null, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${payload.person} and during @> ${today(tx.now.getTime())}::date
      and confirmed_on < ${payload.on}::date`)
})

/** A file was destroyed: the hashes by which its holder could be found again go with it. */
const onDestroyed = subscriber<PersonDestroyed>(
  'workforce.person-destroyed',
  'people.person.destroyed',
  async (tx, { payload }) => {
    const own = tx.actor.jurisdiction
    await tx.run(
      sql`update workforce.worker set ban_digest = null where jurisdiction = ${own} and person = ${payload.person}`,
    )
    await tx.run(
      sql`update workforce.certificate set number_hash = null where jurisdiction = ${own} and person = ${payload.person}`,
    )
  },
)

/** A duplicate organisation was merged away: its staff, vacancies and capabilities belong to the one that remains. */
const onOrganisation = subscriber<OrganisationChanged>(
  'workforce.organisation-merged',
  'providers.organisation.changed',
  async (tx, { payload }) => {
    if (payload.act !== 'merged-away') return
    const gone = await organisationWith(tx, payload.organisation)
    if (gone.mergedInto !== null) await moveStaff(tx, gone.id, gone.mergedInto, today(tx.now.getTime()))
  },
)

async function moveStaff(tx: Tx, from: string, into: string, day: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  // Who stood in both files of the firm with the same post keeps the one of the firm that remains; the other ends or never counted twice.
  await tx.run(sql`update workforce.employment e set organisation = ${into}, revision = revision + 1
    where e.jurisdiction = ${own} and e.organisation = ${from} and not exists (select from workforce.employment k where k.jurisdiction = ${own}
      and k.person = e.person and k.organisation = ${into} and k.post = e.post and k.during && e.during)`)
  await tx.run(sql`update workforce.employment set during = daterange(lower(during), greatest(${day}::date, lower(during) + 1)),
      ended_reason = '机构合并，重复登记', revision = revision + 1
    where jurisdiction = ${own} and organisation = ${from} and upper_inf(during)`)
  await tx.run(
    sql`update workforce.vacancy set organisation = ${into} where jurisdiction = ${own} and organisation = ${from}`,
  )
  await tx.run(
    sql`update workforce.class set organisation = ${into} where jurisdiction = ${own} and organisation = ${from}`,
  )
  await tx.run(sql`update workforce.capability c set organisation = ${into} where c.jurisdiction = ${own} and c.organisation = ${from}
    and not exists (select from workforce.capability k where k.jurisdiction = ${own} and k.organisation = ${into} and k.kind = c.kind and k.during && c.during)`)
}

/** What this room reacts to. */
export const workforceReactions: Subscriber[] = [
  onEnrolment,
  onMerged,
  onUnmerged,
  onDied,
  onMoved,
  onDestroyed,
  onOrganisation,
]
