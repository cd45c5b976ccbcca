import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { seedOf, type TestHouse, testHouse } from '../../platform/identity/testkit.ts'
import { learningRoutes } from '../learning/index.ts'
import { recordPerson } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { loadRegions } from '../territory/index.ts'
import { demoRegions } from '../territory/seed/regions.ts'
import { healthRoutes } from './index.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
let house: TestHouse
let town: Record<string, string>
let here: string
let there: string

beforeAll(async () => {
  house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, [...healthRoutes(desk), ...learningRoutes(desk)])
  const officer = systemActor('test', COUNTY)
  await t.db.write(officer, (tx) => loadRegions(tx, demoRegions()))
  const unit = { name: '江那镇人民政府', kind: 'township', region: '532622101' } as const
  town = (await house.account(seedOf('town', ['township_worker'], { unit }))).headers
  const person = async (name: string, region: string) =>
    (await t.db.write(officer, (tx) => recordPerson(tx, desk, { name, born: '1950-01-01', region }))).id
  here = await person('演示甲', '532622101001')
  there = await person('演示乙', '532622102001')
})
afterAll(async () => {
  await house.server.close()
})

describe('health and learning over HTTP', () => {
  it('show a town its own people only, and a grid worker nobody outside the grid', async () => {
    const missing = async (who: Record<string, string>) =>
      (await house.server.inject({ method: 'GET', url: '/api/health/checks/missing', headers: who }))
        .json()
        .items.map((each: { person: string }) => each.person)
    expect((await missing(await house.as('people_officer'))).toSorted()).toEqual([here, there].toSorted())
    expect(await missing(town)).toEqual([here])
    expect(await missing(await house.as('grid_worker'))).toEqual([])
    const outside = await house.server.inject({
      method: 'GET',
      url: `/api/health/persons/${there}/checks`,
      headers: town,
    })
    expect(outside.json()).toMatchObject({ code: 'person.missing' })
    const payload = { person: there, invitedOn: '2026-01-01', channel: 'phone', outcome: 'agreed' }
    const act = await house.server.inject({
      method: 'POST',
      url: '/api/health/invitations',
      headers: { ...town, 'idempotency-key': newId() },
      payload,
    })
    expect(act.json()).toMatchObject({ code: 'person.missing' })
  })
})
