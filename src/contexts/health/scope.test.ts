import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
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
import { learningRoutes } from '../learning/index.ts'
import { recordPerson } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { loadRegions } from '../territory/index.ts'
import { demoRegions } from '../territory/seed/regions.ts'
import { healthRoutes } from './index.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const config = identityConfig(COUNTY, { cost: CHEAP })
const routes = [...healthRoutes(desk), ...learningRoutes(desk)]
let server: FastifyInstance
const headers = new Map<Caller, Record<string, string>>()
let town: Record<string, string>
let here: string
let there: string

beforeAll(async () => {
  server = await buildServer({
    db: t.db,
    routes: [...identityRoutes(config), ...routes],
    authenticate: authenticator(t.db, config),
    version: '0.0.0',
  })
  await seedRoles(t.db, COUNTY, '砚山县')
  for (const caller of [...ROLES, VISITOR] as Caller[]) headers.set(caller, await callerHeaders(server, caller, COUNTY))
  const officer = systemActor('test', COUNTY)
  await t.db.write(officer, (tx) => loadRegions(tx, demoRegions()))
  const unit = { name: '江那镇人民政府', kind: 'township', region: '532622101' } as const
  await seedDemoAccounts(t.db, COUNTY, [seedOf('town', ['township_worker'], { unit })], CHEAP)
  town = await login(server, 'town', COUNTY)
  const person = async (name: string, region: string) =>
    (await t.db.write(officer, (tx) => recordPerson(tx, desk, { name, born: '1950-01-01', region }))).id
  here = await person('演示甲', '532622101001')
  there = await person('演示乙', '532622102001')
})
afterAll(async () => {
  await server.close()
})

describe('health and learning over HTTP', () => {
  it('let in whom their declaration names and nobody else', async () => {
    const wrong: string[] = []
    const cells = matrix(routes)
    for (const cell of cells) {
      const passed = await passes(server, cell, headers.get(cell.role)!)
      if (passed !== cell.allowed)
        wrong.push(`${cell.role} ${cell.method} ${cell.url}: ${passed ? 'let in' : 'kept out'}`)
    }
    expect(wrong).toEqual([])
    expect(cells.length).toBeGreaterThan(300)
  }, 120_000)

  it('show a town its own people only, and a grid worker nobody outside the grid', async () => {
    const missing = async (who: Record<string, string>) =>
      (await server.inject({ method: 'GET', url: '/api/health/checks/missing', headers: who }))
        .json()
        .items.map((each: { person: string }) => each.person)
    expect((await missing(headers.get('people_officer')!)).toSorted()).toEqual([here, there].toSorted())
    expect(await missing(town)).toEqual([here])
    expect(await missing(headers.get('grid_worker')!)).toEqual([])
    const outside = await server.inject({ method: 'GET', url: `/api/health/persons/${there}/checks`, headers: town })
    expect(outside.json()).toMatchObject({ code: 'person.missing' })
    const payload = { person: there, invitedOn: '2026-01-01', channel: 'phone', outcome: 'agreed' }
    const act = await server.inject({
      method: 'POST',
      url: '/api/health/invitations',
      headers: { ...town, 'idempotency-key': newId() },
      payload,
    })
    expect(act.json()).toMatchObject({ code: 'person.missing' })
  })
})
