import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { ROOMS } from '../src/app/rooms.ts'
import { enterRule, freezeList, type NewRule, repeatList } from '../src/contexts/benefits/index.ts'
import { insertCategories } from '../src/contexts/people/bulk.ts'
import { type CategoryCode, peopleDesk } from '../src/contexts/people/index.ts'
import { inventedName, inventedNumber, inventedSurname } from '../src/contexts/people/seed/names.ts'
import { insertFiles, type NewFile } from '../src/contexts/people/store.ts'
import { addDays, addYears, today } from '../src/kernel/dates.ts'
import { newId } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import {
  type Cost,
  EMBEDDED_SUPERUSER,
  migrate,
  openDatabase,
  sql,
  startEmbedded,
  systemActor,
} from '../src/platform/db/index.ts'
import { addJurisdiction } from '../src/platform/identity/index.ts'
import { openKeyRoom } from '../src/platform/keys/index.ts'
import { checklistOn, clearReview } from '../src/platform/reviews/index.ts'

/**
 * Freezing the list of a month for 100,000 entitlements: every person's facts are looked up, judged, sealed with the person's key and
 * written, in one transaction on the embedded PostgreSQL with the commit on disk. Then the frozen list is repeated from its facts, and the
 * month frozen again after being taken back, which must give the same hash. `npm run bench benefits -- --entitlements 100000`
 */
const { values } = parseArgs({ options: { entitlements: { type: 'string', default: '100000' } } })
const COUNT = Number(values.entitlements)
const CHUNK = 5_000
const COUNTY = '532622'
const officer = systemActor('bench', COUNTY)
const day = today(Date.now())
const month = day.slice(0, 7)
const random = seededRandom(100_000)
const HELD: CategoryCode[] = ['subsistence', 'destitute', 'low-income', 'lost-ability', 'part-lost-ability']

const rule = (benefit: string, who: NewRule['content']['who']): NewRule => ({
  benefit,
  kind: benefit,
  title: { zh: benefit, en: benefit },
  region: COUNTY,
  basis: 'bench',
  from: '2024-01-01',
  content: {
    facts: 'first-day',
    who,
    bands: [
      { when: { ageFrom: 90 }, fen: 10_000, title: { zh: '高', en: 'high' } },
      { when: {}, fen: 5_000, title: { zh: '低', en: 'low' } },
    ],
  },
})
const REVIEW = clearReview(checklistOn(day)!, { unit: 'bench', opinion: 'bench', reviewedOn: day })
const RULES = [
  rule('old-age', { ageFrom: 80 }),
  rule('service', { ageFrom: 60, groups: [['subsistence', 'destitute', 'low-income']] }),
  rule('care', { ageFrom: 60, groups: [['lost-ability', 'part-lost-ability']] }),
]

const folder = mkdtempSync(join(tmpdir(), 'yike-bench-benefits-'))
const server = await startEmbedded({ folder })
try {
  const admin = new pg.Client({ host: server.socket, user: EMBEDDED_SUPERUSER, database: 'postgres' })
  await admin.connect()
  await admin.query('create role bench_owner login createrole')
  await admin.query('create database bench owner bench_owner')
  await admin.end()
  const address = { socket: server.socket, database: 'bench', user: 'bench_owner' }
  await migrate(address, ROOMS)
  const db = openDatabase(address, { connections: 2 })
  const desk = peopleDesk(openKeyRoom(folder))
  await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
  await db.write(officer, async (tx) => {
    for (const each of RULES) await enterRule(tx, { ...each, review: REVIEW })
  })
  const taken = new Set<string>()
  for (let from = 0; from < COUNT; from += CHUNK) {
    const files = Array.from({ length: Math.min(CHUNK, COUNT - from) }, (): NewFile => {
      const sex = random.chance(0.5) ? 'male' : 'female'
      const born = addDays(addYears(day, -random.between(60, 99)), -random.between(0, 364))
      let number = inventedNumber(born, sex, random.between(0, 449))
      for (let order = 0; taken.has(number); order++) number = inventedNumber(born, sex, order)
      taken.add(number)
      return {
        id: newId(),
        name: inventedName(random, sex, inventedSurname(random), false),
        reading: null,
        sex,
        born,
        ethnicity: '01',
        idKind: 'citizen-id',
        region: `5326221010${String(random.between(1, 30)).padStart(2, '0')}`,
        cell: null,
        dwelling: null,
        household: null,
        relation: null,
        address: null,
        since: day,
        secrets: { number, phones: [], note: null },
      }
    })
    await db.write(officer, async (tx) => {
      const ring = await desk.keys.ring(tx)
      const seals = await insertFiles(tx, ring, files)
      await insertCategories(
        tx,
        ring,
        seals,
        files
          .filter(() => random.chance(0.5))
          .map((file) => ({
            person: file.id,
            category: random.pick(HELD),
            from: '2025-01-01',
            until: null,
            evidence: 'bench',
          })),
      )
      const kinds = files.map(() => random.pick(RULES).benefit)
      await tx.run(sql`insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
        select ${COUNTY}, x.id, x.person, x.benefit, x.benefit, '[2025-01-01,)', 'self', 'bench', now()
        from unnest(${files.map(() => newId())}::uuid[], ${files.map((file) => file.id)}::uuid[], ${kinds}::text[]) x(id, person, benefit)`)
    })
  }
  const owner = new pg.Client({ host: server.socket, database: 'bench', user: EMBEDDED_SUPERUSER })
  owner.on('error', () => undefined)
  await owner.connect()
  await owner.query('vacuum analyze')

  const seconds: number[] = []
  const hashes: string[] = []
  let cost: Cost | undefined
  const timed = async (keep: boolean) => {
    const began = performance.now()
    await db
      .write(
        officer,
        async (tx) => {
          hashes.push((await freezeList(tx, desk, month)).hash)
          if (!keep) throw new Error('taken back')
        },
        (spent) => {
          cost = spent
        },
      )
      .catch((error: Error) => {
        if (keep || error.message !== 'taken back') throw error
      })
    seconds.push((performance.now() - began) / 1000)
  }
  await timed(false)
  await timed(false)
  await timed(true)
  const began = performance.now()
  const repeated = await db.write(officer, (tx) => repeatList(tx, desk, month))
  const again = (performance.now() - began) / 1000
  if (new Set(hashes).size !== 1 || !repeated.agrees) throw new Error(`the list does not repeat: ${hashes}`)
  const size = Number((await owner.query(`select pg_total_relation_size('benefits.line') n`)).rows[0].n)
  const list = (await owner.query('select lines, due, unknown, total_fen from benefits.list')).rows[0]
  console.log(
    JSON.stringify({
      bench: 'benefits',
      cores: availableParallelism(),
      entitlements: COUNT,
      seconds,
      repeatSeconds: again,
      statements: cost?.statements,
      list,
      bytesPerLine: Math.round(size / COUNT),
    }),
  )
  console.log(
    `${COUNT} entitlements frozen in ${seconds.map((each) => each.toFixed(1)).join(', ')} s (twice taken back, then kept), one transaction of ${cost?.statements} statements; ` +
      `the same hash each time (${hashes[0]!.slice(0, 12)}…); repeated from the frozen facts in ${again.toFixed(1)} s; ${Math.round(size / COUNT)} bytes a line`,
  )
  await owner.end()
  await db.close()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
