import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Address, EmbeddedServer } from '../../src/platform/db/index.ts'

/** What came of killing the server, the database, or both by turns, under load. */
export type FaultReport = {
  rounds: number
  asked: number
  acknowledged: number
  lost: number
  doubled: number
  unacknowledged: number
  /** Orders without exactly one event, one entry of the journal and one message. */
  uneven: number
  /** Lanes of the journal that are longer or shorter than they say. */
  lanes: number
}

/** Waits until the database answers again. */
async function answers(address: Address): Promise<pg.Client> {
  for (;;) {
    const { socket, database, user } = address as { socket: string; database: string; user: string }
    const client = new pg.Client({
      host: socket,
      database,
      user,
      options: '-c yike.reach=* -c yike.jurisdiction=532622',
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select 1')
      return client
    } catch {
      await client.end().catch(() => undefined)
      await sleep(30)
    }
  }
}

/**
 * Places orders from a process of its own and kills, by turns and without warning, that process or the database. Afterwards every order that was
 * acknowledged has to be there once, and of the others none twice; every order with its event, its journal entry and its message.
 *
 * @param input.milliseconds how long each round runs before the blow
 */
export async function killUnderLoad(input: {
  server: EmbeddedServer
  address: Address
  offer: string
  fen: number
  persons: readonly string[]
  rounds: number
  milliseconds: number
  clients: number
}): Promise<FaultReport> {
  const { server, address, offer, fen, persons, rounds, milliseconds, clients } = input
  const asked = new Set<string>()
  const told = new Map<string, string>()
  for (let round = 0; round < rounds; round++) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'faults.child.ts'), JSON.stringify({ address, offer, fen, persons, clients })],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let heard = 0
    let refused = ''
    const ended = new Promise<void>((done) => child.once('close', () => done()))
    createInterface(child.stdout).on('line', (line) => {
      const [mark, request, id] = line.split(' ')
      if (mark === '?') asked.add(request!)
      else if (mark === '!') {
        told.set(request!, id!)
        heard++
      } else refused = line
    })
    // The blow falls while orders are under way, not before the first.
    const patience = Date.now() + 120_000
    const busy = () => {
      if (Date.now() < patience) return child.exitCode === null
      child.kill('SIGKILL')
      throw new Error('no order was acknowledged for two minutes')
    }
    while (heard < clients && refused === '' && busy()) await sleep(5)
    if (refused !== '') throw new Error(`an order of the load was refused: ${refused}`)
    await sleep(milliseconds)
    const database = round % 2 === 1
    if (database) {
      process.kill(server.pid(), 'SIGKILL')
      const before = heard
      const back = await answers(address)
      await back.end()
      // The same process goes on with the database that came back.
      while (heard <= before + clients && busy()) await sleep(5)
    }
    child.kill('SIGKILL')
    await ended
  }
  const client = await answers(address)
  const found = await client.query<{
    id: string
    request: string
    events: number
    entries: number
    messages: number
  }>(`with e as (select order_id::text id, count(*)::int n from services.order_event where kind = 'placed' group by 1),
      j as (select subject_id id, count(*)::int n from journal.entry where subject_kind = 'order' and action = 'services.order.place' group by 1),
      m as (select payload ->> 'order' id, count(*)::int n from events.outbox where name = 'services.order.placed' group by 1)
    select o.id, o.request, coalesce(e.n, 0) events, coalesce(j.n, 0) entries, coalesce(m.n, 0) messages
    from services.service_order o left join e on e.id = o.id::text left join j on j.id = o.id::text left join m on m.id = o.id::text
    where o.placed_by = 'faults'`)
  const lanes = await client.query<{ wrong: number }>(`select count(*)::int wrong from journal.lane l
    where l.size <> (select count(*) from journal.entry e where e.jurisdiction = l.jurisdiction and e.lane = l.lane)`)
  await client.end()
  const there = Map.groupBy(found.rows, (row) => row.request)
  return {
    rounds,
    asked: asked.size,
    acknowledged: told.size,
    lost: [...told].filter(([request, id]) => !there.get(request)?.some((row) => row.id === id)).length,
    doubled: [...there.values()].filter((rows) => rows.length > 1).length,
    unacknowledged: [...there.keys()].filter((request) => !told.has(request)).length,
    uneven: found.rows.filter((row) => row.events !== 1 || row.entries !== 1 || row.messages !== 1).length,
    lanes: lanes.rows[0]!.wrong,
  }
}
