import type { IsoDate } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import type { Desk } from '../desk.ts'
import {
  allFields,
  type CaseState,
  type Channel,
  type Clock,
  type Definition,
  isPersonal,
  type Outcome,
  type Values,
} from '../model.ts'
import { openJson, sealJson } from '../vault.ts'

/** On whose authority somebody else came for the applicant. The name is sealed. */
export type Authority = { kind: 'self' | 'proxy' | 'guardian'; relation: string; document: string }

/** What only the vault opens: the proxy's name and the code by which the applicant follows the case. */
export type Intake = { proxy: string | null; secret: string }

export type CaseRow = {
  id: string
  number: string
  code: string
  version: number
  title: Bilingual
  applicant: string
  applicantKind: 'organisation' | 'person'
  creditCode: string | null
  /** The person it is about, by the id of the file. */
  subject: string | null
  region: string
  channel: Channel
  authority: Authority
  secretDigest: string
  step: string | null
  outcome: Outcome | null
  entered: IsoDate
  clock: Clock
  revision: number
  formRevision: number
  stepDue: IsoDate | null
  termDue: IsoDate | null
  due: IsoDate | null
  provisional: boolean
  visits: number
  openedAt: string
  endedAt: string | null
}

export const CASE_COLUMNS = sql`c.id, c.number, c.code, c.version, c.title, c.applicant, c.applicant_kind "applicantKind",
  c.credit_code "creditCode", c.subject, c.region, c.channel, c.authority, c.secret_digest "secretDigest", c.step, c.outcome, c.entered, c.clock,
  c.revision, c.form_revision "formRevision", c.step_due "stepDue", c.term_due "termDue", c.due, c.provisional, c.visits,
  c.opened_at "openedAt", c.ended_at "endedAt"`

export const noCase = () =>
  refuse('case.missing', { zh: '没有这件办件', en: 'There is no such case' }, { kind: 'missing' })

/**
 * The condition under which an actor sees a case: its own jurisdiction, and the part of it that the actor works on; to a resident's account
 * the cases of the persons it acts for.
 */
export const visible = (tx: Tx) =>
  tx.actor.subjects === undefined
    ? sql`c.jurisdiction = ${tx.actor.jurisdiction} and starts_with(c.region, ${tx.actor.region})`
    : sql`c.jurisdiction = ${tx.actor.jurisdiction} and c.subject = any(${[...tx.actor.subjects]}::uuid[])`

/** A case by its id, if the actor may see it. @throws Refusal `case.missing` */
export async function caseWith(tx: Tx, id: string, lock = false): Promise<CaseRow> {
  const row = await tx.maybe<CaseRow>(sql`select ${CASE_COLUMNS} from procedures.casefile c
    where ${visible(tx)} and c.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null) throw noCase()
  return row
}

export const stateOf = (row: CaseRow): CaseState => ({
  step: row.step,
  outcome: row.outcome,
  entered: row.entered,
  clock: row.clock,
  revision: row.revision,
})

/** The data key of a case; null once it is destroyed. */
export async function keyOf(tx: Tx, desk: Desk, id: string): Promise<{ key: Buffer; intake: Intake } | null> {
  const row = await tx.one<{
    wrapped: Buffer | null
    intake: Buffer | null
  }>(sql`select wrapped, intake from procedures.case_key
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id}`)
  if (row.wrapped === null || row.intake === null) return null
  const key = desk.vault.unwrap(row.wrapped)
  return { key, intake: openJson<Intake>(key, row.intake) }
}

export async function storeKey(tx: Tx, id: string, wrapped: Buffer, intake: Buffer): Promise<void> {
  await tx.run(sql`insert into procedures.case_key (jurisdiction, casefile, wrapped, intake)
    values (${tx.actor.jurisdiction}, ${id}, ${wrapped}, ${intake})`)
}

/** Splits values into those that may stand open and those that are sealed. */
export function splitValues(definition: Definition, values: Values): { open: Values; personal: Values } {
  const sealed = new Set(
    allFields(definition)
      .filter(isPersonal)
      .map((field) => field.id),
  )
  const open: Values = {}
  const personal: Values = {}
  for (const [id, value] of Object.entries(values)) (sealed.has(id) ? personal : open)[id] = value
  return { open, personal }
}

/** Stores an edition of the values; earlier ones stay. */
export async function storeForm(
  tx: Tx,
  id: string,
  revision: number,
  definition: Definition,
  values: Values,
  key: Buffer,
): Promise<void> {
  const { open, personal } = splitValues(definition, values)
  await tx.run(sql`insert into procedures.case_form (jurisdiction, casefile, revision, open, sealed, hash, at, by_id)
    values (${tx.actor.jurisdiction}, ${id}, ${revision}, ${JSON.stringify(open)}, ${sealJson(key, personal)}, ${hashOf(open)},
      ${tx.now}, ${tx.actor.id})`)
}

type FormRow = { revision: number; open: Values; sealed: Buffer | null; at: string }

/** Every edition of the values, oldest first. Sealed ones are left out where there is no key. */
export async function formsOf(
  tx: Tx,
  id: string,
  key: Buffer | null,
): Promise<{ revision: number; values: Values; at: string }[]> {
  const rows = await tx.rows<FormRow>(sql`select revision, open, sealed, at from procedures.case_form
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id} order by revision`)
  return rows.map(({ revision, open, sealed, at }) => ({
    revision,
    at,
    values: { ...open, ...(key === null || sealed === null ? {} : openJson<Values>(key, sealed)) },
  }))
}

export type MaterialRow = {
  id: string
  material: string
  revision: number
  how: 'file' | 'paper'
  name: string
  size: number | null
  hash: string | null
  at: string
  by: string
}

/** What was handed in, oldest first, without the bytes. */
export async function materialsOf(tx: Tx, id: string): Promise<MaterialRow[]> {
  return tx.rows(sql`select id, material, revision, how, name, size, hash, at, by_name "by" from procedures.case_material
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id} order by at, id`)
}

/** The next number of a series in a year: no gaps, because a number that is not committed is not taken. */
export async function nextNumber(tx: Tx, series: string, year: number): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`insert into procedures.counter (jurisdiction, series, year, last)
    values (${tx.actor.jurisdiction}, ${series}, ${year}, 1)
    on conflict (jurisdiction, series, year) do update set last = procedures.counter.last + 1 returning last`)
  return last
}

/** 张*、欧阳**: how a person is named in lists. */
export function maskName(name: string): string {
  const letters = [...name]
  return letters.length < 2 ? name : letters[0] + '*'.repeat(Math.min(letters.length - 1, 3))
}
