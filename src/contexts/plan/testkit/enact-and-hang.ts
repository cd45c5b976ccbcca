import { openDatabase, systemActor, type Tx } from '../../../platform/db/index.ts'
import { takeForce } from '../plans/enact.ts'

/**
 * Lets a plan take force in a process of its own that stops dead before its n-th statement and waits to be killed. Arguments:
 * address as JSON, jurisdiction, plan, n (0: never stops).
 */
const [address, jurisdiction, plan, stopBefore] = process.argv.slice(2) as [string, string, string, string]
const db = openDatabase(JSON.parse(address), { connections: 2 })
let statement = 0

function halting(tx: Tx): Tx {
  const hold = async () => {
    statement += 1
    if (statement !== Number(stopBefore)) return
    process.stdout.write('stopped\n')
    await new Promise(() => setInterval(() => undefined, 1000))
  }
  return {
    actor: tx.actor,
    now: tx.now,
    statements: 0,
    rows: async (query) => hold().then(() => tx.rows(query)),
    one: async (query) => hold().then(() => tx.one(query)),
    maybe: async (query) => hold().then(() => tx.maybe(query)),
    run: async (query) => hold().then(() => tx.run(query)),
  }
}

await db.write(systemActor('enact', jurisdiction), (tx) => takeForce(halting(tx), plan, { on: '2023-03-01' }))
process.stdout.write(`done ${statement}\n`)
await db.close()
