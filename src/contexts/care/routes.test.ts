import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { seedOf, type TestHouse, testHouse } from '../../platform/identity/testkit.ts'
import { benefitRoutes } from '../benefits/index.ts'
import { recordPerson } from '../people/index.ts'
import { citizenNumber, testDesk } from '../people/testkit.ts'
import { recordAssessment } from './assessments/commands.ts'
import { GBT_42195_2022 as SCALE } from './assessments/scales.ts'
import { careRoutes } from './routes.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
let house: TestHouse
let town: Record<string, string>
let person: string

beforeAll(async () => {
  house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, [...careRoutes(desk), ...benefitRoutes(desk)])
  const unit = { name: '江那镇人民政府', kind: 'township', region: '532622101' } as const
  town = (await house.account(seedOf('town', ['township_worker'], { unit, region: '532622101' }))).headers
  person = await t.db.write(systemActor('test', COUNTY), async (tx) => {
    const { id } = await recordPerson(tx, desk, { name: '陈演示', number: citizenNumber('1940-01-01', 21) })
    const answers = Object.fromEntries(SCALE.dimensions.flatMap((d) => d.items.map((item) => [item.id, 0])))
    await recordAssessment(tx, desk, {
      person: id,
      scale: SCALE.id,
      version: SCALE.version,
      kind: 'first',
      on: '2024-01-01',
      assessors: [{ name: '甲' }, { name: '乙' }],
      answers,
      circumstances: {
        coma: false,
        dementia: false,
        psychiatric: false,
        events: { fall: 0, lost: 0, choking: 0, suicide: 0, other: 0 },
      },
    })
    return id
  })
  await t.asOwner(`update people.person set region = '532622102001' where id = $1`, [person], true)
})
afterAll(() => house.server.close())

describe('care and benefits over HTTP', () => {
  it('show a town nobody of another town, and whoever reads is noted with the purpose', async () => {
    const url = `/api/care/assessments/${person}`
    const refused = await house.server.inject({ url, headers: town })
    expect([refused.statusCode, refused.json().code]).toEqual([404, 'person.missing'])
    expect(
      (await house.server.inject({ url: '/api/care/assessments?state=late', headers: town })).json().items,
    ).toEqual([])
    const readings = () =>
      t.asOwner<{ n: number }>(`select count(*)::int n from people.access_person where person = $1`, [person], true)
    const before = (await readings())[0]!.n
    const shown = await house.server.inject({ url, headers: await house.as('people_officer') })
    expect(shown.json().items).toMatchObject([{ grade: 4, repeated: true }])
    expect((await readings())[0]!.n).toBe(before + 1)
  })

  it('answer wrong input with a place in it, and change nothing', async () => {
    const answer = await house.server.inject({
      method: 'POST',
      url: '/api/benefits/lists',
      headers: { ...(await house.as('people_officer')), 'idempotency-key': 'list-of-no-month' },
      payload: { month: '2026-13' },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().at).toContain('month')
    expect(await t.asOwner('select * from benefits.list', [], true)).toEqual([])
  })
})
