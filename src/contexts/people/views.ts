import { today, yearsBetween } from '../../kernel/dates.ts'
import { empty, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { regionNames } from '../territory/index.ts'
import { noteRead } from './access.ts'
import { type CategoryCode, categoryTags } from './categories.ts'
import type { PeopleDesk } from './desk.ts'
import { maskNumber } from './identity.ts'
import type { PersonCard, PersonFacts, Relation } from './model.ts'
import { maskPhone } from './phones.ts'
import type { ProxyScope } from './proxies.ts'
import { isWhole, noPerson, scopeOf } from './scope.ts'
import { type Secrets, sealOf } from './seals.ts'
import { FACT_COLUMNS, PERSON_COLUMNS, type PersonRow } from './store.ts'

/** What stands sealed about another person. */
export type RelativeSecrets = {
  name: string
  relation: string | null
  phone: string | null
  number: string | null
  document: string | null
}

/** A contact, guardian or proxy as the file shows it: telephone masked, number never. */
export type RelativeView = {
  id: string
  role: 'contact' | 'guardian' | 'proxy'
  other: string | null
  name: string
  relation: string | null
  phone: string | null
  document: string | null
  scope: ProxyScope[]
  from: string
  until: string | null
  endedReason: string | null
  active: boolean
}

export type CategoryView = {
  id: string
  code: CategoryCode
  from: string
  until: string | null
  evidence: string
  active: boolean
}

export type ConsentView = {
  id: string
  purpose: string
  version: number
  givenOn: string
  givenBy: 'self' | 'guardian' | 'proxy'
  channel: string
  withdrawnOn: string | null
}

export type AddressView = {
  id: string
  kind: 'residence' | 'registered'
  region: string | null
  regionName: string | null
  cell: string | null
  dwelling: string | null
  /** Whether an exact address is kept; it is shown on a purpose only. */
  exact: boolean
  from: string
  until: string | null
}

export type HappeningView = {
  id: string
  kind: string
  on: string | null
  fields: string[]
  other: string | null
  at: string
  by: string
}

/** A person's file as staff see it: numbers masked, exact addresses hidden, until a purpose is stated. */
export type PersonFile = PersonCard & {
  reading: string | null
  ethnicity: string | null
  relation: Relation | null
  note: string | null
  phones: { number: string; label: string | null }[]
  addresses: AddressView[]
  members: { id: string; name: string; relation: Relation | null; born: string | null; sex: 'male' | 'female' | null }[]
  relatives: RelativeView[]
  categories: CategoryView[]
  consents: ConsentView[]
  happenings: HappeningView[]
  mergedInto: string | null
  mergedFrom: { id: string; name: string | null }[]
  destroyOn: string | null
  hold: string | null
  revision: number
}

const bytes = (text: string): Buffer => Buffer.from(text.slice(2), 'hex')

/** Facts of persons by id, without names and numbers, for rooms that compute: nothing is noted. Those beyond the scope are left out. One statement. */
export async function personFacts(
  tx: Tx,
  desk: PeopleDesk,
  persons: readonly string[],
): Promise<Map<string, PersonFacts>> {
  if (persons.length === 0) return new Map()
  const rows = await tx.rows<PersonFacts>(sql`select ${FACT_COLUMNS} from people.person p
    where ${scopeOf(tx, desk)} and p.id = any(${[...persons]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** One person's facts. @throws Refusal `person.missing` when there is none in the actor's scope */
export async function demandPerson(tx: Tx, desk: PeopleDesk, id: string): Promise<PersonFacts> {
  const found = (await personFacts(tx, desk, [id])).get(id)
  if (found === undefined) throw noPerson()
  return found
}

/** Opens rows into cards. One statement for the names of the regions. */
export async function cardsOf(tx: Tx, desk: PeopleDesk, rows: readonly PersonRow[]): Promise<PersonCard[]> {
  const ring = await desk.keys.ring(tx)
  const day = today(tx.now.getTime())
  const names = await regionNames(
    tx,
    rows.flatMap((row) => row.region ?? []),
    day,
  )
  return rows.map((row) => {
    const secrets =
      row.wrapped === null || row.sealed === null ? null : sealOf(ring.unwrap(row.wrapped)).open<Secrets>(row.sealed)
    return cardOf(row, secrets, names, day)
  })
}

function cardOf(row: PersonRow, secrets: Secrets | null, names: ReadonlyMap<string, string>, day: string): PersonCard {
  const phone = secrets?.phones[0]?.number
  return {
    id: row.id,
    name: row.name ?? '',
    sex: row.sex,
    born: row.born,
    age: row.born === null ? null : yearsBetween(row.born, row.state === 'dead' ? (row.stateOn ?? day) : day),
    idKind: row.idKind,
    number: maskNumber(secrets?.number ?? null),
    phone: phone === undefined ? null : maskPhone(phone),
    region: row.region,
    regionName: row.region === null ? null : (names.get(row.region) ?? null),
    cell: row.cell,
    dwelling: row.dwelling,
    household: row.household,
    state: row.state,
    stateOn: row.stateOn,
  }
}

/**
 * Masked cards of persons by id, noted as a reading for the purpose; those beyond the actor's scope are left out. Five statements at most.
 */
export async function personCards(
  tx: Tx,
  desk: PeopleDesk,
  persons: readonly string[],
  purpose: string,
): Promise<Map<string, PersonCard>> {
  if (persons.length === 0) return new Map()
  const rows = await tx.rows<PersonRow>(sql`select ${PERSON_COLUMNS} from people.person p
    where ${scopeOf(tx, desk)} and p.id = any(${[...persons]}::uuid[])`)
  const cards = await cardsOf(tx, desk, rows)
  if (cards.length > 0)
    await noteRead(tx, { act: 'list', purpose, fields: CARD_FIELDS, persons: cards.map((card) => card.id) })
  return new Map(cards.map((card) => [card.id, card]))
}

/** What a card shows, as the person is told. */
export const CARD_FIELDS = ['name', 'sex', 'birth', 'region', 'number-masked', 'phone-masked'] as const

type Parts = {
  addresses: Omit<AddressView, 'regionName'>[]
  members: PersonFile['members']
  relatives: {
    id: string
    role: RelativeView['role']
    other: string | null
    scope: ProxyScope[]
    sealed: string
    from: string
    until: string | null
    ended: boolean
    endedReason: string | null
  }[]
  categories: { id: string; tag: string; from: string; until: string | null; sealed: string }[]
  consents: ConsentView[]
  happenings: HappeningView[]
  merged: { id: string; name: string | null }[]
}

/** The sections of a file as one row of JSON, so that a file costs one statement. */
function partsOf(limited: boolean): Sql {
  const own = sql`x.jurisdiction = p.jurisdiction and x.person = p.id`
  return sql`
    coalesce((select json_agg(json_build_object('id', x.id, 'kind', x.kind, 'region', x.region, 'cell', x.cell, 'dwelling', x.dwelling,
      'exact', x.sealed is not null, 'from', lower(x.during), 'until', upper(x.during)) order by x.during desc) from people.address x where ${own}), '[]') addresses,
    coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name, 'relation', m.relation, 'born', m.born, 'sex', m.sex) order by m.relation <> 'head', m.born)
      from people.person m where m.jurisdiction = p.jurisdiction and m.household = p.household and m.id <> p.id and m.state in ('resident', 'dead', 'moved-out')
        ${limited ? sql`and m.region = p.region and m.cell is not distinct from p.cell` : empty}), '[]') members,
    coalesce((select json_agg(json_build_object('id', x.id, 'role', x.role, 'other', x.other, 'scope', x.scope, 'sealed', x.sealed, 'from', lower(x.during),
      'until', upper(x.during), 'ended', x.ended_at is not null, 'endedReason', x.ended_reason) order by x.role, x.during desc) from people.relative x where ${own}), '[]') relatives,
    coalesce((select json_agg(json_build_object('id', x.id, 'tag', encode(x.tag, 'hex'), 'from', lower(x.during), 'until', upper(x.during), 'sealed', x.sealed)
      order by x.during desc) from people.category x where ${own} and not isempty(x.during)), '[]') categories,
    coalesce((select json_agg(json_build_object('id', x.id, 'purpose', x.purpose, 'version', x.version, 'givenOn', x.given_on, 'givenBy', x.given_by,
      'channel', x.channel, 'withdrawnOn', x.withdrawn_on) order by x.recorded_at desc) from people.consent x where ${own}), '[]') consents,
    coalesce((select json_agg(json_build_object('id', x.id, 'kind', x.kind, 'on', x.happened_on, 'fields', x.fields, 'other', x.other, 'at', x.at, 'by', x.by)
      order by x.at desc, x.id desc) from (select * from people.happening x where ${own} order by x.at desc limit 100) x), '[]') happenings,
    coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name)) from people.person m
      where m.jurisdiction = p.jurisdiction and m.merged_into = p.id), '[]') merged`
}

/**
 * A person's file, numbers masked, noted as a reading with its purpose. Six statements with begin and commit.
 *
 * @throws Refusal `person.missing`
 */
export async function personFile(tx: Tx, desk: PeopleDesk, id: string, purpose: string): Promise<PersonFile> {
  const ring = await desk.keys.ring(tx)
  const row = await tx.maybe<PersonRow & Parts>(
    sql`select ${PERSON_COLUMNS}, ${partsOf(!isWhole(tx))} from people.person p where ${scopeOf(tx, desk)} and p.id = ${id}`,
  )
  if (row === null) throw noPerson()
  const day = today(tx.now.getTime())
  const names = await regionNames(
    tx,
    [row.region, ...row.addresses.map((each) => each.region)].flatMap((code) => code ?? []),
    day,
  )
  await noteRead(tx, {
    act: 'file',
    purpose,
    fields: FILE_FIELDS,
    persons: [row.id, ...row.members.map((each) => each.id)],
  })
  const seal = row.wrapped === null ? null : sealOf(ring.unwrap(row.wrapped))
  const secrets = seal === null || row.sealed === null ? null : seal.open<Secrets>(row.sealed)
  const tags = categoryTags(ring)
  const activeOn = (from: string, until: string | null) => from <= day && (until === null || until > day)
  return {
    ...cardOf(row, secrets, names, day),
    reading: row.reading,
    ethnicity: row.ethnicity,
    relation: row.relation,
    note: secrets?.note ?? null,
    phones: (secrets?.phones ?? []).map((phone) => ({ number: maskPhone(phone.number), label: phone.label })),
    addresses: row.addresses.map((each) => ({
      ...each,
      regionName: each.region === null ? null : (names.get(each.region) ?? null),
    })),
    members: row.members,
    relatives:
      seal === null
        ? []
        : row.relatives.map(({ sealed, ended, ...each }) => {
            const said = seal.open<RelativeSecrets>(bytes(sealed))
            return {
              ...each,
              name: said.name,
              relation: said.relation,
              phone: said.phone === null ? null : maskPhone(said.phone),
              document: said.document,
              active: !ended && activeOn(each.from, each.until),
            }
          }),
    categories:
      seal === null
        ? []
        : row.categories.flatMap(({ sealed, tag, ...each }) => {
            const code = tags.name(tag)
            return code === null
              ? []
              : [{ ...each, code, evidence: seal.open<string>(bytes(sealed)), active: activeOn(each.from, each.until) }]
          }),
    consents: row.consents,
    happenings: row.happenings,
    mergedInto: row.mergedInto,
    mergedFrom: row.merged,
    destroyOn: row.destroyOn,
    hold: row.hold,
    revision: row.revision,
  }
}

/** What a file shows, as the person is told. */
export const FILE_FIELDS = [...CARD_FIELDS, 'household', 'contacts', 'categories', 'consents', 'history'] as const

/** What may be opened on a purpose. */
export const REVEALED = ['number', 'phones', 'address', 'relatives'] as const
export type Revealed = (typeof REVEALED)[number]

/** Values opened in full. A part that was not asked for is absent. */
export type Disclosure = {
  number?: string | null
  phones?: { number: string; label: string | null }[]
  address?: string | null
  relatives?: (RelativeSecrets & { id: string })[]
}

/**
 * Opens parts of a file in full, for a stated purpose; noted with the purpose and the parts. Four statements.
 *
 * @throws Refusal `person.missing`
 */
export async function revealPerson(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  parts: readonly Revealed[],
  purpose: string,
): Promise<Disclosure> {
  const ring = await desk.keys.ring(tx)
  const row = await tx.maybe<{
    sealed: Buffer | null
    wrapped: Buffer | null
    address: Buffer | null
    relatives: { id: string; sealed: string }[]
  }>(sql`select p.sealed, p.wrapped,
      (select a.sealed from people.address a where a.jurisdiction = p.jurisdiction and a.person = p.id and a.kind = 'residence' and upper_inf(a.during)) address,
      coalesce((select json_agg(json_build_object('id', r.id, 'sealed', r.sealed)) from people.relative r
        where r.jurisdiction = p.jurisdiction and r.person = p.id), '[]') relatives
    from people.person p where ${scopeOf(tx, desk)} and p.id = ${id}`)
  if (row === null || row.wrapped === null || row.sealed === null) throw noPerson()
  await noteRead(tx, { act: 'reveal', purpose, fields: parts, persons: [id] })
  const seal = sealOf(ring.unwrap(row.wrapped))
  const secrets = seal.open<Secrets>(row.sealed)
  return {
    ...(parts.includes('number') ? { number: secrets.number } : {}),
    ...(parts.includes('phones') ? { phones: secrets.phones } : {}),
    ...(parts.includes('address') ? { address: row.address === null ? null : seal.open<string>(row.address) } : {}),
    ...(parts.includes('relatives')
      ? { relatives: row.relatives.map((each) => ({ id: each.id, ...seal.open<RelativeSecrets>(bytes(each.sealed)) })) }
      : {}),
  }
}
