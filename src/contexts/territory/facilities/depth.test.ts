import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { writeCsv } from '../../../platform/documents/index.ts'
import { applyImport, previewImport, undoImport } from '../../../platform/imports/index.ts'
import { bdOfGcj, gcjOfWgs } from '../coordinates.ts'
import { changeFacilityState, facilitiesOn, loadRegions, resolveRegions } from '../index.ts'
import { demoRegions } from '../seed/regions.ts'
import type { FacilitiesChanged } from './changes.ts'
import { openFacility } from './commands.ts'
import { tellDay } from './jobs.ts'
import { facilityRegister } from './register.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')

beforeAll(() => t.db.write(county, (tx) => loadRegions(tx, demoRegions())))
beforeEach(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await t.asOwner(
    'truncate territory.facility, territory.facility_version, territory.facility_state, territory.facility_check, events.outbox cascade',
    [],
    true,
  )
})

const H = [
  '设施编号',
  '设施名称',
  '设施类型',
  '所在村（社区）',
  '经度',
  '纬度',
  '开业日期',
  '设在普通住宅内',
  '确认不是重复',
  '坐标系',
]
type Row = {
  code: string
  kind?: string
  name?: string
  at?: [number, number] | null
  opened?: string | null
  dwelling?: boolean
  distinct?: boolean
  system?: string
}
const csv = (rows: Row[]) =>
  writeCsv(
    H.map((title) => ({ title })),
    rows.map((row) => [
      row.code,
      row.name ?? `设施${row.code}`,
      row.kind ?? '日间照料站',
      '锦山社区',
      row.at?.[0] ?? null,
      row.at?.[1] ?? null,
      row.opened === undefined ? '2025-03-01' : row.opened,
      row.dwelling === true ? '是' : '否',
      row.distinct === true ? '是' : null,
      row.system ?? null,
    ]),
  )
const preview = (rows: Row[]) =>
  t.db.write(county, (tx) => previewImport(tx, facilityRegister, { name: 'f.csv', bytes: csv(rows) }, resolveRegions))
const bring = async (rows: Row[]) => {
  const seen = await preview(rows)
  expect(seen.counts.refused).toBe(0)
  return (await t.db.write(county, (tx) => applyImport(tx, facilityRegister, seen.id, 'all', seen.contentHash))).import
}
const issues = async (rows: Row[]) => {
  const seen = await preview(rows)
  const lines = await t.asOwner<{ issues: { code: string; text: { zh: string } }[] | null }>(
    `select issues from imports.line where import = $1 order by line`,
    [seen.id],
    true,
  )
  return lines.map((line) => (line.issues ?? []).map((each) => each.code))
}
const told = async () => {
  const rows = await t.asOwner<{ payload: FacilitiesChanged }>(
    `select payload from events.outbox where name = 'territory.facility.changed' order by id`,
    [],
    true,
  )
  return rows.map(({ payload }) => payload.facilities.map((each) => [each.code, each.what, each.after?.state ?? null]))
}
const HERE: [number, number] = [104.34, 23.61]
/** About 11 m to the north. */
const BESIDE: [number, number] = [104.34, 23.6101]

describe('where a facility stands', () => {
  it('is told when it is exchanged, elsewhere or in the sea', async () => {
    expect(
      await issues([
        { code: 'A', at: [23.61, 104.34] },
        { code: 'B', at: [116.4, 39.9] },
        { code: 'C', at: [112.5, 18.2] },
        { code: 'D', at: HERE },
      ]),
    ).toEqual([['facility.swapped'], ['facility.outside'], ['facility.outside'], []])
  })

  it('is told when it is in another coordinate system than said', async () => {
    await bring([{ code: 'A', at: HERE }])
    const wgs = { lon: HERE[0], lat: HERE[1] }
    const gcj = gcjOfWgs(wgs)
    const bd = bdOfGcj(gcj)
    expect(await issues([{ code: 'A', at: [gcj.lon, gcj.lat] }])).toEqual([['facility.datum']])
    expect(await issues([{ code: 'A', at: [bd.lon, bd.lat] }])).toEqual([['facility.datum']])
    expect(await issues([{ code: 'A', at: [bd.lon, bd.lat], system: '百度' }])).toEqual([[]])
    expect(await issues([{ code: 'B', name: '设施A', kind: '便利店', at: [gcj.lon, gcj.lat] }])).toEqual([
      ['facility.datum'],
    ])
  })

  it('is not taken by another of its kind, in the register or in the file, unless somebody looked', async () => {
    await bring([{ code: 'A', at: HERE }])
    expect(await issues([{ code: 'B', at: BESIDE }])).toEqual([['facility.duplicate']])
    expect(await issues([{ code: 'B', at: BESIDE, kind: '便利店' }])).toEqual([[]])
    expect(await issues([{ code: 'B', at: BESIDE, distinct: true }])).toEqual([[]])
    expect(await issues([{ code: 'A', at: HERE }])).toEqual([[]])
    const far: [number, number] = [104.35, 23.62]
    expect(
      await issues([
        { code: 'C', at: far },
        { code: 'D', at: [far[0] + 0.0001, far[1]] },
      ]),
    ).toEqual([['facility.duplicate'], ['facility.duplicate']])
  })
})

describe('an outlet in a dwelling', () => {
  it('is not open, whatever the file says, before its safety check was passed (A35)', async () => {
    expect(await issues([{ code: 'A', dwelling: true }])).toEqual([['facility.dwelling-check']])
    await bring([{ code: 'A', dwelling: true, opened: null }])
    const state = async () => (await t.db.read(county, (tx) => facilitiesOn(tx, TODAY, { states: 'any' })))[0]?.state
    expect(await state()).toBe('planned')
    const open = () => t.db.write(county, (tx) => openFacility(tx, { code: 'A', on: TODAY }))
    await expect(open()).rejects.toMatchObject({ code: 'facility.dwelling-check' })
    await t.asOwner(
      `insert into territory.facility_check select '532622', gen_random_uuid(), id, 'dwelling-safety', '${TODAY}', 'x', '[]', 'passed', null, now(), 'x' from territory.facility`,
      [],
      true,
    )
    await open()
    expect(await state()).toBe('open')
    await expect(open()).rejects.toMatchObject({ code: 'facility.opened' })
  })
})

describe('others', () => {
  it('are told once, with what is different today', async () => {
    const first = await bring([{ code: 'A' }, { code: 'B', opened: '2026-12-01' }])
    await bring([{ code: 'A', name: '改了名' }])
    await bring([{ code: 'A', name: '改了名', kind: '便利店' }])
    const change = (to: 'suspended' | 'open', on: string) =>
      t.db.write(county, (tx) => changeFacilityState(tx, { code: 'A', to, on, reason: '检查' }))
    await change('suspended', TODAY)
    await change('open', TODAY)
    const all = ['state', 'kind', 'place', 'region', 'services', 'capacity']
    expect(await told()).toEqual([
      [
        ['A', all, 'open'],
        ['B', all, 'planned'],
      ],
      [['A', ['kind'], 'open']],
      [['A', ['state'], 'suspended']],
      [['A', ['state'], 'open']],
    ])
    expect(first.applied).toBe(2)
  })

  it('are told of an import that is undone, and on the day of what was entered ahead', async () => {
    await bring([{ code: 'B', opened: '2026-12-01' }])
    t.setNow('2026-12-01T00:06:00+08:00')
    expect(await t.db.write(county, tellDay)).toBe(1)
    t.setNow('2026-12-02T00:06:00+08:00')
    expect(await t.db.write(county, tellDay)).toBe(0)
    const added = await bring([{ code: 'C' }])
    await t.db.write(county, (tx) => undoImport(tx, facilityRegister, added.id))
    expect((await told()).map((each) => each.map(([code, , state]) => [code, state]))).toEqual([
      [['B', 'planned']],
      [['B', 'open']],
      [['C', 'open']],
      [['C', null]],
    ])
  })
})
