import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../platform/http/index.ts'
import type { ActingFor, PeopleDesk } from '../people/index.ts'
import { CHANNELS, demandKey, type OrderDesk } from '../services/index.ts'
import { dietOf, keepDiet } from './diets/diets.ts'
import { publishMenu, setHours, takeMenu } from './menus/commands.ts'
import { hoursOf, mealSites, sharedMenus, weekMenus } from './menus/views.ts'
import { ALLERGENS, DIETS, MEALS, PROOFS } from './model.ts'
import { deliveries, sendRun } from './orders/deliveries.ts'
import { closeDay, handOver } from './orders/handover.ts'
import { orderMeal } from './orders/order.ts'
import { kitchenSheet } from './orders/sheet.ts'

const keys = <T extends Record<string, unknown>>(of: T) => Object.keys(of) as (keyof T & string)[]
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Uuid = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const Time = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
const MealCode = Type.Enum(keys(MEALS))
const Allergens = Type.Array(Type.Enum(keys(ALLERGENS)), { maxItems: 8, uniqueItems: true })
const Diets = Type.Array(Type.Enum(keys(DIETS)), { maxItems: 4, uniqueItems: true })
const Id = Type.Object({ id: Uuid })
const SiteDay = Type.Object({ site: Uuid, day: Day })
const DishBody = Type.Object({
  key: Type.String({ pattern: '^[a-z0-9-]{1,24}$' }),
  zh: Type.String({ minLength: 1, maxLength: 40 }),
  en: orNull(Type.String({ minLength: 1, maxLength: 80 })),
  allergens: Allergens,
  suits: Diets,
})
const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Enum(['guardian', 'proxy']), relative: Uuid }),
])

/** Meals over HTTP. What shows persons notes the reading and is therefore no plain read. */
export function mealRoutes(desk: OrderDesk): AnyRoute[] {
  return [...menuRoutes, ...dietRoutes(desk), ...orderRoutes(desk)]
}

const menuRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/meals/sites',
    summary: { zh: '本人负责的助餐网点', en: 'Sites that serve meals' },
    permission: 'services.use',
    handle: async (tx) => ({ items: await mealSites(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/meals/menus',
    summary: { zh: '一周食谱', en: 'Menus of a week' },
    permission: 'services.use',
    query: Type.Object({ site: Uuid, from: Day }),
    handle: async (tx, { query }) => ({
      items: await weekMenus(tx, query.site, query.from),
      hours: await hoursOf(tx, query.site),
    }),
  }),
  read({
    method: 'GET',
    url: '/api/meals/shared-menus',
    summary: { zh: '中央厨房菜品专区', en: 'Menus of central kitchens' },
    permission: 'services.use',
    query: Type.Object({ from: Day }),
    handle: async (tx, { query }) => ({ items: await sharedMenus(tx, query.from) }),
  }),
  command({
    method: 'POST',
    url: '/api/meals/menus',
    summary: { zh: '公布食谱', en: 'Publish a menu' },
    permission: 'services.offer',
    body: Type.Object({
      site: Uuid,
      day: Day,
      meal: MealCode,
      shared: Type.Boolean(),
      dishes: Type.Array(DishBody, { minItems: 1, maxItems: 40 }),
    }),
    handle: (tx, { body }) => publishMenu(tx, body as Parameters<typeof publishMenu>[1]),
  }),
  command({
    method: 'POST',
    url: '/api/meals/menus/:id/take',
    summary: { zh: '采用中央厨房菜单', en: 'Take the menu of a central kitchen over' },
    permission: 'services.offer',
    params: Id,
    body: Type.Object({ site: Uuid }),
    handle: (tx, { params, body }) => takeMenu(tx, params.id, body.site),
  }),
  command({
    method: 'POST',
    url: '/api/meals/sites/:id/hours',
    summary: { zh: '设置供餐时段和截止时间', en: 'Set hours and cut-off of a meal' },
    permission: 'services.offer',
    params: Id,
    body: Type.Object({
      meal: MealCode,
      from: Time,
      until: Time,
      cutoffAt: orNull(Time),
      cutoffDays: Type.Integer({ minimum: 0, maximum: 7 }),
    }),
    handle: async (tx, { params, body }) => {
      await setHours(tx, params.id, body as Parameters<typeof setHours>[2])
      return { saved: true }
    },
  }),
]

const dietRoutes = (desk: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/meals/diets/:id',
    summary: { zh: '忌口和过敏，记入读取记录', en: 'Diets and allergies of a person; the reading is noted' },
    permission: 'services.order',
    params: Id,
    handle: (db, { params }, { actor }) => db.write(actor, async (tx) => ({ diet: await dietOf(tx, desk, params.id) })),
  }),
  command({
    method: 'POST',
    url: '/api/meals/diets/:id',
    summary: { zh: '登记忌口和过敏（须本人同意）', en: 'Keep diets and allergies, with consent' },
    permission: 'services.order',
    params: Id,
    body: Type.Object({
      diets: Diets,
      allergens: Allergens,
      note: orNull(Type.String({ minLength: 1, maxLength: 200 })),
    }),
    handle: async (tx, { params, body }) => {
      await keepDiet(tx, desk, params.id, body as Parameters<typeof keepDiet>[3])
      return { saved: true }
    },
  }),
]

const orderRoutes = (desk: OrderDesk): AnyRoute[] => [
  open({
    method: 'POST',
    url: '/api/meals/orders',
    summary: { zh: '订餐选菜', en: 'Order a meal with its dish' },
    permission: 'services.order',
    body: Type.Object({
      person: Uuid,
      offer: Uuid,
      day: Day,
      meal: MealCode,
      dish: orNull(Type.String({ pattern: '^[a-z0-9-]{1,24}$' })),
      despiteAllergy: Type.Boolean(),
      seenFen: Type.Integer({ minimum: 0 }),
      channel: Type.Enum(keys(CHANNELS)),
      acting: Acting,
      note: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
    }),
    handle: (db, { body }, { actor, key }) => {
      const { dish, despiteAllergy, acting, ...wish } = body
      return orderMeal(db, desk, actor, {
        ...wish,
        request: demandKey(key),
        choice: dish,
        despite: despiteAllergy ? ['meal.allergy'] : [],
        acting: acting as ActingFor,
        note: wish.note ?? null,
      })
    },
  }),
  open({
    method: 'GET',
    url: '/api/meals/kitchen-sheet',
    summary: { zh: '后厨备餐单，记入读取记录', en: 'The kitchen’s sheet; the reading is noted' },
    permission: 'services.dispatch',
    query: SiteDay,
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => kitchenSheet(tx, desk, query.site, query.day)),
  }),
  open({
    method: 'GET',
    url: '/api/meals/deliveries',
    summary: { zh: '送餐单（按步行顺序），记入读取记录', en: 'Deliveries in walking order; the reading is noted' },
    permission: 'services.dispatch',
    query: Type.Object({ site: Uuid, day: Day, meal: MealCode }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, (tx) => deliveries(tx, desk, query.site, query.day, query.meal)),
  }),
  command({
    method: 'POST',
    url: '/api/meals/runs',
    summary: { zh: '派人送餐', en: 'Send somebody to deliver' },
    permission: 'services.dispatch',
    body: Type.Object({ site: Uuid, day: Day, meal: MealCode, staff: Uuid }),
    handle: (tx, { body }) => sendRun(tx, desk, body),
  }),
  command({
    method: 'POST',
    url: '/api/meals/orders/:id/hand-over',
    summary: { zh: '交餐：确认码、证件或姓名', en: 'Hand a meal over: code, card or name' },
    permission: 'services.dispatch',
    params: Id,
    body: Type.Object({ how: Type.Enum(keys(PROOFS)), word: orNull(Type.String({ minLength: 4, maxLength: 24 })) }),
    handle: (tx, { params, body }) => handOver(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/meals/close-day',
    summary: { zh: '日终：未取餐的登记未到', en: 'End the day: those who did not come' },
    permission: 'services.dispatch',
    body: SiteDay,
    handle: (tx, { body }) => closeDay(tx, desk, body.site, body.day),
  }),
]
