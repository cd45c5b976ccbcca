import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { type Actor, sql, systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { identityConfig } from '../../platform/identity/index.ts'
import { seedRoles } from '../../platform/identity/testkit.ts'
import { testDesk as testProcedures } from '../../platform/procedures/testkit/index.ts'
import { addRelative, type ProxyScope } from '../people/index.ts'
import { testDesk as testPeople } from '../people/testkit.ts'
import { arriveAt, finishOrder, placeOrders, startOrder } from '../services/index.ts'
import { bench, COUNTY, enterPaper, enterPerson, offerOf, wishOf } from '../services/testkit.ts'
import { subjectsOf } from './accounts.ts'
import type { ResidentDesk } from './desk.ts'
import { cancelOwn, confirmOwn, offersFor, orderAs, ownOrder, ownOrders, rateOwn } from './orders.ts'
import { counterSender } from './sender.ts'

const t = testDatabase()
const people = testPeople()
const desk: ResidentDesk = {
  people,
  procedures: testProcedures(),
  identity: identityConfig(COUNTY, { subjectsOf }),
  sender: counterSender,
}
const system = systemActor('test', COUNTY)
let parent = ''
let child = ''
let other = ''
let offer = ''
let own: Actor
let proxy: Actor
let blind: Actor

/** A resident's actor, as the session would make it. */
const resident = (...subjects: string[]): Actor => ({
  ...system,
  kind: 'account',
  id: newId(),
  permissions: new Set(['resident.use']),
  subjects,
})

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal: { code: string }) => refusal.code,
  )

/** Tomorrow at nine in China. */
const FROM = '2026-11-24T09:00:00+08:00'
const wish = (person: string | undefined, more: object = {}) => ({
  ...(person === undefined ? {} : { person }),
  offer,
  from: FROM,
  quantity: 1,
  seenFen: 4000,
  ...more,
})

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await seedRoles(t.db, COUNTY, '砚山县')
  const made = await bench(t.db, people)
  await t.db.write(system, async (tx) => {
    parent = await enterPerson(tx, people, '订单老人')
    child = await enterPerson(tx, people, '订单女儿')
    other = await enterPerson(tx, people, '订单邻居')
    await enterPaper(tx, made.organisation, 'food')
    offer = await offerOf(tx, made.site, 'noon-meal', 4000)
    const give = (to: string, scope: ProxyScope[]) =>
      addRelative(tx, people, parent, {
        role: 'proxy',
        name: '代办人',
        other: to,
        document: '授权书',
        scope,
        from: '2026-01-01',
        until: '2027-01-01',
      })
    await give(child, ['order'])
    await give(other, ['read-file'])
  })
  own = resident(parent)
  proxy = resident(child, parent)
  blind = resident(other, parent)
}, 60_000)

describe('services for oneself and family', () => {
  it('are offered where the person lives, at the price in force', async () => {
    const shown = await t.db.read(own, (tx) => offersFor(tx, desk, {}))
    expect(shown).toMatchObject([{ id: offer, fen: 4000, near: 'community' }])
    expect(await t.db.read(own, (tx) => offersFor(tx, desk, { q: '没有这样的服务' }))).toEqual([])
    expect(await code(t.db.read(blind, (tx) => offersFor(tx, desk, { person: parent })))).toBe('proxy.authority')
  })

  it('are ordered by the one path of the house, once for a key, on the word of whoever may', async () => {
    const key = newId()
    const placed = await orderAs(t.db, desk, proxy, key, wish(parent))
    expect(await orderAs(t.db, desk, proxy, key, wish(parent))).toMatchObject({ id: placed.id, repeated: true })
    const [row] = await t.db.read(system, (tx) =>
      tx.rows<{ acting: string; channel: string; person: string; by: string }>(
        sql`select acting, channel, person, placed_by "by" from services.service_order where id = ${placed.id}`,
      ),
    )
    expect(row).toEqual({ acting: 'proxy', channel: 'app', person: parent, by: proxy.id })
    expect(await code(orderAs(t.db, desk, blind, newId(), wish(parent)))).toBe('proxy.authority')
    expect(await code(orderAs(t.db, desk, proxy, newId(), wish(other)))).toBe('person.missing')
    // A price that changed since it was shown is said, not charged.
    expect(await code(orderAs(t.db, desk, own, newId(), wish(undefined, { seenFen: 1 })))).toMatch(/^order\.price/)
    const lists = await Promise.all(
      [own, proxy, blind, resident(other)].map((actor) => t.db.write(actor, (tx) => ownOrders(tx, desk))),
    )
    expect(lists.map((each) => each.length)).toEqual([1, 1, 0, 0])
    expect(await code(ownOrder(t.db, desk, resident(other), placed.id))).toBe('order.missing')
    expect(await code(ownOrder(t.db, desk, blind, placed.id))).toBe('proxy.authority')
    const view = await ownOrder(t.db, desk, own, placed.id)
    expect(view).toMatchObject({ state: 'placed', listFen: 4000 })
    expect(await code(t.db.write(blind, (tx) => cancelOwn(tx, desk, placed.id, view.revision, '不要了')))).toBe(
      'proxy.authority',
    )
    expect(await t.db.write(own, (tx) => cancelOwn(tx, desk, placed.id, view.revision, '不要了'))).toMatchObject({
      state: 'cancelled',
    })
  })

  it('at the telephone end in the same list, and are confirmed by the person and not before', async () => {
    const [taken] = await t.db.write(system, (tx) => placeOrders(tx, [wishOf(tx.now, parent, offer, 4000)]))
    const { id } = taken as { id: string }
    const seen = (await t.db.write(own, (tx) => ownOrders(tx, desk))).find((each) => each.id === id)
    expect(seen).toMatchObject({ channel: 'phone', state: 'placed' })
    expect(await code(t.db.write(own, (tx) => confirmOwn(tx, desk, id, seen!.revision)))).toBe('order.state')
    t.setNow('2026-11-24T11:00:00+08:00')
    const told = { channel: 'field' as const }
    await t.db.write(system, async (tx) => {
      await arriveAt(tx, people, id, { revision: null, told: { ...told, at: '2026-11-24T09:00:00+08:00' } })
      await startOrder(tx, people, id, {
        revision: null,
        told: { ...told, at: '2026-11-24T09:05:00+08:00' },
        checks: {},
      })
      await finishOrder(tx, people, id, {
        revision: null,
        told: { ...told, at: '2026-11-24T10:00:00+08:00' },
        done: null,
      })
    })
    const served = await ownOrder(t.db, desk, proxy, id)
    expect(served.acts).toContain('confirm')
    expect(await t.db.write(proxy, (tx) => confirmOwn(tx, desk, id, served.revision))).toMatchObject({
      state: 'confirmed',
    })
    const good = { level: 5, about: null, words: '饭菜热乎' } as const
    expect(await code(t.db.write(blind, (tx) => rateOwn(tx, desk, id, good)))).toBe('proxy.authority')
    expect(await t.db.write(own, (tx) => rateOwn(tx, desk, id, good))).toMatchObject({ round: 1, casefile: null })
    expect(await code(t.db.write(proxy, (tx) => rateOwn(tx, desk, id, good)))).toBe('rating.given')
  })
})
