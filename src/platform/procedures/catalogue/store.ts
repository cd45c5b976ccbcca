import { today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { reachOf, sql, type Tx } from '../../db/index.ts'
import { SHIPPED, type Shipped } from '../definitions/index.ts'
import type { Definition } from '../model.ts'

export type Origin = 'shipped' | 'county'

/** A version of a definition. */
export type Edition = {
  code: string
  version: number
  definition: Definition
  hash: string
  origin: Origin
  state: 'draft' | 'enacted'
  validFrom: string | null
  validUntil: string | null
}

export type Row = Omit<Edition, 'definition'> & {
  content: Definition
  note: string | null
  by: string
  at: string
  revision: number
}

const COLUMNS = sql`code, version, content, hash, origin, state, valid_from "validFrom", valid_until "validUntil", note,
  by_name "by", at, revision`

const editionOf = ({ content, ...row }: Row): Edition => ({
  code: row.code,
  version: row.version,
  definition: content,
  hash: row.hash,
  origin: row.origin,
  state: row.state,
  validFrom: row.validFrom,
  validUntil: row.validUntil,
})

/** Every version the jurisdiction keeps of its own, newest first. */
export async function rowsOf(tx: Tx, code?: string): Promise<Row[]> {
  return tx.rows<Row>(sql`select ${COLUMNS} from procedures.definition
    where jurisdiction = ${tx.actor.jurisdiction} and (${code ?? null}::text is null or code = ${code ?? null})
    order by code, version desc`)
}

/** A version for changing it. */
export async function lockRow(tx: Tx, code: string, version: number): Promise<Row> {
  const row = await tx.maybe<Row>(sql`select ${COLUMNS} from procedures.definition
    where jurisdiction = ${tx.actor.jurisdiction} and code = ${code} and version = ${version} for update`)
  if (row === null) throw noDefinition(code)
  return row
}

export function noDefinition(code: string) {
  return refuse(
    'definition.missing',
    { zh: '没有这个事项，或现在不受理', en: 'There is no such procedure, or it takes no applications now' },
    { kind: 'missing', params: { code } },
  )
}

function shippedFor(jurisdiction: string): Shipped[] {
  return SHIPPED.filter(({ definition }) => reachOf(jurisdiction).startsWith(definition.region ?? ''))
}

// What comes with the software does not change while it runs; hashing all of it for every question was most of the answer.
const hashes = new WeakMap<object, string>()

function shippedHash(definition: Shipped['definition']): string {
  const known = hashes.get(definition) ?? hashOf(definition)
  hashes.set(definition, known)
  return known
}

function shippedEdition({ definition, version, validFrom }: Shipped): Edition {
  return {
    code: definition.code,
    version,
    definition,
    hash: shippedHash(definition),
    origin: 'shipped',
    state: 'enacted',
    validFrom,
    validUntil: null,
  }
}

/**
 * What is in force on a day: of a code that the jurisdiction has put in force itself, the newest version of that day and nothing else;
 * of all others, the one that comes with the software.
 */
export function inForce(rows: readonly Row[], jurisdiction: string, day: string): Edition[] {
  const own = new Set(rows.filter((row) => row.origin === 'county' && row.state === 'enacted').map((row) => row.code))
  const found = new Map<string, Edition>()
  for (const shipped of shippedFor(jurisdiction)) {
    if (!own.has(shipped.definition.code) && shipped.validFrom <= day)
      found.set(shipped.definition.code, shippedEdition(shipped))
  }
  for (const row of rows) {
    if (row.origin !== 'county' || row.state !== 'enacted' || found.has(row.code)) continue
    if (row.validFrom! <= day && (row.validUntil === null || row.validUntil >= day)) found.set(row.code, editionOf(row))
  }
  return [...found.values()].sort((a, b) => a.code.localeCompare(b.code))
}

/** The definitions that take applications today. */
export async function editionsInForce(tx: Tx): Promise<Edition[]> {
  return inForce(await rowsOf(tx), tx.actor.jurisdiction, today(tx.now.getTime()))
}

/** The version of a procedure that takes applications today. @throws Refusal `definition.missing` */
export async function editionInForce(tx: Tx, code: string): Promise<Edition> {
  const edition = inForce(await rowsOf(tx, code), tx.actor.jurisdiction, today(tx.now.getTime())).find(
    (each) => each.code === code,
  )
  if (edition === undefined) throw noDefinition(code)
  return edition
}

/** Enters a shipped version into the jurisdiction's own table, so that a case can refer to it for ever. */
export async function keepEdition(tx: Tx, edition: Edition): Promise<void> {
  if (edition.origin !== 'shipped') return
  await tx.run(sql`insert into procedures.definition
      (jurisdiction, code, version, content, hash, origin, state, valid_from, valid_until, by_id, by_name, at)
    values (${tx.actor.jurisdiction}, ${edition.code}, ${edition.version}, ${JSON.stringify(edition.definition)}, ${edition.hash},
      'shipped', 'enacted', ${edition.validFrom}, null, 'system:shipped', '随软件提供', ${tx.now})
    on conflict do nothing`)
}

/** Definitions by code and version, however old. One statement. */
export async function editionsWith(
  tx: Tx,
  wanted: readonly { code: string; version: number }[],
): Promise<Map<string, Edition>> {
  const rows = await tx.rows<Row>(sql`select ${COLUMNS} from procedures.definition
    where jurisdiction = ${tx.actor.jurisdiction} and (code, version) in
      (select * from unnest(${wanted.map((each) => each.code)}::text[], ${wanted.map((each) => each.version)}::int[]))`)
  return new Map(rows.map((row) => [`${row.code} ${row.version}`, editionOf(row)]))
}

/** The version a case began with. */
export async function editionOfCase(tx: Tx, code: string, version: number): Promise<Edition> {
  const edition = (await editionsWith(tx, [{ code, version }])).get(`${code} ${version}`)
  if (edition === undefined) throw new Error(`the version ${code} ${version} of a case is gone`)
  return edition
}
