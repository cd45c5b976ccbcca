import Type from 'typebox'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Actor, Database } from '../../../platform/db/index.ts'
import { type AnyRoute, command, Download, open, PageQuery, read } from '../../../platform/http/index.ts'
import type { Wish } from '../model.ts'
import {
  Acting,
  ChannelCode,
  Code,
  Day,
  FamilyCode,
  Id,
  Instant,
  Note,
  orNull,
  Revision,
  StateCode,
  Told,
  Uuid,
  WishBody,
} from '../schemas.ts'
import { placeAll } from '../sessions/series.ts'
import {
  arriveAt,
  cancelOrder,
  confirmOrder,
  finishOrder,
  noShow,
  refuseOrder,
  settleOrder,
  startOrder,
} from './acts.ts'
import { assignOrder } from './assign.ts'
import type { OrderDesk } from './beside.ts'
import { ordersCsv } from './export.ts'
import { type Collector, collector, isPlaced, readyWishes } from './place.ts'
import { quote } from './quote.ts'
import { sendable } from './sendable.ts'
import { listOrders, orderContact, orderCounts, orderView } from './views.ts'

const collectors = new WeakMap<Database, Collector>()

/** The one collector of a database in this process. */
export function collectorOf(db: Database): Collector {
  const known = collectors.get(db) ?? collector(db)
  collectors.set(db, known)
  return known
}

/**
 * Places one order and answers when it is on disk; orders that wait at the same moment share a transaction. Refused wishes are counted as unmet
 * demand where supply was lacking.
 *
 * @throws Refusal those of `orderRefusal`
 */
export async function placeOrder(db: Database, desk: OrderDesk, actor: Actor, wish: Wish) {
  const [ready] = await readyWishes(db, desk, actor, [wish])
  const outcome = await collectorOf(db)(actor.jurisdiction, ready!)
  if (isPlaced(outcome)) return outcome
  throw outcome
}

/**
 * Places a series for one person: all or none, each clash named. What a refused series lacked is not counted as unmet demand: it goes back with it.
 *
 * @throws Refusal `order.series`, those of `orderRefusal`
 */
export async function placeSeries(db: Database, desk: OrderDesk, actor: Actor, wishes: readonly Wish[]) {
  const series = newId()
  const ready = await readyWishes(
    db,
    desk,
    actor,
    wishes.map((wish) => ({ ...wish, series })),
  )
  return { series, orders: await db.write(actor, (tx) => placeAll(tx, ready)) }
}

/** The key a request is asked under. @throws Refusal `idempotency.missing` */
export const demandKey = (key: string | null): string => {
  if (key !== null) return key
  throw refuse('idempotency.missing', {
    zh: '缺少幂等键（请求头 idempotency-key，8 到 80 个字母或数字）',
    en: 'The header idempotency-key is missing (8 to 80 letters or digits)',
  })
}

const Filter = {
  state: Type.Optional(Type.Array(StateCode)),
  family: Type.Optional(FamilyCode),
  item: Type.Optional(Code),
  site: Type.Optional(Uuid),
  channel: Type.Optional(ChannelCode),
  person: Type.Optional(Uuid),
  no: Type.Optional(Type.String({ minLength: 3, maxLength: 20 })),
  from: Type.Optional(Day),
  until: Type.Optional(Day),
}
const Act = { revision: Revision, told: Told }
const Reason = Type.Object({ ...Act, reason: Note })

/** Orders over HTTP. What shows persons notes the reading and is therefore no plain read. */
export function orderRoutes(desk: OrderDesk): AnyRoute[] {
  const act = (
    name: string,
    zh: string,
    en: string,
    permission: string,
    body: Type.TObject,
    handle: (...args: never[]) => Promise<unknown>,
  ): AnyRoute =>
    command({
      method: 'POST',
      url: `/api/services/orders/:id/${name}`,
      summary: { zh, en },
      permission,
      params: Id,
      body,
      handle: (tx, { params, body: input }) =>
        (handle as (...args: unknown[]) => Promise<unknown>)(tx, desk, params.id, input),
    })
  return [
    open({
      method: 'POST',
      url: '/api/services/orders',
      summary: { zh: '下单', en: 'Place an order' },
      permission: 'services.order',
      body: WishBody,
      handle: (db, { body }, { actor, key }) =>
        placeOrder(db, desk, actor, { ...(body as Omit<Wish, 'request'>), request: demandKey(key) }),
    }),
    open({
      method: 'POST',
      url: '/api/services/orders/series',
      summary: { zh: '一次预约多个场次或时段：全部成功或全部不下单', en: 'Order a series: all or none' },
      permission: 'services.order',
      body: Type.Object({ orders: Type.Array(WishBody, { minItems: 1, maxItems: 60 }) }),
      handle: (db, { body }, { actor, key }) => {
        const request = demandKey(key)
        return placeSeries(
          db,
          desk,
          actor,
          body.orders.map((wish, i) => ({ ...(wish as Omit<Wish, 'request'>), request: `${request}:${i}` })),
        )
      },
    }),
    read({
      method: 'GET',
      url: '/api/services/quote',
      summary: { zh: '下单前试算：标价、补贴抵扣、自付', en: 'What an order would come to' },
      permission: 'services.order',
      query: Type.Object({
        person: Uuid,
        offer: Uuid,
        quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
        at: Instant,
      }),
      handle: (tx, { query }) => quote(tx, desk, query),
    }),
    open({
      method: 'GET',
      url: '/api/services/orders',
      summary: { zh: '订单列表（姓名脱敏），记入读取记录', en: 'Orders; the reading of names is noted' },
      permission: 'services.use',
      query: Type.Object({ ...PageQuery.properties, ...Filter }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) =>
          listOrders(tx, desk, { ...query, limit: Math.min(query.limit ?? 50, 200) } as Parameters<
            typeof listOrders
          >[2]),
        ),
    }),
    open({
      method: 'GET',
      url: '/api/services/orders.csv',
      summary: { zh: '导出订单（不含姓名）', en: 'Export orders, without names' },
      permission: 'services.use',
      query: Type.Object(Filter),
      handle: async (db, { query }, { actor, language }) =>
        new Download(
          `${language === 'zh' ? '服务订单' : 'orders'}.csv`,
          'text/csv; charset=utf-8',
          await db.read(actor, (tx) => ordersCsv(tx, desk, query as never, language)),
        ),
    }),
    read({
      method: 'GET',
      url: '/api/services/orders/counts',
      summary: { zh: '各状态订单数', en: 'Orders by state' },
      permission: 'services.use',
      query: Type.Object({ family: Filter.family, from: Filter.from, until: Filter.until }),
      handle: (tx, { query }) => orderCounts(tx, desk, query as never),
    }),
    open({
      method: 'GET',
      url: '/api/services/orders/:id',
      summary: { zh: '订单详情和全程记录', en: 'An order with its timeline' },
      permission: 'services.use',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => orderView(tx, desk, params.id)),
    }),
    open({
      method: 'POST',
      url: '/api/services/orders/:id/contact',
      summary: {
        zh: '为办理订单打开电话和住址，记入读取记录',
        en: 'Open telephone and address for the work of an order; noted',
      },
      permission: 'services.dispatch',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => orderContact(tx, desk, params.id)),
    }),
    open({
      method: 'GET',
      url: '/api/services/orders/:id/sendable',
      summary: { zh: '可派人员：是否空闲、证书是否有效', en: 'Who may be sent: free or bound, attested or not' },
      permission: 'services.dispatch',
      params: Id,
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => ({ items: await sendable(tx, desk, params.id), next: null })),
    }),
    act(
      'assign',
      '派单、改派',
      'Assign or reassign',
      'services.dispatch',
      Type.Object({
        ...Act,
        staff: Type.Array(Uuid, { minItems: 1, maxItems: 8 }),
        from: Type.Optional(orNull(Instant)),
        until: Type.Optional(orNull(Instant)),
        reason: Type.Optional(orNull(Note)),
      }),
      assignOrder,
    ),
    act(
      'arrive',
      '到达',
      'Arrive',
      'services.dispatch',
      Type.Object({
        ...Act,
        place: Type.Optional(
          orNull(
            Type.Object({
              lon: Type.Number({ minimum: -180, maximum: 180 }),
              lat: Type.Number({ minimum: -90, maximum: 90 }),
            }),
          ),
        ),
      }),
      arriveAt,
    ),
    act(
      'start',
      '开始服务',
      'Start',
      'services.dispatch',
      Type.Object({ ...Act, checks: Type.Record(Type.String(), Type.String({ maxLength: 200 })) }),
      startOrder,
    ),
    act(
      'finish',
      '服务结束',
      'Finish',
      'services.dispatch',
      Type.Object({ ...Act, done: orNull(Type.String({ maxLength: 500 })) }),
      finishOrder,
    ),
    act(
      'confirm',
      '本人或代理人确认',
      'Confirm on the word of the person',
      'services.order',
      Type.Object({ ...Act, confirmation: Type.Object({ by: Acting }) }),
      confirmOrder,
    ),
    act(
      'confirm-code',
      '用本人口头确认码确认',
      'Confirm by the person’s spoken code',
      'services.dispatch',
      Type.Object({ ...Act, confirmation: Type.Object({ code: Type.String({ minLength: 4, maxLength: 20 }) }) }),
      confirmOrder,
    ),
    act('cancel', '取消订单', 'Cancel', 'services.order', Reason, cancelOrder),
    act('refuse', '机构拒单', 'Refuse, as the provider', 'services.dispatch', Reason, refuseOrder),
    act('no-show', '登记未到', 'Note that nobody was there', 'services.dispatch', Reason, noShow),
    act(
      'settle',
      '生成结算明细',
      'Settle',
      'services.settle',
      Type.Object({
        ...Act,
        quantity: Type.Optional(orNull(Type.Integer({ minimum: 1 }))),
        chargedFen: Type.Optional(orNull(Type.Integer({ minimum: 0 }))),
      }),
      settleOrder,
    ),
  ]
}
