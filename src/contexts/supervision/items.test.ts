import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction, createUnit } from '../../platform/identity/index.ts'
import { type ItemRow, itemRegister, writeItems } from './items/register.ts'
import { itemsOn } from './items/views.ts'

const COUNTY = '532622'
const t = testDatabase()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write<T>(officer, work)

const ROW: ItemRow = {
  code: 'JG-1',
  region: '532622000000',
  valid_from: '2025-01-01',
  valid_until: null,
  title: '消防安全',
  field: 'elder',
  subject: '养老机构',
  content: '消防设施',
  basis: '测试',
  unit: '县民政局',
  times: 2,
  per: 'year',
}
const enter = (...added: ItemRow[]) => write((tx) => writeItems(tx, { added, changed: [], removed: [] }, null))
const issues = (row: ItemRow) =>
  write(async (tx) => itemRegister.check!(row, await itemRegister.lookup!(tx, [row]), null).map((each) => each.code))
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await write(async (tx) => {
    for (const name of ['县民政局', '县应急局'])
      await createUnit(tx, { name, kind: 'department', validFrom: '2020-01-01' })
  })
})

describe('a regulatory item', () => {
  it('has one unit in a region at a time, by the check of the file and by the database', async () => {
    await enter(ROW)
    const second = { ...ROW, valid_from: '2026-01-01', unit: '县应急局' }
    expect(await issues(second)).toEqual(['item.twice'])
    expect(await code(enter(second))).toBe('item.twice')
    const ended = { ...ROW, valid_until: '2025-12-31' }
    await write((tx) =>
      writeItems(tx, { added: [second], changed: [{ before: ROW, after: ended }], removed: [] }, null),
    )
    const on = async (day: string) => (await write((tx) => itemsOn(tx, day))).items[0]?.duties.map((duty) => duty.unit)
    expect(await on('2025-12-31')).toEqual(['县民政局'])
    expect(await on('2026-01-01')).toEqual(['县应急局'])
  })

  it('is not laid down for a town beside the county, for one place would have two units', async () => {
    const town = { ...ROW, region: '532622101000', valid_from: '2026-03-01', unit: '县应急局' }
    expect(await issues(town)).toEqual(['item.level'])
    expect(await code(enter(town))).toBe('item.twice')
    expect(await issues({ ...town, code: 'JG-2' })).toEqual([])
  })

  it('names a unit of the register and a span that has a length', async () => {
    expect(await issues({ ...ROW, code: 'JG-3', unit: '某局', valid_until: '2024-01-01' })).toEqual([
      'item.unit',
      'item.dates',
    ])
  })

  it('is claimed by one unit only when two claim it at once', async () => {
    const tries = await Promise.allSettled(
      ['县民政局', '县应急局', '县民政局'].map((unit, i) =>
        enter({ ...ROW, code: 'JG-9', unit, valid_from: `2026-0${i + 1}-01` }),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })
})
