import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import {
  communities,
  communityCoverage,
  countFacilities,
  FACILITY_KINDS,
  facilitiesOn,
  households,
  loadRegions,
  mapRegions,
  population,
  regionName,
  regions,
  resolveRegions,
  searchTerritory,
  seedTerritory,
  sumFacilities,
  townshipCells,
} from './index.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const prefecture = systemActor('test', '532600')
const read = <T>(work: Parameters<typeof t.db.read<T>>[1], actor = county) => t.db.read(actor, work)

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await seedTerritory(t.db, TODAY)
})

describe('regions', () => {
  it('hold the county with 11 townships and 108 villages and communities', async () => {
    const all = await read((tx) => regions(tx, { asOf: TODAY, within: '532622' }))
    const count = (level: string) => all.filter((each) => each.level === level).length
    expect([count('county'), count('township'), count('village')]).toEqual([1, 11, 108])
    expect(all.find((each) => each.name === '江那镇')).toMatchObject({
      initials: 'jnz',
      parent: '532622000000',
      lon: 104.34,
    })
    const urban = await read((tx) => communities(tx, { kind: 'urban', asOf: TODAY }))
    const rural = await read((tx) => communities(tx, { kind: 'rural', asOf: TODAY }))
    expect([urban.length, rural.length]).toEqual([22, 86])
    expect(urban.every((each) => each.name.endsWith('社区'))).toBe(true)
    expect(await read((tx) => regions(tx, { tree: 'reporting', asOf: TODAY, within: '532600' }))).toHaveLength(9)
    expect(await read((tx) => regionName(tx, '532622', TODAY))).toBe('砚山县')
  })

  it('are found by code, by name, by both names and by a short name, never by a guess', async () => {
    const found = await read((tx) =>
      resolveRegions(tx, [
        '532622101',
        '532622101001',
        '532622',
        '江那镇锦山社区',
        '锦山社区',
        '江那',
        '江那镇 锦山',
        '阿舍',
        '文山市',
        '无此地',
      ]),
    )
    expect(Object.fromEntries([...found].map(([text, each]) => [text, each.code]))).toEqual({
      '532622101': '532622101000',
      '532622101001': '532622101001',
      '532622': '532622000000',
      江那镇锦山社区: '532622101001',
      锦山社区: '532622101001',
      江那: '532622101000',
      '江那镇 锦山': '532622101001',
    })
  })

  it('reconcile over a boundary change, forwards to the new codes', async () => {
    const entry = { tree: 'statistical' as const, level: 'township' as const, parent: '532623000000', source: 'test' }
    await t.db.write(county, (tx) =>
      loadRegions(tx, [
        {
          ...entry,
          code: '532623101000',
          name: '甲乡',
          validFrom: '2020-01-01',
          validTo: '2024-01-01',
          successors: ['532623103000'],
        },
        {
          ...entry,
          code: '532623102000',
          name: '乙乡',
          validFrom: '2020-01-01',
          validTo: '2024-01-01',
          successors: ['532623103000'],
        },
        {
          ...entry,
          code: '532623103000',
          name: '甲乙镇',
          validFrom: '2024-01-01',
          validTo: '2025-01-01',
          successors: ['532623104000', '532623105000'],
        },
        { ...entry, code: '532623104000', name: '东镇', validFrom: '2025-01-01' },
        { ...entry, code: '532623105000', name: '西镇', validFrom: '2025-01-01' },
        { ...entry, code: '532623106000', name: '丙乡', validFrom: '2020-01-01' },
        { ...entry, code: '532623107000', name: '丁乡', validFrom: '2020-01-01', validTo: '2024-06-01' },
      ]),
    )
    const mapped = (from: string, to: string) => read((tx) => mapRegions(tx, { from, to, within: '532623' }))
    const at2024 = await mapped('2023-12-31', '2024-12-31')
    expect(at2024.filter((each) => each.kind === 'merged').map((each) => [each.from, each.to])).toEqual([
      ['532623101000', ['532623103000']],
      ['532623102000', ['532623103000']],
    ])
    expect(at2024.find((each) => each.from === '532623106000')?.kind).toBe('same')
    expect(at2024.find((each) => each.from === '532623107000')).toMatchObject({ kind: 'ended', to: [] })
    expect((await mapped('2023-12-31', '2025-06-01'))[1]).toEqual({
      from: '532623101000',
      to: ['532623104000', '532623105000'],
      kind: 'split',
    })
    await expect(
      t.db.write(county, (tx) =>
        loadRegions(tx, [{ ...entry, code: '532623106000', name: '重叠', validFrom: '2021-01-01' }]),
      ),
    ).rejects.toMatchObject({ code: '23P01' })
  })
})

describe('population', () => {
  it('answers with the census and its bands, and adds villages up to the county', async () => {
    expect(await read((tx) => population(tx, { region: '532622', asOf: TODAY }))).toMatchObject({
      persons: 476_587,
      asOf: '2020-11-01',
    })
    expect(await read((tx) => population(tx, { region: '532622', asOf: TODAY, ageFrom: 65 }))).toMatchObject({
      persons: 43_184,
    })
    expect(await read((tx) => population(tx, { region: '532622', asOf: TODAY, ageFrom: 0, ageTo: 2 }))).toMatchObject({
      persons: null,
      low: 6_086,
      high: 37_459,
    })
    expect(await read((tx) => population(tx, { region: '532622', asOf: '2019-01-01' }))).toMatchObject({
      persons: null,
      high: null,
    })
    const { n } = await read((tx) =>
      tx.one<{ n: number }>(
        sql`select sum(count) n from territory.population where measure = 'persons' and right(region, 3) <> '000'`,
      ),
    )
    expect(n).toBe(476_587)
    const [county] = await read((tx) => households(tx, { regions: ['532622'], asOf: TODAY }))
    expect(county?.households).toBe(131_991)
  })
})

describe('facilities', () => {
  it('have one list of kinds in code and catalogue', async () => {
    const rows = await read((tx) =>
      tx.rows<{ code: string }>(sql`select code, family, zh, en from territory.facility_kind order by code`),
    )
    const own = FACILITY_KINDS.map(({ code, family, title }) => ({ code, family, zh: title.zh, en: title.en })).sort(
      (a, b) => (a.code < b.code ? -1 : 1),
    )
    expect(rows).toEqual(own)
  })

  it('of the demo are the same every time, about 600, said to be invented, and more of them from year to year', async () => {
    const days = ['2024-11-22', '2025-05-22', '2025-11-22', TODAY]
    const open = await Promise.all(days.map((asOf) => read((tx) => facilitiesOn(tx, asOf, {}))))
    const counts = open.map((each) => each.length)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts.at(-1)).toBeGreaterThan(500)
    expect(open.at(-1)!.every((each) => each.source === '演示数据')).toBe(true)
    const places = await Promise.all(
      days.map((asOf) => read((tx) => sumFacilities(tx, { filter: {}, of: 'childcare_places', by: 'county', asOf }))),
    )
    const sums = places.map((each) => each[0]!.sum)
    expect(sums).toEqual([...sums].sort((a, b) => a - b))
    expect(sums.at(-1)! / 476.587).toBeGreaterThan(3.5)
  })

  it('count by region with what is unknown, the parts adding up to the whole', async () => {
    for (const filter of [
      {},
      { families: ['elder' as const] },
      { kinds: ['community-hall'], minArea: 300 },
      { inclusive: true },
    ]) {
      const sum = async (by: 'village' | 'township' | 'county') => {
        const rows = await read((tx) => countFacilities(tx, { filter, by, asOf: TODAY }))
        return rows.reduce(([count, unknown], row) => [count! + row.count, unknown! + row.unknown], [0, 0])
      }
      expect(await sum('village')).toEqual(await sum('county'))
      expect(await sum('township')).toEqual(await sum('county'))
    }
    const [row] = await read((tx) =>
      countFacilities(tx, { filter: { kinds: ['community-hall'], minArea: 1 }, by: 'county', asOf: TODAY }),
    )
    const [all] = await read((tx) =>
      countFacilities(tx, { filter: { kinds: ['community-hall'] }, by: 'county', asOf: TODAY }),
    )
    expect(row!.unknown).toBeGreaterThan(0)
    expect(row!.count + row!.unknown).toBe(all!.count + all!.unknown)
  })

  it('cover communities: yes, no, or unknown', async () => {
    const cover = (asOf: string) =>
      read((tx) => communityCoverage(tx, { filter: { kinds: ['elder-day-care'] }, kind: 'urban', asOf }))
    const covered = async (asOf: string) => (await cover(asOf)).filter((each) => each.covered).length
    expect(await cover(TODAY)).toHaveLength(22)
    expect(await covered(TODAY)).toBeGreaterThan(await covered('2024-11-22'))
  })

  it('are seen by the prefecture and not by another county', async () => {
    const count = (actor: typeof county) => read(async (tx) => (await facilitiesOn(tx, TODAY, {})).length, actor)
    expect(await count(prefecture)).toBe(await count(county))
    expect(await count(systemActor('test', '532623'))).toBe(0)
  })
})

it('finds regions and facilities by part of a name and by pinyin', async () => {
  const find = (q: string) => read((tx) => searchTerritory(tx, q))
  expect((await find('jnz'))[0]).toMatchObject({ kind: 'region', title: '江那镇' })
  expect((await find('jinshan'))[0]).toMatchObject({ title: '锦山社区' })
  expect((await find('日间照料')).every((each) => each.kind === 'facility')).toBe(true)
  expect((await find('rjzlz')).some(({ kind, title }) => kind === 'facility' && title.endsWith('日间照料站'))).toBe(
    true,
  )
  expect(await find('%')).toEqual([])
})

it('draws schematic areas for all townships', async () => {
  const cells = await read((tx) => townshipCells(tx, '532622', TODAY))
  expect(cells.features).toHaveLength(11)
})
