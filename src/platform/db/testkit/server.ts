import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { clientConfig } from '../database.ts'
import { EMBEDDED_SUPERUSER, startEmbedded } from '../embedded.ts'
import { migrate, type Room } from '../migrate.ts'

/** Database that every test database is a clone of. */
export const TEMPLATE = 'yike_template'
/** Owner of the test databases: not a superuser, as in a real installation. */
export const TEST_OWNER = 'yike_owner'

/**
 * Starts a throw-away PostgreSQL, migrates a template database with all rooms and returns the socket to reach it by. One such
 * server serves a whole run of the suite.
 */
export async function startTestServer(rooms: Room[]): Promise<{ socket: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'yike-test-'))
  const server = await startEmbedded({
    folder,
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  const admin = new pg.Client(
    clientConfig({ socket: server.socket, database: 'postgres', user: EMBEDDED_SUPERUSER }, null),
  )
  await admin.connect()
  await admin.query(`create role ${TEST_OWNER} login createrole createdb`)
  await admin.query(`create database ${TEMPLATE} owner ${TEST_OWNER}`)
  await admin.end()
  await migrate({ socket: server.socket, database: TEMPLATE, user: TEST_OWNER }, rooms)
  return {
    socket: server.socket,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
