import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { type Database, openDatabase } from '../platform/db/index.ts'
import { type Relay, startRelay, startSchedules } from '../platform/events/index.ts'
import { buildServer } from '../platform/http/index.ts'
import { authenticator, type IdentityConfig, jurisdictions } from '../platform/identity/index.ts'
import { type JournalKeys, openKeys, seal } from '../platform/journal/index.ts'
import { jobs, routes, subscribers } from './features.ts'
import type { Installation } from './installation.ts'
import { identityConfig } from './settings.ts'

/** A running Yike: one process, one database. */
export type Application = {
  db: Database
  server: FastifyInstance
  relay: Relay
  keys: JournalKeys
  /** Stops in order: no new requests, events delivered, journal sealed, connections closed. */
  stop(): Promise<void>
}

const PAGES = join(import.meta.dirname, '..', '..', 'dist', 'web')

/** How often the journal is sealed: what an owner of the database could alter unseen is at most this young. */
const SEAL_EVERY_MS = 2_000

/**
 * Puts the pieces together on a migrated database: routes, relay, schedules, sealing, pages.
 * Nothing listens yet; the caller decides where.
 */
export async function openApplication(
  installation: Installation,
  options: { version: string; logger?: boolean | object; clock?: () => Date; background?: boolean; config?: IdentityConfig },
): Promise<Application> {
  const db = openDatabase(installation.owner, options.clock === undefined ? {} : { clock: options.clock })
  const keys = await openKeys(installation.folder)
  const config = options.config ?? identityConfig(process.env)
  const log = (message: string) => server.log.info(message)
  const server = await buildServer({
    db,
    routes: routes(config, { keys, folder: installation.folder }),
    authenticate: authenticator(db, config),
    version: options.version,
    logger: options.logger ?? false,
    proxied: process.env.YIKE_PROXIED === '1',
  })
  await servePages(server)

  const relay = await startRelay(db, subscribers, { log })
  const background: (() => Promise<void>)[] = []
  if (options.background ?? true) {
    const all = async () => (await jurisdictions(db)).map((each) => each.code)
    const schedules = await startSchedules(db, jobs, { jurisdictions: all, log, ...(options.clock === undefined ? {} : { clock: options.clock }) })
    background.push(() => schedules.stop())
    background.push(startSealing(db, keys, all, log))
  }
  return {
    db,
    server,
    relay,
    keys,
    stop: async () => {
      await server.close()
      await relay.stop()
      for (const end of background) await end()
      await db.close()
    },
  }
}

function startSealing(db: Database, keys: JournalKeys, all: () => Promise<string[]>, log: (message: string) => void): () => Promise<void> {
  let running = Promise.resolve()
  const round = async () => {
    try {
      for (const jurisdiction of await all()) await seal(db, keys, jurisdiction)
    } catch (error) {
      log(`sealing the journal failed: ${(error as Error).message}`)
    }
  }
  const timer = setInterval(() => {
    running = running.then(round)
  }, SEAL_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running.then(round)
  }
}

async function servePages(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(PAGES, 'index.html'))) return
  await server.register(fastifyStatic, {
    root: PAGES,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names of built files carry their hash; the page that names them must always be fresh.
      reply.setHeader('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // Every address that is not a file and not the API is a page of the one application.
  server.route({
    method: 'GET',
    url: '/*',
    schema: { hide: true } as object,
    handler: (request, reply) => {
      if (request.url.startsWith('/api/')) return reply.callNotFound()
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    },
  })
}
