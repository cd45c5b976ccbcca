import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { buildServer } from '../../platform/http/index.ts'
import {
  authenticator,
  identityConfig,
  identityRoutes,
  ROLES,
  seedDemoAccounts,
} from '../../platform/identity/index.ts'
import {
  type Caller,
  CHEAP,
  callerHeaders,
  login,
  matrix,
  passes,
  seedOf,
  seedRoles,
  VISITOR,
} from '../../platform/identity/testkit.ts'
import { benefitRoutes } from '../benefits/index.ts'
import { recordPerson } from '../people/index.ts'
import { citizenNumber, testDesk } from '../people/testkit.ts'
import { recordAssessment } from './assessments/commands.ts'
import { GBT_42195_2022 as SCALE } from './assessments/scales.ts'
import { careRoutes } from './routes.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const config = identityConfig(COUNTY, { cost: CHEAP })
const own = [...careRoutes(desk), ...benefitRoutes(desk)]
const headers = new Map<Caller, Record<string, string>>()
let server: FastifyInstance
let town: Record<string, string>
let person: string

beforeAll(async () => {
  server = await buildServer({
    db: t.db,
    routes: [...identityRoutes(config), ...own],
    authenticate: authenticator(t.db, config),
    version: '0.0.0',
  })
  await seedRoles(t.db, COUNTY, '砚山县')
  const unit = { name: '江那镇人民政府', kind: 'township', region: '532622101' } as const
  await seedDemoAccounts(t.db, COUNTY, [seedOf('town', ['township_worker'], { unit, region: '532622101' })], CHEAP)
  for (const caller of [...ROLES, VISITOR] as Caller[]) headers.set(caller, await callerHeaders(server, caller, COUNTY))
  town = await login(server, 'town', COUNTY)
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
afterAll(() => server.close())

describe('care and benefits over HTTP', () => {
  it('let in whom the declaration names and nobody else, role by role and route by route', async () => {
    const wrong: string[] = []
    const cells = matrix(own)
    for (const cell of cells) {
      const passed = await passes(server, cell, headers.get(cell.role)!)
      if (passed !== cell.allowed)
        wrong.push(`${cell.role} ${cell.method} ${cell.url}: ${passed ? 'let in' : 'kept out'}`)
    }
    expect(wrong).toEqual([])
    expect(cells.length).toBeGreaterThan(300)
  }, 120_000)

  it('show a town nobody of another town, and whoever reads is noted with the purpose', async () => {
    const url = `/api/care/assessments/${person}`
    const refused = await server.inject({ url, headers: town })
    expect([refused.statusCode, refused.json().code]).toEqual([404, 'person.missing'])
    expect((await server.inject({ url: '/api/care/assessments?state=late', headers: town })).json().items).toEqual([])
    const readings = () =>
      t.asOwner<{ n: number }>(`select count(*)::int n from people.access_person where person = $1`, [person], true)
    const before = (await readings())[0]!.n
    const shown = await server.inject({ url, headers: headers.get('people_officer')! })
    expect(shown.json().items).toMatchObject([{ grade: 4, repeated: true }])
    expect((await readings())[0]!.n).toBe(before + 1)
  })

  it('answer wrong input with a place in it, and change nothing', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/benefits/lists',
      headers: { ...headers.get('people_officer')!, 'idempotency-key': 'list-of-no-month' },
      payload: { month: '2026-13' },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().at).toContain('month')
    expect(await t.asOwner('select * from benefits.list', [], true)).toEqual([])
  })
})
