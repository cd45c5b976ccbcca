import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/app/features.ts'
import { seedPlan } from '../src/contexts/plan/index.ts'
import { syncLibrary } from '../src/contexts/statistics/index.ts'
import { newId } from '../src/kernel/ids.ts'
import { testDatabase } from '../src/platform/db/testkit/index.ts'
import { type AnyRoute, buildServer } from '../src/platform/http/index.ts'
import { addJurisdiction, authenticator, identityConfig, permissionsOf, ROLES } from '../src/platform/identity/index.ts'
import { CHEAP, login, seedRoles } from '../src/platform/identity/testkit.ts'
import { openKeys } from '../src/platform/journal/index.ts'

/** Whatever comes in, through every route, as somebody who may: never a fault of ours, and what is refused is refused in words. */
const RUNS = 12
/** Reading a paper starts a thread. */
const RUNS_OF_PAPERS = 5
const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-fuzz-'))
const config = identityConfig('532622', { cost: CHEAP })
const all: AnyRoute[] = routes({ identity: config, keys: openKeys(folder), folder })
let server: FastifyInstance
const browsers = new Map<string, Record<string, string>>()
const faults: string[] = []
/** Ids of things that are there, so that not everything ends at "there is no such thing". */
let ids: string[]

beforeAll(async () => {
  const lines = { write: (line: string) => void faults.push(line) }
  server = await buildServer({
    db: t.db,
    routes: all,
    authenticate: authenticator(t.db, config),
    version: '0.0.0',
    logger: { level: 'error', stream: lines },
  })
  await addJurisdiction(t.db, { code: '532600', name: '文山州' })
  await seedRoles(t.db, '532622', '砚山县')
  await syncLibrary(t.db)
  const { plan, parent, draft } = await seedPlan(t.db, { county: '532622', prefecture: '532600' })
  const found = await t.asOwner<{ id: string }>(
    `(select id from plan.target where plan = any($1) order by id limit 6) union all (select id from plan.doubt where plan = any($1) limit 3)
     union all (select id from plan.task where plan = any($1) limit 3) union all (select id from plan.paper limit 2) union all (select id from plan.conflict limit 2)`,
    [[plan, draft]],
    true,
  )
  ids = [plan, parent, draft, ...found.map((row) => row.id)]
  for (const role of ROLES) browsers.set(role, await login(server, role, '532622'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  pattern?: string
  format?: string
}

const words = fc.constantFrom(
  '养老',
  "'; drop table plan.plan; --",
  '\u0000',
  '\ud800',
  '🏥'.repeat(40),
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '<script>',
  '  ',
  '',
  '１２',
  'null',
  'NaN',
  '-1',
  '1e400',
)
const dates = fc.constantFrom(
  '2026-03-02',
  '2024-02-29',
  '2026-02-30',
  '0001-01-01',
  '9999-12-31',
  '0000-00-00',
  '2026-1-1',
)
const odd = fc.oneof(
  words,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, [], {}, [[]], { a: { b: [1] } }),
  dates,
)

/** A string that fits the form: known examples of the house's patterns, or whatever the pattern says. */
function fitting({ format, pattern, minLength = 0, maxLength }: Schema): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (format === 'date') return dates
  if (format === 'date-time')
    return fc.constantFrom('2026-03-02T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59+14:00')
  // A pattern without a greatest length may ask for a long text, such as a hash.
  if (pattern !== undefined)
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.max(maxLength ?? 200, 1) })
  const longest = Math.min(maxLength ?? 60, minLength + 60)
  return fc.oneof(
    fc.string({ minLength, maxLength: longest }),
    fc.string({ unit: 'binary', minLength, maxLength: longest }),
    words,
    fc.constantFrom('532622', '532622101000', 'facility', 'childcare.places-per-1000', '2026', '2026-Q1', '2026-03'),
  )
}

/** Values a schema takes, most of the time. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valuesOf))
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map(valuesOf)).map((parts) => Object.assign({}, ...parts))
  switch (schema.type) {
    case 'object':
      return objectsOf(schema)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 4, 4) })
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 }),
        fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER),
      )
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return fitting(schema)
    default:
      return odd
  }
}

/** Objects of a schema: properties that may be missing sometimes are, one in eight is replaced by something odd. */
function objectsOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      fc.oneof({ arbitrary: valuesOf(schema), weight: 7 }, { arbitrary: odd, weight: 1 }),
    ]),
  )
  return fc.record(model, { requiredKeys: required })
}

type Input = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown; language: string }

const inputsOf = (route: AnyRoute): fc.Arbitrary<Input> => {
  const names = [...route.url.matchAll(/:(\w+)/g)].map((match) => match[1]!)
  const params = (route.params ?? { type: 'object' }) as Schema
  return fc.record({
    params: fc.record(
      Object.fromEntries(names.map((name) => [name, valuesOf(params.properties?.[name] ?? { type: 'string' })])),
    ),
    query: objectsOf((route.query ?? {}) as Schema),
    body: fc.oneof({ arbitrary: valuesOf((route.body ?? {}) as Schema), weight: 6 }, { arbitrary: odd, weight: 1 }),
    language: fc.constantFrom('zh', 'en'),
  })
}

const plain = (text: string) => text.replaceAll(/[\ud800-\udfff]/gu, '?')
const asText = (value: unknown) => plain(typeof value === 'string' ? value : JSON.stringify(value))

function requestOf(route: AnyRoute, input: Input): InjectOptions {
  const path = route.url.replaceAll(
    /:(\w+)/g,
    (_, name: string) => encodeURIComponent(asText(input.params[name])) || '-',
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, asText(each))
  const request = { method: route.method, url: `${path}?${query}` } as const
  if (route.method === 'GET') return request
  const body = JSON.stringify(input.body) ?? 'null'
  if (!route.upload) return { ...request, payload: body, headers: { 'content-type': 'application/json' } }
  const parts = [
    `--x\r\nContent-Disposition: form-data; name="input"\r\n\r\n${plain(body)}\r\n`,
    `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n养老 ${query}\r\n--x--\r\n`,
  ]
  return { ...request, payload: parts.join(''), headers: { 'content-type': 'multipart/form-data; boundary=x' } }
}

/** An account that the route lets in. */
const roleFor = ({ permission }: AnyRoute) =>
  ROLES.find((role) => (permissionsOf([role]) as ReadonlySet<string>).has(permission)) ?? 'planner'

// Signing in and out is guarded against guessing and would end the session the rest needs; accounts are locked by others' commands.
const LEFT_OUT = new Set(['POST /api/session', 'DELETE /api/session', 'DELETE /api/sessions/:id'])

const runsOf = ({ method, url }: AnyRoute) =>
  method === 'POST' && url.startsWith('/api/plan/papers') ? RUNS_OF_PAPERS : RUNS

describe('every route', () => {
  it('answers whatever comes in, and refuses in words', async () => {
    const wrong: string[] = []
    let calls = 0
    let served = 0
    for (const route of all) {
      const name = `${route.method} ${route.url}`
      if (LEFT_OUT.has(name)) continue
      for (const input of fc.sample(inputsOf(route), { numRuns: runsOf(route), seed: 20_261_122 })) {
        const { headers, ...request } = requestOf(route, input)
        const before = faults.length
        const answer = await server.inject({
          ...request,
          headers: {
            ...browsers.get(roleFor(route)),
            'idempotency-key': newId(),
            'accept-language': input.language,
            ...headers,
          },
        })
        calls++
        if (answer.statusCode < 400) {
          served++
          continue
        }
        const what = `${name}: ${String(request.url).slice(0, 200)} ${JSON.stringify(input.body)?.slice(0, 300)}`
        if (answer.statusCode >= 500) {
          const told = JSON.parse(faults[before] ?? '{}') as { err?: { message: string; stack: string } }
          wrong.push(
            `${what}\n${told.err?.message} ${told.err?.stack?.split('\n').find((line) => line.includes('/src/contexts')) ?? ''}`,
          )
          continue
        }
        const { code, title, status, type } = answer.json() as Record<string, unknown>
        const inLanguage = /\p{Script=Han}/u.test(String(title)) === (input.language === 'zh')
        if (typeof code !== 'string' || type !== `urn:yike:problem:${code}` || status !== answer.statusCode)
          wrong.push(`${what}\n${answer.body}`)
        else if (input.language === 'zh' && !inLanguage) wrong.push(`${what}\nnot in Chinese: ${title}`)
        else if (String(title).trim() === '') wrong.push(`${what}\nno title`)
      }
    }
    console.log(`${calls} requests to ${all.length} routes: ${served} served, ${calls - served} refused`)
    expect(wrong).toEqual([])
    // Most of what a schema describes must get past it, or nothing behind it was tried.
    expect(served).toBeGreaterThan(calls / 10)
  }, 480_000)
})
