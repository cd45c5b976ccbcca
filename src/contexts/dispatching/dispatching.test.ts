import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { seedOf, type TestHouse, testHouse } from '../../platform/identity/testkit.ts'
import { startRunner } from '../../platform/runs/index.ts'
import { testDesk } from '../people/testkit.ts'
import { clientsOfProvider, isPlaced, openDesk, placeOrders } from '../services/index.ts'
import { type Bench, bench, COUNTY, enterPaper, enterPerson, enterSite, offerOf, wishOf } from '../services/testkit.ts'
import { dispatchingRoutes, planRun } from './index.ts'
import { askPlan, dropPlan, takeOver } from './plan/ask.ts'
import { instantAt } from './plan/ground.ts'
import { lockVisit, moveVisit, tryMove } from './plan/hand.ts'
import { newestPlan } from './plan/store.ts'
import { boardOf, sheetsOf } from './plan/views.ts'
import { keepCarer, noteWish } from './roster/commands.ts'
import { rotaOf } from './roster/views.ts'

const t = testDatabase()
const desk = testDesk({ related: [clientsOfProvider] })
const kind = planRun(desk)
const DAY = addDays(today(Date.now()), 3)
let b: Bench
let house: TestHouse
let care: string
let bath: string
const carers: string[] = []
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(b.actor, work)

async function dwelling(code: string, i: number): Promise<void> {
  await as((tx) =>
    tx.run(sql`insert into territory.dwelling (jurisdiction, id, code, name, region, lon, lat, persons, as_of, source, recorded_by, recorded_at)
      values (${COUNTY}, territory.new_id(), ${code}, ${code}, '532622101001', ${103.75 + i * 0.004}, ${23.77 + (i % 3) * 0.003}, 10, '2026-01-01', 'test', 'test', now())`),
  )
}
async function employ(name: string, certified: boolean): Promise<string> {
  return as(async (tx) => {
    const id = await enterPerson(tx, desk, name)
    await tx.run(
      sql`insert into workforce.worker (jurisdiction, person, recorded_at, recorded_by) values (${COUNTY}, ${id}, now(), 'test')`,
    )
    await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, during, recorded_at, recorded_by)
      values (${COUNTY}, ${newId()}, ${id}, ${b.organisation}, 'carer', daterange('2024-01-01', null), now(), 'test')`)
    // One whose certificate is over is as good as none.
    await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, sealed, issuer, issued_on, valid_until, state, verified_on, recorded_at, recorded_by)
      values (${COUNTY}, ${newId()}, ${id}, 'elder-care', 4, '', 'test', '2024-01-01', ${certified ? null : '2024-12-31'}::date, 'verified', '2024-01-02', now(), 'test')`)
    await keepCarer(tx, b.site, {
      staff: id,
      ownSite: false,
      mode: 'e-bike',
      startAt: 'site',
      pattern: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 480, until: 1080 })),
      lunch: null,
      mostMinutes: null,
      languages: [],
      planned: true,
    })
    return id
  })
}
async function order(i: number, offer: string, fen: number, hour: number, minutes = 120): Promise<string> {
  const id = await as(async (tx) => {
    const person = await enterPerson(tx, desk, `住户${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三'[i % 3]}`)
    const wish = wishOf(tx.now, person, offer, fen, {
      from: instantAt(DAY, hour * 60),
      until: instantAt(DAY, hour * 60 + minutes),
    })
    const [placed] = await placeOrders(tx, [wish])
    if (!isPlaced(placed!)) throw placed
    return placed.id
  })
  await t.asOwner('update services.service_order set dwelling = $1 where id = $2', [`D${i % 6}`, id], true)
  return id
}
async function plan(event: Parameters<typeof askPlan>[3]['event'] = null): Promise<string> {
  const { id } = await as((tx) => askPlan(tx, desk, kind, { site: b.site, day: DAY, iterations: 400, event }))
  const runner = startRunner(t.db, [kind], { every: null, beat: 50 })
  await runner.drain()
  await runner.stop()
  return id
}
const board = () => as((tx) => boardOf(tx, desk, b.site, DAY))
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

beforeAll(async () => {
  house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, dispatchingRoutes(desk))
  b = await bench(t.db, desk)
  care = await as((tx) => offerOf(tx, b.site, 'home-care', 3_500))
  bath = await as((tx) => offerOf(tx, b.site, 'bath-at-home', 12_000))
  for (let i = 0; i < 6; i++) await dwelling(`D${i}`, i)
  for (const name of ['护理甲', '护理乙', '护理丙']) carers.push(await employ(name, true))
  carers.push(await employ('护理无证', false))
  for (let i = 0; i < 6; i++) await order(i, care, 3_500, 9 + i)
  await order(7, bath, 12_000, 16)
}, 60_000)
afterAll(async () => {
  await house.server.close()
})

describe('a day', () => {
  it('is planned as a proposal, and stands only when it is taken over', async () => {
    const id = await plan()
    const { plan: proposed, visits } = await board()
    expect(proposed).toMatchObject({ id, version: 1, state: 'proposed', kind: 'optimise' })
    expect(proposed!.result!.unserved).toEqual([])
    expect(visits.every((visit) => visit.standing.length === 0 && visit.state === 'placed')).toBe(true)
    // Who has no valid certificate is never sent with a task that needs one.
    expect(proposed!.result!.routes.map((route) => route.carer)).not.toContain(carers[3])
    expect(proposed!.result!.explanation.visits.length).toBe(8)
    expect(await as((tx) => takeOver(tx, desk, id))).toEqual({ assigned: 7, unchanged: 0 })
    const after = await board()
    expect(after.visits.every((visit) => visit.state === 'assigned')).toBe(true)
    const both = after.visits.find((visit) => visit.staff === 2)!
    expect(new Set(both.standing.map((each) => each.staff)).size).toBe(2)
    expect(new Set(both.standing.map((each) => each.from)).size).toBe(1)
    expect(await codeOf(as((tx) => takeOver(tx, desk, id)))).toBe('dispatch.not-proposed')
    expect(await codeOf(as((tx) => dropPlan(tx, id)))).toBe('dispatch.not-proposed')
  })

  it('is planned again when a carer is sick, and says who moves by how much before it stands', async () => {
    const before = await board()
    const sick = before.visits.find((visit) => visit.staff === 1)!.standing[0]!.staff
    const his = before.visits
      .filter((visit) => visit.standing.some((each) => each.staff === sick))
      .map((visit) => visit.order)
    const id = await plan({ kind: 'sick', staff: sick })
    const proposed = (await board()).plan!
    expect(proposed).toMatchObject({ id, kind: 'replan', version: 2 })
    expect(proposed.result!.routes.map((route) => route.carer)).not.toContain(sick)
    expect(proposed.result!.promised).toBe(7)
    for (const order of his)
      expect(proposed.result!.changes.find((each) => each.order === order)).toMatchObject({ big: true })
    // Nobody else is moved without need.
    expect(proposed.result!.changes.filter((each) => each.big && !his.includes(each.order))).toEqual([])
    await as((tx) => takeOver(tx, desk, id))
    const after = await board()
    expect(after.visits.flatMap((visit) => visit.standing.map((each) => each.staff))).not.toContain(sick)
    expect(after.carers.find((each) => each.staff === sick)).toMatchObject({ notPlanned: { en: 'sick' } })
  })

  it('is moved by hand where it is possible, and refused with the reason where not', async () => {
    const { visits, carers: rows } = await board()
    const visit = visits.find((each) => each.staff === 1)!
    const other = rows.find(
      (each) => each.notPlanned === null && each.staff !== visit.standing[0]!.staff && each.staff !== carers[3],
    )!
    const move = { site: b.site, day: DAY, order: visit.order }
    const uncertified = await as((tx) => tryMove(tx, desk, { ...move, staff: [carers[3]!], start: null }))
    expect(uncertified.check).toMatchObject({
      ok: false,
      reasons: [{ en: 'Has no valid certificate for this service' }],
    })
    const early = await as((tx) => tryMove(tx, desk, { ...move, staff: [other.staff], start: visit.window.from - 60 }))
    expect(early.check.reasons.map((each) => each.en)).toContain('Outside the time that was agreed')
    expect(await codeOf(as((tx) => moveVisit(tx, desk, { ...move, staff: [carers[3]!], start: null })))).toBe(
      'dispatch.move',
    )
    await as((tx) => moveVisit(tx, desk, { ...move, staff: [other.staff], start: null }))
    const moved = await board()
    expect(moved.plan).toMatchObject({ kind: 'hand', state: 'proposed' })
    expect(moved.visits.find((each) => each.order === visit.order)!.hold!.staff).toEqual([other.staff])
    expect(
      moved.plan!.result!.routes.find((route) => route.stops.some((stop) => stop.visit === visit.order))!.carer,
    ).toBe(other.staff)
    // A lock holds when the day is planned again.
    await plan()
    const again = (await board()).plan!.result!
    expect(again.routes.find((route) => route.stops.some((stop) => stop.visit === visit.order))!.carer).toBe(
      other.staff,
    )
    await as((tx) => lockVisit(tx, desk, visit.order, null))
    expect((await board()).visits.find((each) => each.order === visit.order)!.hold!.staff).toBeNull()
  })

  it('is not taken over when somebody has dealt with an order meanwhile: nothing is assigned', async () => {
    await order(8, care, 3_500, 16)
    const id = await plan()
    const { visits } = await board()
    const open = visits.find((visit) => visit.state === 'placed')!
    await t.asOwner('update services.service_order set revision = revision + 1 where id = $1', [open.order], true)
    expect(await codeOf(as((tx) => takeOver(tx, desk, id)))).toBe('order.changed-meanwhile')
    expect((await board()).visits.find((visit) => visit.order === open.order)!.standing).toEqual([])
  })

  it('tells who is not served, why, and what would help', async () => {
    await as(async (tx) => {
      const { visits } = await boardOf(tx, desk, b.site, DAY)
      const free = visits.find((visit) => visit.state === 'placed')!
      for (const staff of carers)
        await noteWish(tx, desk, { person: free.person!.id, kind: 'not', staff, value: null, hard: true })
    })
    await plan()
    const { unserved } = (await board()).plan!.result!
    expect(unserved).toHaveLength(1)
    expect(unserved[0]!.reason.zh.length).toBeGreaterThan(4)
  })

  it('is printed as route sheets with the way to the door', async () => {
    const { sheets } = await as((tx) => sheetsOf(tx, desk, b.site, DAY))
    expect(sheets.flatMap((sheet) => sheet.stops)).toHaveLength(8)
    for (const { stops } of sheets)
      for (let i = 1; i < stops.length; i++) expect(stops[i]!.from).toBeGreaterThanOrEqual(stops[i - 1]!.until)
    const rota = await as((tx) => rotaOf(tx, desk, b.site))
    expect(rota).toHaveLength(4)
    expect(rota.flatMap((line) => line.exceptions).map((each) => each.kind)).toEqual(['sick'])
  })
})

describe('over HTTP', () => {
  it('a provider sees its own sites and plans alone', async () => {
    const second = await as(async (tx) => {
      const found = await enterSite(tx, { creditCode: '91532622MA6K000100', name: '另一家', code: 'JG-T-9' })
      await enterPaper(tx, found.organisation)
      await offerOf(tx, found.site, 'home-care', 3_000)
      return found
    })
    const { account, headers } = await house.account(
      seedOf('jujia', ['provider'], { unit: { name: '工作台', kind: 'external' } }),
    )
    await as((tx) => openDesk(tx, { unit: account.unit!, organisation: second.organisation, site: null }))
    const get = async (url: string) => (await house.server.inject({ method: 'GET', url, headers })).json()
    expect((await get('/api/dispatching/sites')).items.map((each: { id: string }) => each.id)).toEqual([second.site])
    expect(await get(`/api/dispatching/day?site=${b.site}&day=${DAY}`)).toMatchObject({ code: 'dispatch.site' })
    const newest = await as((tx) => newestPlan(tx, b.site, DAY))
    expect(await get(`/api/dispatching/plans/${newest!.id}`)).toMatchObject({ code: 'dispatch.site' })
    expect(await get(`/api/dispatching/rota?site=${b.site}`)).toMatchObject({ code: 'dispatch.site' })
    expect((await get(`/api/dispatching/day?site=${second.site}&day=${DAY}`)).visits).toEqual([])
  }, 120_000)
})
