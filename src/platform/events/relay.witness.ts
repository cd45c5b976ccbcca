import { sql } from '../db/index.ts'
import { subscriber } from './subscriber.ts'

/** Two subscribers that write down what they saw; the table has no key, so that a second handling would show. */
export const witness = ['probe.first', 'probe.second'].map((name) =>
  subscriber<{ n: number }>(name, 'probe.counted', async (tx, event) => {
    await tx.run(
      sql`insert into probe.seen (jurisdiction, subscriber, n) values (${event.jurisdiction}, ${name}, ${event.payload.n})`,
    )
  }),
)
