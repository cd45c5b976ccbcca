import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { type Mandate, noPerson, type PeopleDesk, personCards, personsInScope, sealsFor } from '../people/index.ts'
import type { ResidentDesk } from './desk.ts'
import type { Correction } from './model.ts'

/** Corrections a person may have open at once. */
const OPEN_AT_ONCE = 5

/**
 * Asks for a correction of a file (更正请求): what is wrong and what should stand there.
 *
 * @throws Refusal `correction.many`
 */
export async function askCorrection(
  tx: Tx,
  desk: ResidentDesk,
  mandate: Mandate,
  text: string,
): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const seal = (await sealsFor(tx, desk.people, [mandate.person])).get(mandate.person)
  if (seal === undefined) throw noPerson()
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from residents.correction
    where jurisdiction = ${own} and person = ${mandate.person} and state = 'open'`)
  if (n >= OPEN_AT_ONCE)
    throw refuse(
      'correction.many',
      { zh: `已有 ${n} 项更正等待答复`, en: `${n} corrections wait for an answer already` },
      { kind: 'conflict', next: { zh: '请等答复，或到窗口办理', en: 'Wait for the answers, or go to the counter' } },
    )
  const id = newId()
  await tx.run(sql`insert into residents.correction (jurisdiction, id, person, sealed, state, asked_by, asked_at)
    values (${own}, ${id}, ${mandate.person}, ${seal.seal(text.trim())}, 'open', ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'residents.correction.ask',
    subject: { kind: 'person', id: mandate.person },
    detail: { correction: id, by: mandate.acting.by },
  })
  await emit(tx, 'residents.correction.asked', { person: mandate.person, correction: id })
  return { id }
}

type Row = Omit<Correction, 'name' | 'text' | 'answer'> & { sealed: Buffer; answerSealed: Buffer | null }

async function corrections(tx: Tx, which: Sql): Promise<Row[]> {
  return tx.rows<Row>(sql`select id, person, sealed, answer "answerSealed", state, asked_at "askedAt", answered_at "answeredAt" from residents.correction
    where jurisdiction = ${tx.actor.jurisdiction} and ${which} order by (state <> 'open'), asked_at desc limit 100`)
}

async function opened(tx: Tx, desk: ResidentDesk, rows: readonly Row[], names: ReadonlyMap<string, string>) {
  const seals = await sealsFor(tx, desk.people, [...new Set(rows.map((row) => row.person))])
  return rows.flatMap(({ sealed, answerSealed, ...row }): Correction[] => {
    const seal = seals.get(row.person)
    if (seal === undefined) return []
    const answer = answerSealed === null ? null : seal.open<string>(answerSealed)
    return [{ ...row, name: names.get(row.person) ?? '', text: seal.open<string>(sealed), answer }]
  })
}

/** Corrections that were asked for a person, newest first. */
export async function correctionsOf(tx: Tx, desk: ResidentDesk, person: string): Promise<Correction[]> {
  return opened(tx, desk, await corrections(tx, sql`person = ${person}`), new Map())
}

/** How many corrections wait for an answer in the reader's area. One statement; nobody is read. */
export async function correctionsWaiting(tx: Tx, desk: PeopleDesk): Promise<number> {
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from residents.correction
    where jurisdiction = ${tx.actor.jurisdiction} and state = 'open' and person in (${personsInScope(tx, desk)})`)
  return n
}

/** Corrections of the persons in the reader's area: those that wait, then the newest. The reading is noted. */
export async function correctionsDue(tx: Tx, desk: ResidentDesk): Promise<Correction[]> {
  const rows = await corrections(tx, sql`person in (${personsInScope(tx, desk.people)})`)
  const persons = [...new Set(rows.map((row) => row.person))]
  const cards = await personCards(tx, desk.people, persons, '办理更正请求')
  return opened(tx, desk, rows, new Map([...cards].map(([id, card]) => [id, card.name])))
}

/**
 * Answers a correction: done or declined with the reason. What was wrong is corrected in the file itself.
 *
 * @throws Refusal `correction.missing`, `correction.answered`
 */
export async function answerCorrection(
  tx: Tx,
  desk: ResidentDesk,
  id: string,
  input: { state: 'done' | 'declined'; answer: string },
): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ person: string; state: string }>(sql`select person, state from residents.correction
    where jurisdiction = ${own} and id = ${id} and person in (${personsInScope(tx, desk.people)}) for update`)
  const seal = row === null ? undefined : (await sealsFor(tx, desk.people, [row.person])).get(row.person)
  if (row === null || seal === undefined)
    throw refuse('correction.missing', { zh: '没有这项请求', en: 'There is no such request' }, { kind: 'missing' })
  if (row.state !== 'open')
    throw refuse('correction.answered', { zh: '已经答复', en: 'It was answered already' }, { kind: 'conflict' })
  await tx.run(sql`update residents.correction set state = ${input.state}, answer = ${seal.seal(input.answer.trim())},
      answered_by = ${tx.actor.id}, answered_at = ${tx.now} where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'residents.correction.answer',
    subject: { kind: 'person', id: row.person },
    detail: { correction: id, state: input.state },
  })
}
