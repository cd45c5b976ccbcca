import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import {
  EMBEDDED_SUPERUSER,
  migrate,
  openDatabase,
  sql,
  startEmbedded,
  systemActor,
  type Tx,
} from '../src/platform/db/index.ts'
import { openKeys, record, recordMany, seal, verifyJournal } from '../src/platform/journal/index.ts'

/**
 * What the journal costs and how fast it is checked, on the embedded PostgreSQL with every commit on disk: transactions of 16 clients
 * with and without an entry, then verification of all rows. Takes about 40 seconds.
 */

const CLIENTS = 16
const SECONDS = 5
const ROWS = 200_000
const COUNTY = systemActor('bench', '532622')

const room = (name: string) => ({
  name: `platform/${name}`,
  migrations: join(import.meta.dirname, '..', 'src', 'platform', name, 'migrations'),
})

const entry = (n: number) => ({
  action: 'bench.order.accept',
  subject: { kind: 'order', id: `0190f3a2-0000-7000-8000-${String(n).padStart(12, '0')}` },
  detail: { from: 'requested', to: 'accepted', revision: n },
})
const change = (tx: Tx, n: number) =>
  tx.run(sql`insert into bench.change (jurisdiction, id, body) values (${COUNTY.jurisdiction}, ${n}, 'accepted')`)

const folder = mkdtempSync(join(tmpdir(), 'yike-bench-journal-'))
const server = await startEmbedded({ folder })
try {
  const admin = new pg.Client({ host: server.socket, user: EMBEDDED_SUPERUSER, database: 'postgres' })
  await admin.connect()
  await admin.query('create role bench_owner login createrole')
  await admin.query('create database bench owner bench_owner')
  await admin.end()
  const address = { socket: server.socket, database: 'bench', user: 'bench_owner' }
  await migrate(address, [room('db'), room('journal')])
  const owner = new pg.Client({ host: server.socket, database: 'bench', user: 'bench_owner' })
  owner.on('error', () => undefined)
  await owner.connect()
  await owner.query(`create schema bench; create table bench.change (jurisdiction text, id bigint, body text, primary key (jurisdiction, id));
    select platform.protect('bench.change', 'select, insert')`)
  const db = openDatabase(address, { connections: CLIENTS })
  const keys = openKeys(folder)
  let turn = 0

  /** Transactions a second that 16 clients commit. */
  const rate = async (work: (tx: Tx, n: number) => Promise<unknown>) => {
    let done = 0
    const end = performance.now() + SECONDS * 1000
    const client = async () => {
      while (performance.now() < end) {
        const n = ++turn
        await db.write(COUNTY, (tx) => work(tx, n))
        done++
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, client))
    return Math.round(done / SECONDS)
  }
  await rate(change)
  const without = await rate(change)
  const withEntry = await rate(async (tx, n) => {
    await change(tx, n)
    await record(tx, entry(n))
  })

  const inserted = Number(
    (await db.read(COUNTY, (tx) => tx.one<{ n: number }>(sql`select coalesce(sum(size), 0) n from journal.lane`))).n,
  )
  const began = performance.now()
  for (let left = ROWS - inserted; left > 0; left -= 5000) {
    const some = Math.min(left, 5000)
    await db.write(COUNTY, async (tx) => {
      await tx.run(sql`select set_config('yike.journal_lane', ${String(Math.floor(left / 5000) % 16)}, true)`)
      await recordMany(
        tx,
        Array.from({ length: some }, () => entry(++turn)),
      )
    })
  }
  const bulk = Math.round((ROWS - inserted) / ((performance.now() - began) / 1000))
  await seal(db, keys, COUNTY.jurisdiction)
  const report = await verifyJournal(db, { keys })
  if (!report.sound || report.entries < ROWS)
    throw new Error(`the journal of the bench is not sound: ${JSON.stringify(report)}`)
  const bytes = Number((await owner.query(`select pg_total_relation_size('journal.entry') n`)).rows[0].n)
  const result = {
    bench: 'journal',
    cores: availableParallelism(),
    clients: CLIENTS,
    transactionsPerSecond: without,
    transactionsWithEntryPerSecond: withEntry,
    appendsInsideOneTransactionPerSecond: bulk,
    entries: report.entries,
    verifiedEntriesPerSecond: Math.round(report.entries / report.seconds),
    bytesPerEntry: Math.round(bytes / report.entries),
  }
  console.log(JSON.stringify(result))
  console.log(
    `${without} transactions/s without and ${withEntry} with a journal entry (${CLIENTS} clients, synced commits); ` +
      `${bulk} appends/s inside a transaction; ${result.verifiedEntriesPerSecond} entries/s verified; ${result.bytesPerEntry} bytes an entry with indexes`,
  )
  await owner.end()
  await db.close()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
