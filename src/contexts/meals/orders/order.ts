import { addDays, type IsoDate, today } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { type Actor, type Database, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { noPerson, type PeopleDesk, personFacts, sealsFor } from '../../people/index.ts'
import {
  askedBefore,
  type Offered,
  type OrderDesk,
  type OrderRule,
  offers,
  orderRefusal,
  type Placed,
  placeOrder,
  type Said,
  type Wish,
} from '../../services/index.ts'
import { dietsOf } from '../diets/diets.ts'
import { cutoffOf, hoursOf, instantAt, menuOf } from '../menus/views.ts'
import { ALLERGENS, type Allergen, type Dish, type Meal, type Menu } from '../model.ts'
import { mealAt } from './sheet.ts'

/** For how many days ahead a meal may be ordered. */
const AHEAD = 31

/** Code of the warning of an allergy, by which whoever orders says that the person insists. */
const ALLERGY = 'meal.allergy'

/** A meal as it is asked for: a day and a meal instead of a window, and a dish. */
export type MealWish = Omit<Wish, 'from' | 'until' | 'quantity' | 'session'> & { day: IsoDate; meal: Meal }

/** The window of a meal, by the hours of the site that offers it. @throws Refusal `order.offer-missing`, `meal.day` */
export async function windowOf(
  tx: Tx,
  wish: Pick<MealWish, 'offer' | 'day' | 'meal'>,
): Promise<{ from: string; until: string }> {
  const offer = (await offers(tx, { family: 'meal' })).find((each) => each.id === wish.offer)
  if (offer === undefined)
    throw refuse(
      'order.offer-missing',
      { zh: '没有这项助餐服务，或已停止', en: 'There is no such meal service, or it has ended' },
      { kind: 'missing', at: '/offer' },
    )
  if (wish.day < today(tx.now.getTime())) throw wrongDay()
  const hours = (await hoursOf(tx, offer.site)).find((each) => each.meal === wish.meal)!
  return { from: instantAt(wish.day, hours.from), until: instantAt(wish.day, hours.until) }
}

const wrongDay = () =>
  refuse(
    'meal.day',
    { zh: `只能订今天起 ${AHEAD} 天内的餐`, en: `Meals are ordered for today and the next ${AHEAD} days` },
    { at: '/day' },
  )

/**
 * Orders a meal (订餐) by its day and meal; from there on it is an order like any other, kept to {@link mealRule}.
 *
 * @throws Refusal `order.offer-missing`, `meal.day`, those of the rule and of `orderRefusal`
 */
export async function orderMeal(db: Database, desk: OrderDesk, actor: Actor, wish: MealWish): Promise<Placed> {
  const { day, meal, ...rest } = wish
  const window = await db.read(actor, (tx) => windowOf(tx, { offer: wish.offer, day, meal }))
  return placeOrder(db, desk, actor, { ...rest, ...window, quantity: 1 })
}

/**
 * What binds an order of a meal, by whichever way it comes: within the site's hours, before its own cut-off, a dish of the menu, and a warning of
 * an allergy first; whoever orders may decide otherwise, which is kept with the order. Where no dish is chosen any of the menu may come.
 *
 * Refuses with `meal.day`, `meal.hours`, `meal.cutoff`, `menu.missing`, `meal.dish`, `meal.allergy`.
 */
export const mealRule: OrderRule = {
  family: 'meal',
  look: async (tx, desk, actor, wish, { site, leadMinutes }) => {
    if (!wish.from || !wish.until) return {}
    // Asked again under the same key it is answered as it was then, whatever the hour and the menu are now.
    if (await askedBefore(tx, actor.id, wish.request)) return {}
    const day = today(Date.parse(wish.from))
    if (day > addDays(today(tx.now.getTime()), AHEAD)) return { refusal: wrongDay() }
    const meal = mealAt(wish.from)
    const late = await hoursSay(tx, { site, leadMinutes }, day, meal, wish as { from: string; until: string })
    if (late !== null) return late
    const menu = await menuOf(tx, site, day, meal)
    const dish = wish.choice ? (menu?.dishes.find((each) => each.key === wish.choice) ?? null) : null
    if (wish.choice && dish === null) return { refusal: noDish(menu) }
    // Who may not see the person may not learn of an allergy either; the order is refused for that.
    if (!(await personFacts(tx, desk, [wish.person])).has(wish.person)) return {}
    const file = (await dietsOf(tx, desk, [wish.person], '订餐核对忌口')).get(wish.person)
    const clash = (dish === null ? (menu?.dishes ?? []) : [dish]).filter(
      (each) => among(each, file?.allergens).length > 0,
    )
    if (clash.length > 0 && !wish.despite?.includes(ALLERGY))
      return { refusal: warning(clash, file!.allergens, dish === null) }
    return clash.length === 0 && dish === null
      ? {}
      : keeping(tx, desk, actor, wish, {
          menu: menu!.id,
          dish,
          warned: among({ allergens: clash.flatMap((each) => each.allergens) }, file?.allergens),
        })
  },
}

const among = ({ allergens }: Pick<Dish, 'allergens'>, own: readonly Allergen[] = []): Allergen[] =>
  [...new Set(allergens)].filter((each) => own.includes(each))

/** What the hours of the site say of a window. */
async function hoursSay(
  tx: Tx,
  { site, leadMinutes }: Pick<Offered, 'site' | 'leadMinutes'>,
  day: IsoDate,
  meal: Meal,
  window: { from: string; until: string },
): Promise<Said | null> {
  const hours = (await hoursOf(tx, site)).find((each) => each.meal === meal)!
  const [opens, closes] = [instantAt(day, hours.from), instantAt(day, hours.until)].map((each) => Date.parse(each))
  if (Date.parse(window.until) <= opens! || Date.parse(window.from) >= closes!)
    return {
      refusal: refuse(
        'meal.hours',
        {
          zh: `这个时间不供餐；${hours.from}–${hours.until} 供餐`,
          en: `No meal is served then; it is served from ${hours.from} to ${hours.until}`,
        },
        { kind: 'conflict', at: '/from', params: { from: hours.from, until: hours.until } },
      ),
    }
  // The kitchen cooks for the meal, not for the hour at which somebody comes to it.
  const lead = opens! - leadMinutes * 60_000
  if (lead < tx.now.getTime())
    return {
      unmet: 'order.cutoff',
      refusal: orderRefusal('order.cutoff', { until: new Date(lead).toISOString(), minutes: leadMinutes }),
    }
  const cutoff = cutoffOf(hours, day)
  if (cutoff === null || Date.parse(cutoff) >= tx.now.getTime()) return null
  return {
    unmet: 'order.cutoff',
    refusal: refuse(
      'meal.cutoff',
      { zh: '已过网点的截止下单时间', en: 'The site’s time for ordering this meal is over' },
      {
        kind: 'conflict',
        at: '/day',
        params: { until: cutoff },
        next: { zh: '请订下一餐', en: 'Order the next meal' },
      },
    ),
  }
}

const noDish = (menu: Menu | null): Refusal =>
  menu === null
    ? refuse(
        'menu.missing',
        { zh: '这一餐还没有公布食谱，不能选菜', en: 'No menu is published for this meal: no dish can be chosen' },
        { kind: 'missing', at: '/choice', next: { zh: '可以订当日套餐', en: 'Order the meal of the day' } },
      )
    : refuse('meal.dish', { zh: '食谱里没有这个菜品', en: 'The dish is not on the menu' }, { at: '/choice' })

/** Which dishes hold what the person is allergic to. */
function warning(clash: readonly Dish[], own: readonly Allergen[], open: boolean): Refusal {
  const held = among({ allergens: clash.flatMap((each) => each.allergens) }, own)
  const named = (language: 'zh' | 'en') =>
    held.map((each) => ALLERGENS[each][language]).join(language === 'zh' ? '、' : ', ')
  const dishes = (language: 'zh' | 'en') =>
    clash.map((each) => (language === 'zh' ? `“${each.zh}”` : (each.en ?? each.zh))).join(language === 'zh' ? '' : ', ')
  return refuse(
    ALLERGY,
    {
      zh: `这位老人对${named('zh')}过敏，${open ? '当日食谱的' : ''}${dishes('zh')}含有`,
      en: `The person is allergic to ${named('en')}, which ${dishes('en')} ${open ? 'of the day’s menu holds' : 'holds'}`,
    },
    {
      kind: 'conflict',
      at: '/choice',
      params: { allergens: held, dishes: clash.map((each) => each.key) },
      next: {
        zh: '请换一个菜；本人坚持的，确认后再下单',
        en: 'Choose another dish, or confirm that the person insists',
      },
    },
  )
}

/** Keeps the dish and the warning beside the order; which allergy it was stands under the person's key. */
async function keeping(
  tx: Tx,
  desk: PeopleDesk,
  actor: Actor,
  wish: Wish,
  { menu, dish, warned }: { menu: string; dish: Dish | null; warned: Allergen[] },
): Promise<Said> {
  const seal = warned.length === 0 ? null : (await sealsFor(tx, desk, [wish.person])).get(wish.person)
  if (seal === undefined) throw noPerson()
  const sealed = seal?.seal(warned) ?? null
  return {
    keep: async (within, order) => {
      await within.run(sql`insert into meals.choice (jurisdiction, order_id, person, menu, dish, warned, recorded_by, recorded_at)
        values (${within.actor.jurisdiction}, ${order.id}, ${wish.person}, ${dish === null ? null : menu}, ${dish?.key ?? null}, ${sealed}, ${actor.id}, ${within.now})`)
      await record(within, {
        action: 'meals.order.choose',
        subject: { kind: 'order', id: order.id },
        detail: { menu, dish: dish?.key ?? null, warned: warned.length > 0, by: actor.id },
      })
    },
  }
}
