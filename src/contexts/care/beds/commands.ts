import { addDays, type IsoDate, isDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { caseFacts } from '../../../platform/procedures/index.ts'
import {
  type ActingFor,
  demandAuthority,
  demandGround,
  demandPerson,
  noPerson,
  type PeopleDesk,
  sealsFor,
} from '../../people/index.ts'
import { siteWith } from '../../providers/index.ts'
import { parametersOn } from '../parameters.ts'
import type { BedEnd } from './model.ts'

const EXCLUSION = '23P01'

/** A bed at home to be set up by a contract. `until` is the last day of the contract. */
export type NewBed = {
  person: string
  site?: string | null
  provider?: string | null
  contractNumber: string
  from: IsoDate
  until?: IsoDate | null
  servicesAMonth: number
  plan: string
  casefile?: string | null
}

/**
 * Sets a bed at home up by its contract (签约建床). It counts once all that it needs holds.
 *
 * @throws Refusal `person.missing`, `bed.person-gone`, `bed.provider`, `site.missing`, `bed.dates`, `bed.services`, `bed.case`, `bed.held`
 */
export async function openBed(tx: Tx, desk: PeopleDesk, input: NewBed): Promise<{ id: string; code: string }> {
  const own = tx.actor.jurisdiction
  const person = await demandPerson(tx, desk, input.person)
  if (person.state !== 'resident')
    throw refuse(
      'bed.person-gone',
      { zh: '此人已去世或迁出', en: 'The person died or moved away' },
      { kind: 'conflict', at: '/person' },
    )
  const provider = input.site ? (await siteWith(tx, input.site)).name : input.provider?.trim()
  if (!provider) throw refuse('bed.provider', { zh: '请选择服务机构', en: 'Choose the provider' }, { at: '/provider' })
  if (!isDate(input.from) || (input.until && input.until < input.from))
    throw refuse(
      'bed.dates',
      { zh: '协议的起止日期不对', en: 'The dates of the contract do not fit' },
      { at: '/until' },
    )
  const least = (await parametersOn(tx, input.from))('bed-services-a-month').value
  if (input.servicesAMonth < least)
    throw refuse(
      'bed.services',
      { zh: `每月服务不少于 ${least} 次`, en: `At least ${least} services a month are agreed` },
      { at: '/servicesAMonth', params: { least } },
    )
  if (input.casefile) {
    const facts = await caseFacts(tx, input.casefile)
    if (facts.code !== 'home-care-bed' || facts.outcome === 'refused')
      throw refuse(
        'bed.case',
        { zh: '这个办件不是家庭养老床位申请', en: 'This case is not an application for a bed at home' },
        { kind: 'conflict', at: '/casefile' },
      )
  }
  const ground = await demandGround(tx, person.id, 'benefits')
  const seal = (await sealsFor(tx, desk, [person.id])).get(person.id)
  if (seal === undefined) throw noPerson()
  const id = newId()
  const code = `JC-${id.slice(-8).toUpperCase()}`
  try {
    await tx.run(sql`insert into care.home_bed (jurisdiction, id, code, person, site, provider, casefile, contract_number, during, services_a_month, sealed,
        recorded_by, recorded_at)
      values (${own}, ${id}, ${code}, ${person.id}, ${input.site ?? null}, ${provider}, ${input.casefile ?? null}, ${input.contractNumber},
        daterange(${input.from}, ${input.until ?? null}, '[]'), ${input.servicesAMonth}, ${seal.seal({ plan: input.plan })}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'bed.held',
      { zh: '此人在这段时间已有家庭养老床位', en: 'The person has a bed at home in these days already' },
      { kind: 'conflict', at: '/person', next: { zh: '请先终止原来的协议', en: 'End the other contract first' } },
    )
  }
  await record(tx, {
    action: 'care.bed.open',
    subject: { kind: 'home-bed', id },
    detail: {
      person: person.id,
      code,
      contract: input.contractNumber,
      from: input.from,
      until: input.until ?? null,
      ground: ground.law,
    },
  })
  await emit(tx, 'care.bed.opened', { bed: id, person: person.id })
  return { id, code }
}

type Held = {
  id: string
  person: string
  from: IsoDate
  until: IsoDate | null
  acceptedOn: IsoDate | null
  ended: boolean
}

/** A bed whose person the actor may see, locked. @throws Refusal `bed.missing` */
export async function bedWith(tx: Tx, desk: PeopleDesk, id: string): Promise<Held> {
  const bed =
    await tx.maybe<Held>(sql`select id, person, lower(during) "from", upper(during) "until", accepted_on "acceptedOn", ended_at is not null ended
    from care.home_bed where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (bed === null)
    throw refuse('bed.missing', { zh: '没有这张家庭养老床位', en: 'There is no such bed' }, { kind: 'missing' })
  await demandPerson(tx, desk, bed.person)
  return bed
}

const gone = () => refuse('bed.ended', { zh: '这张床位已终止', en: 'This bed has ended' }, { kind: 'conflict' })

function demandDay(tx: Tx, on: IsoDate, bed: Held): void {
  if (isDate(on) && on <= today(tx.now.getTime()) && on >= bed.from && (bed.until === null || on < bed.until)) return
  throw refuse(
    'bed.day',
    { zh: '日期应在协议期内，且不晚于今天', en: 'The day must lie within the contract and not in the future' },
    { at: '/on' },
  )
}

/** Notes a piece of equipment installed. @throws Refusal `bed.missing`, `bed.ended`, `bed.day` */
export async function installItem(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { kind: string; serial?: string | null; on: IsoDate },
): Promise<{ id: string }> {
  const bed = await bedWith(tx, desk, id)
  if (bed.ended) throw gone()
  demandDay(tx, input.on, bed)
  const item = newId()
  await tx.run(sql`insert into care.bed_item (jurisdiction, id, bed, kind, serial, installed_on)
    values (${tx.actor.jurisdiction}, ${item}, ${id}, ${input.kind}, ${input.serial?.trim() || null}, ${input.on})`)
  await record(tx, {
    action: 'care.bed.install',
    subject: { kind: 'home-bed', id },
    detail: { item, kind: input.kind, on: input.on },
  })
  return { id: item }
}

/** Notes a piece of equipment taken away. @throws Refusal `bed.missing`, `bed.item` */
export async function removeItem(tx: Tx, desk: PeopleDesk, id: string, item: string, on: IsoDate): Promise<void> {
  await bedWith(tx, desk, id)
  const removed =
    await tx.run(sql`update care.bed_item set removed_on = ${on} where jurisdiction = ${tx.actor.jurisdiction} and id = ${item} and bed = ${id}
    and removed_on is null and installed_on <= ${on}::date`)
  if (removed === 0)
    throw refuse(
      'bed.item',
      {
        zh: '没有这件在用的设备，或日期早于安装',
        en: 'There is no such piece in place, or the day lies before its installation',
      },
      { kind: 'conflict' },
    )
  await record(tx, { action: 'care.bed.remove', subject: { kind: 'home-bed', id }, detail: { item, on } })
}

/**
 * Notes that the person, the guardian or a proxy accepted what was set up (验收确认).
 *
 * @throws Refusal `bed.missing`, `bed.ended`, `bed.day`, `bed.accepted`, `bed.nothing`, `proxy.authority`
 */
export async function acceptBed(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; acting: ActingFor },
): Promise<void> {
  const bed = await bedWith(tx, desk, id)
  if (bed.ended) throw gone()
  if (bed.acceptedOn !== null)
    throw refuse('bed.accepted', { zh: '已经验收', en: 'It was accepted already' }, { kind: 'conflict' })
  demandDay(tx, input.on, bed)
  await demandAuthority(tx, bed.person, input.acting, 'apply')
  const { pieces } = await tx.one<{
    pieces: number
  }>(sql`select count(*)::int pieces from care.bed_item where jurisdiction = ${tx.actor.jurisdiction} and bed = ${id}
    and installed_on <= ${input.on}::date and removed_on is null`)
  if (pieces === 0)
    throw refuse(
      'bed.nothing',
      { zh: '还没有安装任何设备', en: 'Nothing is installed yet' },
      { kind: 'conflict', next: { zh: '先登记安装的设备', en: 'Enter the equipment first' } },
    )
  await tx.run(
    sql`update care.home_bed set accepted_on = ${input.on}, accepted_by = ${input.acting.by} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await record(tx, {
    action: 'care.bed.accept',
    subject: { kind: 'home-bed', id },
    detail: { on: input.on, acting: input.acting.by },
  })
  await emit(tx, 'care.bed.accepted', { bed: id, person: bed.person })
}

/** Notes a service delivered at home. @throws Refusal `bed.missing`, `bed.day` */
export async function serveBed(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; kind: string; minutes: number; carer: string },
): Promise<{ id: string }> {
  const bed = await bedWith(tx, desk, id)
  demandDay(tx, input.on, bed)
  const service = newId()
  await tx.run(sql`insert into care.bed_service (jurisdiction, id, bed, served_on, kind, minutes, carer, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${service}, ${id}, ${input.on}, ${input.kind}, ${input.minutes}, ${input.carer}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'care.bed.serve',
    subject: { kind: 'home-bed', id },
    detail: { service, on: input.on, kind: input.kind, minutes: input.minutes },
  })
  await emit(tx, 'care.bed.served', { bed: id, on: input.on })
  return { id: service }
}

/** Ends a bed: from `on` on there is none. @throws Refusal `bed.missing`, `bed.ended`, `bed.end-date` */
export async function endBed(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; cause: BedEnd },
): Promise<void> {
  const bed = await bedWith(tx, desk, id)
  if (bed.ended) throw gone()
  if (!isDate(input.on) || input.on <= bed.from || input.on > addDays(today(tx.now.getTime()), 1))
    throw refuse(
      'bed.end-date',
      { zh: '终止日期应晚于开始日期，且不在将来', en: 'The day must be later than the start and not in the future' },
      { at: '/on' },
    )
  await tx.run(sql`update care.home_bed set during = daterange(lower(during), least(${input.on}::date, upper(during))), ended_cause = ${input.cause},
    ended_by = ${tx.actor.id}, ended_at = ${tx.now} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'care.bed.end',
    subject: { kind: 'home-bed', id },
    detail: { on: input.on, cause: input.cause },
  })
  await emit(tx, 'care.bed.ended', { bed: id, person: bed.person, cause: input.cause })
}
