import { randomInt, timingSafeEqual } from 'node:crypto'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { sealsFor } from '../people/index.ts'
import type { ResidentDesk } from './desk.ts'
import type { CodeKind } from './model.ts'
import { GOOD_FOR, live, newCode, plainCode } from './rules.ts'

/** Keyed hash of a telephone by which one signs in. */
export async function phoneDigest(tx: Tx, desk: ResidentDesk, phone: string): Promise<Buffer> {
  return (await desk.people.keys.ring(tx)).digest('resident-phone', phone).subarray(0, 16)
}

/**
 * Makes a code for a person and a telephone. Codes of the kind made before are dead. Where the counter tells codes, it is kept for it, sealed
 * with the person's key. Returns the code; it stands nowhere else.
 */
export async function issueCode(
  tx: Tx,
  desk: ResidentDesk,
  input: { kind: CodeKind; person: string; phone: string },
): Promise<string> {
  const { kind, person, phone } = input
  const own = tx.actor.jurisdiction
  const ring = await desk.people.keys.ring(tx)
  const id = newId()
  const code = newCode(kind, randomInt)
  const seal = (await sealsFor(tx, desk.people, [person])).get(person)
  const toTell = kind === 'slip' || desk.sender.told !== 'counter' ? null : (seal?.seal({ code, phone }) ?? null)
  await tx.run(sql`update residents.code set used_at = ${tx.now}, to_tell = null
    where jurisdiction = ${own} and person = ${person} and kind = ${kind} and used_at is null`)
  await tx.run(sql`insert into residents.code (jurisdiction, id, kind, phone_digest, person, digest, asked_at, until, to_tell)
    values (${own}, ${id}, ${kind}, ${await phoneDigest(tx, desk, phone)}, ${person}, ${ring.digest('resident-code', `${id} ${code}`)}, ${tx.now},
      ${new Date(tx.now.getTime() + GOOD_FOR[kind])}, ${toTell})`)
  return code
}

type Live = { id: string; kind: CodeKind; person: string; digest: Buffer; until: string; tries: number }

/**
 * Tries a code that somebody typed with a telephone. The try is counted before the code is looked at, so that however many come at once no
 * more than five are ever looked at. A telephone nobody has, a dead code and a wrong one give the same answer.
 *
 * @param then what the right code opens, in the transaction that uses it up
 * @returns what `then` returned, or null
 */
export async function spendCode<T>(
  db: Database,
  desk: ResidentDesk,
  jurisdiction: string,
  phone: string,
  typed: string,
  then: (tx: Tx, found: { kind: CodeKind; person: string; digest: Buffer }) => Promise<T>,
): Promise<T | null> {
  const actor = systemActor('residents', jurisdiction)
  const looked = await db.write(actor, async (tx) => {
    const digest = await phoneDigest(tx, desk, phone)
    const rows = await tx.rows<Live>(sql`select id, kind, person, digest, until, tries from residents.code
      where jurisdiction = ${jurisdiction} and phone_digest = ${digest} and used_at is null order by asked_at desc for update`)
    const open = rows.filter((row) => live({ until: new Date(row.until), tries: row.tries, used: false }, tx.now))
    await tx.run(sql`update residents.code set tries = tries + 1 where jurisdiction = ${jurisdiction}
      and id = any(${open.map((row) => row.id)}::uuid[])`)
    const ring = await desk.people.keys.ring(tx)
    const plain = plainCode(typed)
    const right = open.find((row) => timingSafeEqual(row.digest, ring.digest('resident-code', `${row.id} ${plain}`)))
    return { digest, right: right ?? null, known: open[0]?.person ?? null }
  })
  return db.write(actor, async (tx) => {
    const { right, digest } = looked
    const used = await tx.run(sql`update residents.code set used_at = ${tx.now}, to_tell = null
      where jurisdiction = ${jurisdiction} and id = ${right?.id ?? null} and used_at is null`)
    if (right === null || used === 0) {
      await record(tx, {
        action: 'residents.code.refuse',
        subject: { kind: 'person', id: looked.known ?? 'unknown' },
      })
      return null
    }
    await record(tx, {
      action: 'residents.code.use',
      subject: { kind: 'person', id: right.person },
      detail: { kind: right.kind },
    })
    return then(tx, { kind: right.kind, person: right.person, digest })
  })
}
