import { formatDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, noPerson, type PeopleDesk, sealsFor } from '../../people/index.ts'
import { dueFrom, rulesOn } from '../rules.ts'
import { institutionOf } from '../who.ts'

/** What a check found; sealed with the person's key. */
export type CheckResults = {
  /** Items done: 生活方式、体格检查、辅助检查、中医体质 … */
  items: string[]
  summary: string
  advice: string | null
}

export type NewCheck = {
  person: string
  heldOn: string
  facility: string
  channel: 'clinic' | 'home' | 'outreach'
  results: CheckResults
}

/** Payload of `health.check.held`. */
export type CheckHeld = { check: string; person: string; heldOn: string }

/** Two who write about the same person's checks take turns. */
async function takeTurn(tx: Tx, person: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`health ${tx.actor.jurisdiction} ${person}`}, 0))`)
}

/**
 * Notes a yearly check (老年人健康管理). One that counts is held once a year; who is not yet of age may be checked, and it does not count.
 *
 * @returns whether it counts towards this year's free check
 * @throws Refusal `person.missing`, `facility.missing`, `health.institution`, `check.future`, `check.dead`, `check.done`
 */
export async function holdCheck(
  tx: Tx,
  desk: PeopleDesk,
  input: NewCheck,
): Promise<{ id: string; counts: boolean | null }> {
  const facts = await demandPerson(tx, desk, input.person)
  const place = await institutionOf(tx, input.facility)
  const day = today(tx.now.getTime())
  if (input.heldOn > day)
    throw refuse('check.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/heldOn' })
  if (facts.state === 'dead' && facts.stateOn !== null && input.heldOn >= facts.stateOn)
    throw refuse(
      'check.dead',
      { zh: `档案登记已于 ${formatDate(facts.stateOn)}去世`, en: `The file says the person died on ${facts.stateOn}` },
      {
        kind: 'conflict',
        at: '/heldOn',
        next: { zh: '请核对日期，或先更正档案', en: 'Check the date, or correct the file first' },
      },
    )
  const counts = await countsOf(tx, facts.born, input.heldOn)
  await takeTurn(tx, input.person)
  if (counts === true) await expectFirst(tx, input.person, facts.born!, input.heldOn)
  const seal = (await sealsFor(tx, desk, [input.person])).get(input.person)
  if (seal === undefined) throw noPerson()
  const id = newId()
  await tx.run(sql`insert into health.check (jurisdiction, id, person, held_on, facility, facility_name, sealed, channel, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.person}, ${input.heldOn}, ${input.facility}, ${place.name}, ${seal.seal(input.results)},
      ${input.channel}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'health.check.hold',
    subject: { kind: 'person', id: input.person },
    detail: { check: id, heldOn: input.heldOn, facility: input.facility, counts },
  })
  const told: CheckHeld = { check: id, person: input.person, heldOn: input.heldOn }
  await emit(tx, 'health.check.held', told)
  return { id, counts }
}

/** Whether a check on a day is the yearly one of somebody of age; null when the birth date is unknown. */
async function countsOf(tx: Tx, born: string | null, heldOn: string): Promise<boolean | null> {
  if (born === null) return null
  const rule = await rulesOn(tx, heldOn)
  const from = dueFrom(born, Number(heldOn.slice(0, 4)), {
    age: rule('check.age').value,
    wholeYear: rule('check.whole-year').value === 1,
  })
  return from !== null && from <= heldOn
}

async function expectFirst(tx: Tx, person: string, born: string, heldOn: string): Promise<void> {
  const year = heldOn.slice(0, 4)
  const known = await tx.rows<{
    heldOn: string
    facilityName: string
  }>(sql`select held_on "heldOn", facility_name "facilityName" from health.check
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and void_at is null
      and held_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date order by held_on`)
  for (const each of known) {
    if ((await countsOf(tx, born, each.heldOn)) !== true) continue
    throw refuse(
      'check.done',
      {
        zh: `${year}年已于 ${formatDate(each.heldOn)}在${each.facilityName}做过`,
        en: `The check of ${year} was held on ${each.heldOn} at ${each.facilityName}`,
      },
      {
        kind: 'conflict',
        at: '/heldOn',
        next: { zh: '如为误登，请先作废那一次', en: 'If that was entered in error, void it first' },
      },
    )
  }
}

/**
 * Takes a check back that was entered in error; it stays on record as void.
 *
 * @throws Refusal `check.missing`, `check.void`, `person.missing`
 */
export async function voidCheck(tx: Tx, desk: PeopleDesk, id: string): Promise<void> {
  const row = await tx.maybe<{
    person: string
    voided: boolean
  }>(sql`select person, void_at is not null voided from health.check
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('check.missing', { zh: '没有这次健康管理记录', en: 'There is no such check' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  if (row.voided)
    throw refuse('check.void', { zh: '这次记录已经作废', en: 'It was voided already' }, { kind: 'conflict' })
  await tx.run(
    sql`update health.check set void_at = ${tx.now}, void_by = ${tx.actor.id} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await record(tx, { action: 'health.check.void', subject: { kind: 'person', id: row.person }, detail: { check: id } })
  await emit(tx, 'health.check.voided', { check: id, person: row.person })
}

export type NewInvitation = {
  person: string
  invitedOn: string
  channel: 'phone' | 'visit' | 'message' | 'letter'
  outcome: 'agreed' | 'unreached' | 'declined'
}

/** Notes that somebody was invited. @throws Refusal `person.missing`, `check.future` */
export async function invite(tx: Tx, desk: PeopleDesk, input: NewInvitation): Promise<{ id: string }> {
  await demandPerson(tx, desk, input.person)
  if (input.invitedOn > today(tx.now.getTime()))
    throw refuse('check.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/invitedOn' })
  const id = newId()
  await tx.run(sql`insert into health.invitation (jurisdiction, id, person, invited_on, channel, outcome, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.person}, ${input.invitedOn}, ${input.channel}, ${input.outcome}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'health.check.invite',
    subject: { kind: 'person', id: input.person },
    detail: { invitation: id, channel: input.channel, outcome: input.outcome },
  })
  return { id }
}
