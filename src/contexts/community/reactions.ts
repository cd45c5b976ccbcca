import { sql, type Tx } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PersonDestroyed, PersonDied, PersonsMerged } from '../people/index.ts'
import { stopVolunteer } from './volunteers/files.ts'

/** A death ends what was planned: the volunteer's file, bookings that have not begun. */
const died = subscriber<PersonDied>('community.person-died', 'people.person.died', async (tx, { payload }) => {
  const { person, on } = payload
  const own = tx.actor.jurisdiction
  const volunteers = await tx.rows<{ id: string }>(
    sql`select id from community.volunteer where jurisdiction = ${own} and person = ${person} and left_on is null`,
  )
  for (const { id } of volunteers) await stopVolunteer(tx, id, on)
  const bookings = await freePlaces(tx, person)
  if (volunteers.length + bookings > 0)
    await record(tx, {
      action: 'community.person.stop',
      subject: { kind: 'person', id: person },
      detail: { on, volunteers: volunteers.length, bookings },
    })
})

/** Cancels the bookings of a person that have not begun, and gives their places back. One statement. */
async function freePlaces(tx: Tx, person: string): Promise<number> {
  const own = tx.actor.jurisdiction
  return tx.run(sql`with gone as (
      update community.slot_booking set state = 'cancelled' where jurisdiction = ${own} and person = ${person} and state = 'booked'
        and lower(during) > ${tx.now} returning slot, places)
    update community.opening_slot s set taken = s.taken - g.places from (select slot, sum(places)::int places from gone group by slot) g
    where s.jurisdiction = ${own} and s.id = g.slot`)
}

/** Two files were one person: the volunteer's files become one, and hours served twice over count once. */
const merged = subscriber<PersonsMerged>(
  'community.persons-merged',
  'people.person.merged',
  async (tx, { payload }) => {
    const { from, into } = payload
    const own = tx.actor.jurisdiction
    await tx.run(sql`update community.volunteer v set person = ${into}, merged_from = ${from},
      merged_into = (select o.id from community.volunteer o where o.jurisdiction = ${own} and o.person = ${into} and o.merged_into is null)
    where v.jurisdiction = ${own} and v.person = ${from} and v.merged_into is null`)
    await tx.run(sql`update community.slot_booking b set person = ${into} where b.jurisdiction = ${own} and b.person = ${from}
    and not exists (select from community.slot_booking o where o.jurisdiction = ${own} and o.person = ${into} and o.state in ('booked', 'came')
      and b.state in ('booked', 'came') and o.during && b.during)`)
    await tx.run(
      sql`update community.urgent_call set person = ${into} where jurisdiction = ${own} and person = ${from}`,
    )
  },
)

/** The merge was an error: the volunteer's file goes back. Bookings and calls stay with the file they were moved to. */
const unmerged = subscriber<PersonsMerged>(
  'community.persons-unmerged',
  'people.person.unmerged',
  async (tx, { payload }) => {
    const { from, into } = payload
    await tx.run(sql`update community.volunteer set person = ${from}, merged_from = null, merged_into = null
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${into} and merged_from = ${from}`)
  },
)

/** A file was destroyed: what its calls said goes with it. */
const destroyed = subscriber<PersonDestroyed>(
  'community.person-destroyed',
  'people.person.destroyed',
  async (tx, { payload }) => {
    await tx.run(sql`update community.urgent_call set wrapped = null, sealed = null
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${payload.person} and wrapped is not null`)
  },
)

/** What community services react to. */
export const communityReactions: Subscriber[] = [died, merged, unmerged, destroyed]
