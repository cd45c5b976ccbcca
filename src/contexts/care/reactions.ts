import { today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit, type Subscriber, subscriber } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import {
  type PeopleDesk,
  type PersonDied,
  type PersonMoved,
  type PersonSeal,
  type PersonsMerged,
  sealsFor,
} from '../people/index.ts'
import { dropRows } from './retrofit/commands.ts'
import { mergeVisits } from './visits/seal.ts'

/** Somebody died or moved away: the bed ends, what is planned for the home is dropped, what was lent is to come back. */
async function stopAll(tx: Tx, person: string, on: string, cause: 'died' | 'moved-out'): Promise<void> {
  const own = tx.actor.jurisdiction
  const beds =
    await tx.run(sql`update care.home_bed set during = daterange(lower(during), greatest(least(${on}::date, upper(during)), lower(during) + 1)),
      ended_cause = ${cause}, ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    where jurisdiction = ${own} and person = ${person} and ended_at is null`)
  const retrofits = await tx.rows<{ id: string }>(
    sql`select id from care.retrofit where jurisdiction = ${own} and person = ${person} and state in ('planned', 'works')`,
  )
  if (retrofits.length > 0)
    await dropRows(
      tx,
      retrofits.map((each) => each.id),
      cause === 'died' ? '本人去世' : '本人迁出',
    )
  const loans =
    await tx.run(sql`update care.loan set due_on = greatest(${on}::date, lower(during)) where jurisdiction = ${own} and person = ${person}
    and returned_on is null and due_on > ${on}::date`)
  if (beds + retrofits.length + loans === 0) return
  await record(tx, {
    action: 'care.person.stop',
    subject: { kind: 'person', id: person },
    detail: { on, cause, beds, retrofits: retrofits.length, loans },
  })
  await emit(tx, 'care.person.stopped', { person, on, cause, beds, loans })
}

type Sealed = { id: string; sealed: Buffer }

/** Two files were one person: what stands under the key of the file that goes is sealed anew under that of the one that remains. */
async function merge(tx: Tx, desk: PeopleDesk, from: string, into: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const seals = await sealsFor(tx, desk, [from, into])
  const [old, fresh] = [seals.get(from), seals.get(into)]
  if (old === undefined || fresh === undefined)
    throw new Error(`the key of a merged file is gone: ${from} into ${into}`)
  const again = (rows: Sealed[], [was, is]: [PersonSeal, PersonSeal]) =>
    rows.map(({ id, sealed }) => ({ id, sealed: is.seal(was.open(sealed)) }))
  const ids = (rows: Sealed[]) => rows.map((row) => row.id)
  const bytes = (rows: Sealed[]) => rows.map((row) => row.sealed)
  const assessments = again(
    await tx.rows<Sealed>(
      sql`select id, sealed from care.assessment where jurisdiction = ${own} and person = ${from} for update`,
    ),
    [old, fresh],
  )
  await tx.run(sql`update care.assessment a set person = ${into}, sealed = x.sealed from unnest(${ids(assessments)}::uuid[], ${bytes(assessments)}::bytea[]) x(id, sealed)
    where a.jurisdiction = ${own} and a.id = x.id`)
  // A bed that both had at once ends in the file that goes.
  await tx.run(sql`update care.home_bed b set during = daterange(lower(b.during), greatest(least(${day}::date, upper(b.during)), lower(b.during) + 1)), ended_cause = 'renounced',
      ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    where b.jurisdiction = ${own} and b.person = ${from} and b.ended_at is null
      and exists (select from care.home_bed o where o.jurisdiction = b.jurisdiction and o.person = ${into} and o.during && b.during)`)
  const beds = again(
    await tx.rows<Sealed>(sql`select b.id, b.sealed from care.home_bed b where b.jurisdiction = ${own} and b.person = ${from}
    and not exists (select from care.home_bed o where o.jurisdiction = b.jurisdiction and o.person = ${into} and o.during && b.during) for update of b`),
    [old, fresh],
  )
  await tx.run(sql`update care.home_bed b set person = ${into}, sealed = x.sealed from unnest(${ids(beds)}::uuid[], ${bytes(beds)}::bytea[]) x(id, sealed)
    where b.jurisdiction = ${own} and b.id = x.id`)
  const photos = again(
    await tx.rows<Sealed>(sql`select p.id, p.sealed from care.photo p join care.retrofit_item i on i.jurisdiction = p.jurisdiction and i.id = p.item
      join care.retrofit r on r.jurisdiction = i.jurisdiction and r.id = i.retrofit where p.jurisdiction = ${own} and r.person = ${from}`),
    [old, fresh],
  )
  for (const photo of photos)
    await tx.run(sql`update care.photo set sealed = ${photo.sealed} where jurisdiction = ${own} and id = ${photo.id}`)
  const retrofits = again(
    await tx.rows<Sealed>(
      sql`select id, sealed from care.retrofit where jurisdiction = ${own} and person = ${from} for update`,
    ),
    [old, fresh],
  )
  await tx.run(sql`update care.retrofit r set person = ${into}, sealed = x.sealed from unnest(${ids(retrofits)}::uuid[], ${bytes(retrofits)}::bytea[]) x(id, sealed)
    where r.jurisdiction = ${own} and r.id = x.id`)
  const loans = await tx.run(
    sql`update care.loan set person = ${into} where jurisdiction = ${own} and person = ${from}`,
  )
  const visits = await mergeVisits(tx, from, into, [old, fresh])
  if (assessments.length + beds.length + retrofits.length + loans + visits > 0)
    await record(tx, {
      action: 'care.person.merge',
      subject: { kind: 'person', id: into },
      detail: { from, assessments: assessments.length, beds: beds.length, retrofits: retrofits.length, loans, visits },
    })
}

/** What happens to persons stops and moves what care keeps of them. */
export const careReactions = (desk: PeopleDesk): Subscriber[] => [
  subscriber<PersonDied>('care.on-death', 'people.person.died', (tx, { payload }) =>
    stopAll(tx, payload.person, payload.on, 'died'),
  ),
  subscriber<PersonMoved>('care.on-move', 'people.person.moved', async (tx, { payload }) => {
    if (payload.to === 'out') await stopAll(tx, payload.person, payload.on, 'moved-out')
  }),
  subscriber<PersonsMerged>('care.on-merge', 'people.person.merged', (tx, { payload }) =>
    merge(tx, desk, payload.from, payload.into),
  ),
]
