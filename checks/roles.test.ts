import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/app/features.ts'
import { testDatabase } from '../src/platform/db/testkit/index.ts'
import { type AnyRoute, buildServer } from '../src/platform/http/index.ts'
import { authenticator, identityConfig, PERMISSIONS, ROLES } from '../src/platform/identity/index.ts'
import {
  type Caller,
  CHEAP,
  callerHeaders,
  matrix,
  passes,
  seedRoles,
  VISITOR,
} from '../src/platform/identity/testkit.ts'
import { openKeys } from '../src/platform/journal/index.ts'

/** Every role against every route of the house, over HTTP: the declaration says who may, the server must do just that. */
const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-roles-'))
const config = identityConfig('532622', { cost: CHEAP })
const all: AnyRoute[] = routes({ identity: config, keys: openKeys(folder), folder })
let server: FastifyInstance
const headers = new Map<Caller, Record<string, string>>()

beforeAll(async () => {
  server = await buildServer({ db: t.db, routes: all, authenticate: authenticator(t.db, config), version: '0.0.0' })
  await seedRoles(t.db, '532622', '砚山县')
  for (const caller of [...ROLES, VISITOR] as Caller[])
    headers.set(caller, await callerHeaders(server, caller, '532622'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('every route', () => {
  it('asks for a permission that exists', () => {
    const known = new Set<string>([...PERMISSIONS, 'public', 'signed-in'])
    expect(
      all.filter((route) => !known.has(route.permission)).map((route) => `${route.url}: ${route.permission}`),
    ).toEqual([])
  })

  it('is declared once', () => {
    const names = all.map((route) => `${route.method} ${route.url}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('lets in whom its declaration names and nobody else', async () => {
    const wrong: string[] = []
    // Signing out ends the session that the rest of the table needs.
    const cells = matrix(all).filter((cell) => !(cell.method === 'DELETE' && cell.url === '/api/session'))
    for (const cell of cells) {
      const passed = await passes(server, cell, headers.get(cell.role)!)
      if (passed !== cell.allowed)
        wrong.push(`${cell.role} ${cell.method} ${cell.url}: ${passed ? 'let in' : 'kept out'}`)
    }
    expect(wrong).toEqual([])
    expect(cells.length).toBeGreaterThan(300)
  }, 240_000)
})

describe('the duties', () => {
  it('are apart: no business route opens for administrator, security officer or auditor', () => {
    const business = matrix(all, ['administrator', 'security_officer', 'auditor']).filter(
      (cell) =>
        cell.allowed &&
        cell.permission !== 'public' &&
        cell.permission !== 'signed-in' &&
        !/^\/api\/(accounts|units|roles|grants|account|role-grants|calendar|journal|identity|session|oidc)/.test(
          cell.url,
        ),
    )
    expect(business.map((cell) => `${cell.role} ${cell.method} ${cell.url}`)).toEqual([])
  })
})
