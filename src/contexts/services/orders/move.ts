import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { type Json, record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { type Channel, type OrderMoved, STATES } from '../model.ts'
import { type Act, lead } from './path.ts'
import { type OrderRow, orderWith } from './store.ts'

/** By which way an act was told, and what the device's clock said. `at` is when it happened, where that was earlier than now. */
export type Told = { channel: Channel; device?: string | null; deviceAt?: string | null; at?: string | null }

const EVENTS: Record<Act, string> = {
  assign: 'services.order.assigned',
  arrive: 'services.order.arrived',
  start: 'services.order.started',
  finish: 'services.order.served',
  confirm: 'services.order.confirmed',
  rate: 'services.order.rated',
  settle: 'services.order.settled',
  cancel: 'services.order.cancelled',
  'no-show': 'services.order.no-show',
  refuse: 'services.order.refused',
}

/** Names of events in an order's timeline. */
export const EVENT_KINDS = {
  placed: { zh: '下单', en: 'placed' },
  assign: { zh: '派单', en: 'assigned' },
  arrive: { zh: '到达', en: 'arrived' },
  start: { zh: '开始服务', en: 'started' },
  finish: { zh: '服务结束', en: 'served' },
  confirm: { zh: '确认', en: 'confirmed' },
  rate: { zh: '评价', en: 'rated' },
  settle: { zh: '结算', en: 'settled' },
  cancel: { zh: '取消', en: 'cancelled' },
  'no-show': { zh: '未到', en: 'no show' },
  refuse: { zh: '拒单', en: 'refused' },
} as const

const WHY = {
  unassigned: { zh: '还没有派人，不能登记到达', en: 'Nobody has been sent yet' },
  started: { zh: '服务已经开始', en: 'The service has begun' },
  'not-started': { zh: '服务还没有开始，不能结束', en: 'It cannot end before it has begun' },
} as const

/** An order that may be moved, locked; refuses what the path does not allow and what somebody else has done meanwhile. */
export async function orderToMove(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  act: Act,
  revision: number | null,
): Promise<OrderRow & { staff: number; to: OrderRow['state'] }> {
  const order = await orderWith(tx, desk, id, true)
  if (revision !== null && order.revision !== revision)
    throw refuse(
      'order.changed-meanwhile',
      { zh: '这个订单刚被别人办理过', en: 'Somebody has dealt with this order meanwhile' },
      {
        kind: 'conflict',
        params: { state: order.state, revision: order.revision },
        next: { zh: '请刷新后再办', en: 'Refresh, then decide' },
      },
    )
  const led = lead({ state: order.state, staff: order.staff, startedAt: order.startedAt }, act)
  if ('to' in led) return { ...order, to: led.to }
  const state = STATES[order.state]
  throw refuse(
    `order.${led.why}`,
    led.why === 'state'
      ? { zh: `订单${state.zh}，不能这样办理`, en: `The order is ${state.en}: this cannot be done to it` }
      : WHY[led.why],
    { kind: 'conflict', params: { state: order.state } },
  )
}

/** The instant an act is entered for: as told, never after now. @throws Refusal `order.future` */
export function instantOf(tx: Tx, told: Told): string {
  if (!told.at) return tx.now.toISOString()
  const at = Date.parse(told.at)
  if (Number.isNaN(at) || at > tx.now.getTime() + 60_000)
    throw refuse(
      'order.future',
      { zh: '发生时间不能晚于现在', en: 'It cannot have happened later than now' },
      { at: '/at' },
    )
  return new Date(Math.min(at, tx.now.getTime())).toISOString()
}

/**
 * Moves an order on: state, timeline, journal, event. The caller has looked whether it may.
 *
 * @param more columns that go with the act
 */
export async function move(
  tx: Tx,
  order: OrderRow & { to: OrderRow['state'] },
  act: Act,
  told: Told,
  detail: Record<string, Json> = {},
  more: { startedAt?: string; servedAt?: string; confirmedBy?: string } = {},
): Promise<{ state: OrderRow['state']; revision: number }> {
  const own = tx.actor.jurisdiction
  const at = instantOf(tx, told)
  await tx.run(sql`update services.service_order set state = ${order.to}, state_at = ${tx.now}, revision = revision + 1
      ${more.startedAt === undefined ? empty : sql`, started_at = ${more.startedAt}`}
      ${more.servedAt === undefined ? empty : sql`, served_at = ${more.servedAt}`}
      ${more.confirmedBy === undefined ? empty : sql`, confirmed_by = ${more.confirmedBy}`}
    where jurisdiction = ${own} and id = ${order.id}`)
  await tx.run(sql`insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, device, device_at, at, detail)
    values (${own}, ${order.id}, ${newId()}, ${act}, ${tx.actor.id}, ${told.channel}, ${told.device ?? null}, ${told.deviceAt ?? null}, ${tx.now},
      ${JSON.stringify({ ...detail, ...(told.at ? { happenedAt: at } : {}) })}::jsonb)`)
  await record(tx, {
    action: `services.order.${act}`,
    subject: { kind: 'order', id: order.id },
    detail: { no: order.no, from: order.state, to: order.to, channel: told.channel, ...detail },
  })
  const payload: OrderMoved = {
    order: order.id,
    no: order.no,
    person: order.person,
    item: order.item,
    family: order.family,
    organisation: order.organisation,
    site: order.site,
    region: order.region,
    from: order.state,
    to: order.to,
    at,
  }
  await emit(tx, EVENTS[act], payload)
  return { state: order.to, revision: order.revision + 1 }
}
