import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { type Actor, beginAs } from './actor.ts'

/** Dates stay the ISO strings they are; instants become ISO strings with zone; counts and decimals become numbers. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [pg.types.builtins.NUMERIC]: Number,
  [pg.types.builtins.INT8]: Number,
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

/** Where a database is: a folder with a socket and a name, or a connection string. */
export type Address = { socket: string; database: string; user: string } | { url: string }

/** One transaction, as one actor, inside one jurisdiction. */
export type Tx = {
  readonly actor: Actor
  /** Instant at which the transaction began, by the application's clock. */
  readonly now: Date
  /** Statements sent so far, `begin` included. */
  readonly statements: number
  rows<Row>(query: Sql): Promise<Row[]>
  /** Exactly one row; throws otherwise. */
  one<Row>(query: Sql): Promise<Row>
  maybe<Row>(query: Sql): Promise<Row | null>
  /** Runs a statement and returns how many rows it touched. */
  run(query: Sql): Promise<number>
}

/** What a transaction cost; handed to whoever asked to observe. */
export type Cost = { statements: number; bytes: number }

export type Database = {
  /** Runs `work` in a transaction that may write. Retried when the database found a deadlock or a serialization failure. */
  write<T>(actor: Actor, work: (tx: Tx) => Promise<T>, observe?: (cost: Cost) => void): Promise<T>
  /** Runs `work` in a read-only transaction. */
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>, observe?: (cost: Cost) => void): Promise<T>
  /** Listens on a channel with a connection of its own; returns a function that stops listening. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  address: Address
  close(): Promise<void>
}

export function clientConfig(address: Address, role: string | null): pg.ClientConfig {
  const base: pg.ClientConfig =
    'url' in address
      ? { connectionString: address.url }
      : { host: address.socket, database: address.database, user: address.user }
  return { ...base, types, ...(role === null ? {} : { options: `-c role=${role}` }) }
}

/** The role every request runs under: subject to row-level security, without the right to alter the structure. */
export const APP_ROLE = 'yike_app'

export type DatabaseOptions = {
  connections?: number
  clock?: () => Date
  /** Commits do not wait for the disk: for a first filling, which begins again when it is cut short. */
  hasty?: boolean
}

const RETRIED = new Set(['40001', '40P01'])
const ATTEMPTS = 4

/**
 * Opens the database as the application: every connection takes the role `yike_app` from its first moment, and every query runs in
 * a transaction as an actor.
 */
export function openDatabase(address: Address, options: DatabaseOptions = {}): Database {
  const base = clientConfig(address, APP_ROLE)
  const pool = new pg.Pool({
    ...base,
    ...(options.hasty ? { options: `${base.options} -c synchronous_commit=off` } : {}),
    max: options.connections ?? 16,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that breaks (server restarted) is replaced by the pool; the error itself says nothing new.
  pool.on('error', () => undefined)
  // One that breaks between two statements of a transaction says so, too; the next statement fails, and with it the transaction.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const clock = options.clock ?? (() => new Date())

  async function attempt<T>(
    actor: Actor,
    readOnly: boolean,
    work: (tx: Tx) => Promise<T>,
    observe?: (cost: Cost) => void,
  ): Promise<T> {
    const client = await pool.connect()
    const cost: Cost = { statements: 0, bytes: 0 }
    // One statement at a time: what is asked meanwhile waits for its turn.
    let last: Promise<unknown> = Promise.resolve()
    const query = (sql: Sql): Promise<pg.QueryResult> => {
      cost.statements++
      const answer = last.then(() => client.query(sql.text, sql.values as unknown[]))
      last = answer.catch(() => undefined)
      return answer
    }
    const tx: Tx = {
      actor,
      now: clock(),
      get statements() {
        return cost.statements
      },
      rows: async <Row>(sql: Sql) => (await query(sql)).rows as Row[],
      one: async <Row>(sql: Sql) => {
        const { rows } = await query(sql)
        if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${sql.text}`)
        return rows[0] as Row
      },
      maybe: async <Row>(sql: Sql) => ((await query(sql)).rows[0] as Row | undefined) ?? null,
      run: async (sql: Sql) => (await query(sql)).rowCount ?? 0,
    }
    const stream = (client as unknown as { connection: { stream: { bytesRead: number } } }).connection.stream
    const before = stream.bytesRead
    let broken: Error | undefined
    try {
      cost.statements++
      await client.query(beginAs(actor, readOnly))
      const result = await work(tx)
      cost.statements++
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      cost.bytes = stream.bytesRead - before
      observe?.(cost)
      client.release(broken)
    }
  }

  async function write<T>(actor: Actor, work: (tx: Tx) => Promise<T>, observe?: (cost: Cost) => void): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(actor, false, work, observe)
      } catch (error) {
        if (tries >= ATTEMPTS || !RETRIED.has((error as { code?: string }).code ?? '')) throw error
      }
    }
  }

  return {
    address,
    write,
    read: (actor, work, observe) => attempt(actor, true, work, observe),
    listen: async (channel, heard) => {
      let stopped = false
      let waiting = false
      let client: pg.Client
      // Tries until it listens again, however long the server is away.
      const again = () => {
        if (stopped || waiting) return
        waiting = true
        setTimeout(() => {
          waiting = false
          if (!stopped) connect().catch(again)
        }, 500).unref()
      }
      const connect = async () => {
        client = new pg.Client(clientConfig(address, APP_ROLE))
        client.on('notification', (message) => heard(message.payload ?? ''))
        client.on('error', again)
        await client.connect()
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
      await connect()
      return async () => {
        stopped = true
        await client.end()
      }
    },
    close: () => pool.end(),
  }
}
