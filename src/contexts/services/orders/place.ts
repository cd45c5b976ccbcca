import { today } from '../../../kernel/dates.ts'
import { gather } from '../../../kernel/gather.ts'
import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { type Actor, type Database, may, reachOf, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { wake } from '../../../platform/events/index.ts'
import { noteRecorded } from '../../../platform/journal/index.ts'
import { demandPerson, noPerson, sealsFor } from '../../people/index.ts'
import type { Placed, Wish } from '../model.ts'
import { countUnmet, type OrderDesk, ruledOffers, type Said } from './beside.ts'
import { orderNo } from './numbers.ts'
import { orderRefusal } from './refusals.ts'

/** A wish made ready: who asks, for whom he may ask, and what only the person's key opens. */
export type ReadyWish = Wish & {
  actor: string
  /** Prefix of the regions of the persons the actor may order for; empty where that was looked at before. */
  scope: string
  sealed: Buffer | null
  /** What the room of its kind says of it, where one has a say. */
  said?: Said | undefined
}

/** What became of a wish. */
export type Outcome = Placed | Refusal

type Row = {
  turn: number
  outcome: 'placed' | 'repeated' | 'refused'
  id: string
  no: string
  unitFen: number
  listFen: number
  subsidyFen: number
  entitlement: Placed['entitlement']
  why: string | null
  detail: Record<string, unknown> | null
}

/** Everything that decides what an order is; asked again under the same key it has to be the same. */
function printOf(wish: Wish): string {
  const { person, offer, session, from, until, quantity, seenFen, channel, acting, place, note } = wish
  const parts = [
    person,
    offer,
    session ?? null,
    from ?? null,
    until ?? null,
    quantity,
    seenFen,
    channel,
    acting,
    place ?? null,
    note ?? null,
    ...(wish.choice ? [wish.choice] : []),
  ]
  return sha256Hex(JSON.stringify(parts)).slice(0, 32)
}

/**
 * Places orders in one statement: price, entitlement, capacity, lines, event, journal and outbox. Each wish is placed or told why not; those
 * that are refused for want of supply are counted as unmet demand in the same transaction. What the room of its kind keeps beside an order stands
 * with it or not at all.
 */
export async function placeOrders(tx: Tx, wishes: readonly ReadyWish[]): Promise<Outcome[]> {
  const day = today(tx.now.getTime())
  const outcomes: Outcome[] = []
  for (const [turn, wish] of wishes.entries()) {
    if (wish.said?.refusal === undefined) continue
    outcomes[turn] = wish.said.refusal
    if (wish.said.unmet !== undefined) await countUnmet(tx, wish, newId(), day, wish.said.unmet)
  }
  const asked = wishes.flatMap((wish, turn) => {
    if (wish.said?.refusal !== undefined) return []
    const id = newId()
    return {
      turn,
      id,
      no: orderNo(id, day),
      log: newId(),
      told: newId(),
      request: wish.request,
      print: printOf(wish),
      actor: wish.actor,
      scope: wish.scope,
      person: wish.person,
      offer: wish.offer,
      session: wish.session ?? null,
      series: wish.series ?? null,
      quantity: wish.quantity,
      seen: wish.seenFen,
      from: wish.from ?? null,
      until: wish.until ?? null,
      channel: wish.channel,
      acting: wish.acting.by,
      relative: wish.acting.by === 'self' ? null : wish.acting.relative,
      device: wish.device ?? null,
      device_at: wish.deviceAt ?? null,
      sealed: wish.sealed?.toString('hex') ?? null,
    }
  })
  if (asked.length === 0) return outcomes
  noteRecorded(tx)
  const rows =
    await tx.rows<Row>(sql`select turn, outcome, order_id id, order_no "no", unit_fen "unitFen", list_fen "listFen", subsidy_fen "subsidyFen",
    entitlement, why, detail from services.place(${tx.actor.jurisdiction}, ${tx.now.toISOString()}, ${JSON.stringify(asked)}::jsonb)`)
  wake()
  for (const row of rows) {
    const { id, no, unitFen, listFen, subsidyFen, entitlement } = row
    outcomes[row.turn] =
      row.outcome === 'refused'
        ? orderRefusal(row.why!, row.detail ?? {})
        : {
            id,
            no,
            unitFen,
            listFen,
            subsidyFen,
            selfFen: listFen - subsidyFen,
            entitlement,
            repeated: row.outcome === 'repeated',
          }
    if (row.outcome === 'placed') await wishes[row.turn]!.said?.keep?.(tx, outcomes[row.turn] as Placed)
  }
  return outcomes
}

/** Whether an order stands. */
export const isPlaced = (outcome: Outcome): outcome is Placed => !(outcome instanceof Error)

/**
 * Makes wishes ready: whom the actor may order for, what is sealed, and what the room of a kind says of it. No statement where the actor works for
 * all persons of a region, nothing is to be sealed and no room has a say.
 *
 * @throws Refusal `person.missing`
 */
export async function readyWishes(
  db: Database,
  desk: OrderDesk,
  actor: Actor,
  wishes: readonly Wish[],
): Promise<ReadyWish[]> {
  const wide = may(actor, 'people.read')
  const scope = wide ? (actor.region === '*' ? '' : actor.region) : reachOf(actor.jurisdiction)
  const sealing = wishes.filter((wish) => wish.place || wish.note)
  const ruled = await ruledOffers(db, desk, actor, wishes)
  if (wide && sealing.length === 0 && ruled.size === 0)
    return wishes.map((wish) => ({ ...wish, actor: actor.id, scope, sealed: null }))
  return db.write(actor, async (tx) => {
    if (!wide) for (const person of new Set(wishes.map((wish) => wish.person))) await demandPerson(tx, desk, person)
    const seals = await sealsFor(tx, desk, [...new Set(sealing.map((wish) => wish.person))])
    const ready: ReadyWish[] = []
    for (const wish of wishes) {
      const seal = seals.get(wish.person)
      if ((wish.place || wish.note) && seal === undefined) throw noPerson()
      const sealed = seal === undefined ? null : seal.seal({ place: wish.place ?? null, note: wish.note ?? null })
      const rule = ruled.get(wish.offer)
      const said = await rule?.rule.look(tx, desk, actor, wish, rule.offered)
      ready.push({ ...wish, actor: actor.id, scope, sealed: wish.place || wish.note ? sealed : null, said })
    }
    return ready
  })
}

/** Orders to a transaction at most, and transactions under way at once, of one jurisdiction. */
const MOST = 64
const LANES = 3

/** Takes orders of many at once and places those that wait together in one transaction. */
export type Collector = (jurisdiction: string, wish: ReadyWish) => Promise<Outcome>

/**
 * A collector on a database. An order is answered when its transaction is on disk. Where a list fails as a whole, each of its orders is
 * tried by itself, so that nobody pays for another's fault.
 */
export function collector(db: Database): Collector {
  const counties = new Map<string, (wish: ReadyWish) => Promise<Outcome>>()
  const open = (jurisdiction: string) => {
    const actor = systemActor('orders', jurisdiction)
    const together = (wishes: readonly ReadyWish[]) => db.write(actor, (tx) => placeOrders(tx, wishes))
    return gather<ReadyWish, Outcome>(
      async (wishes) => {
        if (wishes.length === 1) return together(wishes)
        try {
          return await together(wishes)
        } catch {
          return Promise.all(wishes.map(async (wish) => (await together([wish]))[0]!))
        }
      },
      { most: MOST, lanes: LANES },
    )
  }
  return (jurisdiction, wish) => {
    let place = counties.get(jurisdiction)
    if (place === undefined) {
      place = open(jurisdiction)
      counties.set(jurisdiction, place)
    }
    return place(wish)
  }
}
