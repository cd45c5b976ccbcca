import type { Refusal } from '../../../kernel/refusal.ts'
import { type Actor, type Database, sql, type Tx } from '../../../platform/db/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import type { Family, Placed, Wish } from '../model.ts'

/** Writes what a room keeps beside an order, in the transaction that places it. Not called for an order that stood before. */
export type Keep = (tx: Tx, order: Placed) => Promise<void>

/** What the room of a kind of service says of a wish: why it may not be placed, or what is kept beside it. */
export type Said = {
  refusal?: Refusal | undefined
  /** Reason under which a refused wish counts as unmet; none where supply was not what lacked. */
  unmet?: string | undefined
  keep?: Keep | undefined
}

/** What is offered, as far as a room has to know. */
export type Offered = { offer: string; item: string; site: string; family: Family; leadMinutes: number }

/**
 * A room's say in orders of its kind (助餐 has a menu and allergies), plugged into the desk at the wiring, so that every way of ordering keeps it. It looks
 * as whoever orders, and notes what it reads. A wish asked again under the same key has to pass: it is answered as it was then.
 */
export type OrderRule = {
  family: Family
  look: (tx: Tx, desk: PeopleDesk, actor: Actor, wish: Wish, offered: Offered) => Promise<Said>
}

/** The desk with the rules of the rooms above. */
export type OrderDesk = PeopleDesk & { orderRules?: readonly OrderRule[] }

/** For how long a process remembers what an offer is of: an item changes its kind once in years. */
const REMEMBERED_MS = 60_000
const remembered = new WeakMap<Database, { until: number; offers: Map<string, Offered> }>()

/** Offers of the wishes that a rule speaks of, with the rule. No statement where all of them were asked for within the minute. */
export async function ruledOffers(
  db: Database,
  { orderRules: rules = [] }: OrderDesk,
  actor: Actor,
  wishes: readonly Wish[],
): Promise<Map<string, { rule: OrderRule; offered: Offered }>> {
  if (rules.length === 0) return new Map()
  let memory = remembered.get(db)
  if (memory === undefined || memory.until < Date.now()) {
    memory = { until: Date.now() + REMEMBERED_MS, offers: new Map() }
    remembered.set(db, memory)
  }
  const { offers } = memory
  const missing = [...new Set(wishes.map((wish) => wish.offer))].filter((id) => !offers.has(id))
  if (missing.length > 0) for (const each of await offeredOf(db, actor, missing)) offers.set(each.offer, each)
  return new Map(
    wishes.flatMap((wish) => {
      const offered = offers.get(wish.offer)
      const rule = rules.find((each) => each.family === offered?.family)
      return offered === undefined || rule === undefined ? [] : [[wish.offer, { rule, offered }] as const]
    }),
  )
}

const offeredOf = (db: Database, actor: Actor, ids: readonly string[]) =>
  db.read(actor, (tx) =>
    tx.rows<Offered>(sql`select f.id offer, f.item, f.site, i.family, i.lead_minutes "leadMinutes" from services.offer f
      join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
      where f.jurisdiction = ${actor.jurisdiction} and f.id = any(${[...ids]}::uuid[])`),
  )

/** Counts a wish that a room refused for want of supply as unmet, as `services.place` counts its own. One statement. */
export async function countUnmet(
  tx: Tx,
  wish: Wish & { actor: string },
  id: string,
  day: string,
  reason: string,
): Promise<void> {
  await tx.run(sql`insert into services.unmet as u (jurisdiction, id, day, item, family, region, reason, person, offer, channel, recorded_by, recorded_at)
    select f.jurisdiction, ${id}, ${day}::date, f.item, i.family, coalesce(p.region, f.jurisdiction), ${reason}, ${wish.person}, f.id, ${wish.channel}, ${wish.actor}, ${tx.now}
    from services.offer f join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    left join lateral people.ordering(f.jurisdiction, ${wish.person}::uuid) p on true
    where f.jurisdiction = ${tx.actor.jurisdiction} and f.id = ${wish.offer}
    on conflict (jurisdiction, day, person, item, reason) where person is not null and item is not null do update set times = u.times + 1`)
}

/** Whether an account asked for an order under a key before. */
export const askedBefore = async (tx: Tx, actor: string, request: string): Promise<boolean> =>
  (await tx.maybe(sql`select 1 from services.service_order
    where jurisdiction = ${tx.actor.jurisdiction} and placed_by = ${actor} and request = ${request}`)) !== null
