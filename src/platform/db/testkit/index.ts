import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Address, clientConfig, type Database, openDatabase } from '../database.ts'
import { EMBEDDED_SUPERUSER } from '../embedded.ts'
import { TEMPLATE, TEST_OWNER } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    socket: string
  }
}

/** A database of one test file: a clone of the migrated template on the real server. */
export type TestDatabase = {
  /** The database as the application sees it: under row-level security. */
  readonly db: Database
  readonly address: Address
  /** Runs a statement as the owner of the database or, where even that is not enough, as the superuser: to tamper, or to look behind the policies. */
  asOwner<Row = Record<string, unknown>>(text: string, values?: unknown[], superuser?: boolean): Promise<Row[]>
  /** Sets the application's clock; `null` returns to the real one. */
  setNow(instant: string | null): void
}

/**
 * Declares the database of the test file that calls it. It is cloned before the first test and dropped after the last.
 *
 * @example
 * const t = testDatabase()
 * it('keeps counties apart', async () => { await t.db.read(systemActor('test', '532622'), async (tx) => { … }) })
 */
export function testDatabase(): TestDatabase {
  const name = `t_${newId().replaceAll('-', '')}`
  const socket = inject('socket')
  const address: Address = { socket, database: name, user: TEST_OWNER }
  let db: Database | undefined
  let now: Date | null = null

  async function admin(run: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client(clientConfig({ socket, database: 'postgres', user: EMBEDDED_SUPERUSER }, null))
    await client.connect()
    try {
      await run(client)
    } finally {
      await client.end()
    }
  }

  beforeAll(async () => {
    await admin(async (client) => {
      await client.query(`create database ${name} template ${TEMPLATE} owner ${TEST_OWNER}`)
    })
    db = openDatabase(address, { connections: 24, clock: () => now ?? new Date() })
  })
  afterAll(async () => {
    await db?.close()
    await admin(async (client) => {
      await client.query(`drop database ${name} with (force)`)
    })
  })

  return {
    address,
    get db() {
      if (db === undefined) throw new Error('the test database exists only inside tests and hooks')
      return db
    },
    asOwner: async <Row>(text: string, values: unknown[] = [], superuser = false) => {
      const client = new pg.Client(
        clientConfig({ socket, database: name, user: superuser ? EMBEDDED_SUPERUSER : TEST_OWNER }, null),
      )
      await client.connect()
      try {
        return (await client.query(text, values)).rows as Row[]
      } finally {
        await client.end()
      }
    },
    setNow: (instant) => {
      now = instant === null ? null : new Date(instant)
    },
  }
}
