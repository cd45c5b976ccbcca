import { beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../../engines/draw/index.ts'
import { addDays, today } from '../../kernel/dates.ts'
import type { Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { recordPerson } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { arriveAt, finishOrder, isPlaced, placeOrders, startOrder } from '../services/index.ts'
import { type Bench, bench, enterPaper, enterPerson, offerOf, VILLAGE, wishOf } from '../services/testkit.ts'
import { noteAttempt } from './callbacks/attempt.ts'
import { drawCallbacks } from './callbacks/draw.ts'
import { callbackDraws, callbackProof, listCallbacks } from './callbacks/views.ts'
import { endCall } from './calls/end.ts'
import { takeCall } from './calls/ring.ts'
import { deskDay, listCalls, orderables } from './calls/views.ts'

const t = testDatabase()
const desk = testDesk()
let b: Bench
let offer: string
const write = <R>(act: (tx: Tx) => Promise<R>) => t.db.write(b.actor, act)

beforeAll(async () => {
  t.setNow('2026-11-20T09:00:00+08:00')
  b = await bench(t.db, desk)
  offer = await write(async (tx) => {
    await enterPaper(tx, b.organisation, 'food')
    return offerOf(tx, b.site, 'noon-meal', 1_200)
  })
})

async function place(person: string) {
  const outcome = await write(async (tx) => (await placeOrders(tx, [wishOf(tx.now, person, offer, 1_200)]))[0]!)
  if (!isPlaced(outcome)) throw outcome
  return outcome
}

/** Takes an order to the day it is for and serves it. */
async function serve(order: string) {
  const told = { channel: 'counter' as const }
  await write(async (tx) => {
    await arriveAt(tx, desk, order, { revision: null, told })
    await startOrder(tx, desk, order, {
      revision: null,
      told: { ...told, at: '2026-11-22T10:05:00+08:00' },
      checks: {},
    })
    await finishOrder(tx, desk, order, { revision: null, told, done: null })
  })
}

describe('a call', () => {
  it('shows who, where, what is open and what is usual, notes the reading, and ends with its order', async () => {
    const phone = '13800005678'
    const person = await write(
      async (tx) =>
        (
          await recordPerson(tx, desk, {
            name: '赵阿福',
            born: '1942-02-02',
            region: VILLAGE,
            phones: [{ number: phone, label: null }],
            address: '锦山社区 3 号',
            distinct: true,
          })
        ).id,
    )
    await place(person)
    const ring = await write((tx) => takeCall(tx, desk, `+86 ${phone}`))
    expect(ring).toMatchObject({ masked: '138****5678', times: 1 })
    expect(ring.callers).toHaveLength(1)
    expect(ring.callers[0]).toMatchObject({ id: person, address: '锦山社区 3 号', habits: [{ offer, times: 1 }] })
    expect(ring.callers[0]!.open).toHaveLength(1)
    const choices = await t.db.read(b.actor, (tx) => orderables(tx, VILLAGE))
    expect(choices).toMatchObject([{ offer, fen: 1_200, sound: { initials: 'lnzcwc' }, near: 'community' }])
    const order = await place(person)
    await expect(
      write((tx) => endCall(tx, desk, ring.id, { outcome: 'order', person, order: null })),
    ).rejects.toMatchObject({ code: 'call.order' })
    const stranger = await write((tx) => enterPerson(tx, desk, '钱不识'))
    await expect(
      write((tx) => endCall(tx, desk, ring.id, { outcome: 'order', person: stranger, order: order.id })),
    ).rejects.toMatchObject({ code: 'call.order' })
    await write((tx) => endCall(tx, desk, ring.id, { outcome: 'order', person, order: order.id }))
    await expect(
      write((tx) => endCall(tx, desk, ring.id, { outcome: 'asked', person, order: null })),
    ).rejects.toMatchObject({ code: 'call.ended' })
    expect((await write((tx) => takeCall(tx, desk, phone))).times).toBe(2)
    const list = await write((tx) => listCalls(tx, desk, { mine: false, limit: 10 }))
    expect(list.items.map((each) => each.orderNo)).toEqual([null, order.no])
    expect(await t.db.read(b.actor, (tx) => deskDay(tx, '2026-11-20'))).toMatchObject({ calls: 2, orders: 1 })
    const read = await t.asOwner<{ n: number }>(
      `select count(*)::int n from people.access a where a.purpose = '接听来电'`,
      [],
      true,
    )
    expect(read[0]!.n).toBeGreaterThan(0)
    const kept = await t.asOwner<{ row: string }>(`select c::text "row" from hotline.call c`, [], true)
    expect(kept.every((each) => !each.row.includes(phone))).toBe(true)
  })

  it('of a withheld or unknown number leads to nobody; a wrong number is refused', async () => {
    expect(await write((tx) => takeCall(tx, desk, null))).toMatchObject({ masked: null, callers: [] })
    expect(await write((tx) => takeCall(tx, desk, '13900000001'))).toMatchObject({ times: 1, callers: [] })
    await expect(write((tx) => takeCall(tx, desk, '12345'))).rejects.toMatchObject({ code: 'person.phone' })
  })
})

describe('call-backs', () => {
  it('are drawn once for a period, can be drawn again by anybody, and count only who answered', async () => {
    const persons: string[] = []
    for (let i = 0; i < 8; i++) persons.push(await write((tx) => enterPerson(tx, desk, `孙${'甲乙丙丁戊己庚辛'[i]}`)))
    const orders: string[] = []
    for (const person of persons) orders.push((await place(person)).id)
    t.setNow('2026-11-22T10:30:00+08:00')
    for (const order of orders) await serve(order)
    const day = today(Date.parse('2026-11-22T10:30:00+08:00'))
    await expect(write((tx) => drawCallbacks(tx, { from: day, until: day, places: 3 }))).rejects.toMatchObject({
      code: 'callback.period',
    })
    t.setNow('2026-11-24T09:00:00+08:00')
    const period = { from: addDays(day, -1), until: day, places: 3 }
    await expect(
      write((tx) => drawCallbacks(tx, { from: '2026-10-01', until: '2026-10-31', places: 3 })),
    ).rejects.toMatchObject({ code: 'callback.none' })
    const tries = await Promise.allSettled([1, 2, 3].map(() => write((tx) => drawCallbacks(tx, period))))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const [draw] = await t.db.read(b.actor, callbackDraws)
    expect(draw).toMatchObject({ population: 8, places: 3, reached: 0 })
    const { proof, faults } = await t.db.read(b.actor, (tx) => callbackProof(tx, draw!.id))
    expect(faults).toEqual([])
    expect(faultsOf({ ...proof, order: proof.order.toReversed() })).toEqual(['order'])
    const { items } = await write((tx) => listCallbacks(tx, desk, { limit: 10 }))
    expect(items.map((each) => each.no).toSorted()).toEqual(proof.order.slice(0, 3).toSorted())
    const silent = { answered: false, came: null, chargedRight: null, level: null, remark: null }
    const [first, second, third] = items.map((each) => each.order)
    await expect(write((tx) => noteAttempt(tx, desk, first!, { ...silent, answered: true }))).rejects.toMatchObject({
      code: 'callback.silent',
    })
    await write((tx) =>
      noteAttempt(tx, desk, first!, { answered: true, came: true, chargedRight: true, level: 4, remark: '饭菜热' }),
    )
    await write((tx) => noteAttempt(tx, desk, second!, { ...silent, answered: true, level: 1 }))
    for (const state of ['due', 'due', 'given-up'])
      expect(await write((tx) => noteAttempt(tx, desk, third!, silent))).toEqual({ state })
    await expect(write((tx) => noteAttempt(tx, desk, third!, silent))).rejects.toMatchObject({ code: 'callback.over' })
    const [after] = await t.db.read(b.actor, callbackDraws)
    expect(after).toMatchObject({
      reached: 2,
      givenUp: 1,
      came: { yes: 1, of: 1 },
      level: { mean: 2.5, of: 2 },
    })
    const words = await t.asOwner<{ row: string }>(`select a::text "row" from hotline.callback_attempt a`, [], true)
    expect(words.some((each) => each.row.includes('饭菜热'))).toBe(false)
  })
})
