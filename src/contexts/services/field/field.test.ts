import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, sql, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction, permissionsOf, seedDemoAccounts } from '../../../platform/identity/index.ts'
import { CHEAP, seedOf } from '../../../platform/identity/testkit.ts'
import { type Operation, receive, type SyncDesk, syncRoutes } from '../../../platform/sync/index.ts'
import { issueCodes, personCards } from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { linkAccount } from '../../workforce/index.ts'
import { arriveAt } from '../orders/acts.ts'
import { assignOrder } from '../orders/assign.ts'
import { isPlaced, placeOrders } from '../orders/place.ts'
import { orderView } from '../orders/views.ts'
import { personsOfCarer } from '../scope.ts'
import { bench, enterPerson, offerOf, wishOf } from '../testkit.ts'
import { ORDER_FORM, orderKinds } from './kinds.ts'
import { type OrderPack, orderPack } from './pack.ts'

const t = testDatabase()
const desk = testDesk({ related: [personsOfCarer] })
const kinds = new Map(orderKinds(desk).map((each) => [each.kind, each]))
const ORDER = '01930000-0000-7000-8000-000000000000'

describe('what devices may say about orders', () => {
  it('is the path of an order, each act under the permission of who serves', () => {
    expect([...kinds.keys()]).toEqual(['order.arrive', 'order.start', 'order.finish', 'order.confirm', 'order.no-show'])
    for (const kind of kinds.values()) expect(kind.permission).toBe('services.serve')
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
    const employ = async (tx: Tx, name: string) => {
      const id = await enterPerson(tx, desk, name)
      await tx.run(
        sql`insert into workforce.worker (jurisdiction, person, recorded_at, recorded_by) values (${own}, ${id}, now(), 'test')`,
      )
      await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, during, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${id}, ${b.organisation}, 'carer', daterange('2024-01-01', null), now(), 'test')`)
      await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, sealed, issuer, issued_on, state, verified_on, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${id}, 'elder-care', 4, '', 'test', '2024-01-01', 'verified', '2024-01-02', now(), 'test')`)
      return id
    }
    const carer = await as((tx) => employ(tx, '王护'))
    const idle = await as((tx) => employ(tx, '闲护'))
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
    await addJurisdiction(t.db, { code: own, name: '砚山县' })
    const [mine, theirs] = (
      await seedDemoAccounts(t.db, own, [seedOf('huli', ['carer']), seedOf('xianhu', ['carer'])], CHEAP)
    ).map(
      (each): Actor => ({
        ...b.actor,
        kind: 'account',
        id: each.id,
        permissions: permissionsOf(['carer']) as ReadonlySet<string>,
      }),
    ) as [Actor, Actor]
    const packOf = (actor: Actor) =>
      t.db.write(actor, (tx) => orderPack(desk).load(tx, { start: null })) as Promise<OrderPack>
    expect((await packOf(mine)).orders).toEqual([])
    await as((tx) => linkAccount(tx, desk, carer, 'huli'))
    await as((tx) => linkAccount(tx, desk, idle, 'xianhu'))
    await expect(as((tx) => linkAccount(tx, desk, idle, 'huli'))).rejects.toMatchObject({
      code: 'worker.account-taken',
    })
    await expect(as((tx) => linkAccount(tx, desk, idle, 'nobody'))).rejects.toMatchObject({
      code: 'worker.account-unknown',
    })
    expect((await packOf(theirs)).orders).toEqual([])
    await expect(
      t.db.write(theirs, (tx) => arriveAt(tx, desk, id, { revision: null, told: { channel: 'field' }, place: null })),
    ).rejects.toMatchObject({ code: 'order.missing' })
    const pack = await packOf(mine)
    expect(pack.orders).toMatchObject([{ id, state: 'assigned', person: { name: '李一' } }])
    const sync: SyncDesk = { keys: desk.keys, kinds: orderKinds(desk), packs: [orderPack(desk)] }
    const device = newId()
    const greet = syncRoutes(sync).find((each) => each.url === '/api/sync/device')!
    await greet.handle(
      t.db as never,
      { params: {}, query: {}, body: { id: device, name: '手机' } } as never,
      { actor: mine } as never,
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
      await receive(t.db, mine, sync, {
        device,
        sentAt: new Date(began + 6 * 3_600_000).toISOString(),
        roundTrip: 0,
        operations: [operation],
      })
    const { outcomes } = await receive(t.db, mine, sync, {
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
    // What is over is gone from sight: the order, and who it was for.
    expect((await packOf(mine)).orders).toEqual([])
    expect((await t.db.write(mine, (tx) => personCards(tx, desk, [person], '核对'))).size).toBe(0)
  })
})
