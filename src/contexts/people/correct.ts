import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { likenesses, readPerson, sameNumber } from './commands.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonInput } from './model.ts'
import { noPerson, scopeOf } from './scope.ts'
import { type Secrets, sealOf } from './seals.ts'
import { hashesOf, noteHappenings, personRow, renewTokens } from './store.ts'

/** What a correction may change; what is left out stays. Where a person lives changes by moving. */
export type Correction = Partial<
  Pick<
    PersonInput,
    | 'name'
    | 'reading'
    | 'idKind'
    | 'number'
    | 'sex'
    | 'born'
    | 'ageConfirmed'
    | 'ethnicity'
    | 'phones'
    | 'relation'
    | 'household'
    | 'note'
  >
>

/**
 * Corrects a file (个人信息保护法 §46). The values before are kept, sealed; the revision says which state of the file the caller saw.
 *
 * @throws Refusal `person.missing`, `person.revision`, `person.state`, `person.duplicate`, `person.nothing`, and those of `readPerson`
 */
export async function correctPerson(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  revision: number,
  change: Correction,
): Promise<{ revision: number; fields: string[] }> {
  const row = await personRow(tx, scopeOf(tx, desk), id, true)
  if (row === null || row.wrapped === null || row.sealed === null || row.name === null) throw noPerson()
  if (row.revision !== revision) {
    throw refuse(
      'person.revision',
      { zh: '这份档案刚刚被别人修改过', en: 'Somebody else has just changed this file' },
      { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Open it again, then change it' } },
    )
  }
  const ring = await desk.keys.ring(tx)
  const seal = sealOf(ring.unwrap(row.wrapped))
  const secrets = seal.open<Secrets>(row.sealed)
  const before = {
    name: row.name,
    reading: row.reading,
    sex: row.sex,
    born: row.born,
    ethnicity: row.ethnicity,
    idKind: row.idKind,
    relation: row.relation,
    household: row.household,
    ...secrets,
  }
  const renumbered = 'number' in change || 'idKind' in change
  const after = {
    ...readPerson(
      {
        ...before,
        ...change,
        // A kind of document that was not named follows from the new number.
        ...(renumbered && change.idKind === undefined ? { idKind: undefined as never } : {}),
        // What an old number said does not contradict the new one.
        ...(renumbered
          ? {
              born: change.born ?? (change.number ? null : row.born),
              sex: change.sex ?? (change.number ? null : row.sex),
            }
          : {}),
        ageConfirmed: change.ageConfirmed ?? change.born === undefined,
      },
      today(tx.now.getTime()),
    ),
    relation: 'relation' in change ? (change.relation ?? null) : row.relation,
    household: 'household' in change ? (change.household ?? null) : row.household,
  }
  if (renumbered && after.born === null) after.born = row.born
  if (renumbered && after.sex === null) after.sex = row.sex
  const flat = { ...after, ...after.secrets }
  const fields = (Object.keys(before) as (keyof typeof before)[]).filter(
    (key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(flat[key] ?? null),
  )
  if (fields.length === 0)
    throw refuse('person.nothing', { zh: '没有改动', en: 'Nothing has changed' }, { kind: 'conflict' })
  const hashed = { name: after.name, born: after.born, idKind: after.idKind, number: after.secrets.number }
  if (fields.includes('number')) {
    const like = await likenesses(tx, desk, ring, hashed, id)
    if (like.sameNumber) throw sameNumber(like.seen)
  }
  const { numberHash, likeness } = hashesOf(ring, hashed)
  await tx.run(sql`update people.person set name = ${after.name}, reading = ${after.reading}, sex = ${after.sex}, born = ${after.born},
      ethnicity = ${after.ethnicity}, id_kind = ${after.idKind}, relation = ${after.relation}, household = ${after.household}, number_hash = ${numberHash},
      likeness = ${likeness}, sealed = ${seal.seal(after.secrets)}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await renewTokens(tx, ring, [{ id, name: after.name, reading: after.reading, secrets: after.secrets }])
  const old = Object.fromEntries(fields.map((key) => [key, before[key] ?? null]))
  await noteHappenings(tx, [{ person: id, kind: 'corrected', on: null, fields, sealed: seal.seal(old) }])
  await record(tx, {
    action: 'people.person.correct',
    subject: { kind: 'person', id },
    detail: { fields, revision: revision + 1 },
  })
  await emit(tx, 'people.person.corrected', { person: id, fields })
  return { revision: revision + 1, fields }
}
