import { peopleDesk } from '../../src/contexts/people/index.ts'
import { openSessions } from '../../src/contexts/services/index.ts'
import { collector, isPlaced, placeOrders } from '../../src/contexts/services/orders/place.ts'
import { wishOf } from '../../src/contexts/services/testkit.ts'
import { addDays, today } from '../../src/kernel/dates.ts'
import { openDatabase, sql, systemActor } from '../../src/platform/db/index.ts'
import { openKeyRoom } from '../../src/platform/keys/index.ts'
import { COUNTY, type Ground, personId } from './ground.ts'

/** What came of many rounds: how many were placed and refused in all, why, and how often an order failed otherwise. */
export type LastPlaces = {
  rounds: number
  uneven: number
  why: Record<string, number>
  failed: number
  seconds: number
}

/**
 * Many clients at the same moment on the last places of a class, again and again: by turns through the collector and each in a transaction of
 * its own. A round is uneven where the places given, taken and told of are not exactly as many as there were.
 */
export async function lastPlaces(ground: Ground, clients: number, places: number, rounds: number): Promise<LastPlaces> {
  const db = openDatabase(ground.address, { connections: 24 })
  const actor = systemActor('bench', COUNTY)
  const desk = peopleDesk(openKeyRoom(ground.folder))
  const offer = ground.offers[7]!
  const place = collector(db)
  const report: LastPlaces = { rounds, uneven: 0, why: {}, failed: 0, seconds: 0 }
  const began = performance.now()
  for (let round = 0; round < rounds; round++) {
    const { sessions } = await db.write(actor, (tx) =>
      openSessions(tx, desk, {
        offer: offer.id,
        title: '末班名额',
        date: addDays(today(Date.now()), 3 + round),
        from: '09:00',
        to: '10:30',
        repeat: null,
        capacity: places,
        closesMinutes: 0,
        staff: [],
        room: null,
      }),
    )
    const session = sessions[0]!
    const outcomes = await Promise.allSettled(
      Array.from({ length: clients }, (_, c) => {
        const wish = wishOf(new Date(), personId(c), offer.id, offer.fen, { session, from: null, until: null })
        return round % 2 === 0
          ? place(COUNTY, wish)
          : db.write(actor, async (tx) => (await placeOrders(tx, [wish]))[0]!)
      }),
    )
    let placed = 0
    for (const each of outcomes) {
      if (each.status === 'rejected') report.failed++
      else if (isPlaced(each.value)) placed++
      else report.why[each.value.code] = (report.why[each.value.code] ?? 0) + 1
    }
    const held = await db.read(actor, (tx) =>
      tx.one<{ taken: number; orders: number }>(sql`select s.taken,
        (select count(*)::int from services.service_order o where o.jurisdiction = s.jurisdiction and o.session = s.id) orders
        from services.session s where s.jurisdiction = ${COUNTY} and s.id = ${session}`),
    )
    if (placed !== places || held.taken !== places || held.orders !== places) report.uneven++
  }
  report.seconds = (performance.now() - began) / 1000
  await db.close()
  return report
}
