import { type IsoDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { walkingOrder } from '../../care/index.ts'
import { doorsteps, type PeopleDesk } from '../../people/index.ts'
import { assignOrder, boundIn, type OrderOfDay } from '../../services/index.ts'
import { placesOfDwellings, waysBetween } from '../../territory/index.ts'
import type { Delivery, Meal } from '../model.ts'
import { mealLines } from './sheet.ts'

/** Minutes a stop of a run may take at most. */
const STOP_MINUTES = 10

/** Orders in walking order over the streets, with the minutes from the stop before; those whose dwelling has no place come last. */
async function walked(tx: Tx, orders: readonly OrderOfDay[]): Promise<{ order: OrderOfDay; minutes: number | null }[]> {
  const day = today(tx.now.getTime())
  const known = await placesOfDwellings(
    tx,
    orders.flatMap((order) => order.dwelling ?? []),
    day,
  )
  const placed = orders.flatMap((order) => {
    const point = order.dwelling === null ? undefined : known.get(order.dwelling)
    return point === undefined ? [] : [{ order, point }]
  })
  const points = placed.map((each) => each.point)
  const ways = points.length === 0 ? null : await waysBetween(tx, day, points)
  const metres = ways?.metres ?? points.map((a) => points.map((b) => Math.hypot(a.lon - b.lon, a.lat - b.lat)))
  const turns = walkingOrder(metres, null)
  const there = new Set(placed.map((each) => each.order))
  return [
    ...turns.map((i, at) => {
      const way = at === 0 || ways === null ? null : metres[turns[at - 1]!]![i]!
      const minutes =
        way === null || ways === null || !Number.isFinite(way) ? null : Math.round(way / ways.metresPerMinute)
      return { order: placed[i]!.order, minutes }
    }),
    ...orders.filter((order) => !there.has(order)).map((order) => ({ order, minutes: null })),
  ]
}

/** What is brought to people's homes from a site at a meal, in walking order, with address and telephones opened and noted. */
export async function deliveries(
  tx: Tx,
  desk: PeopleDesk,
  site: string,
  day: IsoDate,
  meal: Meal,
): Promise<{ items: Delivery[] }> {
  const { orders, lines } = await mealLines(tx, desk, site, day, '送餐')
  const out = lines.filter((line) => line.goesOut && line.meal === meal && line.person !== null)
  const stops = await walked(
    tx,
    out.map((line) => orders.get(line.order)!),
  )
  const doors = await doorsteps(
    tx,
    desk,
    out.map((line) => line.person!.id),
    '送餐',
  )
  return {
    items: stops.map(({ order, minutes }, at): Delivery => {
      const line = out.find((each) => each.order === order.id)!
      const door = doors.get(order.person)
      return {
        ...line,
        turn: at + 1,
        revision: order.revision,
        address: door?.address ?? null,
        phones: door?.phones ?? [],
        minutes,
      }
    }),
  }
}

/**
 * Sends one deliverer on a run (送餐单派送): every delivery of the meal that nobody takes yet, in walking order, each stop with its own stretch
 * of the meal's time, after whatever binds the deliverer within it.
 *
 * @throws Refusal `run.empty`, `run.long`, those of `assignOrder`
 */
export async function sendRun(
  tx: Tx,
  desk: PeopleDesk,
  input: { site: string; day: IsoDate; meal: Meal; staff: string },
): Promise<{ stops: number }> {
  const { orders, lines } = await mealLines(tx, desk, input.site, input.day, '送餐')
  const open = lines.filter((line) => line.goesOut && line.meal === input.meal && line.state === 'placed')
  if (open.length === 0)
    throw refuse('run.empty', { zh: '这一餐没有待送的订单', en: 'There is nothing to deliver' }, { kind: 'conflict' })
  const stops = await walked(
    tx,
    open.map((line) => orders.get(line.order)!),
  )
  const begins = stops
    .map(({ order }) => order.from)
    .toSorted()
    .at(-1)!
  const ends = stops.map(({ order }) => order.until).toSorted()[0]!
  const bound = await boundIn(tx, [input.staff], begins, ends, null)
  const from = Math.max(Date.parse(begins), ...bound.map((each) => Date.parse(each.until)))
  const minutes = Math.min(STOP_MINUTES, Math.floor((Date.parse(ends) - from) / 60_000 / stops.length))
  if (minutes < 1)
    throw refuse(
      'run.long',
      { zh: '一个人送不完这些订单', en: 'One person cannot deliver them all in time' },
      {
        kind: 'conflict',
        params: { stops: stops.length },
        next: { zh: '请分几个人送', en: 'Send more than one' },
      },
    )
  const at = (turn: number) => new Date(from + turn * minutes * 60_000).toISOString()
  for (const [turn, { order }] of stops.entries())
    await assignOrder(tx, desk, order.id, {
      revision: order.revision,
      staff: [input.staff],
      from: at(turn),
      until: at(turn + 1),
      told: { channel: 'counter' },
    })
  await record(tx, {
    action: 'meals.run.send',
    subject: { kind: 'site', id: input.site },
    detail: { day: input.day, meal: input.meal, stops: stops.length, staff: input.staff },
  })
  return { stops: stops.length }
}
