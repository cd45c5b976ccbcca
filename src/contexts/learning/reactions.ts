import { sql, type Tx } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PersonDied, PersonsMerged } from '../people/index.ts'

/** A death ends places, applications and courses on the day; what was attended stays. */
const died = subscriber<PersonDied>('learning.person-died', 'people.person.died', async (tx, { payload }) => {
  const { person, on } = payload
  const own = tx.actor.jurisdiction
  const places =
    await tx.run(sql`update learning.enrolment set during = daterange(lower(during), greatest(${on}::date, lower(during) + 1)), ended_reason = '死亡'
    where jurisdiction = ${own} and child = ${person} and (upper_inf(during) or upper(during) > greatest(${on}::date, lower(during) + 1))`)
  // Who stands on the list of a draw that is fixed stays on it: the list was published.
  const waiting =
    await tx.run(sql`update learning.application a set state = 'withdrawn', ended_reason = '死亡' where a.jurisdiction = ${own} and a.child = ${person}
    and a.state = 'waiting' and not exists (select from learning.draw d where d.jurisdiction = ${own} and d.id = a.draw and d.state = 'committed')`)
  const courses = await tx.run(
    sql`update learning.learner set left_on = ${on} where jurisdiction = ${own} and person = ${person} and left_on is null`,
  )
  if (places + waiting + courses > 0)
    await record(tx, {
      action: 'learning.person.stop',
      subject: { kind: 'person', id: person },
      detail: { on, places, waiting, courses },
    })
})

/** Moves what stands with one file to another, as far as the other does not hold the same already. */
async function move(tx: Tx, from: string, into: string): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`update learning.enrolment e set child = ${into}, merged_from = ${from} where e.jurisdiction = ${own} and e.child = ${from}
    and not exists (select from learning.enrolment o where o.jurisdiction = ${own} and o.child = ${into} and o.during && e.during)`)
  await tx.run(sql`update learning.application a set child = ${into}, merged_from = ${from} where a.jurisdiction = ${own} and a.child = ${from}
    and not exists (select from learning.application o where o.jurisdiction = ${own} and o.child = ${into} and o.facility = a.facility and o.kind = a.kind
      and o.state = 'waiting' and a.state = 'waiting')`)
  await tx.run(sql`update learning.learner l set person = ${into}, merged_from = ${from} where l.jurisdiction = ${own} and l.person = ${from}
    and not exists (select from learning.learner o where o.jurisdiction = ${own} and o.person = ${into} and o.course = l.course)`)
  // Both files noted at one session: the person was there once.
  await tx.run(sql`update learning.attendance a set person = ${into}, merged_from = ${from} where a.jurisdiction = ${own} and a.person = ${from}
    and not exists (select from learning.attendance o where o.jurisdiction = ${own} and o.person = ${into} and o.session = a.session)`)
}

const merged = subscriber<PersonsMerged>('learning.persons-merged', 'people.person.merged', (tx, { payload }) =>
  move(tx, payload.from, payload.into),
)

/** The merge was an error: what came from the other file goes back to it. */
const unmerged = subscriber<PersonsMerged>(
  'learning.persons-unmerged',
  'people.person.unmerged',
  async (tx, { payload }) => {
    const { from, into } = payload
    const own = tx.actor.jurisdiction
    await tx.run(
      sql`update learning.enrolment set child = ${from}, merged_from = null where jurisdiction = ${own} and child = ${into} and merged_from = ${from}`,
    )
    await tx.run(
      sql`update learning.application set child = ${from}, merged_from = null where jurisdiction = ${own} and child = ${into} and merged_from = ${from}`,
    )
    await tx.run(
      sql`update learning.learner set person = ${from}, merged_from = null where jurisdiction = ${own} and person = ${into} and merged_from = ${from}`,
    )
    await tx.run(
      sql`update learning.attendance set person = ${from}, merged_from = null where jurisdiction = ${own} and person = ${into} and merged_from = ${from}`,
    )
  },
)

/** What learning reacts to. */
export const learningReactions: Subscriber[] = [died, merged, unmerged]
