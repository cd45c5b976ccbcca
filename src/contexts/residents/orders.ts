import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, systemActor, type Tx } from '../../platform/db/index.ts'
import { mandatesOf, personCards, personFacts } from '../people/index.ts'
import {
  cancelOrder,
  confirmOrder,
  type Family,
  listOrders,
  type Near,
  nearestFirst,
  nearOf,
  type OrderLine,
  type OrderView,
  offers,
  orderView,
  orderWith,
  placeOrder,
  type UNITS,
} from '../services/index.ts'
import { type About, type Level, rateOrder } from '../supervision/index.ts'
import type { ResidentDesk } from './desk.ts'
import { actsFor, selfOf } from './own.ts'

/** What is ordered for a time of one's own choosing; classes and rooms have their sessions and are booked with them. */
const ORDERED: readonly Family[] = ['visit', 'meal', 'repair', 'appointment', 'urgent']

/** An offer that serves where the person lives. Money in fen; `near` is where its site lies, seen from there. */
export type OwnOffer = {
  id: string
  item: string
  title: { zh: string; en: string }
  family: Family
  unit: keyof typeof UNITS
  /** How long it takes; null where its item does not say. */
  minutes: number | null
  organisation: string
  siteId: string
  site: string
  fen: number
  conditions: string | null
  near: Near
  /** Metres as the crow flies from the seat of the community; null where a place has no point. */
  metres: number | null
  leadMinutes: number
}

/** Minutes kept for what does not say how long it takes: somebody brings a meal within the hour. */
const WINDOW = 60

/**
 * What the person may order now, with the price in force: the nearest first, then the cheapest.
 *
 * @throws Refusal `person.missing`, `proxy.authority`
 */
export async function offersFor(
  tx: Tx,
  desk: ResidentDesk,
  input: { person?: string | undefined; q?: string | undefined },
): Promise<OwnOffer[]> {
  const { person } = await actsFor(tx, input.person, 'order')
  const region = (await personFacts(tx, desk.people, [person])).get(person)?.region ?? null
  const words = input.q?.trim() ?? ''
  const near = await nearOf(tx, region)
  const found = await offers(tx, region === null ? {} : { region })
  return found
    .flatMap((each): OwnOffer[] => {
      const { price } = each
      if (price === null || !ORDERED.includes(each.family)) return []
      const said = `${each.title.zh} ${each.title.en} ${each.organisationName} ${each.siteName}`
      if (words !== '' && !said.toLowerCase().includes(words.toLowerCase())) return []
      return [
        {
          id: each.id,
          item: each.item,
          title: each.title,
          family: each.family,
          unit: each.unit,
          minutes: each.minutes,
          organisation: each.organisationName,
          siteId: each.site,
          site: each.siteName,
          fen: price.fen,
          conditions: price.conditions,
          ...near(each),
          leadMinutes: each.leadMinutes,
        },
      ]
    })
    .sort(nearestFirst)
}

/** What somebody orders for oneself or for family. */
export type OwnWish = {
  person?: string | undefined
  offer: string
  from: string
  quantity: number
  seenFen: number
  note?: string | null | undefined
  /** Dish of a menu, and warnings that are overruled. */
  choice?: string | null | undefined
  despite?: readonly string[] | null | undefined
}

/**
 * Orders by the one path of the house (`placeOrder`), on whose word it is kept with it.
 *
 * @throws Refusal `person.missing`, `proxy.authority`, `offer.gone`, those of `orderRefusal`
 */
export async function orderAs(db: Database, desk: ResidentDesk, actor: Actor, request: string, input: OwnWish) {
  const { person, acting, minutes } = await db.read(actor, async (tx) => {
    const mandate = await actsFor(tx, input.person, 'order')
    const offer = (await offersFor(tx, desk, { person: mandate.person })).find((each) => each.id === input.offer)
    if (offer === undefined)
      throw refuse(
        'offer.gone',
        { zh: '这项服务现在不能下单，或不到您家', en: 'This cannot be ordered now, or does not come to your home' },
        { kind: 'conflict', next: { zh: '请另选一家，或打服务电话', en: 'Choose another, or call the service line' } },
      )
    return { ...mandate, minutes: offer.minutes ?? WINDOW }
  })
  const until = new Date(Date.parse(input.from) + minutes * 60_000).toISOString()
  const { offer, from, quantity, seenFen, note, choice, despite } = input
  return placeOrder(db, desk.people, actor, {
    request,
    person,
    offer,
    from: new Date(from).toISOString(),
    until,
    quantity,
    seenFen,
    channel: 'app',
    acting,
    note: note?.trim() || null,
    choice: choice ?? null,
    despite: despite ?? null,
  })
}

/** Orders of oneself and of everybody one may order for, the newest first. */
export async function ownOrders(tx: Tx, desk: ResidentDesk): Promise<OrderLine[]> {
  const may = new Set(
    (await mandatesOf(tx, selfOf(tx)))
      .filter((each) => each.scope === null || each.scope.includes('order'))
      .map((each) => each.person),
  )
  const { items } = await listOrders(tx, desk.people, { limit: 100 })
  return items.filter((each) => each.person !== null && may.has(each.person.id))
}

/** By what right the account acts on an order. @throws Refusal `order.missing`, `proxy.authority` */
async function rightTo(tx: Tx, desk: ResidentDesk, id: string) {
  const { person } = await orderWith(tx, desk.people, id)
  return actsFor(tx, person, 'order')
}

/**
 * One order with its story and who comes: the name, for whoever opens the door has to know it.
 *
 * @throws Refusal `order.missing`, `proxy.authority`
 */
export async function ownOrder(db: Database, desk: ResidentDesk, actor: Actor, id: string): Promise<OrderView> {
  const view = await db.write(actor, async (tx) => {
    await rightTo(tx, desk, id)
    return orderView(tx, desk.people, id)
  })
  const coming = [...new Set(view.staff.map((each) => each.id))]
  if (coming.length === 0) return view
  // Carers are persons, whom a resident's transaction does not see: the house tells their names, and notes that it did.
  const cards = await db.write(systemActor('residents', actor.jurisdiction), (tx) =>
    personCards(tx, desk.people, coming, '告知服务对象谁上门'),
  )
  return { ...view, staff: view.staff.map((each) => ({ ...each, name: cards.get(each.id)?.name ?? null })) }
}

/** Cancels an order before anybody came. @throws Refusal `order.missing`, `order.state`, `proxy.authority` */
export async function cancelOwn(tx: Tx, desk: ResidentDesk, id: string, revision: number, reason: string) {
  await rightTo(tx, desk, id)
  return cancelOrder(tx, desk.people, id, { revision, reason, told: { channel: 'app' } })
}

/** What somebody says of a service. */
export type OwnRating = { level: Level; about: About | null; words: string | null }

/**
 * Rates an order; the two worst levels open a case with its deadline.
 *
 * @throws Refusal `order.missing`, `order.state`, `proxy.authority`, `rating.given`, `rating.about`
 */
export async function rateOwn(tx: Tx, desk: ResidentDesk, id: string, rating: OwnRating) {
  const { acting } = await rightTo(tx, desk, id)
  return rateOrder(tx, desk.people, id, { ...rating, acting, channel: 'app' })
}

/** Says that the service was had. @throws Refusal `order.missing`, `order.state`, `proxy.authority` */
export async function confirmOwn(tx: Tx, desk: ResidentDesk, id: string, revision: number) {
  const { acting } = await rightTo(tx, desk, id)
  return confirmOrder(tx, desk.people, id, { revision, confirmation: { by: acting }, told: { channel: 'app' } })
}
