import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { facilitiesOn } from '../../territory/index.ts'
import { DEVICE_KINDS, type DeviceFacts, type DeviceLine, type DeviceStand, type DeviceView } from './model.ts'
import { standOf } from './rules.ts'

type Row = DeviceFacts &
  Omit<DeviceLine, 'title' | 'pointName' | 'stand' | 'loan'> & {
    loan: { id: string; person: string; from: string; dueOn: string } | null
  }

async function lines(tx: Tx, desk: PeopleDesk, condition: Sql): Promise<DeviceLine[]> {
  const day = today(tx.now.getTime())
  const rows =
    await tx.rows<Row>(sql`select d.id, d.serial, d.kind, d.model, d.point, d.state, d.clean, d.deposit_fen "depositFen", d.rent_fen "rentFen", l.id is not null lent,
      case when l.id is null then null else jsonb_build_object('id', l.id, 'person', l.person, 'from', lower(l.during), 'dueOn', l.due_on) end loan
    from care.device d left join care.loan l on l.jurisdiction = d.jurisdiction and l.device = d.id and l.returned_on is null
    where d.jurisdiction = ${tx.actor.jurisdiction} ${condition} order by d.kind, d.serial limit 2000`)
  const persons = rows.flatMap((row) => (row.loan === null ? [] : [row.loan.person]))
  const cards = await personCards(tx, desk, [...new Set(persons)], '管理辅具租赁')
  const names = new Map((await facilitiesOn(tx, day, { states: 'any' })).map((each) => [each.code, each.name]))
  return rows.map(({ state, clean, lent, loan, ...row }) => ({
    ...row,
    title: DEVICE_KINDS.find((each) => each.code === row.kind)?.title ?? { zh: row.kind, en: row.kind },
    pointName: names.get(row.point) ?? null,
    stand: standOf({ state, clean, lent }),
    loan: loan === null ? null : { ...loan, person: cards.get(loan.person) ?? null, late: loan.dueOn < day },
  }))
}

/** Devices with where they are and who has them; the reading of names is noted. */
export async function deviceList(
  tx: Tx,
  desk: PeopleDesk,
  filter: { stand?: DeviceStand; kind?: string; late?: boolean },
): Promise<{ items: DeviceLine[]; counts: Record<DeviceStand, number>; late: number }> {
  const all = await lines(tx, desk, filter.kind === undefined ? empty : sql`and d.kind = ${filter.kind}`)
  const counts = { ready: 0, lent: 0, 'to-disinfect': 0, repair: 0, scrapped: 0 }
  for (const each of all) counts[each.stand]++
  const isLate = (each: DeviceLine) => each.loan?.late === true
  return {
    counts,
    late: all.filter(isLate).length,
    items: all.filter(
      (each) => (filter.stand === undefined || each.stand === filter.stand) && (!filter.late || isLate(each)),
    ),
  }
}

/** One device with its loans and what was done to it; the reading is noted. @throws Refusal `device.missing` */
export async function deviceView(tx: Tx, desk: PeopleDesk, id: string): Promise<DeviceView> {
  const [line] = await lines(tx, desk, sql`and d.id = ${id}`)
  if (line === undefined)
    throw refuse('device.missing', { zh: '没有这件辅具', en: 'There is no such device' }, { kind: 'missing' })
  type Loan = Omit<DeviceView['loans'][number], 'person'> & { person: string }
  const loans =
    await tx.rows<Loan>(sql`select id, person, lower(during) "from", due_on "dueOn", returned_on "returnedOn", condition, deposit_fen "depositFen",
      deposit_fen - deducted_fen "refundFen", deducted_reason "deductedReason"
    from care.loan where jurisdiction = ${tx.actor.jurisdiction} and device = ${id} order by during desc`)
  const events = await tx.rows<
    DeviceView['events'][number]
  >(sql`select id, act, on_day "on", note, done_by "by", done_at "at" from care.device_event
    where jurisdiction = ${tx.actor.jurisdiction} and device = ${id} order by done_at desc, id desc`)
  const cards = await personCards(tx, desk, [...new Set(loans.map((loan) => loan.person))], '管理辅具租赁')
  const names = await accountNames(tx, [...new Set(events.map((event) => event.by))])
  return {
    ...line,
    loans: loans.map((loan) => ({ ...loan, person: cards.get(loan.person) ?? null })),
    events: events.map((event) => ({
      ...event,
      by: names.get(event.by) ?? (event.by === 'system:seed' ? '演示数据' : event.by),
    })),
  }
}
