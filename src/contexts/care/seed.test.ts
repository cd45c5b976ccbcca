import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../kernel/dates.ts'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { openKeyRoom } from '../../platform/keys/index.ts'
import { benefitsToday, repeatList, seedBenefits } from '../benefits/index.ts'
import { peopleDesk, seedPersons } from '../people/index.ts'
import { seedTerritory } from '../territory/index.ts'
import { assessmentList, assessmentsOf } from './assessments/views.ts'
import { bedList } from './beds/views.ts'
import { deviceList } from './devices/views.ts'
import { retrofitList } from './retrofit/views.ts'
import { seedCare } from './seed.ts'

const COUNTY = '532622'
const DAY = today(Date.now())
const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-care-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const desk = peopleDesk(openKeyRoom(folder))
const officer = systemActor('test', COUNTY)

beforeAll(async () => {
  await addJurisdiction(t.db, { code: '532600', name: '文山州' })
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, DAY)
  await seedPersons(t.db, desk, COUNTY, DAY, 'nobody')
  await seedCare(t.db, desk, COUNTY, DAY)
  await seedBenefits(t.db, desk, COUNTY, DAY)
})

describe('the demo of care', () => {
  it('has every list filled, with people late, soon due and never assessed, and grades that follow from their answers', async () => {
    await t.db.write(officer, async (tx) => {
      const { items, counts } = await assessmentList(tx, desk, { state: 'late', limit: 5 })
      for (const state of ['never', 'late', 'soon', 'in-force'] as const) expect(counts[state]).toBeGreaterThan(0)
      for (const line of items)
        for (const each of await assessmentsOf(tx, desk, line.id, '核对')) expect(each.repeated).toBe(true)
    })
  })

  it('has beds that count and beds that do not, retrofits by need, devices in every stand', async () => {
    await t.db.write(officer, async (tx) => {
      const beds = await bedList(tx, desk, { limit: 500 })
      expect(beds.counted).toBeGreaterThan(3)
      expect(beds.all).toBeGreaterThan(beds.counted)
      const needs = (await retrofitList(tx, desk, { limit: 500 })).items.map((each) => each.priority)
      expect(needs).toEqual(needs.toSorted((a, b) => b - a))
      const { counts, late } = await deviceList(tx, desk, { limit: 1 })
      for (const stand of ['ready', 'lent', 'to-disinfect', 'repair'] as const) expect(counts[stand]).toBeGreaterThan(0)
      expect(late).toBeGreaterThan(0)
    })
  })

  it('has lists of benefits that repeat, somebody who is missing and something to get back', async () => {
    const months = (await t.asOwner<{ month: string }>('select month from benefits.list', [], true)).map(
      (each) => each.month,
    )
    expect(months).toHaveLength(2)
    for (const month of months)
      expect(await t.db.write(officer, (tx) => repeatList(tx, desk, month))).toMatchObject({
        agrees: true,
        differing: 0,
      })
    const waiting = await t.db.write(officer, (tx) => benefitsToday(tx, desk))
    expect(waiting.candidates).toBeGreaterThan(0)
    expect(waiting.overpaid).toBeGreaterThan(0)
    expect(waiting.unfrozen).toBe(DAY.slice(0, 7))
  })
})
