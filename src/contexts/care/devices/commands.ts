import { addDays, type IsoDate, isDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { findFacility, missingFacility } from '../../territory/index.ts'
import type { DeviceCondition, DeviceFacts, DeviceStand } from './model.ts'
import { MAY, standOf } from './rules.ts'

/** A device to be entered. `point` is the code of the facility that lends it. */
export type NewDevice = {
  serial: string
  kind: string
  model?: string | null
  point: string
  depositFen: number
  rentFen: number
}

/**
 * Enters a device by its serial.
 *
 * @throws Refusal `facility.missing`, `device.serial` when the serial is in use
 */
export async function addDevice(tx: Tx, input: NewDevice): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  if ((await findFacility(tx, input.point, day)) === null) throw missingFacility(input.point, '/point')
  const id = newId()
  const serial = input.serial.trim().toUpperCase()
  const made =
    await tx.run(sql`insert into care.device (jurisdiction, id, serial, kind, model, point, deposit_fen, rent_fen, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${serial}, ${input.kind}, ${input.model?.trim() || null}, ${input.point}, ${input.depositFen}, ${input.rentFen},
      ${tx.actor.id}, ${tx.now}) on conflict (jurisdiction, serial) do nothing`)
  if (made === 0)
    throw refuse(
      'device.serial',
      { zh: `编号 ${serial} 已登记`, en: `The serial ${serial} is entered already` },
      { kind: 'conflict', at: '/serial' },
    )
  await note(tx, id, 'added', day, null)
  await record(tx, {
    action: 'care.device.add',
    subject: { kind: 'device', id },
    detail: { serial, kind: input.kind, point: input.point },
  })
  return { id }
}

async function note(tx: Tx, device: string, act: string, on: IsoDate, text: string | null): Promise<void> {
  await tx.run(sql`insert into care.device_event (jurisdiction, id, device, act, on_day, note, done_by, done_at)
    values (${tx.actor.jurisdiction}, ${newId()}, ${device}, ${act}, ${on}, ${text}, ${tx.actor.id}, ${tx.now})`)
}

type Held = DeviceFacts & { id: string; serial: string; depositFen: number; rentFen: number; stand: DeviceStand }

const STANDS: Record<DeviceStand, Bilingual> = {
  ready: { zh: '可借', en: 'ready' },
  lent: { zh: '已借出', en: 'lent' },
  'to-disinfect': { zh: '归还后尚未消毒', en: 'returned and not disinfected yet' },
  repair: { zh: '维修中', en: 'in repair' },
  scrapped: { zh: '已报废', en: 'scrapped' },
}

const NEXT: Partial<Record<DeviceStand, Bilingual>> = {
  'to-disinfect': { zh: '先登记消毒', en: 'Enter the disinfection first' },
  lent: { zh: '先登记归还', en: 'Enter the return first' },
  repair: { zh: '先登记修好', en: 'Enter the repair first' },
}

/** Locks a device and refuses what may not be done to it where it is. @throws Refusal `device.missing`, `device.stand` */
async function hold(tx: Tx, id: string, act: (typeof MAY)[DeviceStand][number]): Promise<Held> {
  // Two statements: the loan is looked for after the lock is held, so that a loan committed while we waited is seen.
  const device = await tx.maybe<
    Omit<Held, 'stand' | 'lent'>
  >(sql`select id, serial, state, clean, deposit_fen "depositFen", rent_fen "rentFen" from care.device
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (device === null)
    throw refuse('device.missing', { zh: '没有这件辅具', en: 'There is no such device' }, { kind: 'missing' })
  const { lent } = await tx.one<{ lent: boolean }>(
    sql`select exists (select from care.loan where jurisdiction = ${tx.actor.jurisdiction} and device = ${id} and returned_on is null) lent`,
  )
  const stand = standOf({ ...device, lent })
  if (!MAY[stand].includes(act))
    throw refuse(
      'device.stand',
      {
        zh: `${device.serial} 现在${STANDS[stand].zh}，不能这样办理`,
        en: `${device.serial} is ${STANDS[stand].en}: this cannot be done now`,
      },
      { kind: 'conflict', params: { stand }, ...(NEXT[stand] === undefined ? {} : { next: NEXT[stand] }) },
    )
  return { ...device, lent, stand }
}

/**
 * Lends a device to a person (A74): only one that is here, whole and disinfected since it last came back. The deposit is that of the
 * device.
 *
 * @throws Refusal `device.missing`, `device.stand`, `device.dates`, `person.missing`
 */
export async function lendDevice(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { person: string; on: IsoDate; dueOn: IsoDate },
): Promise<{ id: string; depositFen: number }> {
  const person = await demandPerson(tx, desk, input.person)
  const day = today(tx.now.getTime())
  if (person.state !== 'resident')
    throw refuse(
      'device.person-gone',
      { zh: '此人已去世或迁出', en: 'The person died or moved away' },
      { kind: 'conflict', at: '/person' },
    )
  if (
    !isDate(input.on) ||
    !isDate(input.dueOn) ||
    input.on > day ||
    input.on < addDays(day, -31) ||
    input.dueOn <= input.on
  )
    throw refuse(
      'device.dates',
      {
        zh: '借出日期应在最近一个月内，归还日期应晚于借出日期',
        en: 'Lending lies within the last month, the return after it',
      },
      { at: '/dueOn' },
    )
  const device = await hold(tx, id, 'lend')
  const loan = newId()
  try {
    await tx.run(sql`insert into care.loan (jurisdiction, id, device, person, during, due_on, deposit_fen, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${loan}, ${id}, ${person.id}, daterange(${input.on}, null), ${input.dueOn}, ${device.depositFen}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    // It was with somebody else on the stated day.
    if ((error as { code?: string }).code !== '23P01') throw error
    throw refuse(
      'device.dates',
      { zh: '这一天它还在别人手里', en: 'On that day it was with somebody else' },
      { kind: 'conflict', at: '/on' },
    )
  }
  await note(tx, id, 'lent', input.on, null)
  await record(tx, {
    action: 'care.device.lend',
    subject: { kind: 'device', id },
    detail: { loan, person: person.id, on: input.on, dueOn: input.dueOn, depositFen: device.depositFen },
  })
  await emit(tx, 'care.device.lent', { device: id, loan })
  return { id: loan, depositFen: device.depositFen }
}

/**
 * Takes a device back: the deposit is refunded but for what is deducted with a reason. It is not clean until it is disinfected; what is
 * lost is scrapped, what is damaged goes to repair.
 *
 * @throws Refusal `device.missing`, `device.stand`, `device.dates`, `device.deduction`
 */
export async function returnDevice(
  tx: Tx,
  id: string,
  input: { on: IsoDate; condition: DeviceCondition; deductedFen: number; reason?: string | null },
): Promise<{ refundFen: number }> {
  const own = tx.actor.jurisdiction
  await hold(tx, id, 'return')
  const loan = await tx.one<{
    id: string
    person: string
    from: IsoDate
    depositFen: number
  }>(sql`select id, person, lower(during) "from", deposit_fen "depositFen"
    from care.loan where jurisdiction = ${own} and device = ${id} and returned_on is null`)
  if (!isDate(input.on) || input.on < loan.from || input.on > today(tx.now.getTime()))
    throw refuse(
      'device.dates',
      { zh: '归还日期应在借出之后、今天之前', en: 'The return lies after the lending and not in the future' },
      { at: '/on' },
    )
  const reason = input.reason?.trim() || null
  if (input.deductedFen > loan.depositFen || (input.deductedFen > 0 && (reason === null || input.condition === 'good')))
    throw refuse(
      'device.deduction',
      {
        zh: '扣款不能超过押金；完好归还的不扣款，扣款要写明原因',
        en: 'No more than the deposit is deducted, nothing from one in good order, and never without a reason',
      },
      { at: '/deductedFen', params: { depositFen: loan.depositFen } },
    )
  await tx.run(sql`update care.loan set during = daterange(lower(during), ${addDays(input.on, 1)}), returned_on = ${input.on}, condition = ${input.condition},
    deducted_fen = ${input.deductedFen}, deducted_reason = ${reason} where jurisdiction = ${own} and id = ${loan.id}`)
  const state = input.condition === 'lost' ? 'scrapped' : input.condition === 'damaged' ? 'repair' : 'in-service'
  await tx.run(sql`update care.device set clean = false, state = ${state} where jurisdiction = ${own} and id = ${id}`)
  await note(tx, id, 'returned', input.on, reason)
  const refundFen = loan.depositFen - input.deductedFen
  await record(tx, {
    action: 'care.device.return',
    subject: { kind: 'device', id },
    detail: { loan: loan.id, on: input.on, condition: input.condition, refundFen },
  })
  await emit(tx, 'care.device.returned', { device: id, loan: loan.id, refundFen })
  return { refundFen }
}

/** What is done to a device between loans. */
export type Handling = 'disinfect' | 'to-repair' | 'repaired' | 'scrap'

const DONE: Record<Handling, { act: string; state: DeviceFacts['state']; clean: boolean | null }> = {
  disinfect: { act: 'disinfected', state: 'in-service', clean: true },
  'to-repair': { act: 'to-repair', state: 'repair', clean: null },
  // Whoever repairs it touches it: it is disinfected afterwards.
  repaired: { act: 'repaired', state: 'in-service', clean: false },
  scrap: { act: 'scrapped', state: 'scrapped', clean: null },
}

/**
 * Notes disinfection, repair or scrapping.
 *
 * @param note how it was done, or why
 * @throws Refusal `device.missing`, `device.stand`
 */
export async function handleDevice(tx: Tx, id: string, input: { handling: Handling; note: string }): Promise<void> {
  await hold(tx, id, input.handling)
  const { act, state, clean } = DONE[input.handling]
  await tx.run(
    sql`update care.device set state = ${state}, clean = coalesce(${clean}::boolean, clean) where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await note(tx, id, act, today(tx.now.getTime()), input.note)
  await record(tx, {
    action: `care.device.${input.handling}`,
    subject: { kind: 'device', id },
    detail: { note: input.note },
  })
}
