import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { type Operation, receive, type SyncDesk, syncRoutes } from '../../../platform/sync/index.ts'
import { issueCodes } from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { assignOrder } from '../orders/assign.ts'
import { isPlaced, placeOrders } from '../orders/place.ts'
import { orderView } from '../orders/views.ts'
import { bench, enterPerson, offerOf, wishOf } from '../testkit.ts'
import { ORDER_FORM, orderKinds } from './kinds.ts'
import { type OrderPack, orderPack } from './pack.ts'

const t = testDatabase()
const desk = testDesk()
const kinds = new Map(orderKinds(desk).map((each) => [each.kind, each]))
const ORDER = '01930000-0000-7000-8000-000000000000'

describe('what devices may say about orders', () => {
  it('is the path of an order, each act under the permission of the desk', () => {
    expect([...kinds.keys()]).toEqual(['order.arrive', 'order.start', 'order.finish', 'order.confirm', 'order.no-show'])
    for (const kind of kinds.values()) expect(kind.permission).toBe('services.dispatch')
  })

  it('has no way for a carer to confirm for the person: a spoken code, nothing else', () => {
    const fits = (name: string, payload: object) => Value.Check(kinds.get(name)!.forms[ORDER_FORM]!, payload)
    expect(fits('order.confirm', { order: ORDER, code: '123 456' })).toBe(true)
    expect(fits('order.confirm', { order: ORDER, by: { by: 'self' } })).toBe(false)
    expect(fits('order.confirm', { order: ORDER, code: '123456', by: { by: 'self' } })).toBe(false)
    expect(fits('order.start', { order: ORDER, checks: { 'water-temperature': '39' } })).toBe(true)
    expect(fits('order.arrive', { order: ORDER, place: { lon: 0, lat: 0 } })).toBe(false)
  })
})

describe('an order carried out without a network', () => {
  it('goes its whole path in the order in which it was done, and ends on the word of the person', async () => {
    const start = Date.now()
    t.setNow(new Date(start).toISOString())
    const b = await bench(t.db, desk)
    const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(b.actor, work)
    const person = await as((tx) => enterPerson(tx, desk, '李一'))
    const offer = await as((tx) => offerOf(tx, b.site, 'home-care', 3_500))
    const own = b.actor.jurisdiction
    const carer = await as(async (tx) => {
      const id = await enterPerson(tx, desk, '王护')
      await tx.run(
        sql`insert into workforce.worker (jurisdiction, person, recorded_at, recorded_by) values (${own}, ${id}, now(), 'test')`,
      )
      await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, during, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${id}, ${b.organisation}, 'carer', daterange('2024-01-01', null), now(), 'test')`)
      await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, sealed, issuer, issued_on, state, verified_on, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${id}, 'elder-care', 4, '', 'test', '2024-01-01', 'verified', '2024-01-02', now(), 'test')`)
      return id
    })
    const [placed] = await as((tx) => placeOrders(tx, [wishOf(new Date(start), person, offer, 3_500)]))
    if (placed === undefined || !isPlaced(placed)) throw placed
    const id = placed.id
    await as((tx) =>
      assignOrder(tx, desk, id, { staff: [carer], revision: null, told: { channel: 'counter' } } as never),
    )
    const [code] = (await as((tx) => issueCodes(tx, desk, person))).codes
    // Two days on: the visit was made, and the telephone finds a line in the evening.
    const began = start + 48 * 3_600_000
    t.setNow(new Date(began + 6 * 3_600_000).toISOString())
    const pack = (await as((tx) => orderPack(desk).load(tx, { start: null }))) as OrderPack
    expect(pack.orders).toMatchObject([{ id, state: 'assigned', person: { name: '李一' } }])
    const sync: SyncDesk = { keys: desk.keys, kinds: orderKinds(desk), packs: [orderPack(desk)] }
    const device = newId()
    const greet = syncRoutes(sync).find((each) => each.url === '/api/sync/device')!
    await greet.handle(
      t.db as never,
      { params: {}, query: {}, body: { id: device, name: '手机' } } as never,
      { actor: b.actor } as never,
    )
    const done = (seq: number, kind: string, minutes: number, payload: object): Operation => ({
      id: newId(),
      seq,
      at: new Date(began + minutes * 60_000).toISOString(),
      offset: null,
      kind: `order.${kind}`,
      form: ORDER_FORM,
      base: {},
      payload: { order: id, ...payload },
    })
    const all = [
      done(1, 'arrive', 0, { place: { lon: 104.331, lat: 23.602 } }),
      done(2, 'start', 5, { checks: {} }),
      done(3, 'finish', 65, { done: '打扫、做饭' }),
      done(4, 'confirm', 66, { code: '000000' === code ? '111111' : '000000' }),
      done(5, 'confirm', 67, { code }),
    ]
    // Backwards, and twice.
    for (const operation of [...all.toReversed(), ...all])
      await receive(t.db, b.actor, sync, {
        device,
        sentAt: new Date(began + 6 * 3_600_000).toISOString(),
        roundTrip: 0,
        operations: [operation],
      })
    const { outcomes } = await receive(t.db, b.actor, sync, {
      device,
      sentAt: new Date(began + 6 * 3_600_000).toISOString(),
      roundTrip: 0,
      operations: all,
    })
    expect(outcomes.map((each) => each.reason?.code ?? each.state)).toEqual([
      'done',
      'done',
      'done',
      'order.confirm-code',
      'done',
    ])
    const view = await as((tx) => orderView(tx, desk, id))
    expect(view).toMatchObject({ state: 'confirmed' })
  })
})
