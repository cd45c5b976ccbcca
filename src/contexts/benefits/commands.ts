import { addDays, type IsoDate, isDate, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { caseFacts } from '../../platform/procedures/index.ts'
import { type Review, recordReview } from '../../platform/reviews/index.ts'
import { type ActingFor, demandAuthority, demandGround, demandPerson, type PeopleDesk } from '../people/index.ts'
import { demandWhole } from './freeze.ts'
import type { Cause, RuleContent } from './model.ts'
import { findOverpaid } from './overpayments.ts'
import { ruleOf } from './store.ts'

const EXCLUSION = '23P01'

/** A version of a rule to be entered. */
export type NewRule = {
  benefit: string
  kind: string
  title: { zh: string; en: string }
  region: string
  content: RuleContent
  basis: string
  from: IsoDate
  until?: IsoDate | null
  review?: Review | null
}

/**
 * Enters a version of a benefit's rule from a day on; the version before ends the day before. Months that are frozen stay under the rule
 * they were frozen by. A rule comes into force with its fair-competition review only.
 *
 * @throws Refusal `benefits.whole`, `benefits.rule-bands`, `benefits.rule-frozen`, `benefits.rule-later` and those of `recordReview`
 */
export async function enterRule(tx: Tx, rule: NewRule): Promise<{ id: string; version: number }> {
  demandWhole(tx)
  const own = tx.actor.jurisdiction
  if (rule.content.bands.length === 0)
    throw refuse(
      'benefits.rule-bands',
      { zh: '请写明至少一档标准', en: 'Give at least one amount' },
      { at: '/content/bands' },
    )
  const frozen = await tx.maybe<{
    month: string
  }>(sql`select month from benefits.list where jurisdiction = ${own} and month >= ${rule.from.slice(0, 7)}
    order by month desc limit 1`)
  if (frozen !== null)
    throw refuse(
      'benefits.rule-frozen',
      {
        zh: `${frozen.month} 的名单已经冻结，规则不能从更早的日期起改变`,
        en: `The list of ${frozen.month} is frozen: a rule cannot begin before its end`,
      },
      { kind: 'conflict', at: '/from', next: { zh: '请从下一个月起施行', en: 'Let it begin with the month after' } },
    )
  await tx.run(sql`update benefits.rule set valid_until = ${addDays(rule.from, -1)}::date where jurisdiction = ${own} and benefit = ${rule.benefit}
    and valid_from < ${rule.from}::date and (valid_until is null or valid_until >= ${rule.from}::date)`)
  const id = newId()
  try {
    const { version } = await tx.one<{
      version: number
    }>(sql`insert into benefits.rule (jurisdiction, id, benefit, version, kind, title_zh, title_en, region, content,
        basis, valid_from, valid_until, recorded_by, recorded_at)
      select ${own}, ${id}, ${rule.benefit}, coalesce(max(r.version), 0) + 1, ${rule.kind}, ${rule.title.zh}, ${rule.title.en}, ${rule.region},
        ${JSON.stringify(rule.content)}::jsonb, ${rule.basis}, ${rule.from}::date, ${rule.until ?? null}::date, ${tx.actor.id}, ${tx.now}
      from benefits.rule r where r.jurisdiction = ${own} and r.benefit = ${rule.benefit} returning version`)
    const { benefit, title } = rule
    const review = await recordReview(tx, { kind: 'benefit', code: benefit, version, title }, rule.review)
    await tx.run(sql`update benefits.rule set review = ${review} where jurisdiction = ${own} and id = ${id}`)
    await record(tx, {
      action: 'benefits.rule.enter',
      subject: { kind: 'benefit-rule', id },
      detail: { benefit, version, from: rule.from, basis: rule.basis, review },
    })
    return { id, version }
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'benefits.rule-later',
      { zh: '已有从更晚日期起施行的版本', en: 'A version that begins later is entered already' },
      { kind: 'conflict', at: '/from' },
    )
  }
}

/** A benefit to be given to somebody from a day on. */
export type NewEntitlement = {
  person: string
  benefit: string
  from: IsoDate
  casefile?: string | null
  acting: ActingFor
}

/**
 * Gives somebody a benefit from a day on. Whether an amount is due is decided month by month by the facts. Nobody has two benefits of one
 * kind at once; the database sees to it.
 *
 * @throws Refusal `person.missing`, `benefit.unknown`, `benefits.person-gone`, `proxy.authority`, `benefits.case`, `benefits.held`
 */
export async function grantBenefit(tx: Tx, desk: PeopleDesk, input: NewEntitlement): Promise<{ id: string }> {
  const person = await demandPerson(tx, desk, input.person)
  const rule = await ruleOf(tx, input.benefit, input.from)
  if (person.state !== 'resident')
    throw refuse(
      'benefits.person-gone',
      { zh: '此人已去世或迁出', en: 'The person died or moved away' },
      { kind: 'conflict', at: '/person' },
    )
  await demandAuthority(tx, person.id, input.acting, 'benefits')
  const ground = await demandGround(tx, person.id, 'benefits')
  if (input.casefile) await demandCase(tx, input.casefile)
  const id = newId()
  try {
    await tx.run(sql`insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, casefile, acting, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${person.id}, ${rule.benefit}, ${rule.kind}, daterange(${input.from}, null), ${input.casefile ?? null},
        ${input.acting.by}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string; constraint?: string }).constraint === 'entitlement_casefile')
      throw refuse(
        'benefits.case',
        { zh: '这个办件已经登记过待遇', en: 'This case has been entered already' },
        { kind: 'conflict', at: '/casefile' },
      )
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'benefits.held',
      { zh: '此人已享受同类补贴，不能重复享受', en: 'The person has a benefit of this kind already' },
      {
        kind: 'conflict',
        at: '/benefit',
        next: { zh: '需要改享的，先停止原来的待遇', en: 'To change, stop the present one first' },
      },
    )
  }
  await record(tx, {
    action: 'benefits.entitlement.grant',
    subject: { kind: 'person', id: person.id },
    detail: {
      entitlement: id,
      from: input.from,
      casefile: input.casefile ?? null,
      acting: input.acting.by,
      ground: ground.law,
    },
  })
  await emit(tx, 'benefits.entitlement.granted', { entitlement: id, person: person.id })
  return { id }
}

async function demandCase(tx: Tx, id: string): Promise<void> {
  const facts = await caseFacts(tx, id)
  if (facts.code === 'benefit-application' && facts.outcome === 'granted') return
  throw refuse(
    'benefits.case',
    { zh: '这个办件不是已批准的补贴申请', en: 'This case is not an application for an allowance that was granted' },
    { kind: 'conflict', at: '/casefile' },
  )
}

/**
 * Stops a benefit: from `on` on it no longer holds. What lists already gave for later months is an overpayment.
 *
 * @throws Refusal `benefits.entitlement-missing`, `benefits.stop-date`
 */
export async function stopBenefit(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; cause: Exclude<Cause, 'died' | 'moved-out' | 'merged'>; note: string },
): Promise<{ overpaidFen: number }> {
  const own = tx.actor.jurisdiction
  const held = await tx.maybe<{
    person: string
    benefit: string
    from: IsoDate
    ended: boolean
  }>(sql`select person, benefit, lower(during) "from", ended_at is not null ended
    from benefits.entitlement where jurisdiction = ${own} and id = ${id} for update`)
  if (held === null || held.ended)
    throw refuse(
      'benefits.entitlement-missing',
      { zh: '没有正在享受的这项待遇', en: 'There is no such benefit in force' },
      { kind: 'missing' },
    )
  await demandPerson(tx, desk, held.person)
  if (!isDate(input.on) || input.on <= held.from || input.on > addDays(today(tx.now.getTime()), 366))
    throw refuse(
      'benefits.stop-date',
      { zh: '停止日期应晚于开始日期', en: 'The day must be later than the start' },
      { at: '/on' },
    )
  await tx.run(sql`update benefits.entitlement set during = daterange(lower(during), ${input.on}), ended_cause = ${input.cause}, ended_note = ${input.note},
    ended_by = ${tx.actor.id}, ended_at = ${tx.now} where jurisdiction = ${own} and id = ${id}`)
  // Whoever gives a benefit up was right to have it.
  const overpaidFen =
    input.cause === 'renounced' ? 0 : await findOverpaid(tx, [held.person], input.on, input.cause, held.benefit)
  await record(tx, {
    action: 'benefits.entitlement.stop',
    subject: { kind: 'person', id: held.person },
    detail: { entitlement: id, on: input.on, cause: input.cause, overpaidFen },
  })
  await emit(tx, 'benefits.entitlement.stopped', { entitlement: id, person: held.person, on: input.on })
  return { overpaidFen }
}
