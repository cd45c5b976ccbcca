import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { writeCsv } from '../../../platform/documents/index.ts'
import { applyImport, previewImport, undoImport } from '../../../platform/imports/index.ts'
import { bdOfGcj, gcjOfWgs, metresBetween } from '../coordinates.ts'
import {
  changeFacilityState,
  countFacilities,
  facilitiesOn,
  facilitiesOnDays,
  facilityHistory,
  loadRegions,
  resolveRegions,
} from '../index.ts'
import { demoRegions } from '../seed/regions.ts'
import { facilityRegister } from './register.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const at = (day: string) => t.setNow(`${day}T10:00:00+08:00`)

beforeAll(() => t.db.write(county, (tx) => loadRegions(tx, demoRegions())))
beforeEach(async () => {
  at(TODAY)
  await t.asOwner('truncate territory.facility, territory.facility_version, territory.facility_state cascade', [], true)
})

const preview = (header: string[], rows: (string | number | null)[][]) =>
  t.db.write(county, (tx) =>
    previewImport(
      tx,
      facilityRegister,
      {
        name: 'f.csv',
        bytes: writeCsv(
          header.map((title) => ({ title })),
          rows,
        ),
      },
      resolveRegions,
    ),
  )
const bring = async (header: string[], rows: (string | number | null)[][]) => {
  const seen = await preview(header, rows)
  const lines = seen.counts
  expect(lines.refused).toBe(0)
  return (await t.db.write(county, (tx) => applyImport(tx, facilityRegister, seen.id, 'all', seen.contentHash))).import
}
const undo = (id: string) => t.db.write(county, (tx) => undoImport(tx, facilityRegister, id))
const open = (asOf: string, filter = {}) => t.db.read(county, (tx) => facilitiesOn(tx, asOf, filter))
/** Many days at once give what each gives alone. */
const alike = (days: string[]) =>
  t.db.read(county, async (tx) => {
    const together = await facilitiesOnDays(tx, days)
    expect(together.size).toBe(days.length)
    for (const day of days) expect(together.get(day)).toEqual(await facilitiesOn(tx, day, { states: 'any' }))
  })
const H = ['设施编号', '设施名称', '设施类型', '所在村（社区）', '开业日期', '关闭日期', '建筑面积', '变更生效日期']
const row = (
  code: string,
  opened: string | null,
  closed: string | null = null,
  area: number | null = 200,
  from: string | null = null,
) => [code, `站${code}`, '日间照料站', '锦山社区', opened, closed, area, from]

describe('a facility in time', () => {
  it('counts from the day it opens until the day before it closes', async () => {
    await bring(H, [row('A', '2025-03-01', '2026-02-01')])
    const days = ['2025-02-28', '2025-03-01', '2026-01-31', '2026-02-01']
    expect(await Promise.all(days.map(async (day) => (await open(day)).length))).toEqual([0, 1, 1, 0])
    expect((await open('2025-02-28', { states: ['planned'] })).length).toBe(1)
    expect((await open('2026-02-01', { states: ['closed'] })).length).toBe(1)
  })

  it('keeps what held before a change, also when the change is told later', async () => {
    await bring(H, [row('A', '2025-03-01', null, 200)])
    await bring(H, [row('A', '2025-03-01', null, 300, '2026-01-01')])
    await bring(H, [row('A', '2025-03-01', null, 250, '2025-10-01')])
    const areas = await Promise.all(
      ['2025-09-30', '2025-10-01', '2026-06-01'].map(async (day) => (await open(day))[0]?.floor_area),
    )
    expect(areas).toEqual([200, 250, 250])
    await bring(H.slice(0, -1), [row('A', '2025-03-01', null, 400).slice(0, -1)])
    expect((await open('2026-11-21'))[0]?.floor_area).toBe(250)
    expect((await open(TODAY))[0]?.floor_area).toBe(400)
  })

  it('with an unknown opening is unknown before it was first recorded, and open since', async () => {
    await bring(H, [row('A', null)])
    const count = (asOf: string) => t.db.read(county, (tx) => countFacilities(tx, { filter: {}, by: 'county', asOf }))
    expect(await count('2026-11-21')).toEqual([{ region: '532622000000', count: 0, unknown: 1 }])
    expect(await count(TODAY)).toEqual([{ region: '532622000000', count: 1, unknown: 0 }])
  })

  it('stops, works again and closes from a day on, and its timeline says so', async () => {
    await bring(H, [row('A', '2025-03-01')])
    const change = (to: 'suspended' | 'open' | 'closed', on: string) =>
      t.db.write(county, (tx) => changeFacilityState(tx, { code: 'A', to, on, reason: '整改' }))
    await change('suspended', '2026-05-01')
    await change('open', '2026-06-01')
    await change('closed', '2026-10-01')
    const states = await Promise.all(
      ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01', '2026-10-01'].map(
        async (day) => (await open(day, { states: ['open', 'suspended', 'closed'] }))[0]?.state,
      ),
    )
    expect(states).toEqual(['open', 'suspended', 'suspended', 'open', 'closed'])
    const { happenings } = await t.db.read(county, (tx) => facilityHistory(tx, 'A', TODAY))
    expect(
      happenings.filter((each) => each.kind === 'state').map((each) => [each.on, each.state, each.reason]),
    ).toEqual([
      ['2026-10-01', 'closed', '整改'],
      ['2026-06-01', 'open', '整改'],
      ['2026-05-01', 'suspended', '整改'],
      ['2025-03-01', 'open', null],
    ])
    await alike(['2024-12-31', '2025-03-01', '2026-04-30', '2026-05-01', '2026-06-01', '2026-10-01', TODAY])
    await expect(change('suspended', '2026-10-05')).rejects.toMatchObject({ code: 'facility.state' })
    await change('open', '2026-11-01')
    expect((await open('2026-11-01')).length).toBe(1)
  })

  it('gives the same past and present after any imports and their undoing', async () => {
    const item = fc.tuple(
      fc.constantFrom('A', 'B', 'C'),
      fc.option(fc.constantFrom('2025-01-01', '2025-06-01')),
      fc.option(fc.constantFrom('2026-01-01', '2026-09-01')),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.constantFrom('2025-02-01', '2025-08-01', '2026-03-01')),
    )
    const file = fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: ([code]) => code })
    const rowsOf = (list: [string, string | null, string | null, number, string | null][]) =>
      list.map(([code, opened, closed, area, from]) => row(code, opened, closed, area * 100, from))
    const whole = async () =>
      Promise.all(
        ['2025-03-01', '2025-09-01', '2026-05-01', TODAY].map(async (day) =>
          (await open(day, { states: ['open', 'closed', 'planned'] })).map(({ id: _, ...rest }) => rest),
        ),
      )
    await fc.assert(
      fc.asyncProperty(file, file, file, async (first, second, third) => {
        await t.asOwner(
          'truncate territory.facility, territory.facility_version, territory.facility_state cascade',
          [],
          true,
        )
        await bring(H, rowsOf(first))
        const pasts = [await whole()]
        const done: string[] = []
        for (const next of [second, third]) {
          const seen = await preview(H, rowsOf(next))
          if (seen.counts.new + seen.counts.changed === 0) continue
          done.push(
            (await t.db.write(county, (tx) => applyImport(tx, facilityRegister, seen.id, 'all', seen.contentHash)))
              .import.id,
          )
          pasts.push(await whole())
          await alike(['2024-12-31', '2025-02-01', '2025-03-01', '2025-06-01', '2025-08-01', '2026-01-01', TODAY])
        }
        for (const id of done.reverse()) {
          const counter = await undo(id)
          const redo = await undo(counter.id)
          expect(await whole()).toEqual(pasts.pop())
          await undo(redo.id)
        }
        expect(await whole()).toEqual(pasts[0])
      }),
      { numRuns: 5 },
    )
  })

  it('is as before when imports are undone one after the other', async () => {
    await bring(H, [row('A', '2025-01-01', null, 100), row('B', null, null, 100)])
    const days = ['2025-03-01', '2025-09-01', '2026-05-01', TODAY]
    const whole = () => Promise.all(days.map((day) => open(day, { states: ['open', 'closed', 'planned'] })))
    const before = await whole()
    const second = await bring(H, [row('A', '2025-02-01', '2026-01-01', 150, '2025-06-01'), row('C', '2026-01-01')])
    const third = await bring(H, [row('A', null, null, 170, '2025-08-01'), row('B', '2025-05-01', null, 100)])
    await undo(third.id)
    await undo(second.id)
    expect(await whole()).toEqual(before)
  })
})

describe('the facility register', () => {
  it('takes coordinates of other systems and keeps WGS-84', async () => {
    const wgs = { lon: 104.34, lat: 23.61 }
    const bd = bdOfGcj(gcjOfWgs(wgs))
    const header = ['设施编号', '名称', '设施类型', '区划代码', '经度', '纬度', '坐标系'].map((each) =>
      each === '名称' ? '设施名称' : each,
    )
    await bring(header, [['A', '站', '日间照料站', '532622101001', bd.lon, bd.lat, '百度']])
    const [kept] = await open(TODAY)
    expect(metresBetween({ lon: kept!.lon!, lat: kept!.lat! }, wgs)).toBeLessThan(0.5)
    const again = await preview(header, [['A', '站', '日间照料站', '532622101001', bd.lon, bd.lat, '百度']])
    expect(again.counts.unchanged).toBe(1)
  })

  it('refuses what cannot be: exchanged coordinates, closed before opened, more nursing beds than beds', async () => {
    const seen = await preview(
      ['设施编号', '设施名称', '设施类型', '区划代码', '经度', '纬度', '开业日期', '关闭日期', '床位', '护理型床位'],
      [
        ['A', '站', '日间照料站', '532622101001', 116.4, 39.9, null, null, null, null],
        ['B', '站', '日间照料站', '532622101001', null, null, '2025-01-02', '2025-01-01', null, null],
        ['C', '站', '日间照料站', '532622101001', null, null, null, null, 10, 12],
      ],
    )
    expect(seen.counts.refused).toBe(3)
  })
})
