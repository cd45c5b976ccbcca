import { type IsoDate, today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { join, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { emit, type Job } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonDestroyed } from './model.ts'
import { noPerson, scopeOf } from './scope.ts'
import { dropTokens, noteHappenings, personRow } from './store.ts'

/** Files destroyed in one transaction. */
const BATCH = 200

/**
 * Destroys files: the data key is taken away, and with it everything that was sealed under it here and in other rooms; name, birth date and place
 * are blanked; what the file was found by is deleted. The row and what happened to it stay as a number without a person.
 */
export async function destroyFiles(tx: Tx, persons: readonly string[], why: string): Promise<void> {
  const own = tx.actor.jurisdiction
  // Those merged into a file go with it.
  const rows = await tx.rows<{
    id: string
  }>(sql`select id from people.person where jurisdiction = ${own} and state <> 'destroyed'
    and (id = any(${[...persons]}::uuid[]) or merged_into = any(${[...persons]}::uuid[])) for update`)
  const ids = rows.map((row) => row.id)
  await tx.run(sql`update people.person set state = 'destroyed', name = null, reading = null, sex = null, born = null, ethnicity = null, id_kind = 'none',
      number_hash = null, likeness = null, region = null, cell = null, dwelling = null, household = null, relation = null, merged_into = null,
      sealed = null, wrapped = null, destroy_on = null, revision = revision + 1
    where jurisdiction = ${own} and id = any(${ids}::uuid[])`)
  await dropTokens(tx, ids)
  // A category's tag says something about the person: each gets one of its own that matches nothing.
  await tx.run(
    sql`update people.category set tag = uuid_send(gen_random_uuid()) where jurisdiction = ${own} and person = any(${ids}::uuid[])`,
  )
  await tx.run(
    sql`update people.address set region = null, cell = null, dwelling = null where jurisdiction = ${own} and person = any(${ids}::uuid[])`,
  )
  await tx.run(
    sql`update people.relative set number_hash = null, other = null where jurisdiction = ${own} and person = any(${ids}::uuid[])`,
  )
  await noteHappenings(
    tx,
    ids.map((person) => ({ person, kind: 'destroyed', on: today(tx.now.getTime()) })),
  )
  for (const id of ids) {
    await record(tx, { action: 'people.person.destroy', subject: { kind: 'person', id }, detail: { why } })
    await emit<string, PersonDestroyed>(tx, 'people.person.destroyed', { person: id })
  }
}

/** Destroys the files whose time is up and that nothing holds back. Returns how many. */
export async function destroyDue(tx: Tx): Promise<number> {
  const due = await tx.rows<{
    id: string
  }>(sql`select id from people.person where jurisdiction = ${tx.actor.jurisdiction}
    and destroy_on <= ${today(tx.now.getTime())}::date and hold is null order by destroy_on limit ${BATCH}`)
  if (due.length > 0)
    await destroyFiles(
      tx,
      due.map((row) => row.id),
      'retention',
    )
  return due.length
}

/** Every night. */
export const peopleJobs: Job[] = [
  {
    name: 'people.destroy-due',
    every: { dailyAt: '02:40' },
    run: async (db, jurisdiction) => {
      while ((await db.write(systemActor('people.destroy-due', jurisdiction), destroyDue)) === BATCH);
    },
  },
]

/**
 * Holds a file back from destruction (a case in court, money to be reclaimed), or lets it go again.
 *
 * @throws Refusal `person.missing`
 */
export async function holdPerson(tx: Tx, desk: PeopleDesk, id: string, reason: string | null): Promise<void> {
  if ((await personRow(tx, scopeOf(tx, desk), id, true)) === null) throw noPerson()
  await tx.run(
    sql`update people.person set hold = ${reason} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await noteHappenings(tx, [{ person: id, kind: reason === null ? 'released' : 'held', on: today(tx.now.getTime()) }])
  await record(tx, {
    action: reason === null ? 'people.person.release' : 'people.person.hold',
    subject: { kind: 'person', id },
  })
}

/**
 * Destroys a file at once on request (个人信息保护法 §47): only one that is closed, and that nothing holds back.
 *
 * @throws Refusal `person.missing`, `person.held`, `person.open`
 */
export async function destroyPerson(tx: Tx, desk: PeopleDesk, id: string): Promise<void> {
  const row = await personRow(tx, scopeOf(tx, desk), id, true)
  if (row === null) throw noPerson()
  if (row.hold !== null)
    throw refuse('person.held', { zh: `暂不能销毁：${row.hold}`, en: `Held back: ${row.hold}` }, { kind: 'conflict' })
  if (row.state === 'resident')
    throw refuse(
      'person.open',
      { zh: '在住人员的档案是法定登记，不能销毁', en: 'The file of a resident is kept by law and cannot be destroyed' },
      { kind: 'conflict', next: { zh: '登记迁出或死亡后再办', en: 'Enter the move or the death first' } },
    )
  await destroyFiles(tx, [id], 'request')
}

/** Files that are to be destroyed by a day, soonest first. */
export async function dueForDestruction(
  tx: Tx,
  desk: PeopleDesk,
  until: IsoDate,
): Promise<{ id: string; state: string; stateOn: string | null; destroyOn: string; hold: string | null }[]> {
  return tx.rows(sql`select p.id, p.state, p.state_on "stateOn", p.destroy_on "destroyOn", p.hold from people.person p
    where ${join([scopeOf(tx, desk), sql`p.destroy_on <= ${until}::date`], ' and ')} order by p.destroy_on limit 200`)
}
