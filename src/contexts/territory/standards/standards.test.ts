import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { writeCsv } from '../../../platform/documents/index.ts'
import { applyImport, previewImport, type RegisterDefinition } from '../../../platform/imports/index.ts'
import { changeFacilityState, resolveRegions, seedTerritory } from '../index.ts'
import { STANDARD_FAMILIES } from './families.ts'
import { communityFigureRegister } from './figureregister.ts'
import { standardLineRegister } from './lineregister.ts'
import { measureOf } from './measures.ts'
import type { LineState } from './model.ts'
import { assessCommunities, assessFacilities, communitySheet, facilitySheet, judgePlanned, standards } from './views.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const read = <T>(work: Parameters<typeof t.db.read<T>>[1], actor = county) => t.db.read(actor, work)
const COMPLETE = '532622101001'

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await seedTerritory(t.db, TODAY)
})

async function bring(register: RegisterDefinition, head: string[], rows: (string | number | null)[][]) {
  const bytes = writeCsv(
    head.map((title) => ({ title })),
    rows,
  )
  const seen = await t.db.write(county, (tx) => previewImport(tx, register, { name: 'f.csv', bytes }, resolveRegions))
  expect(seen.counts.refused).toBe(0)
  await t.db.write(county, (tx) => applyImport(tx, register, seen.id, 'all', seen.contentHash))
}

describe('the standards', () => {
  it('have one list of families in code and catalogue, and only measures there are', async () => {
    const found = await read((tx) => standards(tx, TODAY))
    expect(found.map(({ code, title }) => ({ value: code, title }))).toEqual(STANDARD_FAMILIES)
    for (const family of found) {
      expect(family.lines.length).toBeGreaterThan(0)
      for (const line of family.versions) expect(measureOf(line.measure).code).toBe(line.measure)
    }
    const binding = found.filter((family) => family.binding).map((family) => family.code)
    expect(binding).toContain('yanshan')
    expect(binding).not.toContain('elder-shandong')
  })

  it('did not hold before their day', async () => {
    const [complete] = await read((tx) => standards(tx, '2020-08-17'))
    expect(complete?.lines).toEqual([])
  })
})

describe('communities of the demo', () => {
  it('show every state, and the rate counts only the assessed', async () => {
    const { items, rate } = await read((tx) => assessCommunities(tx, { family: 'complete-community', asOf: TODAY }))
    expect(items).toHaveLength(108)
    const count = (state: LineState) => items.filter((each) => each.result.state === state).length
    expect([count('pass'), count('not-applicable')]).toEqual([3, 86])
    expect(count('unknown')).toBeGreaterThan(0)
    expect(count('fail')).toBeGreaterThan(3)
    expect(rate).toMatchObject({ complete: 3, assessed: 3 + count('fail'), notAssessed: count('unknown') })
    const areas = await read((tx) => assessCommunities(tx, { family: 'yanshan', asOf: TODAY }))
    for (const state of ['pass', 'fail', 'unknown'] as const)
      expect(areas.items.some((each) => each.result.state === state)).toBe(true)
  })

  it('give the missing amount with the records behind it, and a closed facility counts no more that day', async () => {
    const sheet = async (asOf: string) => {
      const { results } = await read((tx) => communitySheet(tx, COMPLETE, asOf))
      const found = results.find(({ family }) => family.code === 'complete-community')!.result
      return found.groups.find((group) => group.branch === 'hall' || group.lines[0]?.line.code === 'hall')!
    }
    const before = await sheet(TODAY)
    expect(before.state).toBe('pass')
    const hall = before.lines[0]!.evidence.find((each) => each.value === 1_640)!
    const code = decodeURIComponent(hall.href!.split('/').at(-1)!)
    await t.db.write(county, (tx) => changeFacilityState(tx, { code, to: 'suspended', on: TODAY, reason: '改作他用' }))
    const after = await sheet(TODAY)
    expect(after.state).not.toBe('pass')
    expect((await sheet('2026-11-21')).state).toBe('pass')
    await t.db.write(county, (tx) => changeFacilityState(tx, { code, to: 'open', on: TODAY, reason: '恢复' }))
    expect((await sheet(TODAY)).state).toBe('pass')
  })

  it('take figures from their register, and the newest of them', async () => {
    const head = ['社区（村）', '指标', '统计日期', '数值', '数据来源']
    const value = async (asOf: string) => {
      const { results } = await read((tx) => communitySheet(tx, COMPLETE, asOf))
      const line = results
        .find(({ family }) => family.code === 'yanshan')!
        .result.groups.flatMap((group) => group.lines)
        .find((each) => each.line.code === 'per-100-households')!
      return line.denominator?.low
    }
    const before = await value(TODAY)
    await bring(communityFigureRegister as unknown as RegisterDefinition, head, [
      ['532622101001', '户数', '2026-06-30', 1_234, '社区普查'],
    ])
    expect([await value('2026-06-29'), await value(TODAY)]).toEqual([before, 1_234])
  })
})

describe('facilities', () => {
  it('are judged by area and all four functions, unknown areas apart (A21)', async () => {
    const { items } = await read((tx) => assessFacilities(tx, { family: 'elder-hebei', asOf: TODAY }))
    const byState = Map.groupBy(items, (each) => each.result.state)
    expect([...byState.keys()].sort()).toEqual(['fail', 'pass', 'unknown'])
    for (const each of byState.get('fail') ?? []) {
      const short = each.result.groups.filter((group) => group.state === 'fail').flatMap((group) => group.lines)
      expect(short.every((line) => (line.missing ?? 0) > 0)).toBe(true)
    }
  })

  it('open the fast lane by either limit (A36)', async () => {
    const state = async (figures: Record<string, number | null>) =>
      (await read((tx) => judgePlanned(tx, { family: 'fast-lane', asOf: TODAY, figures }))).result.state
    expect(await state({ 'works-area': 300, 'works-cost': 900_000 })).toBe('pass')
    expect(await state({ 'works-area': 900, 'works-cost': 300_000 })).toBe('pass')
    expect(await state({ 'works-area': 300.1, 'works-cost': 301_000 })).toBe('fail')
    expect(await state({ 'works-area': 300.1 })).toBe('unknown')
    const lane = async (code: string) =>
      (await read((tx) => facilitySheet(tx, code, TODAY))).find(({ family }) => family.code === 'fast-lane')?.result
        .state
    expect([await lane('YS-Z1'), await lane('YS-Z2'), await lane('YS-Z3'), await lane('YS-0001')]).toEqual([
      'pass',
      'pass',
      'fail',
      undefined,
    ])
  })

  it('of a planned estate are judged with the amount that is missing (A18)', async () => {
    const { result } = await read((tx) =>
      judgePlanned(tx, {
        family: 'new-estate',
        asOf: TODAY,
        figures: { 'planned-persons': 3_000, 'elder-land': 299, 'sport-outdoor': 900 },
      }),
    )
    expect(result.groups.map((group) => [group.state, group.branch])).toEqual([
      ['fail', 'elder-land'],
      ['pass', 'sport-outdoor'],
    ])
    expect(result.groups[0]?.lines[0]?.missing).toBe(1)
  })
})

describe('a line of the county', () => {
  it('takes the place of the shared one from its day on, and only there', async () => {
    const head = [
      '标准',
      '条目编号',
      '生效日期',
      '名称',
      '英文名称',
      '指标',
      '设施类型',
      '比较',
      '数值',
      '容差（0.1 即“左右”一成）',
      '适用城乡',
      '条文',
      '可靠程度',
      '排序',
    ]
    await bring(standardLineRegister as unknown as RegisterDefinition, head, [
      [
        '完整居住社区',
        'hall',
        '2026-07-01',
        '社区综合服务站',
        'Station',
        '最大一处建筑面积',
        '社区综合服务设施',
        '不低于',
        2_000,
        0,
        '城市社区',
        '县定',
        '原文核对',
        10,
      ],
    ])
    const hall = async (asOf: string, actor = county) =>
      (await read((tx) => standards(tx, asOf), actor))
        .find((family) => family.code === 'complete-community')!
        .lines.find((line) => line.code === 'hall')
    expect(await hall('2026-06-30')).toMatchObject({ value: 800, own: false })
    expect(await hall('2026-07-01')).toMatchObject({ value: 2_000, own: true, certainty: 'V' })
    expect(await hall('2026-07-01', systemActor('test', '532623'))).toMatchObject({ value: 800 })
    const { items } = await read((tx) => assessCommunities(tx, { family: 'complete-community', asOf: TODAY }))
    expect(items.filter((each) => each.result.state === 'pass')).toEqual([])
  })
})
