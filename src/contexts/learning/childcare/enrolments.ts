import { randomBytes } from 'node:crypto'
import { formatDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { facilityFor } from '../who.ts'
import { CLASS_NAMES, tellClass } from './classes.ts'
import {
  type ClassKind,
  capacityOf,
  fitsAge,
  limitOn,
  monthsOld,
  mostAtOnce,
  standsInLine,
  waitingOrder,
} from './rules.ts'
import { type ClassRow, classLimits, enrolmentsOf, lockApplication, lockClass, waitingAt } from './store.ts'

const EXCLUSION = '23P01'
const UNIQUE = '23505'

export type NewEnrolment = {
  class: string
  child: string
  from: string
  until: string | null
  /** Why somebody who is not the next in line is let in; kept with the enrolment. */
  outOfTurn: string | null
}

/**
 * Gives a child a place in a class. The class is held while it is counted, so two who enrol at once never exceed it: not the places, not the
 * size the norm allows, not the children its carers may look after.
 *
 * @throws Refusal `childcare.class-missing`, `access.region`, `person.missing`, `childcare.dates`, `childcare.class-shut`,
 *   `childcare.birth-unknown`, `childcare.age`, `childcare.full`, `childcare.in-draw`, `childcare.turn`, `childcare.placed`
 */
export async function enrol(tx: Tx, desk: PeopleDesk, input: NewEnrolment): Promise<{ id: string; left: number }> {
  const row = await lockClass(tx, input.class)
  expectRegion(tx, row.region)
  if (input.until !== null && input.until <= input.from)
    throw refuse(
      'childcare.dates',
      { zh: '结束日期应晚于开始日期', en: 'It must end after it begins' },
      { at: '/until' },
    )
  if (input.from < row.openedOn || (row.closedOn !== null && (input.until ?? '9999') > row.closedOn))
    throw refuse(
      'childcare.class-shut',
      { zh: '这个班在这段日子里不开', en: 'The class is not open on these days' },
      { at: '/from', params: { openedOn: row.openedOn, closedOn: row.closedOn } },
    )
  const limit = limitOn(await classLimits(tx), row.kind, row.region, input.from)
  await expectAge(tx, desk, input, row, limit)
  const { capacity, binding } = capacityOf(row, limit)
  const taken = mostAtOnce(await enrolmentsOf(tx, [row.id], input.from), input)
  if (taken >= capacity) throw full(row, capacity, binding, limit?.basis ?? null)
  const application = await takeTurn(tx, row, input)
  const id = newId()
  try {
    await tx.run(sql`insert into learning.enrolment (jurisdiction, id, class, child, during, application, out_of_turn, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${row.id}, ${input.child}, daterange(${input.from}::date, ${input.until}::date), ${application},
        ${input.outOfTurn}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'childcare.placed',
      { zh: '这名婴幼儿在这段日子里已有托位', en: 'This child has a place on these days already' },
      { kind: 'conflict', at: '/child', next: { zh: '请先办理离托', en: 'Let the child leave the other class first' } },
    )
  }
  if (application !== null)
    await tx.run(
      sql`update learning.application set state = 'enrolled' where jurisdiction = ${tx.actor.jurisdiction} and id = ${application}`,
    )
  await tellClass(tx, row, 'enrolled', {
    enrolment: id,
    from: input.from,
    until: input.until,
    application,
    outOfTurn: input.outOfTurn !== null,
  })
  return { id, left: capacity - taken - 1 }
}

async function expectAge(
  tx: Tx,
  desk: PeopleDesk,
  input: NewEnrolment,
  row: ClassRow,
  limit: ReturnType<typeof limitOn>,
): Promise<void> {
  const { born } = await demandPerson(tx, desk, input.child)
  if (born === null)
    throw refuse(
      'childcare.birth-unknown',
      { zh: '档案里没有出生日期，无法核对月龄', en: 'The file has no birth date, so the age cannot be checked' },
      { at: '/child', next: { zh: '请先在人员档案补上出生日期', en: 'Add the birth date to the file first' } },
    )
  const months = monthsOld(born, input.from)
  if (limit === null || fitsAge(months, limit)) return
  throw refuse(
    'childcare.age',
    {
      zh: `入托日为 ${months} 个月，${CLASS_NAMES[row.kind].zh}收 ${limit.ageFrom}—${limit.ageUntil} 个月`,
      en: `The child is ${months} months old on that day; this class takes ${limit.ageFrom} to ${limit.ageUntil} months`,
    },
    {
      at: '/child',
      params: { months, from: limit.ageFrom, until: limit.ageUntil, basis: limit.basis },
      next: { zh: '请选择合适月龄的班', en: 'Choose a class for that age' },
    },
  )
}

function full(row: ClassRow, capacity: number, binding: 'declared' | 'size' | 'carers', basis: string | null) {
  const why = {
    declared: { zh: '登记的托位已满', en: 'the declared places are taken' },
    size: { zh: '已到班级规模上限', en: 'the class has the size the norm allows' },
    carers: { zh: `${row.carers} 名照护人员按比例只能照护这些`, en: `its ${row.carers} carers may look after no more` },
  }[binding]
  return refuse(
    'childcare.full',
    { zh: `${row.name}最多 ${capacity} 名：${why.zh}`, en: `${row.name} takes ${capacity}: ${why.en}` },
    {
      kind: 'conflict',
      at: '/class',
      params: { capacity, binding, basis },
      next: { zh: '请登记候补，或换一个班', en: 'Put the child on the waiting list, or choose another class' },
    },
  )
}

/** The child's own place in the line, which it must be the first of. Returns its application, if it has one. */
async function takeTurn(tx: Tx, row: ClassRow, input: NewEnrolment): Promise<string | null> {
  const all = await waitingAt(tx, row, true)
  const line = all.filter(standsInLine).sort(waitingOrder)
  const own = all.find((each) => each.child === input.child)
  if (own !== undefined && !standsInLine(own))
    throw refuse(
      'childcare.in-draw',
      { zh: `${own.number} 正在等待抽签`, en: `${own.number} waits for a draw` },
      {
        kind: 'conflict',
        at: '/child',
        next: { zh: '请在抽签以后办理', en: 'Enrol the child after the draw' },
      },
    )
  const next = line[0]
  if (next === undefined || next.child === input.child || input.outOfTurn !== null) return own?.id ?? null
  throw refuse(
    'childcare.turn',
    { zh: `候补名单上下一位是 ${next.number}`, en: `The next in line is ${next.number}` },
    {
      kind: 'conflict',
      params: { next: next.number, waiting: line.length },
      next: {
        zh: '请先通知下一位；确有理由先收的，写明理由',
        en: 'Offer the place to the next one; if there is a reason to go out of turn, state it',
      },
    },
  )
}

/**
 * Ends an enrolment on a day (first day without the place).
 *
 * @throws Refusal `childcare.enrolment-missing`, `childcare.left`, `childcare.dates`, `access.region`
 */
export async function endEnrolment(tx: Tx, id: string, input: { on: string; reason: string }): Promise<void> {
  const own = tx.actor.jurisdiction
  const found = await tx.maybe<{
    class: string
    from: string
    until: string | null
  }>(sql`select e.class, lower(e.during) "from", upper(e.during) "until"
    from learning.enrolment e where e.jurisdiction = ${own} and e.id = ${id} for update`)
  if (found === null)
    throw refuse(
      'childcare.enrolment-missing',
      { zh: '没有这条在托记录', en: 'There is no such enrolment' },
      { kind: 'missing' },
    )
  const row = await lockClass(tx, found.class)
  expectRegion(tx, row.region)
  if (found.until !== null && found.until <= input.on)
    throw refuse(
      'childcare.left',
      { zh: `已于 ${formatDate(found.until)}离托`, en: `The child has left on ${found.until}` },
      { kind: 'conflict' },
    )
  if (input.on <= found.from)
    throw refuse('childcare.dates', { zh: '离托日期应晚于入托日期', en: 'It must end after it begins' }, { at: '/on' })
  await tx.run(sql`update learning.enrolment set during = daterange(lower(during), ${input.on}::date), ended_reason = ${input.reason}
    where jurisdiction = ${own} and id = ${id}`)
  await tellClass(tx, row, 'left', { enrolment: id, on: input.on })
}

export type NewApplication = { facility: string; kind: ClassKind; child: string; priority: number; draw: string | null }

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A receipt number: the year and seven characters that say nothing and are not in any order. */
function receiptNumber(year: string): string {
  const chars = Array.from(randomBytes(28), (byte) => (byte < 240 ? ALPHABET[byte % ALPHABET.length] : ''))
  return `TY${year}-${chars.join('').slice(0, 7)}`
}

/**
 * Puts a child on the waiting list of a facility, or into a draw that is still open. The number is the receipt.
 *
 * @throws Refusal `facility.missing`, `access.region`, `person.missing`, `draw.missing`, `draw.closed`, `draw.elsewhere`, `childcare.waiting`
 */
export async function apply(tx: Tx, desk: PeopleDesk, input: NewApplication): Promise<{ id: string; number: string }> {
  const place = await facilityFor(tx, input.facility)
  await demandPerson(tx, desk, input.child)
  if (input.draw !== null) await expectOpenDraw(tx, input.draw, input)
  const id = newId()
  const number = receiptNumber(today(tx.now.getTime()).slice(0, 4))
  try {
    await tx.run(sql`insert into learning.application (jurisdiction, id, number, facility, region, kind, child, priority, draw, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${number}, ${input.facility}, ${place.region}, ${input.kind}, ${input.child}, ${input.priority},
        ${input.draw}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE) throw error
    throw refuse(
      'childcare.waiting',
      { zh: '这名婴幼儿已在这里报名', en: 'This child is on the list here already' },
      { kind: 'conflict', at: '/child' },
    )
  }
  await record(tx, {
    action: 'learning.application.enter',
    subject: { kind: 'application', id },
    detail: { number, facility: input.facility, kind: input.kind, priority: input.priority, draw: input.draw },
  })
  await emit(tx, 'learning.application.entered', { application: id, facility: input.facility })
  return { id, number }
}

/** Holds the draw so that no list is frozen meanwhile. */
async function expectOpenDraw(tx: Tx, draw: string, at: { facility: string; kind: ClassKind }): Promise<void> {
  const found = await tx.maybe<{
    state: string
    facility: string
    kind: string
    title: string
  }>(sql`select d.state, d.facility, d.kind, d.title
    from learning.draw d where d.jurisdiction = ${tx.actor.jurisdiction} and d.id = ${draw} for share`)
  if (found === null)
    throw refuse('draw.missing', { zh: '没有这次抽签', en: 'There is no such draw' }, { kind: 'missing', at: '/draw' })
  if (found.state !== 'open') throw drawClosed(found.title)
  if (found.facility !== at.facility || found.kind !== at.kind)
    throw refuse(
      'draw.elsewhere',
      { zh: '这次抽签是另一处或另一班型的', en: 'This draw is for another place or kind of class' },
      { at: '/draw' },
    )
}

/** The refusal of a late change. */
export const drawClosed = (title: string) =>
  refuse(
    'draw.closed',
    {
      zh: `“${title}”的名单已经固定并公布，不能再改`,
      en: `The list of “${title}” is fixed and published and cannot be changed`,
    },
    {
      kind: 'conflict',
      next: {
        zh: '可以登记候补；已在名单里的，抽签后可以放弃',
        en: 'Use the waiting list; those on the list may decline after the draw',
      },
    },
  )

/**
 * Takes an application back. In a draw whose list is fixed it stays until the draw is over.
 *
 * @throws Refusal `childcare.application-missing`, `access.region`, `childcare.application-over`, `draw.closed`
 */
export async function withdrawApplication(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await lockApplication(tx, id)
  expectRegion(tx, row.region)
  if (row.state !== 'waiting')
    throw refuse(
      'childcare.application-over',
      { zh: '这个报名已经办结', en: 'This application is over' },
      { kind: 'conflict' },
    )
  if (row.draw !== null) {
    const draw = await tx.one<{ state: string; title: string }>(sql`select d.state, d.title from learning.draw d
      where d.jurisdiction = ${tx.actor.jurisdiction} and d.id = ${row.draw} for share`)
    if (draw.state === 'committed') throw drawClosed(draw.title)
  }
  await tx.run(sql`update learning.application set state = 'withdrawn', ended_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'learning.application.withdraw',
    subject: { kind: 'application', id },
    detail: { number: row.number },
  })
  await emit(tx, 'learning.application.withdrawn', { application: id, facility: row.facility })
}
