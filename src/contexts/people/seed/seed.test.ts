import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { gridCells, seedTerritory } from '../../territory/index.ts'
import { personFile, personsWhere } from '../index.ts'
import { countPeople, listPeople } from '../list.ts'
import { duplicatePairs } from '../merge.ts'
import { testDesk } from '../testkit.ts'
import { seedPersons } from './seed.ts'

const COUNTY = '532622'
const DAY = '2026-11-22'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)

beforeAll(async () => {
  t.setNow(`${DAY}T09:00:00+08:00`)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, DAY)
  await seedPersons(t.db, desk, COUNTY, DAY, null)
  await t.asOwner('analyze', [], true)
}, 120_000)

describe('the persons of the demonstration', () => {
  it('stand on dwelling points in one cell each', async () => {
    const cells = new Set((await t.db.read(officer, (tx) => gridCells(tx, DAY))).map((cell) => cell.id))
    const rows = await t.asOwner<{ cell: string; n: number }>(
      'select cell, count(*)::int n from people.person group by cell',
      [],
      true,
    )
    expect(rows.every((row) => cells.has(row.cell))).toBe(true)
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThan(2_900)
  })

  it('are counted once however many categories they are in', async () => {
    const counts = await t.db.write(officer, (tx) => countPeople(tx, desk))
    const persons = await t.db.read(officer, (tx) =>
      personsWhere(tx, desk, { categories: ['living-alone', 'lost-ability'] }),
    )
    expect(new Set(persons.map((each) => each.person)).size).toBe(persons.length)
    expect(counts.byCategory['living-alone']).toBe(
      persons.filter((each) => each.categories.includes('living-alone')).length,
    )
    const sum = Object.values(counts.byCategory).reduce((all, n) => all + n, 0)
    expect(counts.inCategories).toBeLessThan(sum)
    expect(counts.inCategories).toBeGreaterThan(0)
  })

  it('include files entered twice, and open whole', async () => {
    const pairs = await t.db.write(officer, (tx) => duplicatePairs(tx, desk))
    expect(pairs.length).toBeGreaterThanOrEqual(6)
    const page = await t.db.write(officer, (tx) =>
      listPeople(tx, desk, { category: 'living-alone', limit: 10 }, 'test'),
    )
    expect(page.items).toHaveLength(10)
    expect(page.next).not.toBeNull()
    const file = await t.db.write(officer, (tx) => personFile(tx, desk, page.items[0]!.id, 'test'))
    expect(file.addresses[0]).toMatchObject({ exact: true })
    expect(file.categories.map((each) => each.code)).toContain('living-alone')
    expect(file.note).toContain('演示数据')
  })
})
