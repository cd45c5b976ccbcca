import { writeSync } from 'node:fs'
import { collector, isPlaced } from '../../src/contexts/services/orders/place.ts'
import { COUNTY, wishOf } from '../../src/contexts/services/testkit.ts'
import { newId } from '../../src/kernel/ids.ts'
import { openDatabase } from '../../src/platform/db/index.ts'

/**
 * Clients that place orders until they are killed, in a process of its own. Every request is told before it is made (`?`) and after it was
 * acknowledged (`!`). What fails is asked again under the same key, as a phone does that lost its line.
 */
const { address, offer, fen, persons, clients } = JSON.parse(process.argv[2]!)
const db = openDatabase(address, { connections: 6 })
const place = collector(db)
const say = (line: string) => writeSync(1, `${line}\n`)

const client = async (c: number) => {
  for (let n = 0; ; n++) {
    const request = newId()
    const wish = wishOf(new Date(), persons[(c * 7 + n) % persons.length], offer, fen, {
      request,
      actor: 'faults',
      scope: '',
    })
    say(`? ${request}`)
    for (;;) {
      try {
        const outcome = await place(COUNTY, wish)
        if (!isPlaced(outcome)) throw outcome
        say(`! ${request} ${outcome.id}`)
        break
      } catch (error) {
        if ((error as { code?: string }).code?.startsWith('order.')) {
          say(`x ${(error as { code: string }).code}`)
          process.exit(1)
        }
        await new Promise((done) => setTimeout(done, 20))
      }
    }
  }
}
await Promise.all(Array.from({ length: clients }, (_, c) => client(c)))
