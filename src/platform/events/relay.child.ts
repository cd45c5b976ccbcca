import { openDatabase } from '../db/index.ts'
import { startRelay } from './relay.ts'
import { witness } from './relay.witness.ts'

/** A relay in a process of its own, for the test that kills it: `<socket> <database> <user>`. */
const [socket, database, user] = process.argv.slice(2) as [string, string, string]
await startRelay(openDatabase({ socket, database, user }), witness).drain()
