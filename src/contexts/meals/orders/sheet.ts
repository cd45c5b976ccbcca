import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { type OrderOfDay, ordersOfDay } from '../../services/index.ts'
import { dietsOf } from '../diets/diets.ts'
import { weekMenus } from '../menus/views.ts'
import {
  ALLERGENS,
  type Allergen,
  DIETS,
  type Diet,
  type Dish,
  type KitchenSheet,
  MEALS,
  type Meal,
  type Proof,
  type SheetLine,
  type SheetMeal,
} from '../model.ts'

/** What is not cooked any more. A person who does not come was cooked for. */
const OFF = new Set<string>(['cancelled', 'refused'])

/** Which meal an order is for, by the hour it begins in China. */
export function mealAt(from: string): Meal {
  const hour = new Date(Date.parse(from) + 8 * 3_600_000).getUTCHours()
  return hour < 10 ? 'breakfast' : hour < 15 ? 'noon' : 'evening'
}

type Extra = {
  order: string
  dish: string | null
  warned: boolean
  proof: Proof | null
  zh: string | null
  en: string | null
  allergens: Allergen[]
}

/** What meals know of orders beside the order. One statement. */
async function extras(tx: Tx, orders: readonly string[]): Promise<Map<string, Extra>> {
  const rows =
    await tx.rows<Extra>(sql`select o.id "order", c.dish, c.warned is not null warned, h.how proof, d.title_zh zh, d.title_en en,
      coalesce(d.allergens, '{}') allergens from unnest(${[...orders]}::uuid[]) o(id)
    left join meals.choice c on c.jurisdiction = ${tx.actor.jurisdiction} and c.order_id = o.id
    left join meals.dish d on d.jurisdiction = c.jurisdiction and d.menu = c.menu and d.key = c.dish
    left join meals.handover h on h.jurisdiction = ${tx.actor.jurisdiction} and h.order_id = o.id`)
  return new Map(rows.map((row) => [row.order, row]))
}

/** Meal orders of a site's day with persons, dishes and diets; the reading is noted for each person. */
export async function mealLines(
  tx: Tx,
  desk: PeopleDesk,
  site: string,
  day: IsoDate,
  purpose: string,
): Promise<{ orders: Map<string, OrderOfDay>; lines: SheetLine[]; dishes: Map<string, Omit<Dish, 'suits'>> }> {
  const orders = await ordersOfDay(tx, desk, { site, family: 'meal', day })
  const known = await extras(
    tx,
    orders.map((order) => order.id),
  )
  // Who cancelled is nobody the kitchen has to know.
  const persons = [...new Set(orders.filter((order) => !OFF.has(order.state)).map((order) => order.person))]
  const cards = await personCards(tx, desk, persons, purpose)
  const diets = await dietsOf(
    tx,
    desk,
    persons.filter((person) => cards.has(person)),
    purpose,
  )
  const dishes = new Map<string, Omit<Dish, 'suits'>>()
  const lines = orders.map((order): SheetLine => {
    const extra = known.get(order.id)
    const off = OFF.has(order.state)
    const file = off ? undefined : diets.get(order.person)
    if (extra?.dish && extra.zh !== null)
      dishes.set(extra.dish, { key: extra.dish, zh: extra.zh, en: extra.en, allergens: extra.allergens })
    return {
      order: order.id,
      no: order.no,
      person: off ? null : (cards.get(order.person) ?? null),
      meal: mealAt(order.from),
      goesOut: order.goesOut,
      quantity: order.quantity,
      dish: extra?.dish ?? null,
      diets: file?.diets ?? [],
      allergens: file?.allergens ?? [],
      note: file?.note ?? null,
      warned: extra?.warned ?? false,
      state: order.state,
      proof: extra?.proof ?? null,
    }
  })
  return { orders: new Map(orders.map((order) => [order.id, order])), lines, dishes }
}

const counted = <K extends string>(
  lines: readonly SheetLine[],
  keys: readonly K[],
  has: (line: SheetLine, key: K) => boolean,
) =>
  keys.flatMap((key) => {
    const own = lines.filter((line) => has(line, key))
    const of = (goesOut: boolean) =>
      own.filter((line) => line.goesOut === goesOut).reduce((sum, line) => sum + line.quantity, 0)
    return own.length === 0 ? [] : [{ key, eatIn: of(false), goesOut: of(true) }]
  })

const MEAL_OF_THE_DAY: Bilingual = { zh: '当日套餐（未选菜）', en: 'Meal of the day (no dish chosen)' }

/** What the kitchen cooks of the orders of a meal: everything that was ordered and not called off. Pure. */
export function sheetMeal(
  meal: Meal,
  all: readonly SheetLine[],
  titles: ReadonlyMap<string, Omit<Dish, 'suits'>>,
): SheetMeal {
  const own = all.filter((line) => line.meal === meal)
  const kept = own.filter((line) => !OFF.has(line.state))
  const sum = (lines: readonly SheetLine[]) => lines.reduce((total, line) => total + line.quantity, 0)
  const keys = [...new Set(kept.map((line) => line.dish ?? ''))].toSorted()
  return {
    meal,
    ordered: sum(own),
    cancelled: sum(own.filter((line) => OFF.has(line.state))),
    portions: sum(kept),
    dishes: counted(kept, keys, (line, key) => (line.dish ?? '') === key).map(({ key, ...portions }) => {
      const dish = titles.get(key)
      return {
        key: key === '' ? null : key,
        title: key === '' ? MEAL_OF_THE_DAY : { zh: dish?.zh ?? key, en: dish?.en ?? dish?.zh ?? key },
        allergens: dish?.allergens ?? [],
        ...portions,
      }
    }),
    diets: counted(kept, Object.keys(DIETS) as Diet[], (line, key) => line.diets.includes(key)).map(
      ({ key, ...portions }) => ({ diet: key, ...portions }),
    ),
    allergens: counted(kept, Object.keys(ALLERGENS) as Allergen[], (line, key) => line.allergens.includes(key)).map(
      ({ key, ...portions }) => ({ allergen: key, ...portions }),
    ),
  }
}

/** The kitchen's sheet (后厨备餐单) of a site and day: every meal with orders or a menu. Reading persons and diets is noted. */
export async function kitchenSheet(tx: Tx, desk: PeopleDesk, site: string, day: IsoDate): Promise<KitchenSheet> {
  const { lines, dishes } = await mealLines(tx, desk, site, day, '后厨备餐')
  const menus = (await weekMenus(tx, site, day)).filter((menu) => menu.day === day)
  const shown = (Object.keys(MEALS) as Meal[]).filter(
    (meal) => lines.some((line) => line.meal === meal) || menus.some((menu) => menu.meal === meal),
  )
  return {
    site,
    day,
    meals: shown.map((meal) => {
      const menu = menus.find((each) => each.meal === meal)
      const titles = new Map(dishes)
      for (const dish of menu?.dishes ?? []) titles.set(dish.key, dish)
      return sheetMeal(meal, lines, titles)
    }),
    lines: lines.filter((line) => !OFF.has(line.state)),
  }
}
