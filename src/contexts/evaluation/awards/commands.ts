import { parseCreditCode } from '../../../kernel/creditcode.ts'
import { addDays, addYears, compareDates, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, Refusal, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type AwardRow, awardKinds, keepAward, unknownKind } from '../../statistics/index.ts'
import { nameOf } from '../who.ts'
import { type ApplicationAct, type ApplicationState, afterApplicationAct } from './rules.ts'

/** Payload of `evaluation.award.changed`: the award as it is now; `kind` is null where no target counts it. */
export type AwardChanged = Omit<AwardRow, 'kind'> & { kind: string | null }

export type NewProgramme = {
  code: string
  name: string
  ledgerKind: string | null
  /** Kind asked for in the procedure of demonstration awards; its awards come from there. Null: applied for and decided here. */
  category: string | null
  termYears: number
  conditions: string
  opensOn: string
  closesOn: string | null
}

/** Opens a demonstration programme (示范创建). @throws Refusal `programme.exists`, `ledger.award-kind` */
export async function openProgramme(tx: Tx, input: NewProgramme): Promise<string> {
  if (input.ledgerKind !== null && !awardKinds().some(({ value }) => value === input.ledgerKind))
    throw unknownKind(input.ledgerKind)
  const id = newId()
  const n =
    await tx.run(sql`insert into evaluation.programme (jurisdiction, id, code, name, ledger_kind, category, term_years, conditions, opens_on, closes_on)
    values (${tx.actor.jurisdiction}, ${id}, ${input.code}, ${input.name}, ${input.ledgerKind}, ${input.category}, ${input.termYears}, ${input.conditions},
      ${input.opensOn}, ${input.closesOn}) on conflict do nothing`)
  if (n === 0)
    throw refuse(
      'programme.exists',
      { zh: '已有这个编号或这个申报类别的项目', en: 'There is a programme of this code or kind' },
      { kind: 'conflict', at: '/code' },
    )
  await record(tx, {
    action: 'evaluation.programme.open',
    subject: { kind: 'programme', id },
    detail: { code: input.code },
  })
  return id
}

async function addEvent(
  tx: Tx,
  application: string,
  revision: number,
  act: string,
  text: string,
  on: string,
): Promise<void> {
  await tx.run(sql`insert into evaluation.application_event (jurisdiction, application, revision, act, text, on_date, by_id, by_name, at)
    values (${tx.actor.jurisdiction}, ${application}, ${revision}, ${act}, ${text}, ${on}, ${tx.actor.id}, ${await nameOf(tx, tx.actor.id)}, ${tx.now})`)
}

export type NewApplication = {
  programme: string
  applicant: string
  creditCode: string
  region: string
  text: string
  on: string
}

/**
 * Takes an application. An applicant has one open application for a programme at a time.
 *
 * @throws Refusal `programme.missing`, `programme.closed`, `programme.by-procedure`, `application.open`, `creditcode.*`
 */
export async function apply(tx: Tx, input: NewApplication): Promise<string> {
  const creditCode = parseCreditCode(input.creditCode)
  const programme = await tx.maybe<{
    code: string
    opensOn: string
    closesOn: string | null
    category: string | null
  }>(sql`select code, opens_on "opensOn", closes_on "closesOn", category
    from evaluation.programme where jurisdiction = ${tx.actor.jurisdiction} and id = ${input.programme} for update`)
  if (programme === null)
    throw refuse('programme.missing', { zh: '没有这个项目', en: 'There is no such programme' }, { kind: 'missing' })
  if (programme.category !== null)
    throw throughProcedure({
      zh: '请到“受理”收件，授牌后自动列入这里',
      en: 'Take the application in as a case; what is awarded appears here',
    })
  if (input.on < programme.opensOn || (programme.closesOn !== null && input.on > programme.closesOn)) {
    throw refuse(
      'programme.closed',
      { zh: '不在申报时间内', en: 'The programme does not take applications on that day' },
      { at: '/on', params: { opensOn: programme.opensOn, closesOn: programme.closesOn } },
    )
  }
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int + 1 n from evaluation.application
    where jurisdiction = ${tx.actor.jurisdiction} and programme = ${input.programme}`)
  const id = newId()
  const number = `${programme.code}-${String(n).padStart(4, '0')}`
  const written =
    await tx.run(sql`insert into evaluation.application (jurisdiction, id, programme, number, applicant, credit_code, region, state)
    values (${tx.actor.jurisdiction}, ${id}, ${input.programme}, ${number}, ${input.applicant}, ${creditCode}, ${input.region}, 'applied')
    on conflict do nothing`)
  if (written === 0) {
    throw refuse(
      'application.open',
      { zh: '该单位已有在办的申报', en: 'The applicant has an open application already' },
      { kind: 'conflict', at: '/creditCode' },
    )
  }
  await addEvent(tx, id, 0, 'apply', input.text, input.on)
  await record(tx, { action: 'evaluation.application.apply', subject: { kind: 'application', id }, detail: { number } })
  return id
}

type Row = {
  number: string
  applicant: string
  region: string
  state: ApplicationState
  awardedOn: string | null
  endsOn: string | null
  revision: number
  termYears: number
  ledgerKind: string | null
  casefile: string | null
  last: string
}

const throughProcedure = (next: Bilingual) =>
  refuse(
    'programme.by-procedure',
    {
      zh: '这个项目在“示范单位申报”事项里办理',
      en: 'This programme is dealt with through the procedure of demonstration awards',
    },
    { kind: 'conflict', next },
  )

/**
 * Takes the next step of an application: review, award (the term runs from the day), refuse, revoke. What is awarded or revoked
 * stands in the award ledger in the same transaction, so that targets that count awards move.
 *
 * @throws Refusal `application.missing`, `application.changed`, `application.state`, `application.order`, `application.future`,
 *   `programme.by-procedure`
 */
export async function actOnApplication(tx: Tx, id: string, step: Step): Promise<ApplicationState> {
  const row = await applicationWith(tx, id)
  if (row.casefile !== null)
    throw throughProcedure({
      zh: '请到“证书”撤销，这里随之更新',
      en: 'Revoke its certificate; what stands here follows',
    })
  return takeStep(tx, id, row, step)
}

type Step = { act: ApplicationAct; text: string; on: string; revision: number }

async function applicationWith(tx: Tx, id: string): Promise<Row> {
  const row =
    await tx.maybe<Row>(sql`select a.number, a.applicant, a.region, a.state, a.awarded_on "awardedOn", a.ends_on "endsOn", a.revision, a.casefile,
      p.term_years "termYears", p.ledger_kind "ledgerKind",
      (select max(e.on_date)::text from evaluation.application_event e where e.jurisdiction = a.jurisdiction and e.application = a.id) last
    from evaluation.application a join evaluation.programme p on p.jurisdiction = a.jurisdiction and p.id = a.programme
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.id = ${id} for update of a`)
  if (row === null)
    throw refuse('application.missing', { zh: '没有这份申报', en: 'There is no such application' }, { kind: 'missing' })
  return row
}

async function takeStep(tx: Tx, id: string, row: Row, input: Step): Promise<ApplicationState> {
  if (row.revision !== input.revision) {
    throw refuse(
      'application.changed',
      { zh: '别人刚刚办理过，请看最新情况', en: 'Somebody acted on this just now; look again' },
      { kind: 'conflict', params: { revision: row.revision } },
    )
  }
  if (compareDates(input.on, today(tx.now.getTime())) > 0)
    throw refuse(
      'application.future',
      { zh: '日期不能晚于今天', en: 'The date cannot lie in the future' },
      { at: '/on' },
    )
  if (compareDates(input.on, row.last) < 0)
    throw refuse(
      'application.order',
      { zh: '日期早于上一步', en: 'The date lies before the step before' },
      { at: '/on' },
    )
  const state = afterApplicationAct(row.state, input.act)
  if (state instanceof Refusal) throw state
  const awardedOn = state === 'awarded' ? input.on : row.awardedOn
  const endsOn = state === 'awarded' ? addDays(addYears(input.on, row.termYears), -1) : row.endsOn
  const revokedOn = state === 'revoked' ? input.on : null
  await tx.run(sql`update evaluation.application set state = ${state}, awarded_on = ${awardedOn}, ends_on = ${endsOn}, revoked_on = ${revokedOn},
    revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await addEvent(tx, id, row.revision + 1, input.act, input.text, input.on)
  await record(tx, {
    action: `evaluation.application.${input.act}`,
    subject: { kind: 'application', id },
    detail: { number: row.number, before: row.state, after: state },
  })
  if (awardedOn !== null && endsOn !== null) {
    const { number: code, applicant: name, region } = row
    await tellAward(tx, { code, name, region, kind: row.ledgerKind, awardedOn, endsOn, revokedOn })
  }
  return state
}

/** Enters an award into the award ledger, where a target counts it, and tells of it. */
async function tellAward(tx: Tx, award: AwardChanged): Promise<void> {
  if (award.kind !== null) await keepAward(tx, { ...award, kind: award.kind })
  await emit<'evaluation.award.changed', AwardChanged>(tx, 'evaluation.award.changed', award)
}

/** An award as the procedure granted it. */
export type Granted = {
  category: string
  casefile: string
  number: string
  applicant: string
  creditCode: string | null
  region: string
  awardedOn: string
  endsOn: string | null
}

/**
 * Keeps an award that was granted through the procedure (授牌): it stands beside the others of its programme and in the award ledger.
 * Nothing happens where no programme takes its kind on that day. Telling it twice keeps it once.
 *
 * @returns the id of the award; null where no programme takes it
 */
export async function keepGranted(tx: Tx, granted: Granted): Promise<string | null> {
  const j = tx.actor.jurisdiction
  const { category, casefile, number, applicant, creditCode, region, awardedOn } = granted
  const programme = await tx.maybe<{ id: string; termYears: number; ledgerKind: string | null }>(
    sql`select id, term_years "termYears", ledger_kind "ledgerKind" from evaluation.programme where jurisdiction = ${j} and category = ${category}
      and opens_on <= ${awardedOn}::date and coalesce(closes_on >= ${awardedOn}::date, true) order by opens_on desc limit 1`,
  )
  if (programme === null || creditCode === null) return null
  const endsOn = granted.endsOn ?? addDays(addYears(awardedOn, programme.termYears), -1)
  const id = newId()
  const n =
    await tx.run(sql`insert into evaluation.application (jurisdiction, id, programme, number, applicant, credit_code, region, state, awarded_on, ends_on, casefile)
    values (${j}, ${id}, ${programme.id}, ${number}, ${applicant}, ${creditCode}, ${region}, 'awarded', ${awardedOn}, ${endsOn}, ${casefile})
    on conflict do nothing`)
  if (n === 0) return null
  await addEvent(tx, id, 0, 'award', `经“示范单位申报”授牌，证书 ${number}`, awardedOn)
  await record(tx, {
    action: 'evaluation.application.award',
    subject: { kind: 'application', id },
    detail: { number, case: casefile },
  })
  await tellAward(tx, {
    code: number,
    name: applicant,
    region,
    kind: programme.ledgerKind,
    awardedOn,
    endsOn,
    revokedOn: null,
  })
  return id
}

/** Revokes the award of a certificate that was revoked. Telling it twice revokes it once. */
export async function revokeGranted(tx: Tx, number: string, on: string): Promise<void> {
  const found = await tx.maybe<{ id: string }>(sql`select id from evaluation.application
    where jurisdiction = ${tx.actor.jurisdiction} and number = ${number} and casefile is not null and state = 'awarded'`)
  if (found === null) return
  const row = await applicationWith(tx, found.id)
  if (row.state !== 'awarded') return
  await takeStep(tx, found.id, row, { act: 'revoke', text: '证书已撤销', on, revision: row.revision })
}
