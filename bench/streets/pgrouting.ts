import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Network } from '../../src/engines/streets/index.ts'

const BIN = '/usr/lib/postgresql/15/bin'

/** pgRouting on a throw-away PostgreSQL 15 with the streets loaded. */
export type PgRouting = {
  version: string
  /** Vertices within the cut of any of the start vertices, with their decimetres, and the milliseconds of the query. */
  reach(starts: readonly number[], cut: number): Promise<{ distance: Map<number, number>; milliseconds: number }>
  stop(): Promise<void>
}

function accountOf(name: string): { uid: number; gid: number } | null {
  const told = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const [uid, gid] = [told('-u'), told('-g')]
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** Why pgRouting cannot be measured here, or `null`. */
export function pgRoutingMissing(): string | null {
  if (!existsSync(join(BIN, 'postgres'))) return 'postgresql-15 is not installed'
  if (!existsSync('/usr/share/postgresql/15/extension/pgrouting.control'))
    return 'postgresql-15-pgrouting is not installed'
  if (!existsSync('/usr/share/postgresql/15/extension/postgis.control'))
    return 'postgresql-15-postgis-3 is not installed'
  return null
}

/** Starts a cluster of its own in a folder, with generous memory and no waiting for the disk, and loads the edges. */
export async function startPgRouting(folder: string, network: Network): Promise<PgRouting> {
  const account = process.getuid?.() === 0 ? accountOf('postgres') : null
  const as = account ?? {}
  const data = join(folder, 'pg')
  mkdirSync(data)
  if (account !== null) for (const path of [folder, data]) chownSync(path, account.uid, account.gid)
  execFileSync(join(BIN, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync'], {
    ...as,
    cwd: data,
    stdio: 'ignore',
  })
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${data}`,
    'fsync=off',
    'shared_buffers=1GB',
    'work_mem=256MB',
  ]
  const server = spawn(join(BIN, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...as,
    cwd: data,
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    server.kill('SIGINT')
    await ended
  }
  try {
    const client = await connect(data)
    await client.query('create extension pgrouting cascade')
    await client.query('create table edge (id int primary key, source int, target int, cost float8)')
    for (let from = 0; from < network.edgeCount; from += 10_000) {
      const ids = Array.from({ length: Math.min(10_000, network.edgeCount - from) }, (_, at) => from + at)
      await client.query('insert into edge select * from unnest($1::int[], $2::int[], $3::int[], $4::float8[])', [
        ids,
        ids.map((edge) => network.ends[edge * 2]),
        ids.map((edge) => network.ends[edge * 2 + 1]),
        ids.map((edge) => network.cost[edge]),
      ])
    }
    await client.query('vacuum analyze edge')
    const { rows } = await client.query<{ version: string }>('select pgr_version() as version')
    return {
      version: rows[0]!.version,
      async reach(starts, cut) {
        const began = performance.now()
        const found = await client.query<{ node: string; cost: number }>(
          `select node, agg_cost as cost from pgr_drivingDistance(
             'select id, source, target, cost, cost as reverse_cost from edge', $1::bigint[], $2::float8, false, true)`,
          [starts, cut],
        )
        const milliseconds = performance.now() - began
        const distance = new Map(found.rows.map(({ node, cost }) => [Number(node), cost]))
        return { distance, milliseconds }
      },
      stop: async () => {
        await client.end()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function connect(socket: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres' })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (attempt > 100) throw error
      await wait(100)
    }
  }
}
