import { today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { calendar } from '../../calendar/index.ts'
import type { Tx } from '../../db/index.ts'
import { endOf } from '../clock.ts'
import { checkDefinition } from '../definition/check.ts'
import { hooksOf } from '../definition/conditions.ts'
import { type Finding, formFindings, readDefinition } from '../definition/read.ts'
import { SHIPPED } from '../definitions/index.ts'
import type { Desk } from '../desk.ts'
import type { Definition, Group } from '../model.ts'
import { type Edition, editionInForce, editionsInForce, inForce, noDefinition, rowsOf } from './store.ts'

/** A guide in the public list. */
export type GuideLine = {
  code: string
  version: number
  title: Bilingual
  summary: Bilingual
  group: Group
  applicant: 'organisation' | 'person'
  fee: Bilingual
  days: { count: number; unit: 'working' | 'calendar' } | null
  validFrom: string | null
}

/** A public guide: the definition itself, and what follows from it today. */
export type Guide = {
  definition: Definition
  version: number
  hash: string
  validFrom: string | null
  /** When an application of today would be due. */
  dueToday: { date: string; provisional: boolean } | null
  /** Questions to other rooms that nobody answers here yet: such a rule stays unknown and blocks. */
  unconnected: string[]
}

function matches({ definition }: Edition, q: string): boolean {
  const words = [
    definition.title.zh,
    definition.title.en,
    definition.summary.zh,
    definition.applicant.who.zh,
    ...(definition.keywords ?? []),
  ]
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.toLowerCase().includes(part)))
}

/** The guides of today, by a word of their title, summary or keywords. */
export async function guideList(tx: Tx, q = ''): Promise<GuideLine[]> {
  const editions = await editionsInForce(tx)
  return editions
    .filter((edition) => matches(edition, q.trim()))
    .map(({ code, version, validFrom, definition: d }) => ({
      code,
      version,
      title: d.title,
      summary: d.summary,
      group: d.group,
      applicant: d.applicant.kind,
      fee: d.fee.text,
      days: d.term?.promised ?? d.term?.legal ?? null,
      validFrom,
    }))
}

export function unconnectedHooks(desk: Desk, definition: Definition): string[] {
  return hooksOf(definition).filter((name) => !desk.hooks.has(name))
}

async function guideOf(tx: Tx, desk: Desk, edition: Edition): Promise<Guide> {
  const { definition, version, hash, validFrom } = edition
  const days = definition.term?.promised ?? definition.term?.legal
  const due = days === undefined ? null : endOf(await calendar(tx), today(tx.now.getTime()), days)
  return { definition, version, hash, validFrom, dueToday: due, unconnected: unconnectedHooks(desk, definition) }
}

/** One guide as it is in force today. @throws Refusal `definition.missing` */
export async function guide(tx: Tx, desk: Desk, code: string): Promise<Guide> {
  return guideOf(tx, desk, await editionInForce(tx, code))
}

/** A procedure in the officers' list: what is in force, what was, what is being written. */
export type DefinitionLine = {
  code: string
  title: Bilingual
  group: Group
  inForce: { version: number; origin: 'shipped' | 'county'; validFrom: string | null } | null
  draft: { version: number; at: string; by: string; errors: number } | null
  versions: {
    version: number
    state: 'draft' | 'enacted'
    origin: 'shipped' | 'county'
    validFrom: string | null
    validUntil: string | null
    hash: string
    note: string | null
    by: string
  }[]
}

const errorsOf = (definition: Definition) =>
  checkDefinition(definition).filter((finding) => finding.severity === 'error').length

/** Every procedure of the jurisdiction, shipped or its own, with its versions. */
export async function definitionList(tx: Tx): Promise<DefinitionLine[]> {
  const rows = await rowsOf(tx)
  const current = inForce(rows, tx.actor.jurisdiction, today(tx.now.getTime()))
  const codes = [...new Set([...current.map((each) => each.code), ...rows.map((row) => row.code)])].sort()
  return codes.map((code) => {
    const edition = current.find((each) => each.code === code)
    const own = rows.filter((row) => row.code === code)
    const draft = own.find((row) => row.state === 'draft')
    const newest = edition?.definition ?? own[0]!.content
    return {
      code,
      title: newest.title,
      group: newest.group,
      inForce:
        edition === undefined
          ? null
          : { version: edition.version, origin: edition.origin, validFrom: edition.validFrom },
      draft:
        draft === undefined
          ? null
          : { version: draft.version, at: draft.at, by: draft.by, errors: errorsOf(draft.content) },
      versions: own.map((row) => ({
        version: row.version,
        state: row.state,
        origin: row.origin,
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        hash: row.hash,
        note: row.note,
        by: row.by,
      })),
    }
  })
}

/** What the editor opens: the draft, else what is in force, else the newest version. */
export type EditorView = {
  definition: Definition
  /** Of the draft that is being changed; null when saving makes a new one. */
  revision: number | null
  version: number | null
  note: string | null
}

export async function editorView(tx: Tx, code: string): Promise<EditorView> {
  const rows = await rowsOf(tx, code)
  const draft = rows.find((row) => row.state === 'draft')
  if (draft !== undefined)
    return { definition: draft.content, revision: draft.revision, version: draft.version, note: draft.note }
  const known = rows[0]?.content ?? SHIPPED.find((each) => each.definition.code === code)?.definition
  if (known === undefined) throw noDefinition(code)
  return { definition: known, revision: null, version: null, note: null }
}

/** What a document says when it is looked at before saving: its faults, and, where it has the right form, the guide it would make. */
export type Preview = { findings: Finding[]; guide: Guide | null }

export async function previewOf(tx: Tx, desk: Desk, content: unknown): Promise<Preview> {
  const form = formFindings(content)
  if (form.length > 0) return { findings: form, guide: null }
  const definition = readDefinition(content)
  const edition: Edition = {
    code: definition.code,
    version: 0,
    definition,
    hash: '',
    origin: 'county',
    state: 'draft',
    validFrom: null,
    validUntil: null,
  }
  return { findings: checkDefinition(definition), guide: await guideOf(tx, desk, edition) }
}
