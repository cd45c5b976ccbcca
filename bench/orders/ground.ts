import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ROOMS } from '../../src/app/rooms.ts'
import { peopleDesk } from '../../src/contexts/people/index.ts'
import { inventedName, inventedNumber, inventedSurname } from '../../src/contexts/people/seed/names.ts'
import { insertFiles, type NewFile } from '../../src/contexts/people/store.ts'
import { demoCode } from '../../src/contexts/providers/seed/plan.ts'
import { adoptItems, enterSubsidy } from '../../src/contexts/services/index.ts'
import { enterPaper, enterSite, offerOf } from '../../src/contexts/services/testkit.ts'
import { loadRegions } from '../../src/contexts/territory/index.ts'
import { demoRegions } from '../../src/contexts/territory/seed/regions.ts'
import { addDays, today } from '../../src/kernel/dates.ts'
import { seededRandom } from '../../src/kernel/random.ts'
import {
  type Address,
  type Database,
  EMBEDDED_SUPERUSER,
  type EmbeddedServer,
  migrate,
  openDatabase,
  startEmbedded,
  systemActor,
} from '../../src/platform/db/index.ts'
import { addJurisdiction, seedDemoAccounts } from '../../src/platform/identity/index.ts'
import { openKeyRoom } from '../../src/platform/keys/index.ts'

export const COUNTY = '532622'
export const PASSWORD = 'bench-river-2026'
const FIRMS = 40

/** Persons of a ground, unless more are asked for. */
export const PERSONS = 20_000

/** Telephone of the n-th person. */
export const phoneOf = (n: number): string => `139${String(10_000_000 + n)}`

/** Id of the n-th person. */
export const personId = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** A county on the embedded PostgreSQL, every commit on disk: persons, firms, offers with prices, a benefit that bears half for every fifth. */
export type Ground = {
  folder: string
  address: Address
  socket: string
  server: EmbeddedServer
  offers: { id: string; fen: number }[]
  db: Database
  owner: pg.Client
  accounts: string[]
  stop(): Promise<void>
}

const seedOf = (i: number) => ({
  username: `bench${i}`,
  name: `bench${i}`,
  password: PASSWORD,
  roles: ['service_operator' as const],
})

/** Builds the ground. About half a minute. */
export async function makeGround(settings: Record<string, string> = {}, persons = PERSONS): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-orders-'))
  const server = await startEmbedded({ folder, settings })
  const admin = new pg.Client({ host: server.socket, user: EMBEDDED_SUPERUSER, database: 'postgres' })
  await admin.connect()
  await admin.query('create role bench_owner login createrole')
  await admin.query('create database bench owner bench_owner')
  await admin.query('create database pgbench owner bench_owner')
  await admin.end()
  const address = { socket: server.socket, database: 'bench', user: 'bench_owner' }
  await migrate(address, ROOMS)
  const db = openDatabase(address, { connections: 8 })
  const actor = systemActor('bench', COUNTY)
  await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
  const desk = peopleDesk(openKeyRoom(folder))
  const random = seededRandom(5)
  const day = today(Date.now())
  const villages = demoRegions()
    .filter((each) => each.code.startsWith(COUNTY) && each.level === 'village')
    .map((each) => each.code)
  const offers = await db.write(actor, async (tx) => {
    await loadRegions(tx, demoRegions())
    await adoptItems(tx, 'all')
    const made: { id: string; fen: number }[] = []
    for (let n = 0; n < FIRMS; n++) {
      const { organisation, site } = await enterSite(tx, {
        creditCode: demoCode(n + 1),
        name: `测试机构${n}`,
        code: `JG-B-${n}`,
      })
      await enterPaper(tx, organisation)
      for (const [item, fen] of [
        ['home-care', 3_500],
        ['escort', 6_000],
        ['errand', 1_500],
      ] as const)
        made.push({ id: await offerOf(tx, site, item, fen), fen })
    }
    await enterSubsidy(tx, {
      benefit: 'service-allowance',
      title: { zh: '测试抵扣', en: 'bench' },
      items: ['home-care'],
      sharePercent: 50,
      capFen: 2_000,
      period: 'month',
      timesLimit: null,
      fenLimit: null,
      from: '2026-01-01',
      basis: '测试',
    })
    return made
  })
  for (let from = 0; from < persons; from += 5_000) {
    const files = Array.from({ length: 5_000 }, (_, i): NewFile => {
      const sex = random.chance(0.5) ? 'male' : 'female'
      const born = addDays('1940-01-01', (from + i) % 9_000)
      return {
        id: personId(from + i),
        name: inventedName(random, sex, inventedSurname(random), false),
        reading: null,
        sex,
        born,
        ethnicity: '01',
        idKind: 'citizen-id',
        region: villages[(from + i) % villages.length]!,
        cell: null,
        dwelling: null,
        household: null,
        relation: null,
        address: `测试路 ${from + i} 号`,
        since: addDays(day, -400),
        secrets: {
          number: inventedNumber(born, sex, Math.floor((from + i) / 9_000) * 2),
          phones: [{ number: phoneOf(from + i), label: null }],
          note: null,
        },
      }
    })
    await db.write(actor, async (tx) => insertFiles(tx, await desk.keys.ring(tx), files))
  }
  const owner = new pg.Client({ host: server.socket, database: 'bench', user: EMBEDDED_SUPERUSER })
  owner.on('error', () => undefined)
  await owner.connect()
  await owner.query(`insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
    select '${COUNTY}', gen_random_uuid(), p.id, 'service-allowance', 'service', daterange('2026-01-01', null), 'self', 'bench', now()
    from people.person p where hashtext(p.id::text) % 5 = 0`)
  await owner.query(`insert into benefits.list (jurisdiction, id, month, rules, lines, due, unknown, total_fen, hash, frozen_by, frozen_at)
    values ('${COUNTY}', '${personId(99_999_999)}', '2026-01', '[]', 0, 0, 0, 0, '', 'bench', now())`)
  await owner.query(`insert into benefits.line (jurisdiction, list, person, benefit, entitlement, version, facts_on, outcome, fen, digest, sealed)
    select jurisdiction, '${personId(99_999_999)}', person, benefit, id, 1, '2026-01-01', 'due', 10000, '', '' from benefits.entitlement`)
  await owner.query('vacuum analyze')
  const accounts = await seedDemoAccounts(
    db,
    COUNTY,
    [
      ...Array.from({ length: 64 }, (_, i) => seedOf(i)),
      {
        username: 'provider0',
        name: 'provider0',
        password: PASSWORD,
        roles: ['provider' as const],
        unit: { name: 'bench', kind: 'external' as const, region: COUNTY },
      },
    ],
    { memory: 8, passes: 1, parallelism: 1 },
  )
  await owner.query(`insert into services.desk (jurisdiction, unit, organisation, recorded_by, recorded_at)
    select '${COUNTY}', u.id, (select organisation from services.offer order by id limit 1), 'bench', now() from identity.unit u where u.name = 'bench'`)
  return {
    folder,
    address,
    socket: server.socket,
    server,
    offers,
    db,
    owner,
    accounts: accounts.map((each) => each.id),
    stop: async () => {
      await owner.end().catch(() => undefined)
      await db.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
