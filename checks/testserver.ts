import type { TestProject } from 'vitest/node'
import { ROOMS } from '../src/app/rooms.ts'
import { startTestServer } from '../src/platform/db/testkit/server.ts'

/** One PostgreSQL for the whole run, with every room migrated into the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(ROOMS)
  project.provide('socket', server.socket)
  return server.stop
}
