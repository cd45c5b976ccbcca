import { beforeAll, describe, expect, it } from 'vitest'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { type Relay, startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { publishedServices } from '../../services/figures/publish.ts'
import {
  arriveAt,
  cancelOrder,
  finishOrder,
  isPlaced,
  noteUnmet,
  placeOrders,
  serviceJobs,
  startOrder,
} from '../../services/index.ts'
import { type Bench, bench, COUNTY, enterPaper, enterPerson, offerOf, VILLAGE, wishOf } from '../../services/testkit.ts'
import { writeFacilities } from '../../territory/facilities/write.ts'
import { blankFacility } from '../../territory/seed/blank.ts'
import { syncLibrary } from '../library/store.ts'
import { observe } from '../observations/observe.ts'
import { statisticsSubscribers } from '../reactions.ts'
import { latestSeries, seriesKey } from '../series.ts'

const t = testDatabase()
const desk = testDesk()
const NOW = '2026-11-20T09:00:00+08:00'
let b: Bench
let meal: string
let relay: Relay
const write = <R>(act: (tx: Tx) => Promise<R>) => t.db.write(b.actor, act)

beforeAll(async () => {
  t.setNow(NOW)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  b = await bench(t.db, desk)
  meal = await write(async (tx) => {
    await enterPaper(tx, b.organisation, 'food')
    return offerOf(tx, b.site, 'noon-meal', 1_200)
  })
  await syncLibrary(t.db)
  relay = await startRelay(t.db, statisticsSubscribers, { log: () => undefined })
  return () => relay.stop()
})

async function order(person: string, quantity = 1): Promise<string> {
  const outcome = await write(
    async (tx) => (await placeOrders(tx, [wishOf(tx.now, person, meal, 1_200, { quantity })]))[0]!,
  )
  if (!isPlaced(outcome)) throw outcome
  return outcome.id
}

const told = (at: string) => ({ revision: null, told: { channel: 'counter' as const, at } })
const serve = (id: string) =>
  write(async (tx) => {
    await arriveAt(tx, desk, id, told('2026-11-22T09:00:00+08:00'))
    await startOrder(tx, desk, id, { ...told('2026-11-22T09:05:00+08:00'), checks: {} })
    await finishOrder(tx, desk, id, { ...told('2026-11-22T09:30:00+08:00'), done: null })
  })

async function figures(): Promise<Record<string, number | null>> {
  await serviceJobs[0]!.run(t.db, COUNTY, new Date())
  await relay.drain()
  const codes = ['service.meals', 'service.meal-persons', 'service.served-share', 'service.unmet-share']
  const points = await t.db.read(b.actor, (tx) =>
    latestSeries(tx, { indicators: codes, regions: [COUNTY], asOf: '2026-11-22' }),
  )
  return Object.fromEntries(codes.map((code) => [code, points.get(seriesKey(code, COUNTY))?.at(-1)?.value ?? null]))
}

describe('services as they are ordered and served', () => {
  it('move the indicators of the month, and are counted once however often the month is counted', async () => {
    const [one, two] = [
      await write((tx) => enterPerson(tx, desk, '甲')),
      await write((tx) => enterPerson(tx, desk, '乙')),
    ]
    const orders = [await order(one, 2), await order(one), await order(two), await order(two)]
    await write((tx) =>
      cancelOrder(tx, desk, orders[3]!, { ...told(NOW), told: { channel: 'phone' }, reason: '不来了' }),
    )
    t.setNow('2026-11-22T12:00:00+08:00')
    expect(await figures()).toMatchObject({ 'service.meals': 0, 'service.served-share': 0, 'service.unmet-share': 0 })
    for (const id of orders.slice(0, 2)) await serve(id)
    await write((tx) =>
      noteUnmet(tx, desk, {
        family: 'visit',
        item: null,
        wish: '夜间陪护',
        region: VILLAGE,
        reason: 'not-found',
        person: null,
        channel: 'phone',
      }),
    )
    const moved = await figures()
    expect(moved).toMatchObject({ 'service.meals': 3, 'service.meal-persons': 1, 'service.unmet-share': 20 })
    expect(moved['service.served-share']).toBeCloseTo(66.67, 1)
    const rows = () =>
      t.asOwner<{ n: number }>(`select count(*)::int n from statistics.ledger_row where ledger = 'service'`, [], true)
    const before = await rows()
    expect(await figures()).toEqual(moved)
    expect(await rows()).toEqual(before)
  })

  it('show what a facility does, whatever the register leaves open', async () => {
    const facility = (code: string, functions: string | null) => ({
      ...blankFacility(code, `养老服务中心 ${code}`, 'elder-home-centre'),
      region: VILLAGE,
      opened_on: '2020-01-01',
      functions,
    })
    await write((tx) =>
      writeFacilities(
        tx,
        { added: [facility('C-1', null), facility('C-2', 'full-care')], changed: [], removed: [] },
        { import: null, undoes: null },
      ),
    )
    const centres = async () => {
      await write((tx) => observe(tx, { indicators: ['elder.centre-meals'], from: null, reason: 'test', most: 1 }))
      const points = await t.db.read(b.actor, (tx) =>
        latestSeries(tx, { indicators: ['elder.centre-meals'], regions: [COUNTY], asOf: '2026-11-22' }),
      )
      return points.get(seriesKey('elder.centre-meals', COUNTY))?.at(-1)
    }
    // Nobody recorded what the first centre does, the second one has no meals by the register.
    expect(await centres()).toMatchObject({ value: 0, unknown: 1 })
    await write((tx) => tx.run(sql`update providers.site set facility = 'C-2' where id = ${b.site}`))
    expect(await centres()).toMatchObject({ value: 50, unknown: 1 })
  })

  it('are published by kind and, once the month is over, by town, without small numbers', async () => {
    const running = await t.db.read(b.actor, (tx) => publishedServices(tx, '2026-11'))
    expect(running).toMatchObject({
      towns: null,
      kinds: [
        { group: 'visit', total: null },
        { group: 'meal', total: null },
      ],
    })
    t.setNow('2026-12-02T09:00:00+08:00')
    const over = await t.db.read(b.actor, (tx) => publishedServices(tx))
    expect(over).toMatchObject({ month: '2026-11', newest: '2026-12', oldest: '2026-11', towns: [{ total: null }] })
  })
})
