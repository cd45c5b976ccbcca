import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { loadRegions } from '../regions/load.ts'
import { demoDwellings } from '../seed/dwellings.ts'
import { demoPopulation } from '../seed/population.ts'
import { demoRegions } from '../seed/regions.ts'
import { demoStreets } from '../seed/streets.ts'
import { dwellingRegister, dwellings, dwellingVersion, writeDwellings } from './register.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const demo = demoDwellings(demoPopulation(), demoStreets(demoPopulation()))

beforeAll(() =>
  t.db.write(county, (tx) => writeDwellings(tx, { added: demo, changed: [], removed: [] }, null)).then(() => undefined),
)

describe('dwelling points', () => {
  it('of the demo add up to the census and contradict nothing', () => {
    expect(demo.reduce((sum, row) => sum + row.persons, 0)).toBe(476_587)
    expect(demo.reduce((sum, row) => sum + (row.households ?? 0), 0)).toBe(131_991)
    const aged65 = demo.reduce((sum, row) => sum + (row.aged_65 ?? 0), 0)
    expect(aged65 / 43_184).toBeGreaterThan(0.98)
    expect(demo.flatMap((row) => dwellingRegister.check?.(row, undefined, null) ?? [])).toEqual([])
    expect(new Set(demo.map((row) => row.code)).size).toBe(demo.length)
  })

  it('are read as they stand, and a correction changes their version', async () => {
    const [before, all] = await t.db.read(county, async (tx) => [await dwellingVersion(tx), await dwellings(tx)])
    expect(all.length).toBe(demo.length)
    expect(before.persons).toBe(476_587)
    const row = demo[0]!
    await t.db.write(county, (tx) =>
      writeDwellings(
        tx,
        { added: [], changed: [{ before: row, after: { ...row, aged_65: 0, aged_80: 0 } }], removed: [] },
        null,
      ),
    )
    const after = await t.db.read(county, dwellingVersion)
    expect(after.points).toBe(before.points)
    expect(after.hash).not.toBe(before.hash)
    expect((await t.db.read(county, (tx) => dwellings(tx, row.region)))[0]?.aged_65).toBe(0)
  })

  it('refuse bands that do not fit into each other', () => {
    const wrong = { ...demo[0]!, persons: 10, aged_60: 8, aged_65: 9 }
    expect(dwellingRegister.check?.(wrong, undefined, null).map((each) => each.column)).toEqual(['aged_65'])
  })

  it('refuse a place outside the county, and say when longitude and latitude are exchanged', async () => {
    const row = demo[0]!
    await t.db.write(county, (tx) => loadRegions(tx, demoRegions()))
    const towns = await t.db.read(county, (tx) => dwellingRegister.lookup!(tx, []))
    const codes = (changed: Partial<typeof row>, before: typeof row | null = null) =>
      dwellingRegister.check!({ ...row, ...changed }, towns, before).map(({ code }) => code)
    expect(codes({})).toEqual([])
    expect(codes({ lon: row.lat, lat: row.lon })).toEqual(['facility.swapped'])
    expect(codes({ lon: 121.47, lat: 31.23 })).toEqual(['facility.outside'])
    expect(codes({ lon: 0, lat: 0 })).toEqual(['facility.outside'])
    const stays = { ...row, lon: 0, lat: 0 }
    expect(
      codes({ lon: 0, lat: 0, persons: 0, aged_60: 0, aged_65: 0, aged_80: 0, under_3: 0, aged_3_5: 0 }, stays),
    ).toEqual([])
  })
})
