import Type from 'typebox'
import { today } from '../../kernel/dates.ts'
import { type AnyRoute, command, open, read } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { settledIn } from '../services/index.ts'
import { EXCEPTIONS, MODES, WISHES } from './model.ts'
import { type Asked, askPlan, dropPlan, takeOver } from './plan/ask.ts'
import { lockVisit, type Move, moveVisit, tryMove } from './plan/hand.ts'
import { planRun } from './plan/run.ts'
import { planRow, planViewOf } from './plan/store.ts'
import { boardOf, sheetsOf } from './plan/views.ts'
import { endWish, keepCarer, noteException, noteWish, type WishInput, withdrawException } from './roster/commands.ts'
import { personWishes, rotaOf } from './roster/views.ts'
import { expectSite, planningSites } from './sites.ts'

const keys = <T extends Record<string, unknown>>(of: T) => Object.keys(of) as (keyof T & string)[]
const Uuid = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Minute = Type.Integer({ minimum: 0, maximum: 1440 })
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Id = Type.Object({ id: Uuid })
const SiteDay = Type.Object({ site: Uuid, day: Type.Optional(Day) })
const Event = Type.Union([
  Type.Object({ kind: Type.Literal('sick'), staff: Uuid }),
  Type.Object({ kind: Type.Literal('late'), order: Uuid, minutes: Type.Integer({ minimum: 5, maximum: 480 }) }),
  Type.Object({ kind: Type.Literal('urgent') }),
])
const MoveBody = Type.Object({
  site: Uuid,
  day: Day,
  order: Uuid,
  staff: Type.Array(Uuid, { minItems: 1, maxItems: 6 }),
  start: orNull(Minute),
})
const CarerBody = Type.Object({
  site: Uuid,
  staff: Uuid,
  ownSite: Type.Boolean(),
  mode: Type.Enum(keys(MODES)),
  startAt: Type.Union([Type.Literal('site'), Type.Literal('home')]),
  pattern: Type.Array(Type.Object({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), from: Minute, until: Minute }), {
    maxItems: 28,
  }),
  lunch: orNull(Type.Object({ from: Minute, until: Minute, minutes: Type.Integer({ minimum: 5, maximum: 180 }) })),
  mostMinutes: orNull(Type.Integer({ minimum: 30, maximum: 960 })),
  languages: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 8 }),
  planned: Type.Boolean(),
})
const PERMISSION = 'services.dispatch'

/** The planning of days over HTTP. What shows persons notes the reading and is therefore no plain read. */
export function dispatchingRoutes(desk: PeopleDesk): AnyRoute[] {
  const kind = planRun(desk)
  return [
    read({
      method: 'GET',
      url: '/api/dispatching/sites',
      summary: { zh: '可以排班派单的网点', en: 'Sites whose days one plans' },
      permission: PERMISSION,
      handle: async (tx) => ({ items: await planningSites(tx), next: null }),
    }),
    open({
      method: 'GET',
      url: '/api/dispatching/day',
      summary: { zh: '一个网点一天的排班和订单', en: 'The day of a site: carers, visits, the newest plan' },
      permission: PERMISSION,
      query: SiteDay,
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) => boardOf(tx, desk, query.site, query.day ?? today(tx.now.getTime()))),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/plans',
      summary: { zh: '优化或重排一天', en: 'Plan a day, or plan it again' },
      permission: PERMISSION,
      status: 201,
      body: Type.Object({
        site: Uuid,
        day: Day,
        seconds: Type.Optional(Type.Number({ minimum: 0.2, maximum: 60 })),
        seed: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
        event: Type.Optional(orNull(Event)),
      }),
      handle: (tx, { body }) => askPlan(tx, desk, kind, body as Asked),
    }),
    read({
      method: 'GET',
      url: '/api/dispatching/plans/:id',
      summary: { zh: '一版计划的进度和结果', en: 'How far a plan is, and what came out' },
      permission: PERMISSION,
      params: Id,
      handle: async (tx, { params }) => {
        const row = await planRow(tx, params.id)
        await expectSite(tx, row.site)
        return planViewOf(tx, row)
      },
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/plans/:id/take',
      summary: { zh: '采用一版计划：派出全部订单', en: 'Take a plan over: all its visits are assigned, or none' },
      permission: PERMISSION,
      params: Id,
      handle: (tx, { params }) => takeOver(tx, desk, params.id),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/plans/:id/drop',
      summary: { zh: '作废一版计划', en: 'Drop a plan' },
      permission: PERMISSION,
      params: Id,
      handle: (tx, { params }) => dropPlan(tx, params.id),
    }),
    open({
      method: 'POST',
      url: '/api/dispatching/moves/check',
      summary: { zh: '试排：能否换人换时间，为什么不能', en: 'Whether a visit may be moved, and why not' },
      permission: PERMISSION,
      body: MoveBody,
      handle: (db, { body }, { actor }) => db.read(actor, async (tx) => (await tryMove(tx, desk, body as Move)).check),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/moves',
      summary: { zh: '手工调整一次服务，形成新的一版', en: 'Move a visit by hand: a new version' },
      permission: PERMISSION,
      status: 201,
      body: MoveBody,
      handle: (tx, { body }) => moveVisit(tx, desk, body as Move),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/locks',
      summary: { zh: '锁定或解锁一次服务', en: 'Lock a visit, or unlock it' },
      permission: PERMISSION,
      body: Type.Object({
        order: Uuid,
        hold: orNull(Type.Object({ staff: Type.Array(Uuid, { minItems: 1, maxItems: 6 }), start: orNull(Minute) })),
      }),
      handle: (tx, { body }) =>
        lockVisit(tx, desk, body.order, body.hold as { staff: string[]; start: number | null } | null),
    }),
    open({
      method: 'GET',
      url: '/api/dispatching/rota',
      summary: { zh: '排班表：班次、出行方式、请假', en: 'The rota: shifts, ways of travelling, exceptions' },
      permission: PERMISSION,
      query: Type.Object({ site: Uuid }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => ({ items: await rotaOf(tx, desk, query.site), next: null })),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/rota',
      summary: { zh: '登记一名护理员的班次', en: 'Say how a carer works' },
      permission: PERMISSION,
      body: CarerBody,
      handle: (tx, { body: { site, ...input } }) => keepCarer(tx, site, input as Parameters<typeof keepCarer>[2]),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/exceptions',
      summary: { zh: '登记请假、病假或加班', en: 'Enter leave, sickness or extra hours' },
      permission: PERMISSION,
      status: 201,
      body: Type.Object({
        site: Uuid,
        staff: Uuid,
        kind: Type.Enum(keys(EXCEPTIONS)),
        from: Instant,
        until: Instant,
      }),
      handle: (tx, { body }) => noteException(tx, body as Parameters<typeof noteException>[1]),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/exceptions/:id/withdraw',
      summary: { zh: '撤销请假或加班', en: 'Withdraw an exception' },
      permission: PERMISSION,
      params: Id,
      body: Type.Object({ site: Uuid }),
      handle: (tx, { params, body }) => withdrawException(tx, body.site, params.id),
    }),
    open({
      method: 'GET',
      url: '/api/dispatching/wishes',
      summary: { zh: '服务对象的愿望', en: 'Wishes of a person who is served' },
      permission: PERMISSION,
      query: Type.Object({ person: Uuid }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => ({ items: await personWishes(tx, desk, query.person), next: null })),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/wishes',
      summary: { zh: '登记愿望', en: 'Enter a wish' },
      permission: PERMISSION,
      status: 201,
      body: Type.Object({
        person: Uuid,
        kind: Type.Enum(keys(WISHES)),
        staff: orNull(Uuid),
        value: orNull(Type.String({ minLength: 1, maxLength: 20 })),
        hard: Type.Boolean(),
      }),
      handle: (tx, { body }) => noteWish(tx, desk, body as WishInput),
    }),
    command({
      method: 'POST',
      url: '/api/dispatching/wishes/:id/end',
      summary: { zh: '撤销愿望', en: 'End a wish' },
      permission: PERMISSION,
      params: Id,
      handle: (tx, { params }) => endWish(tx, desk, params.id),
    }),
    open({
      method: 'POST',
      url: '/api/dispatching/sheets',
      summary: { zh: '路线单（含住址和电话），记入读取记录', en: 'Route sheets with addresses and telephones; noted' },
      permission: PERMISSION,
      body: SiteDay,
      handle: (db, { body }, { actor }) =>
        db.write(actor, (tx) => sheetsOf(tx, desk, body.site, body.day ?? today(tx.now.getTime()))),
    }),
    read({
      method: 'GET',
      url: '/api/dispatching/settled',
      summary: { zh: '一个网点一个月的结算明细', en: 'What was settled for a site in a month' },
      permission: PERMISSION,
      query: Type.Object({ site: Uuid, month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }) }),
      handle: async (tx, { query }) => {
        await expectSite(tx, query.site)
        return { ...(await settledIn(tx, desk, query.site, query.month)), next: null }
      },
    }),
  ]
}
