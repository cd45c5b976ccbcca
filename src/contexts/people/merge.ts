import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonCard, PersonsMerged } from './model.ts'
import { isWhole, noPerson, scopeOf } from './scope.ts'
import { type Secrets, sealOf } from './seals.ts'
import { dropTokens, noteHappenings, PERSON_COLUMNS, type PersonRow, personRow, renewTokens } from './store.ts'
import { cardsOf } from './views.ts'

function demandTwo(from: string, into: string): void {
  if (from !== into) return
  throw refuse('merge.same', { zh: '两份档案是同一份', en: 'Both are the same file' }, { at: '/into' })
}

/**
 * Takes a duplicate into another file (合并). The duplicate keeps its content and key and is found no more; what it knows and the other does not
 * (a number, telephones) is not copied silently but listed for whoever merges. Can be undone.
 *
 * @throws Refusal `person.missing`, `merge.same`, `merge.state`, `merge.numbers` when both have numbers and they differ
 */
export async function mergePersons(
  tx: Tx,
  desk: PeopleDesk,
  from: string,
  into: string,
  reason: string,
): Promise<void> {
  demandTwo(from, into)
  // Always in the order of the ids, so that two merging at once wait for each other instead of locking each other out.
  const [first, second] = [from, into].toSorted() as [string, string]
  const scope = scopeOf(tx, desk)
  const one = await personRow(tx, scope, first, true)
  const two = await personRow(tx, scope, second, true)
  if (one === null || two === null) throw noPerson()
  const [loser, winner] = one.id === from ? [one, two] : [two, one]
  if (loser.mergedInto !== null || winner.mergedInto !== null || loser.wrapped === null || winner.wrapped === null)
    throw refuse(
      'merge.state',
      { zh: '其中一份已经合并或销毁', en: 'One of them is merged or destroyed already' },
      { kind: 'conflict' },
    )
  const ring = await desk.keys.ring(tx)
  const secretsOf = (row: PersonRow) => sealOf(ring.unwrap(row.wrapped!)).open<Secrets>(row.sealed!)
  const [lost, kept] = [secretsOf(loser), secretsOf(winner)]
  if (lost.number !== null && kept.number !== null && lost.number !== kept.number)
    throw refuse(
      'merge.numbers',
      {
        zh: '两份档案的证件号码不同，不是同一个人',
        en: 'The two files have different numbers: they are not one person',
      },
      { kind: 'conflict', next: { zh: '号码录错的，请先更正再合并', en: 'If a number is wrong, correct it first' } },
    )
  const own = tx.actor.jurisdiction
  await tx.run(sql`update people.person set state = 'merged', merged_into = ${into}, state_on = ${tx.now}, revision = revision + 1
    where jurisdiction = ${own} and id = ${from}`)
  await dropTokens(tx, [from])
  await noteHappenings(tx, [
    {
      person: from,
      kind: 'merged-into',
      on: null,
      other: into,
      sealed: sealOf(ring.unwrap(loser.wrapped)).seal({ reason, was: loser.state, on: loser.stateOn }),
    },
    { person: into, kind: 'merged-from', on: null, other: from },
  ])
  await record(tx, { action: 'people.person.merge', subject: { kind: 'person', id: into }, detail: { from } })
  await emit<string, PersonsMerged>(tx, 'people.person.merged', { from, into })
}

/**
 * Takes a merge back: the duplicate is a file of its own again, as it was.
 *
 * @throws Refusal `person.missing`, `merge.state`
 */
export async function unmergePerson(tx: Tx, desk: PeopleDesk, from: string): Promise<void> {
  const row = await personRow(tx, scopeOf(tx, desk), from, true)
  if (row === null || row.wrapped === null || row.sealed === null || row.name === null) throw noPerson()
  if (row.mergedInto === null)
    throw refuse('merge.state', { zh: '这份档案没有被合并', en: 'This file is not merged' }, { kind: 'conflict' })
  const ring = await desk.keys.ring(tx)
  const seal = sealOf(ring.unwrap(row.wrapped))
  const last = await tx.maybe<{
    sealed: Buffer | null
  }>(sql`select sealed from people.happening where jurisdiction = ${tx.actor.jurisdiction}
    and person = ${from} and kind = 'merged-into' order by at desc limit 1`)
  const was = last?.sealed ? seal.open<{ was: string; on: string | null }>(last.sealed) : { was: 'resident', on: null }
  try {
    await tx.run(sql`update people.person set state = ${was.was}, merged_into = null, state_on = ${was.on}, revision = revision + 1
      where jurisdiction = ${tx.actor.jurisdiction} and id = ${from}`)
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'person_number') throw error
    throw refuse(
      'merge.number-taken',
      { zh: '它的证件号码已用于合并后的档案', en: 'Its number now stands in the file it was merged into' },
      { kind: 'conflict', next: { zh: '请先从那份档案中更正号码', en: 'Correct the number in that file first' } },
    )
  }
  await renewTokens(tx, ring, [
    { id: from, name: row.name, reading: row.reading, secrets: seal.open<Secrets>(row.sealed) },
  ])
  await noteHappenings(tx, [
    { person: from, kind: 'unmerged', on: null, other: row.mergedInto },
    { person: row.mergedInto, kind: 'unmerged', on: null, other: from },
  ])
  await record(tx, {
    action: 'people.person.unmerge',
    subject: { kind: 'person', id: from },
    detail: { from: row.mergedInto },
  })
  await emit(tx, 'people.person.unmerged', { from, into: row.mergedInto })
}

/** All ids under which one person is known here: the file's own and those merged into it. One statement. */
export async function samePersons(tx: Tx, persons: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{
    into: string
    id: string
  }>(sql`select coalesce(merged_into, id) "into", id from people.person
    where jurisdiction = ${tx.actor.jurisdiction} and (id = any(${[...persons]}::uuid[]) or merged_into = any(${[...persons]}::uuid[]))`)
  const found = new Map<string, string[]>()
  for (const { into, id } of rows) found.set(into, [...(found.get(into) ?? []), id])
  return found
}

/** Pairs of files that may be one person: same name and birth date, or one without a number beside one of the same name and birth year in one place. */
export type DuplicatePair = { a: PersonCard; b: PersonCard }

/** Likely duplicates in the actor's scope, at most `limit` pairs. Three statements. */
export async function duplicatePairs(tx: Tx, desk: PeopleDesk, limit = 50): Promise<DuplicatePair[]> {
  const own = tx.actor.jurisdiction
  const visible = isWhole(tx) ? sql`` : sql`and p.id in (select p.id from people.person p where ${scopeOf(tx, desk)})`
  const pairs = await tx.rows<{ a: string; b: string }>(sql`select p.id a, q.id b from people.person p
    join people.person q on q.jurisdiction = p.jurisdiction and q.likeness = p.likeness and q.id > p.id and q.state not in ('merged', 'destroyed')
    where p.jurisdiction = ${own} and p.likeness is not null and p.state not in ('merged', 'destroyed')
      and (p.number_hash is null or q.number_hash is null) ${visible} order by p.id, q.id limit ${limit}`)
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const rows = await tx.rows<PersonRow>(
    sql`select ${PERSON_COLUMNS} from people.person p where ${scopeOf(tx, desk)} and p.id = any(${ids}::uuid[])`,
  )
  const cards = new Map((await cardsOf(tx, desk, rows)).map((card) => [card.id, card]))
  return pairs.flatMap(({ a, b }) => {
    const [one, two] = [cards.get(a), cards.get(b)]
    return one === undefined || two === undefined ? [] : [{ a: one, b: two }]
  })
}
