import { sha256Hex } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'

/** How personal data were read: one file, masked values opened, a search, a list, an import's comparison, an emergency list, an extract. */
export type ReadAct = 'file' | 'reveal' | 'search' | 'list' | 'import' | 'emergency' | 'extract' | 'care'

/** An act of reading: whose data, which fields, why. */
export type Reading = { act: ReadAct; purpose: string; fields: readonly string[]; persons: readonly string[] }

/** A reading as the person is shown it. */
export type AccessLine = {
  id: string
  at: string
  actor: string
  purpose: string
  act: ReadAct
  fields: string[]
  others: number
}

/**
 * Notes that personal data were read (个人信息保护法 §51, §54): one line for the act, one for each person, and an entry in the journal with
 * the hash of the list. Two statements, in the transaction of the reading: no note, no answer.
 */
export async function noteRead(tx: Tx, reading: Reading): Promise<string> {
  const id = newId()
  const own = tx.actor.jurisdiction
  const persons = [...new Set(reading.persons)].sort()
  await tx.run(sql`with act as (
      insert into people.access (jurisdiction, id, at, actor, purpose, act, fields, persons)
      values (${own}, ${id}, ${tx.now}, ${tx.actor.id}, ${reading.purpose}, ${reading.act}, ${[...reading.fields]}, ${persons.length}))
    insert into people.access_person (jurisdiction, person, access) select ${own}, p, ${id} from unnest(${persons}::uuid[]) p`)
  await record(tx, {
    action: 'people.person.read',
    subject: persons.length === 1 ? { kind: 'person', id: persons[0]! } : { kind: 'access', id },
    purpose: reading.purpose,
    detail: {
      access: id,
      act: reading.act,
      fields: [...reading.fields],
      persons: persons.length,
      hash: sha256Hex(persons.join('\n')),
    },
  })
  return id
}

/** Who read a person's file, newest first. One statement. */
export async function accessOf(tx: Tx, person: string, limit: number): Promise<AccessLine[]> {
  return tx.rows<AccessLine>(sql`select a.id, a.at, a.actor, a.purpose, a.act, a.fields, a.persons - 1 others
    from people.access_person x join people.access a on a.jurisdiction = x.jurisdiction and a.id = x.access
    where x.jurisdiction = ${tx.actor.jurisdiction} and x.person = ${person} order by a.at desc, a.id desc limit ${limit}`)
}
