import { openDatabase, systemActor } from '../../../platform/db/index.ts'
import { escalateOne } from './commands.ts'

/**
 * An escalation in a process of its own, for the test that kills it: `<socket> <database> <user> <jurisdiction> <now> <commit|hold>`. It prints
 * `paged` once the page is written; `hold` keeps the transaction open after that.
 */
const [socket, database, user, jurisdiction, now, how] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const db = openDatabase({ socket, database, user }, { clock: () => new Date(now) })
const forever = () => new Promise<never>(() => setInterval(() => undefined, 1000))
await db.write(systemActor('child', jurisdiction), async (tx) => {
  await escalateOne(tx)
  if (how === 'commit') return
  console.log('paged')
  await forever()
})
console.log('paged')
await forever()
