import { sql, type Tx } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PersonDied, PersonMoved, PersonsMerged } from '../people/index.ts'
import { forgetFitness, PURPOSE } from './fitness/commands.ts'

/** Ends the contracts of a person on a day: that day is no longer in them. Those that had not begun are ended on their first day. */
async function endContracts(tx: Tx, person: string, on: string, reason: string): Promise<void> {
  const ended =
    await tx.run(sql`update health.contract set during = daterange(lower(during), greatest(${on}::date, lower(during) + 1)), ended_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and upper(during) > greatest(${on}::date, lower(during) + 1)`)
  if (ended > 0)
    await record(tx, {
      action: 'health.contract.end',
      subject: { kind: 'person', id: person },
      detail: { on, contracts: ended },
    })
}

const died = subscriber<PersonDied>('health.person-died', 'people.person.died', (tx, { payload }) =>
  endContracts(tx, payload.person, payload.on, '死亡'),
)

const moved = subscriber<PersonMoved>('health.person-moved', 'people.person.moved', async (tx, { payload }) => {
  if (payload.to === 'out') await endContracts(tx, payload.person, payload.on, '迁出')
})

/**
 * Two files were one person: what stood with the one goes to the other and remembers where it came from. Contracts on the same days stay with
 * the file they were signed for, as a person has one at a time.
 */
const merged = subscriber<PersonsMerged>('health.persons-merged', 'people.person.merged', async (tx, { payload }) => {
  const { from, into } = payload
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`update health.check set person = ${into}, merged_from = ${from} where jurisdiction = ${own} and person = ${from}`,
  )
  await tx.run(
    sql`update health.invitation set person = ${into}, merged_from = ${from} where jurisdiction = ${own} and person = ${from}`,
  )
  await tx.run(sql`update health.fitness_test f set person = ${into}, merged_from = ${from} where f.jurisdiction = ${own} and f.person = ${from}
    and not exists (select from health.fitness_test o where o.jurisdiction = ${own} and o.person = ${into} and o.held_on = f.held_on)`)
  await tx.run(sql`update health.contract c set person = ${into}, merged_from = ${from} where c.jurisdiction = ${own} and c.person = ${from}
    and not exists (select from health.contract o where o.jurisdiction = ${own} and o.person = ${into} and o.during && c.during)`)
})

/** The merge was an error: what came from the other file goes back to it. */
const unmerged = subscriber<PersonsMerged>(
  'health.persons-unmerged',
  'people.person.unmerged',
  async (tx, { payload }) => {
    const { from, into } = payload
    const back = sql`set person = ${from}, merged_from = null where jurisdiction = ${tx.actor.jurisdiction} and person = ${into} and merged_from = ${from}`
    await tx.run(sql`update health.check ${back}`)
    await tx.run(sql`update health.invitation ${back}`)
    await tx.run(sql`update health.fitness_test ${back}`)
    await tx.run(sql`update health.contract ${back}`)
  },
)

const withdrawn = subscriber<{ person: string; purpose: string }>(
  'health.consent-withdrawn',
  'people.consent.withdrawn',
  async (tx, { payload }) => {
    if (payload.purpose === PURPOSE) await forgetFitness(tx, payload.person)
  },
)

/** What health reacts to. */
export const healthReactions: Subscriber[] = [died, moved, merged, unmerged, withdrawn]
