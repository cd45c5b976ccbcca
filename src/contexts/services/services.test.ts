import { beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { sql } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { testDesk } from '../people/testkit.ts'
import { isPlaced, placeOrders } from './orders/place.ts'
import { type Bench, bench, enterPerson, offerOf, wishOf } from './testkit.ts'

const t = testDatabase()
const desk = testDesk()
let b: Bench

beforeAll(async () => {
  b = await bench(t.db, desk)
})

describe('placing an order', () => {
  it('prices, records and tells it in one statement', async () => {
    const [person, offer] = await t.db.write(b.actor, async (tx) => [
      await enterPerson(tx, desk, '李一'),
      await offerOf(tx, b.site, 'home-care', 3_500),
    ])
    const wish = wishOf(new Date(), person!, offer!, 3_500, { quantity: 2 })
    let statements = 0
    const [done] = await t.db.write(b.actor, async (tx) => {
      const outcome = await placeOrders(tx, [wish])
      statements = tx.statements
      return outcome
    })
    if (done instanceof Refusal) throw done
    expect(statements).toBe(2)
    expect(done).toMatchObject({
      unitFen: 3_500,
      listFen: 7_000,
      subsidyFen: 0,
      selfFen: 7_000,
      entitlement: 'none',
      repeated: false,
    })
    const [again] = await t.db.write(b.actor, (tx) => placeOrders(tx, [wish]))
    expect(again).toEqual({ ...done, repeated: true })
    const row = await t.db.read(b.actor, (tx) =>
      tx.one<{ events: number; entries: number; told: number }>(sql`select
        (select count(*) from services.order_event where order_id = ${done!.id}) events,
        (select count(*) from journal.entry where subject_kind = 'order' and subject_id = ${done!.id} and actor = 'test-clerk') entries,
        (select count(*) from events.outbox where name = 'services.order.placed' and payload ->> 'order' = ${done!.id}) told`),
    )
    expect(row).toEqual({ events: 1, entries: 1, told: 1 })
    expect(isPlaced(done!)).toBe(true)
  })
})
