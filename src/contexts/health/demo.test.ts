import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { childcareHome, childcarePlaces } from '../learning/childcare/views.ts'
import { drawLines, drawView } from '../learning/draws/views.ts'
import { courseLines, educationShare } from '../learning/education/views.ts'
import { learningDuties, seedLearning } from '../learning/index.ts'
import { kindergartenCounts } from '../learning/kindergartens/views.ts'
import { seedPersons } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { seedTerritory } from '../territory/index.ts'
import { attributeCounts } from './attributes/register.ts'
import { checkState, missingChecks } from './checks/views.ts'
import { contractsDue, doctorState } from './doctors/views.ts'
import { healthDuties, seedHealth } from './index.ts'

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
  await seedLearning(t.db, desk, COUNTY, DAY)
  await seedHealth(t.db, desk, COUNTY, DAY)
  // As at the first start, where the tables are counted between the stages.
  await t.asOwner('analyze', [], true)
}, 120_000)

describe('the demonstration', () => {
  it('has checks and contracts in plausible shares, and lists that add up', async () => {
    const state = await t.db.write(officer, (tx) => checkState(tx, desk, {}))
    expect(state.due).toBeGreaterThan(800)
    expect(state.checked / state.due).toBeGreaterThan(0.5)
    expect(state.missing).toBeGreaterThan(100)
    expect(state.turned).toBeGreaterThan(0)
    const first = await t.db.write(officer, (tx) => missingChecks(tx, desk, { limit: 100 }))
    expect(first.items.every((each) => each.age >= 65 && each.card !== null)).toBe(true)
    const doctors = await t.db.write(officer, (tx) => doctorState(tx, desk, {}))
    expect(doctors.rate).toBeGreaterThan(0.3)
    expect(doctors.lines.find((each) => each.group === '65-79')!.rate).toBeGreaterThan(0.5)
    const ending = await t.db.write(officer, (tx) => contractsDue(tx, desk, { list: 'ending', limit: 100 }))
    expect(ending.items.length).toBeGreaterThan(0)
    expect((await t.db.read(officer, (tx) => attributeCounts(tx, DAY))).every((each) => each.institutions > 0)).toBe(
      true,
    )
    expect((await t.db.write(officer, (tx) => healthDuties(tx, desk))).length).toBeGreaterThan(1)
  })

  it('has childcare within its limits, three draws in three states, courses and kindergartens', async () => {
    const places = await t.db.read(officer, (tx) => childcarePlaces(tx, {}))
    expect(places.places).toBeGreaterThan(200)
    expect(places.perThousand).toBeGreaterThan(0.5)
    expect(places.unrecorded.facilities).toBeGreaterThan(0)
    expect(places.lines.every((line) => line.places === null || line.enrolled <= line.places)).toBe(true)
    const draws = await t.db.read(officer, (tx) => drawLines(tx))
    expect(draws.map((each) => each.state).sort()).toEqual(['committed', 'drawn', 'open'])
    const over = await t.db.read(officer, (tx) => drawView(tx, draws.find((each) => each.state === 'drawn')!.id))
    expect(over.faults).toEqual([])
    const home = await t.db.write(officer, (tx) => childcareHome(tx, desk, draws[0]!.facility))
    expect(home.waiting.length).toBeGreaterThan(0)
    expect((await t.db.read(officer, (tx) => learningDuties(tx))).length).toBeGreaterThan(0)
    const share = await t.db.write(officer, (tx) => educationShare(tx, desk, {}))
    expect(share.regulars).toBeGreaterThan(20)
    expect(share.personTimes).toBeGreaterThan(share.persons)
    expect(await t.db.read(officer, (tx) => courseLines(tx))).toHaveLength(6)
    const kindergartens = await t.db.read(officer, (tx) => kindergartenCounts(tx, { year: 2026 }))
    expect(kindergartens.inclusive.value).toBeGreaterThan(0.5)
  })
})
