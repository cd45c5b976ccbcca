import { addDays, startOfDay, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { PackSource } from '../../../platform/sync/index.ts'
import { doorsteps, type PeopleDesk } from '../../people/index.ts'
import { CHECKS, type OrderState } from '../model.ts'
import { ordersInScope } from '../scope.ts'
import { ORDER_FORM } from './kinds.ts'

/** An order as whoever carries it out takes it along. */
export type FieldOrder = {
  id: string
  no: string
  title: Bilingual
  from: string
  until: string
  state: OrderState
  startedAt: string | null
  quantity: number
  /** What must be checked before it begins. */
  checks: { code: string; title: Bilingual }[]
  /** Null where the reader may not see who it is for. */
  person: {
    name: string
    age: number | null
    address: string | null
    phones: { number: string; label: string | null }[]
  } | null
}

/** Orders of yesterday that are not entered yet, of today and tomorrow, of the provider one works for, or, for a carer, those one is sent to. */
export type OrderPack = { form: number; orders: FieldOrder[] }

/** Days taken along, and orders at most. */
const DAYS = 2
const MOST = 60

type Row = Omit<FieldOrder, 'title' | 'checks' | 'person'> & { zh: string; en: string; checks: string[]; who: string }

/** Orders that are sent out and not over, with where to go. Needs are not opened here: what today's work needs is the address, a telephone, the checks. */
async function orderPackOf(tx: Tx, desk: PeopleDesk): Promise<OrderPack> {
  const day = today(tx.now.getTime())
  const rows =
    await tx.rows<Row>(sql`select o.id, o.no, i.title_zh zh, i.title_en en, lower(o.wanted) "from", upper(o.wanted) "until", o.state,
      o.started_at "startedAt", o.quantity, i.checks, o.person who
    from services.service_order o join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} and o.state in ('assigned', 'arrived', 'served') and o.session is null
      and upper(o.wanted) > ${startOfDay(addDays(day, -1))}::timestamptz and lower(o.wanted) < ${startOfDay(addDays(day, DAYS))}::timestamptz
    order by lower(o.wanted), o.id limit ${MOST}`)
  const doors = await doorsteps(
    tx,
    desk,
    rows.map((row) => row.who),
    '今日上门服务',
  )
  return {
    form: ORDER_FORM,
    orders: rows.map(({ zh, en, who, checks, ...row }) => {
      const door = doors.get(who)
      return {
        ...row,
        title: { zh, en },
        checks: checks.map((code) => ({ code, title: CHECKS[code as keyof typeof CHECKS] ?? { zh: code, en: code } })),
        person:
          door === undefined ? null : { name: door.name, age: door.age, address: door.address, phones: door.phones },
      }
    }),
  }
}

export const orderPack = (desk: PeopleDesk): PackSource => ({
  name: 'orders',
  permission: 'services.serve',
  load: (tx) => orderPackOf(tx, desk),
})
