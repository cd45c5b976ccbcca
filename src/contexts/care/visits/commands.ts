import type { Version } from '../../../engines/merge/index.ts'
import { today } from '../../../kernel/dates.ts'
import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { noteConflicts } from '../../../platform/sync/index.ts'
import {
  demandGround,
  demandPerson,
  noPerson,
  type PeopleDesk,
  type PersonSeal,
  samePersons,
  sealsFor,
  spendCode,
} from '../../people/index.ts'
import { parametersOn } from '../parameters.ts'
import { pictureType } from '../pictures.ts'
import { contentOf } from './content.ts'
import type { Confirmed, NewVisit, Provenance, Risk, VisitContent } from './model.ts'
import { openReferrals } from './referrals.ts'
import { coarse } from './rules.ts'

/** A telephone's clock may run so far ahead before a visit lies in the future. */
const AHEAD_MS = 5 * 60_000
/** Visits further back are entered at the desk, with a word from whoever answers for them. */
const OLDEST_DAYS = 62
/** Largest photograph as the server takes it; the app shrinks before it sends. */
const LARGEST_PHOTO = 400 << 10

/** Told when a visit or an attempt was entered. */
export type VisitRecorded = { visit: string; person: string; on: string; answered: boolean; region: string | null }

/** The file that stands for a person now: the one it was merged into, when it was. */
async function standing(tx: Tx, person: string): Promise<string> {
  return [...(await samePersons(tx, [person])).keys()][0] ?? person
}

function demandSense(input: NewVisit, now: Date): void {
  const held = Date.parse(input.heldAt)
  if (!(held <= now.getTime() + AHEAD_MS))
    throw refuse(
      'visit.future',
      { zh: '探访时间晚于现在', en: 'The visit lies in the future' },
      { at: '/heldAt', next: { zh: '请核对手机时间', en: 'Check the clock of the device' } },
    )
  if (held < now.getTime() - OLDEST_DAYS * 86_400_000)
    throw refuse(
      'visit.too-old',
      { zh: `探访在 ${OLDEST_DAYS} 天以前`, en: `The visit is more than ${OLDEST_DAYS} days ago` },
      { at: '/heldAt', next: { zh: '请由经办人在后台说明后补录', en: 'Ask the officer in charge to enter it' } },
    )
  const said = input.findings.length > 0 || input.needs !== null || input.code !== null || input.signature !== null
  if (!input.answered && said)
    throw refuse(
      'visit.nobody-there',
      { zh: '没有见到人，不能登记情况、需求或本人确认', en: 'Nobody answered, so nothing can be said of them' },
      { at: '/findings', next: { zh: '只保留时间和说明', en: 'Keep the time and a note' } },
    )
  if (input.answered && input.findings.length === 0)
    throw refuse(
      'visit.findings',
      { zh: '请选择见到的情况，平安也要选', en: 'Say what you found, also when all is well' },
      { at: '/findings' },
    )
}

/** What is proved about the person being there, and the code spent. */
async function confirmed(tx: Tx, desk: PeopleDesk, id: string, person: string, input: NewVisit): Promise<Confirmed> {
  if (input.code !== null) return (await spendCode(tx, desk, person, input.code, `visit:${id}`)) ? 'code' : 'code-wrong'
  return input.signature === null ? 'none' : 'signature'
}

async function keepPapers(tx: Tx, seal: PersonSeal, visit: string, input: NewVisit): Promise<void> {
  const papers = input.photos.map((text, i) => {
    const bytes = Buffer.from(text, 'base64')
    return { kind: 'photo', type: pictureType(`${i + 1}`, bytes, LARGEST_PHOTO, `/photos/${i}`), bytes }
  })
  if (input.signature !== null)
    papers.push({ kind: 'signature', type: 'image/svg+xml', bytes: Buffer.from(input.signature) })
  if (papers.length === 0) return
  await tx.run(sql`insert into care.visit_paper (jurisdiction, id, visit, kind, sha256, type, size, sealed)
    select ${tx.actor.jurisdiction}, x.id, ${visit}, x.kind, x.sha256, x.type, x.size, x.sealed
    from unnest(${papers.map(() => newId())}::uuid[], ${papers.map((each) => each.kind)}::text[], ${papers.map((each) => sha256Hex(each.bytes))}::text[],
      ${papers.map((each) => each.type)}::text[], ${papers.map((each) => each.bytes.length)}::int[],
      ${papers.map((each) => seal.seal(each.bytes.toString('base64')))}::bytea[]) x(id, kind, sha256, type, size, sealed)`)
}

/**
 * Enters a visit, or an attempt that nobody answered (探访登记): the same on the telephone in the field, at the desk, and on paper typed in
 * later. Opens the referrals it names. A contact answers what had called for a visit.
 *
 * @param from the device it came from; null: entered at the desk
 * @throws Refusal `person.missing`, `visit.person-gone`, `visit.future`, `visit.too-old`, `visit.nobody-there`, `visit.findings`,
 *   `photo.kind`, `photo.too-large`, `consent.purpose`
 */
export async function recordVisit(
  tx: Tx,
  desk: PeopleDesk,
  input: NewVisit,
  from: Provenance | null = null,
): Promise<{ id: string; confirmed: Confirmed; referrals: string[] }> {
  demandSense(input, tx.now)
  const own = tx.actor.jurisdiction
  const person = await demandPerson(tx, desk, await standing(tx, input.person))
  const on = today(input.heldAt)
  if (person.state !== 'resident' && (person.stateOn === null || person.stateOn < on))
    throw refuse(
      'visit.person-gone',
      { zh: '此人在这一天以前已去世或迁出', en: 'The person had died or moved away before that day' },
      { kind: 'conflict', at: '/person', next: { zh: '请核对是谁、哪一天', en: 'Check who it was and when' } },
    )
  const ground = await demandGround(tx, person.id, 'visits')
  const seal = (await sealsFor(tx, desk, [person.id])).get(person.id)
  if (seal === undefined) throw noPerson()
  const id = newId()
  const proof = await confirmed(tx, desk, id, person.id, input)
  const hours = (await parametersOn(tx, on))('visit-late-hours').value
  const late = tx.now.getTime() - Date.parse(input.heldAt) > hours * 3_600_000
  const content: VisitContent = { findings: input.findings, needs: input.needs, note: input.note }
  await tx.run(sql`insert into care.visit (jurisdiction, id, person, visitor, mode, answered, held_at, held_on, minutes, region, place_lon, place_lat, sealed,
      confirmed, entry, clock, operation, recorded_by, recorded_at)
    values (${own}, ${id}, ${person.id}, ${tx.actor.id}, ${input.mode}, ${input.answered}, ${input.heldAt}, ${on}, ${input.minutes}, ${person.region},
      ${input.place === null ? null : coarse(input.place.lon)}, ${input.place === null ? null : coarse(input.place.lat)}, ${seal.seal(content)},
      ${proof}, ${late ? 'late' : 'live'}, ${from?.clock ?? 'ok'}, ${from?.operation ?? null}, ${tx.actor.id}, ${tx.now})`)
  await keepPapers(tx, seal, id, input)
  if (input.answered)
    await tx.run(sql`update care.visit_call set visit = ${id} where jurisdiction = ${own} and person = ${person.id} and visit is null
      and called_at <= ${input.heldAt}`)
  const referrals = await openReferrals(tx, seal, { visit: id, person: person.id, on }, input.refer)
  await record(tx, {
    action: 'care.visit.record',
    subject: { kind: 'visit', id },
    detail: {
      person: person.id,
      mode: input.mode,
      answered: input.answered,
      on,
      confirmed: proof,
      late,
      operation: from?.operation ?? null,
      referrals: referrals.length,
      ground: ground.law,
    },
  })
  await emit<string, VisitRecorded>(tx, 'care.visit.recorded', {
    visit: id,
    person: person.id,
    on,
    answered: input.answered,
    region: person.region,
  })
  return { id, confirmed: proof, referrals }
}

/** A visit within the actor's scope, locked. @throws Refusal `visit.missing` */
export async function visitWith(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
): Promise<{ id: string; person: string; on: string; region: string | null; sealed: Buffer; voided: boolean }> {
  const row = await tx.maybe<{
    id: string
    person: string
    on: string
    region: string | null
    sealed: Buffer
    voided: boolean
  }>(sql`select id, person, held_on "on", region, sealed, voided_at is not null voided
    from care.visit where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('visit.missing', { zh: '没有这次探访', en: 'There is no such visit' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  return row
}

/** The visit that an operation of a device made. @throws Refusal `visit.missing` */
export async function visitOf(tx: Tx, operation: string): Promise<string> {
  const row = await tx.maybe<{ id: string }>(
    sql`select id from care.visit where jurisdiction = ${tx.actor.jurisdiction} and operation = ${operation}`,
  )
  if (row === null)
    throw refuse('visit.missing', { zh: '没有这次探访', en: 'There is no such visit' }, { kind: 'missing' })
  return row.id
}

/**
 * Says something else about a visit (更正). What was said before stays; `base` is what the author had seen. People who say different things
 * without knowing of each other leave a conflict that a person settles.
 *
 * @throws Refusal `visit.missing`, `visit.voided`, `visit.nothing`, `person.missing`
 */
export async function editVisit(
  tx: Tx,
  desk: PeopleDesk,
  visit: string,
  edit: { id: string; device: string; seq: number; base: Version; fields: Partial<VisitContent> },
): Promise<void> {
  if (Object.keys(edit.fields).length === 0)
    throw refuse('visit.nothing', { zh: '没有更正任何内容', en: 'Nothing was said' }, { at: '/fields' })
  const row = await visitWith(tx, desk, visit)
  if (row.voided)
    throw refuse('visit.voided', { zh: '这次探访已作废', en: 'This visit was taken back' }, { kind: 'conflict' })
  const seal = (await sealsFor(tx, desk, [row.person])).get(row.person)
  if (seal === undefined) throw noPerson()
  await tx.run(sql`insert into care.visit_edit (jurisdiction, id, visit, device, seq, base, sealed, edited_by, edited_at)
    values (${tx.actor.jurisdiction}, ${edit.id}, ${visit}, ${edit.device}, ${edit.seq}, ${JSON.stringify(edit.base)}::jsonb, ${seal.seal(edit.fields)},
      ${tx.actor.id}, ${tx.now})`)
  const said = await tx.rows<{ device: string; seq: number; base: Version; sealed: Buffer }>(
    sql`select device, seq, base, sealed from care.visit_edit where jurisdiction = ${tx.actor.jurisdiction} and visit = ${visit}`,
  )
  const { conflicts } = contentOf(
    seal.open<VisitContent>(row.sealed),
    said.map(({ sealed, ...each }) => ({ ...each, fields: seal.open<Partial<VisitContent>>(sealed) })),
  )
  await noteConflicts(
    tx,
    { kind: 'visit', id: visit, href: `/console/care/visits/persons/${row.person}` },
    conflicts.map((each) => each.field),
  )
  await record(tx, {
    action: 'care.visit.edit',
    subject: { kind: 'visit', id: visit },
    detail: { edit: edit.id, fields: Object.keys(edit.fields) },
  })
}

/** Takes a visit back that did not take place or was entered twice. @throws Refusal `visit.missing`, `visit.voided` */
export async function voidVisit(tx: Tx, desk: PeopleDesk, visit: string, reason: string): Promise<void> {
  const row = await visitWith(tx, desk, visit)
  if (row.voided)
    throw refuse('visit.voided', { zh: '这次探访已作废', en: 'This visit was taken back' }, { kind: 'conflict' })
  await tx.run(sql`update care.visit set voided_at = ${tx.now}, voided_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${visit}`)
  await record(tx, { action: 'care.visit.void', subject: { kind: 'visit', id: visit }, detail: { reason } })
  await emit<string, VisitRecorded>(tx, 'care.visit.recorded', {
    visit,
    person: row.person,
    on: row.on,
    answered: false,
    region: row.region,
  })
}

/** Sets the risk class of a person from today on, with the reason. @throws Refusal `person.missing` */
export async function setRisk(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: { risk: Risk; reason: string },
): Promise<void> {
  await demandPerson(tx, desk, person)
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (seal === undefined) throw noPerson()
  // A class set today and set again today: the later word holds for the day.
  await tx.run(sql`update care.visit_risk set risk = ${input.risk}, sealed = ${seal.seal(input.reason)}, set_by = ${tx.actor.id}, set_at = ${tx.now}
    where jurisdiction = ${own} and person = ${person} and lower(during) = ${day}::date`)
  await tx.run(sql`update care.visit_risk set during = daterange(lower(during), ${day})
    where jurisdiction = ${own} and person = ${person} and upper_inf(during) and lower(during) < ${day}::date`)
  await tx.run(sql`insert into care.visit_risk (jurisdiction, id, person, risk, during, sealed, set_by, set_at)
    select ${own}, ${newId()}, ${person}, ${input.risk}, daterange(${day}, null), ${seal.seal(input.reason)}, ${tx.actor.id}, ${tx.now}
    where not exists (select from care.visit_risk where jurisdiction = ${own} and person = ${person} and upper_inf(during))`)
  await record(tx, {
    action: 'care.visit.class',
    subject: { kind: 'person', id: person },
    detail: { risk: input.risk },
  })
}

/** Notes that something happened to a person (情况重大变化): a visit is due within the hours that the rule says. @throws Refusal `person.missing` */
export async function callVisit(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  reason: string,
): Promise<{ id: string; by: string }> {
  await demandPerson(tx, desk, person)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (seal === undefined) throw noPerson()
  const { value } = (await parametersOn(tx, today(tx.now.getTime())))('visit-call-hours')
  const by = new Date(tx.now.getTime() + value * 3_600_000).toISOString()
  const id = newId()
  await tx.run(sql`insert into care.visit_call (jurisdiction, id, person, due_at, sealed, called_by, called_at)
    values (${tx.actor.jurisdiction}, ${id}, ${person}, ${by}, ${seal.seal(reason)}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: 'care.visit.call', subject: { kind: 'person', id: person }, detail: { call: id, by } })
  return { id, by }
}
