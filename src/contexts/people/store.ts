import type { IsoDate } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { empty, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import type { KeyRing } from '../../platform/keys/index.ts'
import type { IdKind } from './identity.ts'
import type { PersonFacts, Relation } from './model.ts'
import { pairsOf, soundOf } from './names.ts'
import {
  hex,
  likenessOf,
  numberHash,
  numberTailToken,
  type PersonSeal,
  phoneTailToken,
  phoneToken,
  type Secrets,
  sealOf,
  TAIL,
} from './seals.ts'

/** The plain part of a file with what is needed to open the rest. */
export type PersonRow = PersonFacts & {
  name: string | null
  reading: string | null
  ethnicity: string | null
  idKind: IdKind
  relation: Relation | null
  mergedInto: string | null
  sealed: Buffer | null
  wrapped: Buffer | null
  destroyOn: IsoDate | null
  hold: string | null
  revision: number
  recordedAt: string
  recordedBy: string
}

export const PERSON_COLUMNS = sql`p.id, p.name, p.reading, p.sex, p.born, p.ethnicity, p.id_kind "idKind", p.region, p.cell, p.dwelling,
  p.household, p.relation, p.state, p.state_on "stateOn", p.merged_into "mergedInto", p.sealed, p.wrapped, p.destroy_on "destroyOn", p.hold,
  p.revision, p.recorded_at "recordedAt", p.recorded_by "recordedBy"`

export const FACT_COLUMNS = sql`p.id, p.sex, p.born, p.region, p.cell, p.dwelling, p.household, p.state, p.state_on "stateOn"`

/** A person within a scope, or null. */
export async function personRow(tx: Tx, scope: Sql, id: string, lock = false): Promise<PersonRow | null> {
  return tx.maybe<PersonRow>(
    sql`select ${PERSON_COLUMNS} from people.person p where ${scope} and p.id = ${id} ${lock ? sql`for update` : empty}`,
  )
}

/** A new file, checked and complete, as it is written. */
export type NewFile = {
  id: string
  name: string
  reading: string | null
  sex: 'male' | 'female' | null
  born: IsoDate | null
  ethnicity: string | null
  idKind: IdKind
  region: string | null
  cell: string | null
  dwelling: string | null
  household: string | null
  relation: Relation | null
  address: string | null
  since: IsoDate
  secrets: Secrets
}

/** What a file is found by. */
export function tokensOf(
  ring: KeyRing,
  file: { name: string; reading: string | null; secrets: Pick<Secrets, 'number' | 'phones'> },
): string[] {
  const sound = soundOf(file.name, file.reading)
  const { number, phones } = file.secrets
  return [
    ...new Set([
      ...pairsOf(file.name).map((pair) => `n${pair}`),
      ...sound.initials.filter((each) => each.length > 1).map((each) => `i${each}`),
      ...(sound.pinyin.length > 1 ? [`p${sound.pinyin}`] : []),
      ...(number === null ? [] : [numberTailToken(ring, number.slice(-TAIL))]),
      ...phones.flatMap((phone) => [phoneToken(ring, phone.number), phoneTailToken(ring, phone.number.slice(-TAIL))]),
    ]),
  ]
}

/** The hashes of a file by which its like is found. */
export function hashesOf(
  ring: KeyRing,
  file: { name: string; born: IsoDate | null; idKind: IdKind; number: string | null },
) {
  return {
    numberHash: file.number === null ? null : numberHash(ring, file.number),
    likeness: file.born === null ? null : likenessOf(ring, file.name, file.born),
  }
}

/**
 * Writes new files with their tokens, addresses and first happening. Three statements however many (four with addresses). Returns the
 * seals of the new persons.
 */
export async function insertFiles(
  tx: Tx,
  ring: KeyRing,
  files: readonly NewFile[],
  origin: string | null = null,
): Promise<Map<string, PersonSeal>> {
  const own = tx.actor.jurisdiction
  const seals = new Map<string, PersonSeal>()
  const tokens: Token[] = []
  const rows = files.map((file) => {
    const { key, wrapped } = ring.newKey()
    const seal = sealOf(key)
    seals.set(file.id, seal)
    for (const token of tokensOf(ring, file)) tokens.push([token, file.id])
    const { address, secrets, ...plain } = file
    const { numberHash: number, likeness } = hashesOf(ring, { ...file, number: secrets.number })
    return {
      ...plain,
      number: number === null ? null : hex(number),
      likeness: likeness === null ? null : hex(likeness),
      sealed: hex(seal.seal(secrets)),
      wrapped: hex(wrapped),
      address_id: newId(),
      address: address === null ? null : hex(seal.seal(address)),
      happening: newId(),
    }
  })
  await tx.run(sql`with given as materialized (select g.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, name text, reading text, sex text,
      born date, ethnicity text, "idKind" text, region text, cell uuid, dwelling text, household uuid, relation text, since date, number bytea, likeness bytea,
      sealed bytea, wrapped bytea, address_id uuid, address bytea, happening uuid)),
    person as (insert into people.person (jurisdiction, id, name, reading, sex, born, ethnicity, id_kind, number_hash, likeness, region, cell, dwelling, household,
        relation, sealed, wrapped, recorded_at, recorded_by, import)
      select ${own}, id, name, reading, sex, born, ethnicity, "idKind", number, likeness, region, cell, dwelling, household, relation, sealed, wrapped,
        ${tx.now}, ${tx.actor.id}, ${origin} from given),
    place as (insert into people.address (jurisdiction, id, person, kind, region, cell, dwelling, sealed, during, recorded_at, recorded_by)
      select ${own}, address_id, id, 'residence', region, cell, dwelling, address, daterange(since, null), ${tx.now}, ${tx.actor.id}
      from given where region is not null or address is not null)
    insert into people.happening (jurisdiction, id, person, kind, happened_on, at, by)
    select ${own}, happening, id, 'entered', since, ${tx.now}, ${tx.actor.id} from given`)
  await insertTokens(tx, tokens)
  return seals
}

type Token = [token: string, person: string]

/** Tokens as two parameters, in the order of the index, which spares it much. No token holds a comma. */
function tokenLists(tokens: readonly Token[]): Sql {
  const sorted = tokens.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
  return sql`unnest(string_to_array(${sorted.map(([token]) => token).join()}, ','), string_to_array(${sorted.map(([, person]) => person).join()}, ',')::uuid[])`
}

/** Writes tokens that are not there yet. One statement. */
async function insertTokens(tx: Tx, tokens: readonly Token[]): Promise<void> {
  await tx.run(sql`insert into people.token (jurisdiction, token, person)
    select ${tx.actor.jurisdiction}, t, p from ${tokenLists(tokens)} as x(t, p)`)
}

type Findable = Parameters<typeof tokensOf>[1]

/** Brings the tokens of persons from what their files were to what they are. Two statements at most. */
export async function changeTokens(
  tx: Tx,
  ring: KeyRing,
  files: readonly { id: string; before: Findable; after: Findable }[],
): Promise<void> {
  const gone: Token[] = []
  const come: Token[] = []
  for (const { id, before, after } of files) {
    const [old, now] = [new Set(tokensOf(ring, before)), new Set(tokensOf(ring, after))]
    for (const token of old) if (!now.has(token)) gone.push([token, id])
    for (const token of now) if (!old.has(token)) come.push([token, id])
  }
  const own = tx.actor.jurisdiction
  if (gone.length > 0)
    await tx.run(sql`delete from people.token k using ${tokenLists(gone)} as x(t, p)
      where k.jurisdiction = ${own} and k.token = x.t and k.person = x.p`)
  if (come.length > 0)
    await tx.run(sql`insert into people.token (jurisdiction, token, person)
      select ${own}, t, p from ${tokenLists(come)} as x(t, p) on conflict do nothing`)
}

/** Takes the tokens of persons away and writes those of their files as they now are. Two statements. */
export async function renewTokens(
  tx: Tx,
  ring: KeyRing,
  files: readonly { id: string; name: string; reading: string | null; secrets: Secrets }[],
): Promise<void> {
  await dropTokens(
    tx,
    files.map((file) => file.id),
  )
  await insertTokens(
    tx,
    files.flatMap((file) => tokensOf(ring, file).map((token): Token => [token, file.id])),
  )
}

/** Makes persons impossible to find. One statement. */
export async function dropTokens(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.run(
    sql`delete from people.token where jurisdiction = ${tx.actor.jurisdiction} and person = any(${[...persons]}::uuid[])`,
  )
}

/** Something that happened to a file. */
export type NewHappening = {
  person: string
  kind: string
  on: IsoDate | null
  fields?: readonly string[]
  other?: string | null
  sealed?: Buffer | null
}

/** Notes what happened to files. One statement. */
export async function noteHappenings(tx: Tx, list: readonly NewHappening[]): Promise<void> {
  const rows = list.map((each) => ({
    id: newId(),
    person: each.person,
    kind: each.kind,
    on: each.on,
    fields: each.fields ?? [],
    other: each.other ?? null,
    sealed: each.sealed ? hex(each.sealed) : null,
  }))
  await tx.run(sql`insert into people.happening (jurisdiction, id, person, kind, happened_on, fields, other, sealed, at, by)
    select ${tx.actor.jurisdiction}, h.id, h.person, h.kind, h."on", h.fields, h.other, h.sealed, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h(id uuid, person uuid, kind text, "on" date, fields text[], other uuid, sealed bytea)`)
}
