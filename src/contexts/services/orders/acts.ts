import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Json } from '../../../platform/journal/index.ts'
import { type ActingFor, demandAuthority, type PeopleDesk, spendCode } from '../../people/index.ts'
import { CHECKS } from '../model.ts'
import { moveUp } from '../sessions/waiting.ts'
import { release } from './assign.ts'
import { instantOf, move, orderToMove, type Told } from './move.ts'
import type { OrderRow } from './store.ts'

/** What an act on an order comes back with. */
export type Moved = { state: OrderRow['state']; revision: number }
type Base = { revision: number | null; told: Told }

/** Somebody is at the door (到达), or the person has come. `place` is coarse: degrees to two decimals, no more is kept. */
export async function arriveAt(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { place?: { lon: number; lat: number } | null },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'arrive', input.revision)
  const place = input.place
    ? { lon: Math.round(input.place.lon * 100) / 100, lat: Math.round(input.place.lat * 100) / 100 }
    : null
  return move(tx, order, 'arrive', input.told, { place })
}

/**
 * The service begins (开始服务), not without the checks of the day that its item demands.
 *
 * @throws Refusal `order.missing`, `order.state`, `order.started`, `order.checks`
 */
export async function startOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { checks: Record<string, string> },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'start', input.revision)
  const { checks } = await tx.one<{ checks: string[] }>(
    sql`select checks from services.item where jurisdiction = ${tx.actor.jurisdiction} and code = ${order.item}`,
  )
  const open = checks.filter((each) => !input.checks[each]?.trim())
  if (open.length > 0) {
    const names = open.map((each) => CHECKS[each as keyof typeof CHECKS] ?? { zh: each, en: each })
    throw refuse(
      'order.checks',
      {
        zh: `开始前应完成检查：${names.map((each) => each.zh).join('、')}`,
        en: `Check before it begins: ${names.map((each) => each.en).join(', ')}`,
      },
      { at: '/checks', params: { checks: open } },
    )
  }
  const at = instantOf(tx, input.told)
  return move(
    tx,
    order,
    'start',
    input.told,
    { checks: checks.map((each) => [each, input.checks[each]!.trim()]) as Json },
    { startedAt: at },
  )
}

/**
 * The service is over (服务结束), later than it began.
 *
 * @throws Refusal `order.missing`, `order.state`, `order.not-started`, `order.ends-before`
 */
export async function finishOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { done: string | null },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'finish', input.revision)
  const at = instantOf(tx, input.told)
  if (Date.parse(at) <= Date.parse(order.startedAt!))
    throw refuse(
      'order.ends-before',
      { zh: '结束时间应晚于开始时间', en: 'It ended before it began' },
      { at: '/at', params: { startedAt: order.startedAt } },
    )
  await release(tx, order.id, 'served')
  return move(tx, order, 'finish', input.told, { done: input.done }, { servedAt: at })
}

/** Who says that the service was had: the person or whoever acts for it, or a code of the person's card that was spoken to the carer. */
export type Confirmation = { by: ActingFor } | { code: string }

/**
 * The service was had (确认). Never on the word of whoever served: a carer may only bring the person's own spoken code.
 *
 * @throws Refusal `order.missing`, `order.state`, `order.confirm-code`, `proxy.authority`
 */
export async function confirmOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { confirmation: Confirmation },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'confirm', input.revision)
  const { confirmation } = input
  if ('code' in confirmation) {
    if (!(await spendCode(tx, desk, order.person, confirmation.code, `order:${order.id}`)))
      throw refuse(
        'order.confirm-code',
        { zh: '确认码不对或已用过', en: 'The code is wrong or was used before' },
        {
          kind: 'conflict',
          at: '/code',
          next: { zh: '可以由坐席电话向本人核实后确认', en: 'The hotline can ask the person and confirm' },
        },
      )
    return move(tx, order, 'confirm', input.told, { by: 'code' }, { confirmedBy: 'code' })
  }
  await demandAuthority(tx, order.person, confirmation.by, 'order')
  const by = confirmation.by.by === 'self' ? 'person' : confirmation.by.by
  return move(tx, order, 'confirm', input.told, { by }, { confirmedBy: by })
}

/** Gives back what an order took: places, the day's number, what benefits bore, and the staff. */
async function giveBack(tx: Tx, order: OrderRow, reason: string): Promise<void> {
  const own = tx.actor.jurisdiction
  await release(tx, order.id, reason)
  if (order.session !== null)
    await tx.run(
      sql`update services.session set taken = taken - ${order.quantity} where jurisdiction = ${own} and id = ${order.session}`,
    )
  await tx.run(sql`update services.offer_day set taken = greatest(taken - ${order.quantity}, 0)
    where jurisdiction = ${own} and offer = ${order.offer} and day = ${today(Date.parse(order.from))}::date`)
  if (order.subsidyFen > 0)
    await tx.run(sql`update services.quota q set times = q.times - 1, fen = q.fen - l.fen from services.order_line l
      where l.jurisdiction = ${own} and l.order_id = ${order.id} and l.fen > 0 and q.jurisdiction = l.jurisdiction and q.person = ${order.person}
        and q.subsidy = l.subsidy and q.period = l.period`)
}

/**
 * Cancels an order (取消) before anybody came. Its place goes to whoever waits longest.
 *
 * @throws Refusal `order.missing`, `order.state`
 */
export async function cancelOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { reason: string },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'cancel', input.revision)
  await giveBack(tx, order, 'cancelled')
  const moved = await move(tx, order, 'cancel', input.told, { reason: input.reason })
  if (order.session !== null) await moveUp(tx, order.session)
  return moved
}

/** The provider will not do it (拒单), and says why: it counts as unmet demand. @throws Refusal `order.missing`, `order.state` */
export async function refuseOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { reason: string },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'refuse', input.revision)
  await giveBack(tx, order, 'refused')
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into services.unmet (jurisdiction, id, day, item, family, region, reason, person, offer, channel, recorded_by, recorded_at)
    values (${own}, ${order.id}, ${today(tx.now.getTime())}::date, ${order.item}, ${order.family}, ${order.region ?? own}, 'order.refused', ${order.person}, ${order.offer},
      ${input.told.channel}, ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
  const moved = await move(tx, order, 'refuse', input.told, { reason: input.reason })
  if (order.session !== null) await moveUp(tx, order.session)
  return moved
}

/** Nobody was there, or the person did not come (未到). What was kept free stays used. @throws Refusal `order.missing`, `order.state`, `order.early` */
export async function noShow(tx: Tx, desk: PeopleDesk, id: string, input: Base & { reason: string }): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'no-show', input.revision)
  if (Date.parse(order.from) > tx.now.getTime())
    throw refuse(
      'order.early',
      { zh: '预约时间还没有到', en: 'Its time has not come yet' },
      { kind: 'conflict', params: { from: order.from } },
    )
  await release(tx, order.id, 'no-show')
  return move(tx, order, 'no-show', input.told, { reason: input.reason })
}

/**
 * Settles an order (结算明细): what it came to, never above what was ordered at the price then in force. The money is booked elsewhere.
 *
 * @param input.quantity what was had, where that was less than ordered
 * @throws Refusal `order.missing`, `order.state`, `order.quantity`, `order.charge`, `order.entitlement-unknown`
 */
export async function settleOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { quantity?: number | null; chargedFen?: number | null },
): Promise<Moved & { chargedFen: number; subsidyFen: number; selfFen: number }> {
  const order = await orderToMove(tx, desk, id, 'settle', input.revision)
  const quantity = input.quantity ?? order.quantity
  if (quantity < 1 || quantity > order.quantity)
    throw refuse(
      'order.quantity',
      { zh: `数量应在 1 到 ${order.quantity} 之间`, en: `The quantity lies between 1 and ${order.quantity}` },
      { at: '/quantity' },
    )
  const most = order.unitFen * quantity
  const charged = input.chargedFen ?? most
  if (charged < 0 || charged > most)
    throw refuse(
      'order.charge',
      {
        zh: `收费不得高于下单时公示价格 ¥${(most / 100).toFixed(2)}`,
        en: `The charge may not exceed the price published when it was ordered, ¥${(most / 100).toFixed(2)}`,
      },
      { at: '/chargedFen', params: { mostFen: most } },
    )
  if (order.entitlement === 'unknown')
    throw refuse(
      'order.entitlement-unknown',
      { zh: '补贴资格还不明确，暂不能结算', en: 'Whether a benefit bears part of it is not known yet' },
      { kind: 'conflict', next: { zh: '请先在当月补贴名单中核定', en: 'Have it decided in the month’s list first' } },
    )
  const subsidy = Math.min(order.subsidyFen, charged)
  await tx.run(sql`insert into services.settlement (jurisdiction, order_id, organisation, site, month, quantity, list_fen, charged_fen, subsidy_fen, settled_by, settled_at)
    values (${tx.actor.jurisdiction}, ${order.id}, ${order.organisation}, ${order.site}, ${today(Date.parse(order.servedAt ?? order.from)).slice(0, 7)}, ${quantity},
      ${order.listFen}, ${charged}, ${subsidy}, ${tx.actor.id}, ${tx.now})`)
  const moved = await move(tx, order, 'settle', input.told, { quantity, charged, subsidy })
  return { ...moved, chargedFen: charged, subsidyFen: subsidy, selfFen: charged - subsidy }
}

/** Notes that an order was rated; the rating itself stands with whoever keeps ratings. @throws Refusal `order.missing`, `order.state` */
export async function noteRated(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Base & { rating: string },
): Promise<Moved> {
  const order = await orderToMove(tx, desk, id, 'rate', input.revision)
  return move(tx, order, 'rate', input.told, { rating: input.rating })
}
