import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { payTables } from '../pay/views.ts'
import { startEmployment } from '../staff/commands.ts'
import { enterFirm, enterPersons, enterWorker, FIRM } from '../testkit.ts'
import { baseList, endPlacement, placeIntern, placementList, writeBases } from './bases.ts'
import { addCapability, capabilityList, endCapability } from './capabilities.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write<T>(officer, work)

const BASE = {
  code: 'CJ-1',
  kind: 'practice-base',
  name: '护理实训基地（演示数据）',
  credit_code: null,
  school: '州职业学校',
  courses: '护理',
  region: '532622101000',
  places: 2,
  listed_on: '2025-03-01',
  valid_until: null,
  removed_on: null,
  source: null,
}

beforeAll(async () => {
  t.setNow('2026-06-01T02:00:00Z')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await write((tx) => enterFirm(tx, '安康养老服务有限公司（演示数据）'))
  await write((tx) => writeBases(tx, { added: [BASE], changed: [], removed: [] }, null))
})

describe('a base', () => {
  it('takes no more interns than it has places, and tells persons from placements', async () => {
    const persons = await write((tx) => enterPersons(tx, desk, ['实习甲', '实习乙', '实习丙']))
    const place = (person: string, from: string) =>
      write((tx) => placeIntern(tx, desk, 'CJ-1', { person, school: '州职业学校', course: '护理', from }))
    const tries = await Promise.allSettled(persons.map((person) => place(person, '2026-04-01')))
    const placed = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []))
    expect(placed).toHaveLength(2)
    const full = tries.find((each) => each.status === 'rejected') as PromiseRejectedResult
    expect(full.reason).toMatchObject({ code: 'base.full' })
    for (const id of placed) await write((tx) => endPlacement(tx, desk, id, { on: '2026-05-01', outcome: 'completed' }))
    const again = persons[tries.findIndex((each) => each.status === 'fulfilled')]!
    await place(again, '2026-05-10')
    const [base] = (await t.db.read(officer, baseList)).items
    expect(base).toMatchObject({ interns: 1, persons: 2, placements: 3, holds: true })
    const { items } = await write((tx) => placementList(tx, desk, 'CJ-1'))
    expect(items.map(({ from, until, outcome }) => ({ from, until, outcome }))).toEqual([
      { from: '2026-05-10', until: null, outcome: null },
      { from: '2026-04-01', until: '2026-05-01', outcome: 'completed' },
      { from: '2026-04-01', until: '2026-05-01', outcome: 'completed' },
    ])
    expect(items[0]!.person).toMatchObject({ id: again })
    await expect(
      write((tx) => writeBases(tx, { added: [], changed: [], removed: [BASE] }, null)),
    ).rejects.toMatchObject({ code: 'base.used' })
  })
})

describe('a capability', () => {
  it('holds from its first day to its last, once at a time', async () => {
    const add = (from: string, until: string | null) =>
      write((tx) => addCapability(tx, { creditCode: FIRM, kind: 'training', proof: '教学计划', from, until }))
    const { id } = await add('2026-01-01', null)
    await expect(add('2026-03-01', null)).rejects.toMatchObject({ code: 'capability.twice' })
    const held = async () => (await t.db.read(officer, capabilityList)).items.filter((each) => each.holds).length
    expect(await held()).toBe(1)
    await write((tx) => endCapability(tx, id, { on: '2026-06-01', reason: '师资离职' }))
    expect(await held()).toBe(0)
    await add('2026-06-01', '2026-06-01')
    expect(await held()).toBe(1)
  })
})

describe('pay bands', () => {
  it('count persons once, by the best paid post, and show none of fewer than five', async () => {
    const paid = async (name: string, bands: number[]) => {
      const person = await write((tx) => enterWorker(tx, desk, name))
      for (const [i, payBand] of bands.entries())
        await write((tx) =>
          startEmployment(tx, desk, person, {
            creditCode: FIRM,
            post: (['carer', 'cook'] as const)[i]!,
            mode: 'employee',
            payBand,
            startsOn: '2026-01-01',
          }),
        )
    }
    await paid('薪一', [1, 2])
    for (const name of ['薪二', '薪三', '薪四']) await paid(name, [2])
    expect((await t.db.read(officer, payTables)).byLevel[0]).toMatchObject({ group: 'none', total: null })
    await paid('薪五', [2])
    const { byLevel, byYears, unknownShare } = await t.db.read(officer, payTables)
    expect(byLevel[0]).toMatchObject({ cells: [0, 0, 5, 0, 0, 0, 0], total: 5 })
    expect(byYears.find((each) => each.group === '10')).toMatchObject({ total: 5, median: 2 })
    expect(unknownShare).toBe(0)
  })
})
