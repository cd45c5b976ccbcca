import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { type Actor, sql, systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { seedOf, type TestHouse, testHouse } from '../../platform/identity/testkit.ts'
import { assignCells, drawCells, loadRegions } from '../territory/index.ts'
import { peopleAtRisk } from './emergency/list.ts'
import {
  demandPerson,
  peopleRoutes,
  personCards,
  personFacts,
  personFile,
  personsWhere,
  recordPerson,
  revealPerson,
  searchPeople,
} from './index.ts'
import { countPeople, listPeople } from './list.ts'
import { testDesk } from './testkit.ts'

const COUNTY = '532622'
const t = testDatabase()
/** Persons a provider has a relation with, as a higher room would say it. */
const clients = new Set<string>()
const desk = testDesk({
  related: [{ permission: 'test.clients', persons: () => sql`select unnest(${[...clients]}::uuid[])` }],
})
const officer = systemActor('test', COUNTY)
const VILLAGES = ['532622101001', '532622101002', '532622102001']
const cells: string[] = []
const people: { id: string; region: string; cell: string | null }[] = []
let house: TestHouse
const worker = newId()

const account = (id: string, region: string, permissions: string[]): Actor => ({
  ...officer,
  kind: 'account',
  id,
  region,
  permissions: new Set(permissions),
})

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await t.db.write(officer, async (tx) => {
    const region = { tree: 'statistical' as const, validFrom: '2020-01-01', source: 'test' }
    await loadRegions(tx, [
      { ...region, code: '532622000000', name: '砚山县', level: 'county', parent: null },
      { ...region, code: '532622101000', name: '江那镇', level: 'township', parent: '532622000000' },
      { ...region, code: '532622102000', name: '平远镇', level: 'township', parent: '532622000000' },
      ...VILLAGES.map((code, i) => ({
        ...region,
        code,
        name: `${'甲乙丙'[i]}村委会`,
        level: 'village' as const,
        parent: `${code.slice(0, 9)}000`,
      })),
    ])
    const drawn = await drawCells(
      tx,
      VILLAGES.flatMap((code, i) =>
        [1, 2].map((n) => ({ code: `W${i}-${n}`, name: `第 ${n} 网格`, region: code, dwellings: [] })),
      ),
      '2026-01-01',
    )
    cells.push(...drawn.values())
    for (let i = 0; i < 24; i++) {
      const cell = i % 8 === 7 ? null : cells[i % 6]!
      const village = cell === null ? VILLAGES[i % 3]! : VILLAGES[Math.floor((i % 6) / 2)]!
      const { id } = await recordPerson(tx, desk, {
        name: `范围${'一二三四五六七八'[i % 8]}`,
        born: `19${30 + i}-01-01`,
        region: village,
        cell,
      })
      people.push({ id, region: village, cell })
    }
  })
  house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, peopleRoutes(desk))
}, 120_000)
afterAll(() => house.server.close())

/** Everything by which a person can be seen, asked by one actor: ids that came back. */
async function seenBy(actor: Actor): Promise<Map<string, string[]>> {
  const ids = people.map((each) => each.id)
  const ask = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write(actor, work)
  const opened = async (work: (id: string) => Promise<unknown>) => {
    const found: string[] = []
    for (const id of ids)
      if (
        await work(id).then(
          () => true,
          (refusal) => {
            if (refusal.code !== 'person.missing') throw refusal
            return false
          },
        )
      )
        found.push(id)
    return found
  }
  return new Map([
    ['list', (await ask((tx) => listPeople(tx, desk, { limit: 100 }, 'test'))).items.map((each) => each.id)],
    ['cards', [...(await ask((tx) => personCards(tx, desk, ids, 'test'))).keys()]],
    ['facts', [...(await ask((tx) => personFacts(tx, desk, ids))).keys()]],
    ['where', (await ask((tx) => personsWhere(tx, desk, {}))).map((each) => each.person)],
    [
      'emergency',
      (await ask((tx) => peopleAtRisk(tx, desk, { kind: 'region', region: COUNTY }, 'all', 'test'))).items.map(
        (each) => each.id,
      ),
    ],
    ['file', await opened((id) => ask((tx) => personFile(tx, desk, id, 'test')))],
    ['reveal', await opened((id) => ask((tx) => revealPerson(tx, desk, id, ['number'], 'test')))],
    ['demand', await opened((id) => ask((tx) => demandPerson(tx, desk, id)))],
  ])
}

describe('the scope of an account', () => {
  it('is its cells, its region or its clients, whichever way it looks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([0, 1, 2, 3, 4, 5]),
        fc.constantFrom('cells', 'town', 'county', 'clients'),
        fc.subarray(
          people.map((_, i) => i),
          { maxLength: 4 },
        ),
        async (held, way, related) => {
          await t.db.write(officer, (tx) =>
            assignCells(
              tx,
              worker,
              held.map((i) => cells[i]!),
              '2026-11-22',
            ),
          )
          clients.clear()
          for (const i of related) clients.add(people[i]!.id)
          const own = new Set(held.map((i) => cells[i]))
          const [actor, sees]: [Actor, (person: (typeof people)[number]) => boolean] =
            way === 'cells'
              ? [account(worker, '532622101', ['people.use']), (person) => person.cell !== null && own.has(person.cell)]
              : way === 'town'
                ? [
                    account(worker, '532622102', ['people.use', 'people.read']),
                    (person) => person.region.startsWith('532622102'),
                  ]
                : way === 'county'
                  ? [account(worker, COUNTY, ['people.use', 'people.read']), () => true]
                  : [account(newId(), COUNTY, ['people.use', 'test.clients']), (person) => clients.has(person.id)]
          const expected = people
            .filter(sees)
            .map((each) => each.id)
            .sort()
          for (const [what, ids] of await seenBy(actor)) expect([...ids].sort(), `${way} ${what}`).toEqual(expected)
          const counted = await t.db.write(actor, (tx) => countPeople(tx, desk))
          expect(counted.persons).toBe(expected.length)
          const found = await t.db.write(actor, (tx) => searchPeople(tx, desk, '范围'))
          expect(found.items.every((each) => expected.includes(each.id))).toBe(true)
          expect(found.items.length).toBe(Math.min(20, expected.length))
        },
      ),
      { numRuns: 8 },
    )
  }, 120_000)

  it('holds for writing: a grid worker enters nobody outside the own cells, a town nobody outside the town', async () => {
    await t.db.write(officer, (tx) => assignCells(tx, worker, [cells[0]!], '2026-11-22'))
    const grid = account(worker, VILLAGES[0]!, ['people.use', 'people.write'])
    const town = account(worker, '532622102', ['people.use', 'people.read', 'people.write'])
    const code = (actor: Actor, place: { region: string; cell: string | null }, name: string) =>
      t.db
        .write(actor, (tx) => recordPerson(tx, desk, { name, ...place }))
        .then(
          () => 'entered',
          (refusal) => refusal.code,
        )
    expect(await code(grid, { region: VILLAGES[0]!, cell: cells[0]! }, '网格内')).toBe('entered')
    expect(await code(grid, { region: VILLAGES[0]!, cell: cells[1]! }, '网格外')).toBe('person.scope')
    expect(await code(grid, { region: VILLAGES[0]!, cell: null }, '无网格')).toBe('person.scope')
    expect(await code(town, { region: VILLAGES[0]!, cell: null }, '外镇')).toBe('person.scope')
    expect(await code(town, { region: VILLAGES[2]!, cell: null }, '本镇')).toBe('entered')
  })

  it('says that there is nobody, whether there is none or it lies outside', async () => {
    const grid = account(newId(), COUNTY, ['people.use'])
    const answers = await Promise.all(
      [people[0]!.id, newId()].map((id) =>
        t.db
          .write(grid, (tx) => personFile(tx, desk, id, 'test'))
          .catch((refusal) => `${refusal.code} ${refusal.message}`),
      ),
    )
    expect(answers[0]).toBe(answers[1])
  })
})

describe('every route of the people', () => {
  it('gives a grid worker over HTTP the own cell only', async () => {
    const { account, headers } = await house.account(seedOf('grid-one', ['grid_worker'], { region: '532622101001' }))
    await t.db.write(officer, (tx) => assignCells(tx, account.id, [cells[1]!], '2026-11-22'))
    const list = await house.server.inject({ method: 'GET', url: '/api/people', headers })
    const seen = (list.json() as { items: { id: string; cell: string }[] }).items
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen.map((each) => each.cell))).toEqual(new Set([cells[1]]))
    const other = people.find((each) => each.cell === cells[4])!
    for (const [method, url, payload] of [
      ['GET', `/api/people/${other.id}`, undefined],
      ['GET', `/api/people/${other.id}/readings`, undefined],
      ['POST', `/api/people/${other.id}/reveal`, { purpose: '核对', parts: ['phones'] }],
      ['POST', `/api/people/${other.id}/death`, { on: '2026-11-01' }],
      ['POST', `/api/people/${other.id}/move-out`, { on: '2026-11-01' }],
      [
        'POST',
        `/api/people/${other.id}/categories`,
        { category: 'living-alone', from: '2026-11-01', evidence: '核实' },
      ],
      ['PATCH', `/api/people/${other.id}`, { revision: 1, change: { note: 'x' } }],
      ['POST', `/api/people/${other.id}/extract`, { acting: { by: 'self' } }],
    ] as const) {
      const answer = await house.server.inject({
        method,
        url,
        headers: { ...headers, 'idempotency-key': newId() },
        ...(payload === undefined ? {} : { payload }),
      })
      expect(`${method} ${url.split('/').at(-1)} ${answer.statusCode} ${answer.json().code}`).toBe(
        `${method} ${url.split('/').at(-1)} 404 person.missing`,
      )
    }
  })
})
