import { type IsoDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type PeopleDesk, personOfNumber } from '../../people/index.ts'
import { siteWith } from '../../providers/index.ts'
import {
  arriveAt,
  confirmOrder,
  expectFirm,
  finishOrder,
  noShow,
  ordersOfDay,
  orderWith,
  startOrder,
} from '../../services/index.ts'
import type { Proof } from '../model.ts'

/** How the person proves who comes: `word` is the spoken code or the number of the identity card; a name needs none. */
export type Handing = { how: Proof; word: string | null }

/**
 * Hands a meal over (取餐、送达). The person's one-time code also confirms the order; a card or a name proves who came by the word of whoever
 * hands over, and the person confirms later.
 *
 * @throws Refusal `order.missing`, `order.state`, `order.unassigned`, `meal.not-meal`, `meal.early`, `meal.card`, `order.confirm-code`
 */
export async function handOver(tx: Tx, desk: PeopleDesk, id: string, input: Handing): Promise<{ state: string }> {
  const order = await orderWith(tx, desk, id, true)
  if (order.family !== 'meal')
    throw refuse('meal.not-meal', { zh: '这不是助餐订单', en: 'This is no order of a meal' }, { kind: 'conflict' })
  if (today(Date.parse(order.from)) > today(tx.now.getTime()))
    throw refuse(
      'meal.early',
      { zh: '还没到供餐日', en: 'The meal is for a later day' },
      { kind: 'conflict', params: { from: order.from } },
    )
  const told = { channel: 'counter' as const }
  if (order.state !== 'arrived') await arriveAt(tx, desk, id, { revision: null, told })
  if (input.how === 'card' && (await personOfNumber(tx, desk, input.word ?? '')) !== order.person)
    throw refuse(
      'meal.card',
      { zh: '证件号与订餐人不符', en: 'The card is not the one of whoever ordered' },
      { kind: 'conflict', at: '/word', next: { zh: '请核对证件，或改用确认码', en: 'Look again, or ask for a code' } },
    )
  // Handing over takes no time that anybody measures; an order ends later than it began.
  const began = new Date(tx.now.getTime() - 1_000).toISOString()
  if (order.startedAt === null)
    await startOrder(tx, desk, id, { revision: null, told: { ...told, at: began }, checks: {} })
  let { state } = await finishOrder(tx, desk, id, { revision: null, told, done: null })
  if (input.how === 'code')
    state = (await confirmOrder(tx, desk, id, { revision: null, told, confirmation: { code: input.word ?? '' } })).state
  await tx.run(sql`insert into meals.handover (jurisdiction, order_id, person, how, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${order.person}, ${input.how}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: 'meals.handover', subject: { kind: 'order', id }, detail: { how: input.how } })
  await emit(tx, 'meals.handed-over', { order: id, person: order.person, site: order.site, how: input.how })
  return { state }
}

/**
 * Ends a site's day (日终): whoever has not come when the last meal of the day is over is noted as not come.
 *
 * @throws Refusal `site.missing`, `access.region`, `access.provider`, `meal.day-open` while a meal of the day is still served
 */
export async function closeDay(tx: Tx, desk: PeopleDesk, site: string, day: IsoDate): Promise<{ noShows: number }> {
  await expectFirm(tx, await siteWith(tx, site))
  const orders = await ordersOfDay(tx, desk, { site, family: 'meal', day })
  const open = orders.filter((order) => ['placed', 'assigned', 'arrived'].includes(order.state))
  const until = Math.max(...open.map((order) => Date.parse(order.until)), Number.NEGATIVE_INFINITY)
  if (until > tx.now.getTime())
    throw refuse(
      'meal.day-open',
      { zh: '当日供餐还没有结束', en: 'A meal of the day is still being served' },
      { kind: 'conflict', params: { until: new Date(until).toISOString() } },
    )
  for (const order of open)
    await noShow(tx, desk, order.id, { revision: null, told: { channel: 'counter' }, reason: '当日未取餐' })
  await record(tx, {
    action: 'meals.day.close',
    subject: { kind: 'site', id: site },
    detail: { day, noShows: open.length },
  })
  return { noShows: open.length }
}
