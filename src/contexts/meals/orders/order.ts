import { addDays, type IsoDate, today } from '../../../kernel/dates.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { noPerson, type PeopleDesk, sealsFor } from '../../people/index.ts'
import { isPlaced, type Outcome, offers, placeOrders, type ReadyWish } from '../../services/index.ts'
import { dietsOf } from '../diets/diets.ts'
import { cutoffOf, hoursOf, instantAt, menuOf } from '../menus/views.ts'
import { ALLERGENS, type Meal } from '../model.ts'

/** For how many days ahead a meal may be ordered. */
const AHEAD = 31

export type MealWish = {
  offer: string
  day: IsoDate
  meal: Meal
  /** Key of a dish of the menu; null: the meal of the day. */
  dish: string | null
  /** Whoever orders was warned of an allergy and orders all the same. */
  despiteAllergy: boolean
}

/** The window of a meal, by the hours of the site that offers it. @throws Refusal `order.offer-missing`, `meal.day` */
export async function windowOf(
  tx: Tx,
  wish: Pick<MealWish, 'offer' | 'day' | 'meal'>,
): Promise<{ site: string; from: string; until: string; cutoff: string | null }> {
  const offer = (await offers(tx, { family: 'meal' })).find((each) => each.id === wish.offer)
  if (offer === undefined)
    throw refuse(
      'order.offer-missing',
      { zh: '没有这项助餐服务，或已停止', en: 'There is no such meal service, or it has ended' },
      { kind: 'missing', at: '/offer' },
    )
  const day = today(tx.now.getTime())
  if (wish.day < day || wish.day > addDays(day, AHEAD))
    throw refuse(
      'meal.day',
      { zh: `只能订今天起 ${AHEAD} 天内的餐`, en: `Meals are ordered for today and the next ${AHEAD} days` },
      { at: '/day' },
    )
  const hours = (await hoursOf(tx, offer.site)).find((each) => each.meal === wish.meal)!
  return {
    site: offer.site,
    from: instantAt(wish.day, hours.from),
    until: instantAt(wish.day, hours.until),
    cutoff: cutoffOf(hours, wish.day),
  }
}

/**
 * Orders a meal with its dish (订餐): both stand or neither. The site's own cut-off binds beside the lead time of the item. A dish that holds
 * what the person is allergic to is warned of first; whoever orders may decide otherwise, which is kept with the order.
 *
 * What speaks against the order comes back instead of being thrown, so that what the transaction noted (reading, unmet demand) stays.
 *
 * @returns the order, or one of `meal.cutoff`, `menu.missing`, `meal.dish`, `meal.allergy` and those of `orderRefusal`
 */
export async function orderMeal(tx: Tx, desk: PeopleDesk, ready: ReadyWish, wish: MealWish): Promise<Outcome> {
  const own = tx.actor.jurisdiction
  const { site, from, until, cutoff } = await windowOf(tx, wish)
  const placing: ReadyWish = { ...ready, offer: wish.offer, from, until, quantity: 1 }
  // Asked again under the same key it is answered as it was then, whatever the hour and the menu are now.
  const before = await tx.maybe(
    sql`select 1 from meals.choice c where c.jurisdiction = ${own} and c.request = ${requestOf(ready)}`,
  )
  if (before !== null) return (await placeOrders(tx, [placing]))[0]!
  if (cutoff !== null && Date.parse(cutoff) < tx.now.getTime())
    return refuse(
      'meal.cutoff',
      { zh: '已过网点的截止下单时间', en: 'The site’s time for ordering this meal is over' },
      {
        kind: 'conflict',
        at: '/day',
        params: { until: cutoff },
        next: { zh: '请订下一餐', en: 'Order the next meal' },
      },
    )
  const file = (await dietsOf(tx, desk, [ready.person], '订餐核对忌口'))?.get(ready.person)
  const menu = await menuOf(tx, site, wish.day, wish.meal)
  if (wish.dish !== null && menu === null)
    return refuse(
      'menu.missing',
      { zh: '这一餐还没有公布食谱，不能选菜', en: 'No menu is published for this meal: no dish can be chosen' },
      { kind: 'missing', at: '/dish', next: { zh: '可以订当日套餐', en: 'Order the meal of the day' } },
    )
  const dish = wish.dish === null ? null : (menu!.dishes.find((each) => each.key === wish.dish) ?? null)
  if (wish.dish !== null && dish === null)
    return refuse('meal.dish', { zh: '食谱里没有这个菜品', en: 'The dish is not on the menu' }, { at: '/dish' })
  const clash = dish?.allergens.filter((each) => file?.allergens.includes(each)) ?? []
  if (clash.length > 0 && !wish.despiteAllergy)
    return refuse(
      'meal.allergy',
      {
        zh: `这位老人对${clash.map((each) => ALLERGENS[each].zh).join('、')}过敏，“${dish!.zh}”含有`,
        en: `The person is allergic to ${clash.map((each) => ALLERGENS[each].en).join(', ')}, which ${dish!.en ?? dish!.zh} holds`,
      },
      {
        kind: 'conflict',
        at: '/dish',
        params: { allergens: clash },
        next: {
          zh: '请换一个菜；本人坚持的，确认后再下单',
          en: 'Choose another dish, or confirm that the person insists',
        },
      },
    )
  const outcome = (await placeOrders(tx, [placing]))[0]!
  if (!isPlaced(outcome) || outcome.repeated) return outcome
  const seal = clash.length === 0 ? null : (await sealsFor(tx, desk, [ready.person])).get(ready.person)
  if (seal === undefined) throw noPerson()
  await tx.run(sql`insert into meals.choice (jurisdiction, order_id, request, person, menu, dish, warned, recorded_by, recorded_at)
    values (${own}, ${outcome.id}, ${requestOf(ready)}, ${ready.person}, ${dish === null ? null : menu!.id}, ${dish?.key ?? null}, ${seal?.seal(clash) ?? null}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'meals.order.choose',
    subject: { kind: 'order', id: outcome.id },
    detail: { menu: menu?.id ?? null, dish: dish?.key ?? null, warned: clash.length > 0 },
  })
  return outcome
}

const requestOf = (ready: ReadyWish): string => `${ready.actor} ${ready.request}`

/** Throws a refusal that came back instead of an order. */
export function demandPlaced(outcome: Outcome): Exclude<Outcome, Refusal> {
  if (outcome instanceof Refusal) throw outcome
  return outcome
}
