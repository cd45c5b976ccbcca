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
  uneven: number
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
    while (heard < clients && refused === '' && child.exitCode === null) await sleep(5)
    if (refused !== '') throw new Error(`an order of the load was refused: ${refused}`)
    await sleep(milliseconds)
    const database = round % 2 === 1
    if (database) {
      process.kill(server.pid(), 'SIGKILL')
      const before = heard
      const back = await answers(address)
      await back.end()
      // The same process goes on with the database that came back.
      while (heard <= before + clients && child.exitCode === null) await sleep(5)
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
  }>(`select o.id, o.request,
      (select count(*)::int from services.order_event e where e.order_id = o.id and e.kind = 'placed') events,
      (select count(*)::int from journal.entry j where j.jurisdiction = o.jurisdiction and j.subject_kind = 'order' and j.subject_id = o.id::text) entries,
      (select count(*)::int from events.outbox m where m.id = (select m2.id from events.outbox m2 where m2.payload ->> 'order' = o.id::text limit 1)) messages
    from services.service_order o where o.placed_by = 'faults'`)
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
  }
}
