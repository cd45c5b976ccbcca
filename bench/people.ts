import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { ROOMS } from '../src/app/rooms.ts'
import { peopleDesk, personFile, personRegister, searchPeople } from '../src/contexts/people/index.ts'
import { soundOf } from '../src/contexts/people/names.ts'
import { inventedName, inventedNumber, inventedSurname } from '../src/contexts/people/seed/names.ts'
import { insertFiles, type NewFile } from '../src/contexts/people/store.ts'
import {
  assignCells,
  type Dwelling,
  drawCells,
  dwellings,
  resolveRegions,
  seedTerritory,
} from '../src/contexts/territory/index.ts'
import { addDays, addYears, today } from '../src/kernel/dates.ts'
import { newId } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import {
  type Actor,
  EMBEDDED_SUPERUSER,
  migrate,
  openDatabase,
  sql,
  startEmbedded,
  systemActor,
} from '../src/platform/db/index.ts'
import { addJurisdiction } from '../src/platform/identity/index.ts'
import { applyImport, previewImport } from '../src/platform/imports/index.ts'
import { openKeyRoom } from '../src/platform/keys/index.ts'

/**
 * People at the size of a county of half a million: the one search box, a file, and an import of 100,000 rows, on the embedded PostgreSQL with
 * every commit on disk. Every search is what a screen does: find, open and mask twenty, note the reading, commit.
 * `npm run bench people -- --persons 500000 --rows 100000`; with `--folder PATH` the filled register is kept there for later runs.
 */
const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: '500000' },
    rows: { type: 'string', default: '100000' },
    folder: { type: 'string' },
    only: { type: 'string', default: 'search,file,import' },
  },
})
const parts = values.only.split(',')
const PERSONS = Number(values.persons)
const ROWS = Number(values.rows)
const ASKED = 300
const CHUNK = 5_000
const COUNTY = '532622'
const officer = systemActor('bench', COUNTY)
const worker: Actor = {
  ...officer,
  kind: 'account',
  id: '018f0000-0000-7000-8000-000000000001',
  permissions: new Set(['people.use']),
}
const day = today(Date.now())
const random = seededRandom(500_000)
const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)

type Known = { name: string; number: string; phone: string; born: string; dwelling: Dwelling }

/** Half a million different numbers: birth dates over eighty years, 900 to a day. */
function invent(place: Dwelling, taken: Set<string>): Known & { sex: 'male' | 'female' } {
  const sex = random.chance(0.5) ? 'male' : 'female'
  const born = addDays(addYears(day, -random.between(1, 90)), -random.between(0, 364))
  let number = inventedNumber(born, sex, random.between(0, 449))
  for (let order = 0; taken.has(number); order++) number = inventedNumber(born, sex, order)
  taken.add(number)
  const phone = `13${String(random.between(0, 999_999_999)).padStart(9, '0')}`
  return { name: inventedName(random, sex, inventedSurname(random), false), number, phone, born, sex, dwelling: place }
}

function quantiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  return `${at(0.5)} | ${at(0.95)} | ${sorted.at(-1)!.toFixed(1)}`
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'yike-bench-people-'))
mkdirSync(folder, { recursive: true })
const server = await startEmbedded({ folder })
/** Runs statements on the server, outside of the measured database. */
async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ host: server.socket, user: EMBEDDED_SUPERUSER, database: 'postgres' })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
try {
  const kept = await asAdmin(async (admin) => {
    await admin.query('drop database if exists bench')
    const found = (await admin.query(`select from pg_database where datname = 'filled'`)).rowCount === 1
    if (found) await admin.query('create database bench template filled owner bench_owner strategy file_copy')
    else {
      await admin.query(
        `do $$ begin create role bench_owner login createrole; exception when duplicate_object then null; end $$`,
      )
      await admin.query('create database bench owner bench_owner')
    }
    return found
  })
  const address = { socket: server.socket, database: 'bench', user: 'bench_owner' }
  await migrate(address, ROOMS)
  let db = openDatabase(address, { connections: 4 })
  const desk = peopleDesk(openKeyRoom(folder))
  if (!kept) {
    await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
    await seedTerritory(db, day)
  }
  const behind = async () => {
    const client = new pg.Client({ host: server.socket, database: 'bench', user: EMBEDDED_SUPERUSER })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  let owner = await behind()
  if (!kept) await owner.query('analyze')

  const places = await db.read(officer, (tx) => dwellings(tx))
  const cellOf = await db.write(officer, async (tx): Promise<Map<string, string>> => {
    if (kept) return new Map()
    const cells = Array.from({ length: Math.ceil(places.length / 8) }, (_, i) => {
      const points = places.slice(i * 8, i * 8 + 8)
      return { code: `WG-${i}`, name: `WG-${i}`, region: points[0]!.region, dwellings: points.map((each) => each.code) }
    })
    const ids = await drawCells(tx, cells, day)
    await assignCells(
      tx,
      worker.id,
      cells.slice(0, 3).map((cell) => ids.get(cell.code)!),
      day,
    )
    return new Map(cells.flatMap((cell) => cell.dwellings.map((code) => [code, ids.get(cell.code)!] as const)))
  })

  const filled = performance.now()
  const known: Known[] = []
  const taken = new Set<string>()
  for (let from = 0; from < PERSONS; from += CHUNK) {
    const persons = Array.from({ length: Math.min(CHUNK, PERSONS - from) }, () => invent(random.pick(places), taken))
    known.push(...persons.slice(0, Math.max(0, ROWS / 5 + ASKED * 2 - known.length)))
    if (kept) continue
    const files = persons.map(
      ({ dwelling, ...person }): NewFile => ({
        id: newId(),
        name: person.name,
        reading: null,
        sex: person.sex,
        born: person.born,
        ethnicity: '01',
        idKind: 'citizen-id',
        region: dwelling.region,
        cell: cellOf.get(dwelling.code) ?? null,
        dwelling: dwelling.code,
        household: null,
        relation: null,
        address: `${dwelling.name} 3 栋 301`,
        since: day,
        secrets: { number: person.number, phones: [{ number: person.phone, label: null }], note: null },
      }),
    )
    await db.write(officer, async (tx) => insertFiles(tx, await desk.keys.ring(tx), files))
  }
  if (!kept) {
    console.log(`${PERSONS} files written in ${seconds(filled)} s`)
    await owner.query('vacuum analyze')
  }
  if (!kept && values.folder !== undefined) {
    await owner.end()
    await db.close()
    await asAdmin((admin) => admin.query('create database filled template bench owner bench_owner strategy file_copy'))
    db = openDatabase(address, { connections: 4 })
    owner = await behind()
  }
  const { id: lastId } = await db.read(officer, (tx) =>
    tx.one<{ id: string }>(sql`select id from people.person where jurisdiction = ${COUNTY} order by id desc limit 1`),
  )

  const asked: [string, (person: Known) => string][] = [
    ['pinyin initials', (person) => soundOf(person.name).initials[0]!],
    ['two characters', (person) => [...person.name].slice(-2).join('')],
    ['telephone tail (4)', (person) => person.phone.slice(-4)],
    ['telephone tail (6)', (person) => person.phone.slice(-6)],
    ['identity tail (4)', (person) => person.number.slice(-4)],
    ['identity number', (person) => person.number],
    ['village and initials', (person) => `${person.dwelling.name.slice(0, 4)} ${soundOf(person.name).initials[0]}`],
  ]
  if (parts.includes('search')) {
    console.log(`\n| search, ${PERSONS} persons, warm | median, ms | p95, ms | longest, ms |\n|---|---|---|---|`)
    for (const [title, actor] of [
      ['', officer],
      [' (grid worker)', worker],
    ] as const) {
      for (const [kind, question] of asked) {
        const times: number[] = []
        for (let i = 0; i < ASKED + 30; i++) {
          const q = question(known[(i * 37) % known.length]!)
          const began = performance.now()
          await db.write(actor, (tx) => searchPeople(tx, desk, q))
          if (i >= 30) times.push(performance.now() - began)
        }
        console.log(`| ${kind}${title} | ${quantiles(times)} |`)
      }
    }
  }

  if (parts.includes('file')) {
    let statements = 0
    const opened: number[] = []
    for (let i = 0; i < 200; i++) {
      const began = performance.now()
      await db.write(
        officer,
        (tx) => personFile(tx, desk, lastId, 'bench'),
        (cost) => {
          statements = cost.statements
        },
      )
      opened.push(performance.now() - began)
    }
    console.log(
      `\nA file: ${statements} statements with begin and commit; median | p95 | longest, ms: ${quantiles(opened)}`,
    )
  }

  if (parts.includes('import')) {
    const head = '姓名,证件号码,电话,居住村（社区）,居住点编号,详细住址,户号,与户主关系,特殊困难类别'
    const lines = Array.from({ length: ROWS }, (_, i) => {
      // A fifth are on file: half of those with another telephone.
      const person = i % 5 === 0 ? known[i / 5]! : invent(random.pick(places), taken)
      const phone = i % 10 === 0 ? person.phone : `13${String(random.between(0, 999_999_999)).padStart(9, '0')}`
      return [
        person.name,
        person.number,
        phone,
        person.dwelling.region,
        person.dwelling.code,
        `${person.dwelling.name} 3 栋 301`,
        `H${i >> 2}`,
        i % 4 === 0 ? '户主' : '子女',
        i % 9 === 0 ? '独居' : '',
      ].join()
    })
    const bytes = Buffer.from([head, ...lines].join('\n'))
    let peak = 0
    globalThis.gc?.()
    const base = process.memoryUsage().rss
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 50)
    const register = personRegister(desk)
    const previewed = performance.now()
    const view = await db.write(officer, (tx) =>
      previewImport(tx, register, { name: '人员.csv', bytes }, resolveRegions),
    )
    const previewTime = seconds(previewed)
    const applied = performance.now()
    const done = await db.write(officer, (tx) => applyImport(tx, register, view.id, 'good', view.contentHash))
    const applyTime = seconds(applied)
    clearInterval(watch)
    console.log(
      `\nImport of ${ROWS} rows (${(bytes.length / 1e6).toFixed(1)} MB) beside ${PERSONS} persons: preview ${previewTime} s, apply ${applyTime} s, ${JSON.stringify(view.counts)}, written ${done.import.applied}; memory of the process at most ${Math.round(peak / 1e6)} MB, ${Math.round((peak - base) / 1e6)} MB of them for the import`,
    )
  }
  await owner.end()
  await db.close()
} finally {
  await server.stop()
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
}
