import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Address, APP_ROLE, clientConfig } from './database.ts'

/** A room that owns tables: its name and its folder of `NNN_name.sql` files, forward only. */
export type Room = { name: string; migrations: string }

type Migration = { room: string; name: string; sql: string; hash: string }

function migrationsOf(room: Room): Migration[] {
  if (!existsSync(room.migrations)) return []
  return readdirSync(room.migrations)
    .filter((file) => /^\d{3}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(room.migrations, name), 'utf8')
      return { room: room.name, name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Lock number that keeps two processes from migrating the same database at once. */
const MIGRATION_LOCK = 20_211_031

/**
 * Brings the database to the newest form: roles first, then the migrations of each room, lowest room first, each in a transaction
 * of its own. Run as the owner of the database. A file that was changed after it ran stops everything.
 *
 * @returns how many migrations ran
 */
export async function migrate(
  address: Address,
  rooms: Room[],
  log: (message: string) => void = () => undefined,
): Promise<number> {
  const client = new pg.Client(clientConfig(address, null))
  await client.connect()
  let ran = 0
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
      -- Until PostgreSQL 15 membership alone lets one take a role; since 16 it is a right of its own.
      if not pg_has_role(current_user, '${APP_ROLE}', case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) then
        execute format('grant ${APP_ROLE} to %I', current_user);
      end if;
    end $$`)
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (room text, name text, hash text not null, ran_at timestamptz not null default now(), primary key (room, name));
      comment on table platform.migration is 'catalogue: which files built this database'`)
    const { rows } = await client.query<{ room: string; name: string; hash: string }>(
      'select room, name, hash from platform.migration',
    )
    const known = new Map(rows.map((row) => [`${row.room}/${row.name}`, row.hash]))
    const keyOf = ({ room, name }: Migration) => `${room}/${name}`
    const pending = rooms.flatMap(migrationsOf).filter((each) => known.get(keyOf(each)) !== each.hash)
    for (const [i, migration] of pending.entries()) {
      const key = keyOf(migration)
      if (known.has(key)) throw new Error(`the migration ${key} was changed after it ran; write a new one instead`)
      // The log of the database is written in order: waiting for the disk with the last one waits for all.
      await client.query(i + 1 < pending.length ? 'begin; set local synchronous_commit = off' : 'begin')
      try {
        await client.query(migration.sql)
        await client.query('insert into platform.migration (room, name, hash) values ($1, $2, $3)', [
          migration.room,
          migration.name,
          migration.hash,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`the migration ${key} failed: ${(error as Error).message}`, { cause: error })
      }
      log(key)
      ran++
    }
  } finally {
    await client.end()
  }
  return ran
}
