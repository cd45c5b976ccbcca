import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, publicActor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction, createUnit } from '../../../platform/identity/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { arriveAt, confirmOrder, finishOrder, isPlaced, placeOrders, startOrder } from '../../services/index.ts'
import { type Bench, bench, COUNTY, enterPaper, enterPerson, offerOf, wishOf } from '../../services/testkit.ts'
import { actOnQuality } from './acts.ts'
import { handlers, nameHandler } from './handlers.ts'
import { fileComplaint } from './open.ts'
import { type Rating, rateOrder } from './rate.ts'
import { listQuality, publishedCases, qualityCase, siteRatings } from './views.ts'

const t = testDatabase()
const desk = testDesk()
const visitor = publicActor(COUNTY)
let b: Bench
let offer: string
let officer: Actor
let second: Actor
let names = 0
const write = <R>(act: (tx: Tx) => Promise<R>, actor = officer) => t.db.write(actor, act)

beforeAll(async () => {
  t.setNow('2026-11-20T09:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  b = await bench(t.db, desk)
  const unit = await t.db.write(b.actor, (tx) => createUnit(tx, { name: '县民政局', kind: 'department' }))
  officer = { ...b.actor, unit: unit.id }
  second = { ...systemActor('second', COUNTY), unit: unit.id }
  offer = await write(async (tx) => {
    await enterPaper(tx, b.organisation, 'food')
    return offerOf(tx, b.site, 'noon-meal', 1_200)
  })
})

/** An order that was served and confirmed; every call moves the clock to a later day. */
let day = 20
async function served(person?: string): Promise<{ order: string; person: string }> {
  t.setNow(`2026-11-${day}T09:00:00+08:00`)
  const who = person ?? (await write((tx) => enterPerson(tx, desk, `周${String.fromCodePoint(0x4e00 + names++)}`)))
  const outcome = await write(async (tx) => (await placeOrders(tx, [wishOf(tx.now, who, offer, 1_200)]))[0]!)
  if (!isPlaced(outcome)) throw outcome
  const told = { channel: 'counter' as const }
  const id = outcome.id
  await write(async (tx) => {
    await arriveAt(tx, desk, id, { revision: null, told })
    await startOrder(tx, desk, id, {
      revision: null,
      told: { ...told, at: `2026-11-${day}T08:30:00+08:00` },
      checks: {},
    })
    await finishOrder(tx, desk, id, { revision: null, told, done: null })
    await confirmOrder(tx, desk, id, { revision: null, told, confirmation: { by: { by: 'self' } } })
  })
  return { order: id, person: who }
}

const said = (level: Rating['level'], more: Partial<Rating> = {}): Rating => ({
  level,
  about: level <= 2 ? 'quality' : null,
  words: null,
  acting: { by: 'self' },
  channel: 'phone',
  ...more,
})
const step = (revision: number, more: object = {}) => ({ revision, words: '电话核实，属实', ...more })

describe('a rating', () => {
  it('is given once; a bad one opens a case with its deadlines, and after it was put right the person rates once more', async () => {
    const { order } = await served()
    await expect(write((tx) => rateOrder(tx, desk, order, said(1, { about: null })))).rejects.toMatchObject({
      code: 'rating.about',
    })
    const { round, casefile } = await write((tx) => rateOrder(tx, desk, order, said(2, { words: '菜是凉的' })))
    expect(round).toBe(1)
    await expect(write((tx) => rateOrder(tx, desk, order, said(5)))).rejects.toMatchObject({ code: 'rating.given' })
    const seen = await write((tx) => qualityCase(tx, desk, casefile!.id))
    expect(seen).toMatchObject({
      state: 'open',
      words: '菜是凉的',
      callbackDue: '2026-11-21',
      due: '2026-12-11',
      unitName: '县民政局',
      rating: { level: 2, again: null },
    })
    expect(seen.acts).toEqual(['verify', 'exclude', 'hand-over'])
    await expect(write((tx) => actOnQuality(tx, desk, casefile!.id, 'close', step(0)))).rejects.toMatchObject({
      code: 'case.state',
    })
    await write((tx) => actOnQuality(tx, desk, casefile!.id, 'verify', step(0)))
    await write((tx) => actOnQuality(tx, desk, casefile!.id, 'rectify', step(1)))
    await expect(write((tx) => actOnQuality(tx, desk, casefile!.id, 'close', step(1)))).rejects.toMatchObject({
      code: 'case.changed',
    })
    await expect(write((tx) => actOnQuality(tx, desk, casefile!.id, 'close', step(2)))).rejects.toMatchObject({
      code: 'case.published',
    })
    await write((tx) =>
      actOnQuality(tx, desk, casefile!.id, 'close', step(2, { published: '保温箱已更换，送餐前测温' })),
    )
    expect(await write((tx) => rateOrder(tx, desk, order, said(4)))).toEqual({ round: 2, casefile: null })
    await expect(write((tx) => rateOrder(tx, desk, order, said(5)))).rejects.toMatchObject({ code: 'rating.given' })
    const open = await t.db.read(visitor, (tx) => publishedCases(tx))
    expect(open).toMatchObject([{ published: '保温箱已更换，送餐前测温' }])
    const rows = await t.asOwner<{ row: string }>(
      `select c::text "row" from supervision.casefile c union all select s::text from supervision.casefile_step s`,
      [],
      true,
    )
    expect(rows.some((each) => each.row.includes('菜是凉的') || each.row.includes('属实'))).toBe(false)
  })

  it('that is found malicious leaves the averages with reasons, and somebody else decides the appeal', async () => {
    day++
    const { order } = await served()
    const { casefile } = await write((tx) => rateOrder(tx, desk, order, said(1)))
    const id = casefile!.id
    await write((tx) => actOnQuality(tx, desk, id, 'exclude', step(0, { words: '经查为同行恶意差评，有录音' })))
    const excluded = () =>
      t.asOwner<{ excluded: boolean }>(`select excluded from supervision.rating where order_id = $1`, [order], true)
    expect(await excluded()).toEqual([{ excluded: true }])
    await write((tx) => actOnQuality(tx, desk, id, 'appeal', step(1)))
    await expect(write((tx) => actOnQuality(tx, desk, id, 'uphold', step(2)))).rejects.toMatchObject({
      code: 'case.same-hand',
    })
    await write((tx) => actOnQuality(tx, desk, id, 'restore', step(2)), second)
    expect(await excluded()).toEqual([{ excluded: false }])
    await write((tx) => actOnQuality(tx, desk, id, 'exclude', step(3)), second)
    await expect(write((tx) => actOnQuality(tx, desk, id, 'appeal', step(4)))).rejects.toMatchObject({
      code: 'case.state',
    })
  })

  it('of the same order by three hands at once is one', async () => {
    day++
    const { order } = await served()
    const tries = await Promise.allSettled([1, 2, 3].map(() => write((tx) => rateOrder(tx, desk, order, said(1)))))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the mean of a site', () => {
  it('hears every person once, however often they rate, and is not told of too few', async () => {
    day++
    const before = (await t.db.read(visitor, (tx) => siteRatings(tx, b.site))).items[0]!
    expect(before.mean).toBeNull()
    const fan = await served()
    await write((tx) => rateOrder(tx, desk, fan.order, said(5)))
    for (let i = 0; i < 4; i++) {
      day++
      const again = await served(fan.person)
      await write((tx) => rateOrder(tx, desk, again.order, said(5)))
    }
    const others = before.persons
    for (let i = others; i < 6; i++) {
      const { order } = await served()
      await write((tx) => rateOrder(tx, desk, order, said(1)))
    }
    const after = (await t.db.read(visitor, (tx) => siteRatings(tx, b.site))).items[0]!
    expect(after.ratings).toBe(before.ratings + 5 + (6 - others))
    expect(after.persons).toBe(7)
    // Five times "very content" of one person are one voice of seven.
    expect(after.mean!).toBeLessThan(3)
  })
})

describe('a complaint', () => {
  it('that the system opens goes to a unit of the county though none was named', async () => {
    const own = { ...b.actor, unit: null }
    const { no } = await t.db.write(own, (tx) =>
      fileComplaint(tx, desk, {
        kind: 'complaint',
        about: 'safety',
        words: '台阶松动',
        person: null,
        order: null,
        site: b.site,
        channel: 'phone',
      }),
    )
    const list = await t.db.read(officer, (tx) => listQuality(tx, { mine: true, limit: 50 }))
    expect(list.items.find((each) => each.no === no)?.unitName).toBe('县民政局')
  })

  it('has an owner and a deadline, unnamed or named; of another person’s order it is refused', async () => {
    const { order, person } = await served()
    const stranger = await write((tx) => enterPerson(tx, desk, '吴路人'))
    const complaint = { kind: 'complaint', about: 'price', words: '多收了两块钱', channel: 'counter' } as const
    await expect(
      write((tx) => fileComplaint(tx, desk, { ...complaint, person: stranger, order, site: null })),
    ).rejects.toMatchObject({ code: 'case.order-person' })
    await expect(
      write((tx) => fileComplaint(tx, desk, { ...complaint, person: null, order: null, site: null })),
    ).rejects.toMatchObject({ code: 'case.about-nothing' })
    await write((tx) => fileComplaint(tx, desk, { ...complaint, person, order, site: null }))
    const unnamed = await write((tx) =>
      fileComplaint(tx, desk, { ...complaint, kind: 'report', person: null, order: null, site: b.site }),
    )
    expect(await write((tx) => qualityCase(tx, desk, unnamed.id))).toMatchObject({
      anonymous: true,
      personName: null,
      words: '多收了两块钱',
    })
    await expect(write((tx) => actOnQuality(tx, desk, unnamed.id, 'exclude', step(0)))).rejects.toMatchObject({
      code: 'case.state',
    })
    const list = await t.db.read(officer, (tx) => listQuality(tx, { mine: true, limit: 50 }))
    expect(list.items.every((each) => each.unitName === '县民政局')).toBe(true)
    expect(list.open).toBeGreaterThanOrEqual(2)
    const elsewhere = { ...officer, region: '532622102' }
    await expect(t.db.write(elsewhere, (tx) => qualityCase(tx, desk, unnamed.id))).rejects.toMatchObject({
      code: 'case.missing',
    })
  })
})

describe('the unit in charge of a place', () => {
  it('is named, replaced and gets the cases of its place from then on; nobody names one for another county', async () => {
    const town = await t.db.write(b.actor, (tx) => createUnit(tx, { name: '江那镇政府', kind: 'township' }))
    await write((tx) => nameHandler(tx, { region: COUNTY, unit: officer.unit! }))
    const region = '532622101000'
    await write((tx) => nameHandler(tx, { region, unit: officer.unit! }))
    await write((tx) => nameHandler(tx, { region, unit: town.id }))
    expect((await t.db.read(officer, handlers)).map((each) => [each.region, each.unitName])).toEqual([
      [COUNTY, '县民政局'],
      [region, '江那镇政府'],
    ])
    const unnamed = await write((tx) =>
      fileComplaint(tx, desk, {
        kind: 'report',
        about: 'price',
        words: '多收了两块钱',
        channel: 'phone',
        person: null,
        order: null,
        site: b.site,
      }),
    )
    expect(await t.db.write(b.actor, (tx) => qualityCase(tx, desk, unnamed.id))).toMatchObject({
      unitName: '江那镇政府',
    })
    await expect(write((tx) => nameHandler(tx, { region: '532623100000', unit: town.id }))).rejects.toMatchObject({
      code: 'access.region',
    })
  })
})
