import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { findRun, requestRun, startRunner } from '../../../platform/runs/index.ts'
import { metresBetween } from '../coordinates.ts'
import { type DwellingRow, writeDwellings } from '../dwellings/register.ts'
import { changeFacilityState } from '../facilities/commands.ts'
import { facilityRegister } from '../facilities/register.ts'
import { writeFacilities } from '../facilities/write.ts'
import type { FacilityRow } from '../model.ts'
import { loadRegions } from '../regions/load.ts'
import { demoRegions } from '../seed/regions.ts'
import { closeDesk } from '../streets/desk.ts'
import { streetsImport } from '../streets/import.ts'
import { currentStreets, streetsVersions } from '../streets/store.ts'
import { gridOsm } from '../streets/testgrid.ts'
import { bookOf } from './book.ts'
import { circlesOn } from './circles.ts'
import { reachOf } from './reach.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const TODAY = '2026-11-22'
let folder: string

const dwelling = (code: string, lon: number, lat: number): DwellingRow => ({
  code,
  name: code,
  region: '532622101001',
  lon,
  lat,
  households: 10,
  persons: 30,
  under_3: 1,
  aged_3_5: 1,
  aged_60: 8,
  aged_65: 6,
  aged_80: 1,
  as_of: '2025-12-31',
  source: '测试',
  coordinates: null,
})
const facility = (code: string, kind: string, lon: number, lat: number): FacilityRow => ({
  ...(Object.fromEntries(facilityRegister.columns.map(({ key }) => [key, null])) as unknown as FacilityRow),
  code,
  name: code,
  kind,
  region: '532622101001',
  lon,
  lat,
  opened_on: '2025-01-01',
})
const put = (...rows: FacilityRow[]) =>
  t.db.write(county, (tx) =>
    writeFacilities(tx, { added: rows, changed: [], removed: [] }, { import: null, undoes: null }),
  )

async function bring(content: string, name = 'grid.osm') {
  const path = join(folder, `${Math.random()}`)
  await writeFile(path, content)
  const id = await t.db.write(county, (tx) => requestRun(tx, streetsImport, { path, name }))
  return id
}
async function runAll() {
  const runner = startRunner(t.db, [streetsImport], { every: null, beat: 20 })
  await runner.drain()
  await runner.stop()
}
const book = async () => (await t.db.read(county, (tx) => bookOf(tx, TODAY)))!

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  folder = await mkdtemp(join(tmpdir(), 'yike-streets-'))
  await t.db.write(county, (tx) => loadRegions(tx, demoRegions()))
  await t.db.write(county, (tx) =>
    writeDwellings(
      tx,
      {
        added: [dwelling('A', 104.34, 23.61), dwelling('B', 104.345, 23.6125), dwelling('C', 104.4, 23.7)],
        changed: [],
        removed: [],
      },
      null,
    ),
  )
})
afterAll(async () => {
  await closeDesk()
  await rm(folder, { recursive: true, force: true })
})

describe('streets', () => {
  it('are unknown until they are brought in', async () => {
    expect(await t.db.read(county, (tx) => bookOf(tx, TODAY))).toBeNull()
  })

  it('serve whole or not at all: a cut file changes nothing, the last of two imports serves', async () => {
    const good = await bring(gridOsm(10), 'first.osm')
    await runAll()
    const first = await t.db.read(county, currentStreets)
    expect(await t.db.read(county, (tx) => findRun(tx, good))).toMatchObject({ refusal: null, state: 'done' })
    expect(first).toMatchObject({ name: 'first.osm', vertices: 100, edges: 180 })
    const cut = await bring(gridOsm(10).slice(0, 4000), 'cut.osm')
    await runAll()
    const seen = await t.db.read(county, async (tx) => [await findRun(tx, good), await findRun(tx, cut)])
    expect(seen[0]!.state).toBe('done')
    expect(seen[1]).toMatchObject({ state: 'failed', refusal: { code: expect.stringMatching(/^streets\./) } })
    expect((await t.db.read(county, currentStreets))?.id).toBe(first?.id)
    await Promise.all([bring(gridOsm(6), 'six.osm'), bring(gridOsm(12), 'twelve.osm')])
    await runAll()
    const versions = await t.db.read(county, streetsVersions)
    expect(versions.filter((each) => each.current).length).toBe(1)
    expect(versions.length).toBe(3)
    const parts = await t.asOwner('select distinct streets from territory.streets_part', [], true)
    expect(parts).toEqual([{ streets: versions.find((each) => each.current)!.id }])
    expect(await readdir(folder)).toEqual([])
    await bring(gridOsm(12), 'twelve.osm')
    await runAll()
  })
})

describe('ways on foot', () => {
  it('follow the streets, and say so where there are none', async () => {
    await put(facility('M1', 'market', 104.342, 23.613))
    const walk = await (await book()).walkTo(['market'])
    // Two blocks east and three north, whatever the crow does.
    const block = (from: [number, number], to: [number, number]) =>
      metresBetween({ lon: from[0], lat: from[1] }, { lon: to[0], lat: to[1] })
    const expected = block([104.34, 23.61], [104.342, 23.61]) + block([104.342, 23.61], [104.342, 23.613])
    expect(walk.metres[0]).toBeCloseTo(expected, 0)
    expect(walk.sources[walk.nearest[0]!]!.code).toBe('M1')
    expect(walk.metres[2]).toBeNaN()
    expect(walk.nearest[2]).toBe(-1)
  })

  it('change at once when a facility opens or closes, and only for its kind', async () => {
    const before = await book()
    const [market, clinic] = [await before.walkTo(['market']), await before.walkTo(['village-clinic'])]
    expect(clinic.metres[0]).toBe(Number.POSITIVE_INFINITY)
    await put(facility('M2', 'market', 104.34, 23.611))
    const opened = await book()
    expect(opened).not.toBe(before)
    expect((await opened.walkTo(['market'])).metres[0]).toBeLessThan(market.metres[0]!)
    expect(await opened.walkTo(['village-clinic'])).toBe(clinic)
    await t.db.write(county, (tx) =>
      changeFacilityState(tx, { code: 'M2', to: 'closed', on: TODAY, reason: '停业' } as never),
    )
    expect((await (await book()).walkTo(['market'])).metres).toEqual(market.metres)
    expect(await book()).toBe(await book())
  })

  it('are the same after the thread that searched them died', async () => {
    const before = await (await book()).walkTo(['market'])
    await closeDesk()
    expect((await (await book()).walkTo(['market'])).metres).toEqual(before.metres)
    await put(facility('M3', 'supermarket', 104.342, 23.613))
    expect((await (await book()).walkTo(['supermarket'])).metres).toEqual(before.metres)
  })
})

describe('what is said of people', () => {
  const asked = { asOf: TODAY, minutes: 5, metresPerMinute: 80, group: 'aged_65', by: 'village' } as const

  it('is a share that counts the unknown in neither part, with all it was computed from', async () => {
    const reach = await t.db.read(county, (tx) => reachOf(tx, { ...asked, kinds: ['market'] }))
    // A walks 538 m, B 361 m, C lives off the streets.
    expect(reach.whole).toEqual({ total: 18, within: 6, unknown: 6, uncounted: 0, share: 0.5 })
    expect(reach.items.map(({ name }) => name)).toEqual(['锦山社区'])
    const longer = await t.db.read(county, (tx) => reachOf(tx, { ...asked, minutes: 7, kinds: ['market'] }))
    expect(longer.whole.share).toBe(1)
    const streets = await t.db.read(county, currentStreets)
    expect(longer.manifest).toMatchObject({
      asOf: TODAY,
      streets: { sha256: streets?.sha256, invented: false },
      facilities: { kinds: ['market'], count: 1, offStreets: 0 },
      population: { points: 3, persons: 90, asOf: '2025-12-31' },
    })
  })

  it('is a circle whose lines are present, absent or unknown', async () => {
    await put(facility('P1', 'pharmacy', 104.351, 23.621))
    const { items } = await t.db.read(county, (tx) =>
      circlesOn(tx, { asOf: TODAY, metresPerMinute: 80, family: 'circle-basic' }),
    )
    const here = items.find(({ code }) => code === '532622101001')!
    expect(here.lines.market).toMatchObject({ state: 'pass', share: 1, nearest: { code: 'M1' } })
    expect(here.lines.pharmacy).toMatchObject({ state: 'fail', share: 0, nearest: { code: 'P1' } })
    // Nobody ever registered a laundry: that is not known to be missing.
    expect(here.lines.hair).toMatchObject({ state: 'unknown', nearest: null })
    expect(here.state).toBe('fail')
    const empty = items.find(({ code }) => code === '532622101002')!
    expect(new Set(Object.values(empty.lines).map(({ state }) => state))).toEqual(new Set(['unknown']))
  })

  it('is refused for a standard that is none', async () => {
    await expect(
      t.db.read(county, (tx) => circlesOn(tx, { asOf: TODAY, metresPerMinute: 80, family: 'new-estate' })),
    ).rejects.toMatchObject({ code: 'circle.family' })
  })
})
