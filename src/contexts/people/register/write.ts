import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { ApplyContext, Changes } from '../../../platform/imports/index.ts'
import type { KeyRing } from '../../../platform/keys/index.ts'
import { placesOfDwellings } from '../../territory/index.ts'
import { type CategoryRow, insertCategories } from '../bulk.ts'
import { type CategoryCode, categoryTags } from '../categories.ts'
import { readPerson } from '../commands.ts'
import type { PeopleDesk } from '../desk.ts'
import type { IdKind } from '../identity.ts'
import type { PersonInput, Relation } from '../model.ts'
import { destroyFiles } from '../retention.ts'
import { hex, numberHash, type PersonSeal, type Secrets, sealOf } from '../seals.ts'
import { changeTokens, hashesOf, insertFiles, type NewFile, noteHappenings } from '../store.ts'
import type { PersonRegisterRow } from './columns.ts'

const EVIDENCE = '人员名册导入'

/** What a row says, read as a clerk's entry would be. Throws a refusal where that would. */
export function readRow(row: PersonRegisterRow, day: string, confirmed: boolean) {
  const input: PersonInput = {
    name: row.name,
    reading: row.reading,
    number: row.number,
    ...(row.id_kind === null ? {} : { idKind: row.id_kind as IdKind }),
    sex: row.sex as PersonInput['sex'] as 'male' | 'female' | null,
    born: row.born,
    ageConfirmed: confirmed,
    ethnicity: row.ethnicity,
    phones: row.phone === null ? [] : [{ number: row.phone, label: null }],
    note: row.note,
  }
  return readPerson(input, day)
}

/** Ids of households by their numbers; made where there is none. Two statements. */
async function households(tx: Tx, ring: KeyRing, rows: readonly PersonRegisterRow[]): Promise<Map<string, string>> {
  const numbers = new Map(
    rows.flatMap((row) =>
      row.household === null ? [] : [[row.household, hex(ring.digest('household', row.household).subarray(0, 12))]],
    ),
  )
  if (numbers.size === 0) return new Map()
  const regionOf = new Map(rows.map((row) => [row.household, row.region]))
  const given = [...numbers].map(([number, hash]) => ({ id: newId(), hash, region: regionOf.get(number) }))
  await tx.run(sql`insert into people.household (jurisdiction, id, number_hash, region, recorded_at, recorded_by)
    select ${tx.actor.jurisdiction}, h.id, h.hash, h.region, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as h(id uuid, hash bytea, region text)
    on conflict (jurisdiction, number_hash) where number_hash is not null do nothing`)
  const found = await tx.rows<{
    id: string
    hash: string
  }>(sql`select id, encode(number_hash, 'hex') hash from people.household
    where jurisdiction = ${tx.actor.jurisdiction} and number_hash = any(${[...numbers.values()]}::bytea[])`)
  const ids = new Map(found.map((row) => [`\\x${row.hash}`, row.id]))
  return new Map([...numbers].map(([number, hash]) => [number, ids.get(hash)!]))
}

type Target = {
  id: string
  name: string | null
  reading: string | null
  number: string
  wrapped: Buffer
  sealed: Buffer
  dwelling: string | null
  cell: string | null
  region: string | null
}

/** Files of rows that are there, by number. One statement. */
async function targetsOf(tx: Tx, ring: KeyRing, numbers: readonly string[]): Promise<Map<string, Target>> {
  const rows =
    await tx.rows<Target>(sql`select p.id, p.name, p.reading, p.wrapped, p.sealed, p.dwelling, p.cell, p.region, n.number
    from unnest(${[...numbers]}::text[], ${numbers.map((each) => hex(numberHash(ring, each)))}::bytea[]) n(number, hash)
    join people.person p on p.jurisdiction = ${tx.actor.jurisdiction} and p.number_hash = n.hash and p.state not in ('merged', 'destroyed') for update of p`)
  return new Map(rows.map((row) => [row.number, row]))
}

/** Writes an import of persons: new files, changed files, and (when it is undone) files that are destroyed again. */
export async function applyPersons(
  tx: Tx,
  desk: PeopleDesk,
  changes: Changes<PersonRegisterRow>,
  context: ApplyContext,
): Promise<number> {
  const ring = await desk.keys.ring(tx)
  const day = today(tx.now.getTime())
  const come = [...changes.added, ...changes.changed.map(({ after }) => after)]
  const places = await placesOfDwellings(
    tx,
    come.flatMap((row) => row.dwelling ?? []),
    day,
  )
  const homes = await households(tx, ring, come)
  const seals = await addFiles(tx, ring, changes.added, { day, places, homes, origin: context.import })
  const changed = await changeFiles(tx, ring, changes.changed, { day, places, homes, seals })
  const gone = await targetsOf(
    tx,
    ring,
    changes.removed.map((row) => row.number),
  )
  if (gone.size > 0)
    await destroyFiles(
      tx,
      [...gone.values()].map((each) => each.id),
      'import-undone',
    )
  await emit(tx, 'people.persons.imported', {
    import: context.import,
    added: changes.added.length,
    changed,
    removed: gone.size,
  })
  return changes.added.length + changed + gone.size
}

type Ground = {
  day: string
  places: Awaited<ReturnType<typeof placesOfDwellings>>
  homes: ReadonlyMap<string, string>
}

const listOf = (text: string | null): CategoryCode[] =>
  text === null || text === '' ? [] : (text.split(',') as CategoryCode[])

async function addFiles(
  tx: Tx,
  ring: KeyRing,
  rows: readonly PersonRegisterRow[],
  ground: Ground & { origin: string },
): Promise<Map<string, PersonSeal>> {
  if (rows.length === 0) return new Map()
  const categories: CategoryRow[] = []
  const files = rows.map((row): NewFile => {
    const read = readRow(row, ground.day, true)
    const id = newId()
    for (const category of listOf(row.categories))
      categories.push({ person: id, category, from: ground.day, until: null, evidence: EVIDENCE })
    const place = row.dwelling === null ? undefined : ground.places.get(row.dwelling)
    return {
      id,
      ...read,
      secrets: { ...read.secrets, household: row.household },
      region: place?.region ?? row.region,
      cell: place?.cell ?? null,
      dwelling: row.dwelling,
      household: row.household === null ? null : (ground.homes.get(row.household) ?? null),
      relation: row.relation as Relation | null,
      address: row.address,
      since: ground.day,
    }
  })
  const seals = await insertFiles(tx, ring, files, ground.origin)
  if (categories.length > 0) await insertCategories(tx, ring, seals, categories)
  return seals
}

/** The columns whose change makes a new address. */
const PLACE = ['region', 'dwelling', 'address'] as const

async function changeFiles(
  tx: Tx,
  ring: KeyRing,
  changes: Changes<PersonRegisterRow>['changed'],
  ground: Ground & { seals: Map<string, PersonSeal> },
): Promise<number> {
  if (changes.length === 0) return 0
  const own = tx.actor.jurisdiction
  const targets = await targetsOf(
    tx,
    ring,
    changes.map(({ after }) => after.number),
  )
  const found = changes.flatMap(({ before, after }) => {
    const target = targets.get(after.number)
    if (target === undefined) return []
    const seal = sealOf(ring.unwrap(target.wrapped))
    ground.seals.set(target.id, seal)
    const read = readRow(after, ground.day, true)
    const old = seal.open<Secrets>(target.sealed)
    // The register knows one telephone; others that the file has stay behind it.
    const phones = [
      ...read.secrets.phones,
      ...old.phones.slice(1).filter((each) => each.number !== read.secrets.phones[0]?.number),
    ]
    const place = after.dwelling === null ? undefined : ground.places.get(after.dwelling)
    const fields = (Object.keys(after) as (keyof PersonRegisterRow)[]).filter(
      (key) => key !== 'distinct' && (before[key] ?? null) !== (after[key] ?? null),
    )
    const moved = PLACE.some((key) => fields.includes(key))
    return [
      {
        id: target.id,
        was: { name: target.name ?? '', reading: target.reading, secrets: old },
        seal,
        before,
        after,
        fields,
        moved,
        read,
        secrets: {
          number: read.secrets.number,
          phones,
          note: read.secrets.note,
          household: after.household,
        } satisfies Secrets,
        region: place?.region ?? after.region,
        cell: after.dwelling === null ? (after.region === target.region ? target.cell : null) : (place?.cell ?? null),
      },
    ]
  })
  const rows = found.map(({ id, seal, after, read, secrets, region, cell, moved }) => ({
    id,
    name: read.name,
    reading: read.reading,
    sex: read.sex,
    born: read.born,
    ethnicity: read.ethnicity,
    id_kind: read.idKind,
    likeness:
      hashesOf(ring, { name: read.name, born: read.born, idKind: read.idKind, number: null }).likeness?.toString(
        'hex',
      ) ?? null,
    region,
    cell,
    dwelling: after.dwelling,
    household: after.household === null ? null : (ground.homes.get(after.household) ?? null),
    relation: after.relation,
    sealed: hex(seal.seal(secrets)),
    moved,
    address_id: newId(),
    address: after.address === null ? null : hex(seal.seal(after.address)),
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, name text, reading text, sex text, born date, ethnicity text, id_kind text,
    likeness text, region text, cell uuid, dwelling text, household uuid, relation text, sealed bytea, moved boolean, address_id uuid, address bytea)`
  await tx.run(sql`update people.person p set name = g.name, reading = g.reading, sex = g.sex, born = g.born, ethnicity = g.ethnicity, id_kind = g.id_kind,
      likeness = decode(g.likeness, 'hex'), region = g.region, cell = g.cell, dwelling = g.dwelling, household = g.household, relation = g.relation,
      sealed = g.sealed, revision = p.revision + 1
    from ${given} where p.jurisdiction = ${own} and p.id = g.id`)
  await tx.run(sql`delete from people.address a using ${given} where g.moved and a.jurisdiction = ${own} and a.person = g.id and a.kind = 'residence'
    and lower(a.during) >= ${ground.day}::date`)
  await tx.run(sql`update people.address a set during = daterange(lower(a.during), ${ground.day}) from ${given}
    where g.moved and a.jurisdiction = ${own} and a.person = g.id and a.kind = 'residence' and upper_inf(a.during)`)
  await tx.run(sql`insert into people.address (jurisdiction, id, person, kind, region, cell, dwelling, sealed, during, recorded_at, recorded_by)
    select ${own}, g.address_id, g.id, 'residence', g.region, g.cell, g.dwelling, g.address, daterange(${ground.day}, null), ${tx.now}, ${tx.actor.id}
    from ${given} where g.moved`)
  await changeTokens(
    tx,
    ring,
    found.map(({ id, was, read, secrets }) => ({
      id,
      before: was,
      after: { name: read.name, reading: read.reading, secrets },
    })),
  )
  await changeCategories(tx, ring, found, ground)
  await noteHappenings(
    tx,
    found.map(({ id, fields, seal, before }) => ({
      person: id,
      kind: 'imported',
      on: ground.day,
      fields,
      sealed: seal.seal(Object.fromEntries(fields.map((key) => [key, before[key] ?? null]))),
    })),
  )
  return found.length
}

async function changeCategories(
  tx: Tx,
  ring: KeyRing,
  found: readonly { id: string; before: PersonRegisterRow; after: PersonRegisterRow }[],
  ground: Ground & { seals: Map<string, PersonSeal> },
): Promise<void> {
  const tags = categoryTags(ring)
  const ended: { person: string; tag: string }[] = []
  const begun: CategoryRow[] = []
  for (const { id, before, after } of found) {
    const [old, now] = [new Set(listOf(before.categories)), new Set(listOf(after.categories))]
    for (const code of old) if (!now.has(code)) ended.push({ person: id, tag: hex(tags.of(code)) })
    for (const category of now)
      if (!old.has(category)) begun.push({ person: id, category, from: ground.day, until: null, evidence: EVIDENCE })
  }
  if (ended.length > 0) {
    // One that was noted today in error never held; any other ends today.
    await tx.run(sql`update people.category c set during = case when lower(c.during) < ${ground.day}::date then daterange(lower(c.during), ${ground.day})
        else 'empty' end, ended_at = ${tx.now}, ended_by = ${tx.actor.id}
      from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as g(person uuid, tag bytea)
      where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = g.person and c.tag = g.tag and upper_inf(c.during)`)
  }
  if (begun.length > 0) await insertCategories(tx, ring, ground.seals, begun)
}
