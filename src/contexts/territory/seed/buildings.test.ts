import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { publicAssets } from '../assets/views.ts'
import { gapList } from '../gaps/views.ts'
import { territoryDuties } from '../projects/today.ts'
import { buildingList, casesOfUse } from '../projects/views.ts'
import { seedTerritory } from '../seed.ts'
import { seedBuildings } from './buildings.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await seedTerritory(t.db, TODAY)
  await seedBuildings(t.db, TODAY)
})

describe('the demo county', () => {
  it('has projects in all stages, one stopped by a defect, one hand-over overdue, one changed use', async () => {
    const { items } = await t.db.read(county, (tx) => buildingList(tx, {}))
    expect(items).toHaveLength(9)
    expect(items.every((each) => each.name.includes('演示'))).toBe(true)
    expect(new Set(items.map((each) => each.passed))).toEqual(
      new Set([null, 'condition', 'design', 'verification', 'acceptance', 'use']),
    )
    const stopped = items.filter((each) => each.chain[3]!.state === 'blocked')
    expect(stopped).toHaveLength(1)
    expect(stopped[0]!.chain[3]!.reason?.zh).toContain('不得组织竣工验收')
    expect(items.filter((each) => each.handover === 'overdue')).toHaveLength(1)
    expect(items.filter((each) => each.handover === 'soon')).toHaveLength(1)
    expect(await t.db.read(county, (tx) => casesOfUse(tx, { open: true }))).toHaveLength(1)
  })

  it('has gap items with and without a plan, and assets in all stages', async () => {
    const gaps = (await t.db.read(county, (tx) => gapList(tx))).items
    expect(gaps.length).toBeGreaterThan(4)
    expect(gaps.some((each) => each.unplanned) && gaps.some((each) => each.overdueWorkdays > 0)).toBe(true)
    const shown = (await t.db.read(county, (tx) => publicAssets(tx, '532622'))).items
    expect(new Set(shown.map((each) => each.stage))).toEqual(new Set(['listed', 'approved', 'handed-over', 'in-use']))
    const kinds = new Set((await t.db.read(county, territoryDuties)).map((each) => each.kind))
    expect(kinds).toEqual(new Set(['gate', 'handover', 'use-case', 'gap', 'transition']))
  })

  it('is seeded once', async () => {
    await seedBuildings(t.db, TODAY)
    const { n } = await t.db.read(county, (tx) =>
      tx.one<{ n: number }>(sql`select count(*) n from territory.building_project`),
    )
    expect(n).toBe(9)
  })
})
