import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { type Paging, pageOf, readCursor } from '../../../platform/http/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { facilitiesOn } from '../../territory/index.ts'
import { DEVICE_KINDS, type DeviceFacts, type DeviceLine, type DeviceStand, type DeviceView } from './model.ts'
import { standOf } from './rules.ts'

type Row = DeviceFacts &
  Omit<DeviceLine, 'title' | 'pointName' | 'stand' | 'loan'> & {
    loan: { id: string; person: string; from: string; dueOn: string } | null
  }

/** Devices `d` with the loan `l` that runs. */
const LENT: Sql = sql`care.device d left join care.loan l on l.jurisdiction = d.jurisdiction and l.device = d.id and l.returned_on is null`

async function rowsOf(tx: Tx, condition: Sql): Promise<Row[]> {
  return tx.rows<Row>(sql`select d.id, d.serial, d.kind, d.model, d.point, d.state, d.clean, d.deposit_fen "depositFen", d.rent_fen "rentFen", l.id is not null lent,
      case when l.id is null then null else jsonb_build_object('id', l.id, 'person', l.person, 'from', lower(l.during), 'dueOn', l.due_on) end loan
    from ${LENT} where d.jurisdiction = ${tx.actor.jurisdiction} ${condition}`)
}

async function linesOf(tx: Tx, desk: PeopleDesk, rows: readonly Row[]): Promise<DeviceLine[]> {
  const day = today(tx.now.getTime())
  const persons = rows.flatMap((row) => (row.loan === null ? [] : [row.loan.person]))
  const cards = await personCards(tx, desk, [...new Set(persons)], '管理辅具租赁')
  const codes = [...new Set(rows.map((row) => row.point))]
  const names = new Map((await facilitiesOn(tx, day, { codes, states: 'any' })).map((each) => [each.code, each.name]))
  return rows.map(({ state, clean, lent, loan, ...row }) => ({
    ...row,
    title: DEVICE_KINDS.find((each) => each.code === row.kind)?.title ?? { zh: row.kind, en: row.kind },
    pointName: names.get(row.point) ?? null,
    stand: standOf({ state, clean, lent }),
    loan: loan === null ? null : { ...loan, person: cards.get(loan.person) ?? null, late: loan.dueOn < day },
  }))
}

/** How many devices are where, and how many are late; and the facts that mean a place, for choosing rows by it. One statement. */
async function standsOf(tx: Tx, kind: Sql) {
  const groups = await tx.rows<
    DeviceFacts & { devices: number; late: number }
  >(sql`select d.state, d.clean, l.id is not null lent, count(*)::int devices,
      (count(*) filter (where l.due_on < ${today(tx.now.getTime())}::date))::int late
    from ${LENT} where d.jurisdiction = ${tx.actor.jurisdiction} ${kind} group by 1, 2, 3`)
  const counts: Record<DeviceStand, number> = { ready: 0, lent: 0, 'to-disinfect': 0, repair: 0, scrapped: 0 }
  for (const group of groups) counts[standOf(group)] += group.devices
  return { groups, counts, late: groups.reduce((sum, group) => sum + group.late, 0) }
}

/** Devices with where they are and who has them, page by page, with how many are where; the reading of names is noted. */
export async function deviceList(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { stand?: DeviceStand; kind?: string; late?: boolean },
): Promise<{ items: DeviceLine[]; next: string | null; counts: Record<DeviceStand, number>; late: number }> {
  const kind = filter.kind === undefined ? empty : sql`and d.kind = ${filter.kind}`
  const { groups, counts, late } = await standsOf(tx, kind)
  const wanted = groups.filter((group) => filter.stand === undefined || standOf(group) === filter.stand)
  const after = readCursor(filter.cursor, 2)
  const rows = await rowsOf(
    tx,
    sql`${kind} and (d.state, d.clean, l.id is not null) in (select * from unnest(${wanted.map((group) => group.state)}::text[],
        ${wanted.map((group) => group.clean)}::boolean[], ${wanted.map((group) => group.lent)}::boolean[]))
      ${filter.late ? sql`and l.due_on < ${today(tx.now.getTime())}::date` : empty}
      ${after === null ? empty : sql`and (d.kind, d.serial) > (${after[0]}, ${after[1]})`}
      order by d.kind, d.serial limit ${filter.limit + 1}`,
  )
  const page = pageOf(rows, filter.limit, (row) => [row.kind, row.serial])
  return { counts, late, next: page.next, items: await linesOf(tx, desk, page.items) }
}

/** One device with its loans and what was done to it; the reading is noted. @throws Refusal `device.missing` */
export async function deviceView(tx: Tx, desk: PeopleDesk, id: string): Promise<DeviceView> {
  const [line] = await linesOf(tx, desk, await rowsOf(tx, sql`and d.id = ${id}`))
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
  const names = await actorNames(
    tx,
    events.map((event) => event.by),
  )
  return {
    ...line,
    loans: loans.map((loan) => ({ ...loan, person: cards.get(loan.person) ?? null })),
    events: events.map((event) => ({
      ...event,
      by: names(event.by),
    })),
  }
}
