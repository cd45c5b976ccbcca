import { createHash } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, type Cost, type Database, sql, type Tx } from '../db/index.ts'

/** The answer of a command: what was stored the first time it was carried out. */
export type Answer = { status: number; body: unknown; repeated: boolean }

type Stored = { fingerprint: string; status: number; body: unknown }

/** Thrown inside the transaction when the key turns out to be used already, so that the second doing is rolled back. */
class AlreadyDone extends Error {}

const UNIQUE_VIOLATION = '23505'

async function stored(db: Database, actor: Actor, key: string): Promise<Stored | null> {
  return db.read(actor, (tx) =>
    tx.maybe<Stored>(sql`
      select fingerprint, status, body from http.answer
      where jurisdiction = ${actor.jurisdiction} and actor = ${actor.id} and key = ${key}`),
  )
}

/**
 * Carries out a command once per key. The answer is written as the last statement of the command's own transaction: a second
 * request with the same key, however close behind, either finds the answer or waits for it, and its own doing is undone.
 * Refusals are not stored: the caller may mend the input and try the same key again.
 *
 * @throws Refusal `idempotency.mismatch` when the key was used with another input
 */
export async function once(
  db: Database,
  actor: Actor,
  key: string,
  name: string,
  input: unknown,
  status: number,
  work: (tx: Tx) => Promise<unknown>,
  observe?: (cost: Cost) => void,
): Promise<Answer> {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([name, input]))
    .digest('hex')
  try {
    const body = await db.write(
      actor,
      async (tx) => {
        const result = (await work(tx)) ?? {}
        try {
          await tx.run(sql`
            insert into http.answer (jurisdiction, actor, key, command, fingerprint, status, body, at)
            values (${actor.jurisdiction}, ${actor.id}, ${key}, ${name}, ${fingerprint}, ${status}, ${JSON.stringify(result)}, ${tx.now})`)
        } catch (error) {
          if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw new AlreadyDone()
          throw error
        }
        return result
      },
      observe,
    )
    return { status, body, repeated: false }
  } catch (error) {
    // Whatever stopped us, a first doing of the same request may be the reason ("already confirmed"): then its answer is ours.
    const first = await stored(db, actor, key).catch(() => null)
    if (first === null) throw error
    if (first.fingerprint !== fingerprint) {
      throw refuse(
        'idempotency.mismatch',
        { zh: '这个幂等键已用于另一项内容不同的操作', en: 'This idempotency key was used for another input' },
        { kind: 'conflict', next: { zh: '请换一个新的幂等键', en: 'Use a new key' } },
      )
    }
    return { status: first.status, body: first.body, repeated: true }
  }
}
