import { today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit, type Subscriber, subscriber } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PersonDied, PersonMoved, PersonRestored, PersonsMerged } from '../people/index.ts'
import { cancelOverpaid, findOverpaid } from './overpayments.ts'

/** Stops all benefits of a person from a day on and finds what was listed too much. */
async function stopAll(tx: Tx, person: string, on: string, cause: 'died' | 'moved-out'): Promise<void> {
  const own = tx.actor.jurisdiction
  // One that began after that day was given to somebody who was not here: it never held for more than its first day.
  const stopped =
    await tx.run(sql`update benefits.entitlement set during = daterange(lower(during), greatest(${on}::date, lower(during) + 1)),
      ended_cause = ${cause}, ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    where jurisdiction = ${own} and person = ${person} and ended_at is null`)
  const fen = await findOverpaid(tx, [person], on, cause)
  if (stopped === 0 && fen === 0) return
  await record(tx, {
    action: 'benefits.person.stop',
    subject: { kind: 'person', id: person },
    detail: { on, cause, stopped, overpaidFen: fen },
  })
  await emit(tx, 'benefits.person.stopped', { person, on, cause, overpaidFen: fen })
}

/** A death or a move was entered in error: what was stopped for it goes on, what was noted as too much was not. */
async function goOn(tx: Tx, person: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const reopened =
    await tx.run(sql`update benefits.entitlement e set during = daterange(lower(during), null), ended_cause = null, ended_by = null, ended_at = null
    where e.jurisdiction = ${own} and e.person = ${person} and e.ended_cause in ('died', 'moved-out')
      and not exists (select from benefits.entitlement f where f.jurisdiction = e.jurisdiction and f.person = e.person and f.kind = e.kind and f.during >> e.during)`)
  const cancelled = await cancelOverpaid(tx, person, ['died', 'moved-out'], '死亡或迁出登记已撤回')
  if (reopened + cancelled > 0)
    await record(tx, {
      action: 'benefits.person.go-on',
      subject: { kind: 'person', id: person },
      detail: { reopened, cancelled },
    })
}

/** Two files were one person: benefits move to the file that remains; what both had at once ends in the one that goes. */
async function merge(tx: Tx, from: string, into: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const double = await tx.rows<{ id: string; benefit: string; since: string }>(sql`update benefits.entitlement e set
      during = daterange(lower(e.during), greatest(${day}::date, lower(e.during) + 1)), ended_cause = 'merged', ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    from (select a.id, max(greatest(lower(a.during), lower(b.during))) since from benefits.entitlement a join benefits.entitlement b
        on b.jurisdiction = a.jurisdiction and b.kind = a.kind and b.during && a.during
      where a.jurisdiction = ${own} and a.person = ${from} and b.person = ${into} and a.ended_at is null group by a.id) x
    where e.jurisdiction = ${own} and e.id = x.id returning e.id, e.benefit, x.since`)
  let fen = 0
  for (const each of double) fen += await findOverpaid(tx, [from], each.since, 'merged', each.benefit)
  const moved = await tx.run(
    sql`update benefits.entitlement set person = ${into} where jurisdiction = ${own} and person = ${from} and ended_at is null`,
  )
  if (moved + double.length > 0)
    await record(tx, {
      action: 'benefits.person.merge',
      subject: { kind: 'person', id: into },
      detail: { from, moved, ended: double.length, overpaidFen: fen },
    })
}

/** What happens to persons stops, reopens and moves their benefits (A68). */
export const benefitReactions: Subscriber[] = [
  subscriber<PersonDied>('benefits.on-death', 'people.person.died', (tx, { payload }) =>
    stopAll(tx, payload.person, payload.on, 'died'),
  ),
  subscriber<PersonMoved>('benefits.on-move', 'people.person.moved', async (tx, { payload }) => {
    if (payload.to === 'out') await stopAll(tx, payload.person, payload.on, 'moved-out')
  }),
  subscriber<PersonRestored>('benefits.on-restore', 'people.person.restored', (tx, { payload }) =>
    goOn(tx, payload.person),
  ),
  subscriber<PersonsMerged>('benefits.on-merge', 'people.person.merged', (tx, { payload }) =>
    merge(tx, payload.from, payload.into),
  ),
]
