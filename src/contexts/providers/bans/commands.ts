import { parseCitizenId } from '../../../kernel/citizenid.ts'
import { parseCreditCode } from '../../../kernel/creditcode.ts'
import { addDays, formatDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { KeyRoom } from '../../../platform/keys/index.ts'
import { happened } from '../happenings.ts'
import type { BanScope } from '../model.ts'
import { organisationByCode } from '../store.ts'
import { banState } from './rules.ts'
import { type BanRow, bansHolding, bansOn, bansRunOut, banWith } from './store.ts'

/** Payload of `providers.ban.placed` and `providers.ban.lifted`. A person is named by the keyed hash only. */
export type BanTold = {
  ban: string
  subject: 'organisation' | 'person'
  creditCode: string | null
  personDigest: string | null
  scopes: BanScope[]
  startsOn: string
  endsOn: string | null
  liftedOn: string | null
}

export type NewBan = {
  subject: { creditCode: string } | { citizenId: string; name: string }
  scopes: BanScope[]
  basis: string
  paperNumber: string
  decidedBy: string
  reason: string
  startsOn: string
  endsOn: string | null
}

/**
 * The keyed hash by which a banned person is found without keeping the number. Whoever keeps staff stores it with them and asks
 * `expectNotBanned`.
 *
 * @param citizenId a checked identity number
 */
export async function personDigest(tx: Tx, keys: KeyRoom, citizenId: string): Promise<string> {
  return (await keys.ring(tx)).digest('ban', citizenId).toString('hex')
}

const maskName = (name: string) => {
  const letters = [...name.trim()]
  return letters.length < 2 ? name : letters[0] + '*'.repeat(Math.min(letters.length - 1, 3))
}

/** Whom a ban is about: an organisation by its credit code, a person by the keyed hash. */
type BanSubject = { creditCode: string } | { personDigest: string }

/** Whoever places a ban on a subject waits for whoever does the same or asks the same subject's standing for a decision. */
async function takeTurnOf(tx: Tx, subject: BanSubject): Promise<void> {
  const named = 'creditCode' in subject ? subject.creditCode : subject.personDigest
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.jurisdiction} ban ${named}`}, 0))`)
}

const asked = (subject: BanSubject) =>
  'creditCode' in subject
    ? { creditCodes: [subject.creditCode], personDigests: [] }
    : { creditCodes: [], personDigests: [subject.personDigest] }

/**
 * The ban that stops a subject from something today, if there is one. Waits for a ban that is being placed on it, so that none slips past a
 * decision.
 */
export async function stoppingBan(tx: Tx, subject: BanSubject, scope: BanScope): Promise<BanRow | null> {
  await takeTurnOf(tx, subject)
  return (await bansHolding(tx, asked(subject))).find((ban) => ban.scopes.includes(scope)) ?? null
}

/**
 * Places a ban (禁入) on an organisation, known here or not, or on a person. From its first day it stops what its scopes name.
 *
 * @throws Refusal `creditcode.invalid`, `citizenid.*`, `ban.dates`, `ban.twice`
 */
export async function placeBan(tx: Tx, keys: KeyRoom, input: NewBan): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  if (input.endsOn !== null && (input.endsOn < input.startsOn || input.endsOn < day))
    throw refuse(
      'ban.dates',
      { zh: '截止日期应在起始日期和今天之后', en: 'The last day lies before the first, or before today' },
      { at: '/endsOn' },
    )
  const subject: BanSubject =
    'creditCode' in input.subject
      ? { creditCode: parseCreditCode(input.subject.creditCode) }
      : { personDigest: await personDigest(tx, keys, parseCitizenId(input.subject.citizenId, day).id) }
  await takeTurnOf(tx, subject)
  const kind = 'creditCode' in subject ? 'organisation' : 'person'
  const creditCode = 'creditCode' in subject ? subject.creditCode : null
  const digest = 'personDigest' in subject ? subject.personDigest : null
  const known = creditCode === null ? null : await organisationByCode(tx, creditCode)
  const shown = 'name' in input.subject ? maskName(input.subject.name) : (known?.name ?? creditCode)
  // One that has not begun yet stands already, too.
  const twice = (await bansOn(tx, asked(subject))).find(
    (ban) => ban.paperNumber === input.paperNumber && banState(ban, day) !== 'lifted',
  )
  if (twice !== undefined)
    throw refuse(
      'ban.twice',
      { zh: `文书 ${input.paperNumber} 的禁入已经登记`, en: `The ban of paper ${input.paperNumber} has been entered` },
      { kind: 'conflict', at: '/paperNumber', params: { id: twice.id } },
    )
  const id = newId()
  const scopes = [...new Set(input.scopes)]
  await tx.run(sql`insert into providers.ban (jurisdiction, id, subject, credit_code, person_digest, shown, scopes, basis, paper_number, decided_by,
      reason, starts_on, ends_on, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${kind}, ${creditCode}, ${digest}, ${shown}, ${scopes}, ${input.basis}, ${input.paperNumber},
      ${input.decidedBy}, ${input.reason}, ${input.startsOn}, ${input.endsOn}, ${tx.actor.id}, ${tx.now})`)
  const { startsOn, endsOn, paperNumber } = input
  if (known === null)
    await record(tx, {
      action: 'providers.ban.place',
      subject: { kind: 'ban', id },
      detail: { scopes, startsOn, endsOn, paperNumber },
    })
  else
    await happened(tx, { organisation: known.id }, 'ban', {
      ban: id,
      scopes,
      startsOn,
      endsOn,
      paperNumber,
      basis: input.basis,
    })
  const told: BanTold = {
    ban: id,
    subject: kind,
    creditCode,
    personDigest: digest,
    scopes,
    startsOn,
    endsOn,
    liftedOn: null,
  }
  await emit(tx, 'providers.ban.placed', told)
  return { id }
}

async function openBan(tx: Tx, id: string, revision: number): Promise<BanRow> {
  const ban = await banWith(tx, id, true)
  if (ban.revision !== revision)
    throw refuse(
      'ban.changed-meanwhile',
      { zh: '刚被别人办理过', en: 'Somebody has dealt with this meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then decide' } },
    )
  if (banState(ban, today(tx.now.getTime())) === 'lifted')
    throw refuse('ban.lifted', { zh: '这项禁入已经解除', en: 'This ban has been lifted' }, { kind: 'conflict' })
  return ban
}

/**
 * Takes an appeal (申诉) in; the ban holds until it is decided.
 *
 * @throws Refusal `ban.missing`, `ban.changed-meanwhile`, `ban.lifted`, `ban.appealed`
 */
export async function appealBan(tx: Tx, id: string, input: { revision: number; text: string }): Promise<void> {
  const ban = await openBan(tx, id, input.revision)
  if (ban.appeal !== null && ban.appealResult === null)
    throw refuse(
      'ban.appealed',
      { zh: '已有一件申诉在办理', en: 'An appeal is being dealt with' },
      { kind: 'conflict' },
    )
  await tx.run(sql`update providers.ban set appeal = ${input.text}, appealed_on = ${today(tx.now.getTime())}, appeal_result = null,
      appeal_answer = null, revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tellBan(tx, ban, 'ban-appeal', {})
}

/**
 * Answers an appeal; an upheld one lifts the ban from today.
 *
 * @throws Refusal `ban.missing`, `ban.changed-meanwhile`, `ban.lifted`, `ban.no-appeal`
 */
export async function answerAppeal(
  tx: Tx,
  id: string,
  input: { revision: number; upheld: boolean; answer: string },
): Promise<void> {
  const ban = await openBan(tx, id, input.revision)
  if (ban.appeal === null || ban.appealResult !== null)
    throw refuse('ban.no-appeal', { zh: '没有待答复的申诉', en: 'No appeal waits for an answer' }, { kind: 'conflict' })
  await tx.run(sql`update providers.ban set appeal_result = ${input.upheld ? 'upheld' : 'dismissed'}, appeal_answer = ${input.answer},
      revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tellBan(tx, ban, 'ban-appeal-answered', { upheld: input.upheld })
  if (input.upheld) await lift(tx, ban, 'appeal', input.answer, today(tx.now.getTime()))
}

/**
 * Lifts a ban before its time.
 *
 * @throws Refusal `ban.missing`, `ban.changed-meanwhile`, `ban.lifted`
 */
export async function revokeBan(tx: Tx, id: string, input: { revision: number; reason: string }): Promise<void> {
  const ban = await openBan(tx, id, input.revision)
  await lift(tx, ban, 'revoked', input.reason, today(tx.now.getTime()))
}

/** Notes that bans whose last day has passed no longer hold. They stopped holding by themselves; this tells of it, once. */
export async function noteExpired(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const over = await bansRunOut(tx, day)
  for (const ban of over)
    await lift(tx, ban, 'expiry', `期限届满（${formatDate(ban.endsOn!)}）`, addDays(ban.endsOn!, 1))
  return over.length
}

async function lift(
  tx: Tx,
  ban: BanRow,
  how: 'expiry' | 'appeal' | 'revoked',
  reason: string,
  from: string,
): Promise<void> {
  // A ban that has not begun yet never holds.
  const liftedOn = from < ban.startsOn ? ban.startsOn : from
  await tx.run(sql`update providers.ban set lifted_on = ${liftedOn}, lifted_how = ${how}, lifted_reason = ${reason}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${ban.id}`)
  await tellBan(tx, ban, 'ban-lifted', { how, reason, liftedOn })
  const told: BanTold = {
    ban: ban.id,
    subject: ban.subject,
    creditCode: ban.creditCode,
    personDigest: ban.personDigest,
    scopes: ban.scopes,
    startsOn: ban.startsOn,
    endsOn: ban.endsOn,
    liftedOn,
  }
  await emit(tx, 'providers.ban.lifted', told)
}

async function tellBan(tx: Tx, ban: BanRow, act: string, detail: { [key: string]: string | boolean }): Promise<void> {
  const known = ban.creditCode === null ? null : await organisationByCode(tx, ban.creditCode)
  if (known !== null) await happened(tx, { organisation: known.id }, act, { ban: ban.id, ...detail })
  else await record(tx, { action: `providers.${act.replace('-', '.')}`, subject: { kind: 'ban', id: ban.id }, detail })
}

/**
 * Refuses whoever a ban stops today: for dispatch and other decisions made outside a procedure.
 *
 * @throws Refusal `ban.in-force` naming the paper and the last day
 */
export async function expectNotBanned(tx: Tx, subject: BanSubject, scope: BanScope): Promise<void> {
  const stops = await stoppingBan(tx, subject, scope)
  if (stops === null) return
  const until = stops.endsOn
  throw refuse(
    'ban.in-force',
    {
      zh: `${stops.shown}正在禁入期内（${stops.paperNumber}），${until === null ? '没有截止日期' : `至 ${formatDate(until)}`}`,
      en: `${stops.shown} is banned (${stops.paperNumber}) ${until === null ? 'without end' : `until ${formatDate(until, 'en')}`}`,
    },
    {
      kind: 'conflict',
      params: { ban: stops.id, scope, endsOn: until },
      next: { zh: '可以向作出决定的单位申诉', en: 'An appeal can be filed with whoever decided it' },
    },
  )
}
