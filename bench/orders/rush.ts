import { peopleDesk } from '../../src/contexts/people/index.ts'
import { openSessions } from '../../src/contexts/services/index.ts'
import { collector, isPlaced } from '../../src/contexts/services/orders/place.ts'
import { addDays, today } from '../../src/kernel/dates.ts'
import { newId } from '../../src/kernel/ids.ts'
import { openDatabase, sql, systemActor } from '../../src/platform/db/index.ts'
import { openKeyRoom } from '../../src/platform/keys/index.ts'
import { COUNTY, type Ground, personId } from './ground.ts'

/** Many clients at once through the collector of one process: `all` have a place, or a class has places for about a tenth of those who come. */
export async function rush(ground: Ground, clients: number, seconds: number, kind: 'all' | 'class') {
  const db = openDatabase(ground.address, { connections: 8 })
  const actor = systemActor('bench', COUNTY)
  const desk = peopleDesk(openKeyRoom(ground.folder))
  const offer = ground.offers[kind === 'all' ? 1 : 4]!
  const { sessions } = await db.write(actor, (tx) =>
    openSessions(tx, desk, {
      offer: offer.id,
      title: '抢课',
      date: addDays(today(Date.now()), 3),
      from: '09:00',
      to: '10:30',
      repeat: null,
      capacity: 10_000,
      closesMinutes: 0,
      staff: [],
      room: null,
    }),
  )
  if (kind === 'class')
    await ground.owner.query('update services.session set capacity = 2000 where id = $1', [sessions[0]])
  else await ground.owner.query('update services.session set capacity = 100000000 where id = $1', [sessions[0]])
  const place = collector(db)
  const times: number[] = []
  const why: Record<string, number> = {}
  let accepted = 0
  let refused = 0
  let n = 0
  const end = performance.now() + seconds * 1000
  const client = async (c: number) => {
    while (performance.now() < end) {
      const began = performance.now()
      // A person has one place of a session: those of a rush are all different until there are no more, then each day is another.
      const person = personId(n++ % 20_000)
      const outcome = await place(COUNTY, {
        request: newId(),
        person,
        offer: offer.id,
        session: kind === 'class' ? sessions[0]! : null,
        from: kind === 'class' ? null : new Date(Date.now() + 48 * 3_600_000).toISOString(),
        until: kind === 'class' ? null : new Date(Date.now() + 50 * 3_600_000).toISOString(),
        quantity: 1,
        seenFen: offer.fen,
        channel: 'app',
        acting: { by: 'self' },
        actor: `client${c}`,
        scope: '',
        sealed: null,
      })
      times.push(performance.now() - began)
      if (isPlaced(outcome)) accepted++
      else {
        refused++
        why[outcome.code] = (why[outcome.code] ?? 0) + 1
      }
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: clients }, (_, c) => client(c)))
  const rate = (accepted + refused) / ((performance.now() - began) / 1000)
  if (kind === 'class') {
    const { taken } = await db.read(actor, (tx) =>
      tx.one<{ taken: number }>(sql`select taken from services.session where id = ${sessions[0]}`),
    )
    if (taken !== accepted) throw new Error(`${accepted} were told they have a place, ${taken} are taken`)
  }
  await db.close()
  const sorted = times.toSorted((a, b) => a - b)
  return { rate, accepted, refused, why, p99: sorted[Math.floor(sorted.length * 0.99)]! }
}
