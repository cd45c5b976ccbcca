import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { refuse } from '../kernel/refusal.ts'
import { type Address, clientConfig, EMBEDDED_SUPERUSER, runningServer, startEmbedded } from '../platform/db/index.ts'

/** Where an installation keeps its things, and how its database is reached as the owner. */
export type Installation = {
  /** Folder for keys, seals and, when embedded, the database. */
  folder: string
  /** The database, as its owner: for migrations and verification. */
  owner: Address
  embedded: boolean
  stop(): Promise<void>
}

const OWNER = 'yike_owner'
const DATABASE = 'yike'
const OLDEST_SERVER = 150_000

async function prepareEmbedded(socket: string): Promise<void> {
  const admin = new pg.Client(clientConfig({ socket, database: 'postgres', user: EMBEDDED_SUPERUSER }, null))
  await admin.connect()
  try {
    const role = await admin.query('select from pg_roles where rolname = $1', [OWNER])
    if (role.rowCount === 0) await admin.query(`create role ${OWNER} login createrole`)
    const database = await admin.query('select from pg_database where datname = $1', [DATABASE])
    if (database.rowCount === 0) await admin.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await admin.end()
  }
}

async function checkExternal(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if ((rows[0]?.version ?? 0) < OLDEST_SERVER) {
      throw refuse('database.too-old', {
        zh: 'DATABASE_URL 指向的 PostgreSQL 太旧，需要 15 或更新版本',
        en: 'The PostgreSQL at DATABASE_URL is too old: 15 or newer is needed',
      })
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'database.too-old') throw error
    throw refuse(
      'database.unreachable',
      {
        zh: `连不上 DATABASE_URL 指定的数据库：${(error as Error).message}`,
        en: `The database at DATABASE_URL does not answer: ${(error as Error).message}`,
      },
      { next: { zh: '请检查地址、用户名和密码', en: 'Check address, user and password' } },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Opens the installation on a data folder: an external PostgreSQL when a URL is given, else the embedded one. With `attach` an
 * embedded server that runs already is used instead of started (the command line looks in while Yike is up).
 */
export async function openInstallation(options: {
  folder: string
  url?: string | undefined
  attach?: boolean
  log?: (message: string) => void
}): Promise<Installation> {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true })
  if (options.url !== undefined && options.url !== '') {
    await checkExternal(options.url)
    return { folder, owner: { url: options.url }, embedded: false, stop: async () => undefined }
  }
  const database = join(folder, 'postgres')
  const running = options.attach ? runningServer(database) : null
  const server =
    running === null
      ? await startEmbedded({ folder: database, ...(options.log === undefined ? {} : { log: options.log }) })
      : null
  const socket = running ?? server!.socket
  if (running === null) await prepareEmbedded(socket)
  return {
    folder,
    owner: { socket, database: DATABASE, user: OWNER },
    embedded: true,
    stop: async () => server?.stop(),
  }
}
