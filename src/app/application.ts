import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { subjectsOf } from '../contexts/residents/index.ts'
import { syncLibrary } from '../contexts/statistics/index.ts'
import { baseMapOf, baseMapOrigins, closeDesk, keepMapsReady, MapCache } from '../contexts/territory/index.ts'
import { type Database, type DatabaseOptions, installationActor, openDatabase } from '../platform/db/index.ts'
import { type Relay, startRelay, startSchedules } from '../platform/events/index.ts'
import { buildServer } from '../platform/http/index.ts'
import {
  authenticator,
  type IdentityConfig,
  identityConfig,
  listJurisdictions,
  oidcFromEnvironment,
} from '../platform/identity/index.ts'
import { type JournalKeys, openKeys, seal } from '../platform/journal/index.ts'
import { startRunner } from '../platform/runs/index.ts'
import { deskOf } from './desk.ts'
import { jobs, personalJobs, personalReactions, routes, runKinds, subscribers } from './features.ts'
import type { Installation } from './installation.ts'

/** The inside of a Yike: database, event relay, keys. Enough to seed, import and compute; nothing listens. */
export type Core = {
  db: Database
  relay: Relay
  keys: JournalKeys
  folder: string
  stop(): Promise<void>
}

/** A Yike that serves: requests, schedules, sealing. */
export type Application = { server: FastifyInstance; stop(): Promise<void> }

const PAGES = join(import.meta.dirname, '..', '..', 'dist', 'web')

/** How often the journal is sealed: what an owner of the database could alter unseen is at most this young. */
const SEAL_EVERY_MS = 15_000

/** Opens the inside on a migrated database. */
export async function openCore(
  installation: Installation,
  options: Pick<DatabaseOptions, 'clock' | 'hasty'> & { log?: (message: string) => void } = {},
): Promise<Core> {
  const { log, ...database } = options
  const db = openDatabase(installation.owner, database)
  const keys = await openKeys(installation.folder)
  const relay = await startRelay(db, [...subscribers, ...personalReactions(installation.folder)], {
    log: log ?? (() => undefined),
    // While it is filled, reactions come when they are called for, so that it is filled the same way each time.
    ...(options.hasty ? { every: null } : {}),
  })
  return {
    db,
    relay,
    keys,
    folder: installation.folder,
    stop: async () => {
      await relay.stop()
      await db.close()
    },
  }
}

/** The government that visitors without a login see: as configured, else the lowest one that keeps its records here. */
async function homeOf(db: Database): Promise<string> {
  if (process.env.YIKE_HOME !== undefined) return process.env.YIKE_HOME
  const all = await db.read(installationActor('home'), listJurisdictions)
  const lowest = all.filter((each) => each.level === 'county')[0] ?? all.at(-1)
  return lowest?.code ?? '000000'
}

/** Puts routes, pages, schedules and sealing on top of a core. The caller decides where it listens. */
export async function openApplication(
  core: Core,
  options: { version: string; logger?: boolean | object; background?: boolean; identity?: Partial<IdentityConfig> },
): Promise<Application> {
  const { db, keys } = core
  await syncLibrary(db)
  const config = identityConfig(await homeOf(db), {
    oidc: oidcFromEnvironment(process.env),
    subjectsOf,
    ...options.identity,
  })
  const base = baseMapOf(process.env)
  const maps = new MapCache()
  const server = await buildServer({
    db,
    routes: routes({ identity: config, keys, folder: core.folder, base, maps }),
    authenticate: authenticator(db, config),
    version: options.version,
    logger: options.logger ?? false,
    proxied: process.env.YIKE_PROXIED === '1',
    outside: baseMapOrigins(base),
  })
  await servePages(server)
  const log = (message: string) => server.log.info(message)
  const background: (() => Promise<void>)[] = []
  if (options.background ?? true) {
    const all = async () => (await db.read(installationActor('schedules'), listJurisdictions)).map((each) => each.code)
    const byClock = [...jobs(deskOf({ keys, folder: core.folder })), ...personalJobs(core.folder)]
    const schedules = await startSchedules(db, byClock, { jurisdictions: all, log })
    background.push(() => schedules.stop())
    background.push(startSealing(db, keys, all, log))
    const runner = startRunner(db, runKinds(core.folder), { log })
    background.push(() => runner.stop())
    const ready = keepMapsReady(db, maps, { home: config.home, log })
    background.push(() => ready.stop())
  }
  return {
    server,
    stop: async () => {
      await server.close()
      for (const end of background) await end()
      await closeDesk()
    },
  }
}

function startSealing(
  db: Database,
  keys: JournalKeys,
  all: () => Promise<string[]>,
  log: (message: string) => void,
): () => Promise<void> {
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
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // Every address that is neither a file nor the API is a page of the one application.
  server.route({
    method: 'GET',
    url: '/*',
    schema: { hide: true } as object,
    handler: (request, reply) => {
      if (/^\/(api|assets)\//.test(request.url)) return reply.callNotFound()
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    },
  })
}
