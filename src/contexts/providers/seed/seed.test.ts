import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { seedTerritory } from '../../territory/index.ts'
import { banViews } from '../bans/store.ts'
import { bedBoard } from '../beds/views.ts'
import { exitList } from '../exits/views.ts'
import { sheetList, sheetView } from '../grading/views.ts'
import { duplicates, organisationList } from '../organisations/views.ts'
import { qualityRounds } from '../quality/commands.ts'
import { type Bench, bench, COUNTY } from '../testkit.ts'
import { seedProviders } from './seed.ts'

const t = testDatabase()
const DAY = '2026-11-22'
let b: Bench

beforeAll(async () => {
  t.setNow(`${DAY}T12:00:00+08:00`)
  b = await bench(t.db)
  await seedTerritory(t.db, DAY)
  await seedProviders(t.db, b.keys, COUNTY, DAY)
})

describe('the institutions of the demonstration', () => {
  it('fill the county: organisations with many sites, beds, terms that end, bans that hold and have lifted', async () => {
    const { items } = await t.db.read(b.officer, (tx) => organisationList(tx, { limit: 200 }))
    expect(items.length).toBeGreaterThan(38)
    expect(items.reduce((sum, each) => sum + each.sites, 0)).toBeGreaterThan(50)
    expect(items.every((each) => each.name.includes('演示'))).toBe(true)
    expect(items.some((each) => each.ending > 0)).toBe(true)
    expect(items.filter((each) => each.grade !== null).length).toBe(4)
    const bans = await t.db.read(b.officer, (tx) => banViews(tx))
    expect(bans.map((ban) => ban.state).sort()).toEqual(['in-force', 'in-force', 'lifted'])
    const board = await t.db.read(b.officer, (tx) => bedBoard(tx))
    expect(
      board.items.flatMap((site) => Object.values(site.counts)).reduce((sum, each) => sum + each.all, 0),
    ).toBeGreaterThan(300)
    expect((await t.db.read(b.officer, (tx) => duplicates(tx))).length).toBeGreaterThan(0)
    const sheets = (await t.db.read(b.officer, (tx) => sheetList(tx))).items
    expect(sheets.map((sheet) => sheet.state).sort()).toEqual(['closed', 'open'])
    const closed = await t.db.read(b.officer, (tx) =>
      sheetView(tx, sheets.find((sheet) => sheet.state === 'closed')!.id),
    )
    expect(closed).toMatchObject({ reproduced: true, missing: [] })
    const [exit] = (await t.db.read(b.officer, (tx) => exitList(tx))).items
    expect(exit!.standing).toMatchObject({ placed: false, refunded: false, balances: { openFen: 240_000 } })
    const [round] = (await t.db.read(b.officer, (tx) => qualityRounds(tx))).items
    expect(round).toMatchObject({ verified: true, share: { passed: 7, assessed: 8 } })
  })

  it('is not filled twice', async () => {
    const count = async () => (await t.db.read(b.officer, (tx) => organisationList(tx, { limit: 200 }))).items.length
    const before = await count()
    await seedProviders(t.db, b.keys, COUNTY, DAY)
    expect(await count()).toBe(before)
  })
})
