import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { type Actor, demand, may, reachOf, type Tx } from '../db/index.ts'
import { missing } from './apply.ts'
import { addressOf, headerOf } from './header.ts'
import { differences } from './judge.ts'
import { lineKeyOf } from './sealing.ts'
import { keyColumns, regionColumn } from './source.ts'
import { findImport, readLines } from './store.ts'
import type { Choice, ColumnType, ImportView, LineView, Outcome, RegisterColumn, RegisterDefinition } from './types.ts'

export const READ = 'register.read'
export const IMPORT = 'register.import'

/** What a screen needs to know of a register; both languages, so that switching needs no request. */
export type RegisterView = {
  name: string
  title: Bilingual
  description: Bilingual
  key: string[]
  regionColumn: string | null
  columns: {
    key: string
    title: Bilingual
    header: Bilingual
    type: ColumnType
    required: boolean
    choices: readonly Choice[]
    help: Bilingual | null
    filter: boolean
    listed: boolean
    importOnly: boolean
    emptyIsNone: boolean
  }[]
  mayImport: boolean
  /** Holds personal data: neither listed nor exported by the mechanism. */
  private: boolean
}

const columnView = (column: RegisterColumn, isKey: boolean): RegisterView['columns'][number] => ({
  key: column.key,
  title: column.title,
  header: { zh: headerOf(column, 'zh'), en: headerOf(column, 'en') },
  type: column.type,
  required: column.required ?? false,
  choices: column.choices ?? [],
  help: column.help ?? null,
  filter: column.filter ?? false,
  listed: column.listed ?? isKey,
  importOnly: column.importOnly ?? false,
  emptyIsNone: column.emptyIsNone ?? false,
})

/** A register as screens see it. */
export function registerView(definition: RegisterDefinition, actor: Actor): RegisterView {
  const keys = new Set(keyColumns(definition).map((column) => column.key))
  return {
    name: definition.name,
    title: definition.title,
    description: definition.description,
    key: [...definition.key],
    regionColumn: regionColumn(definition),
    columns: definition.columns.map((column) => columnView(column, keys.has(column.key))),
    mayImport: may(actor, definition.permissions?.import ?? IMPORT),
    private: definition.private !== undefined,
  }
}

export const mayRead = (definition: RegisterDefinition, actor: Actor): boolean =>
  may(actor, definition.permissions?.read ?? READ)

/** The definition of a name, if the actor may use it in this way. */
export function registerFor(
  definitions: readonly RegisterDefinition[],
  name: string,
  actor: Actor,
  use: 'read' | 'import',
): RegisterDefinition {
  const definition = definitions.find((each) => each.name === name)
  if (definition === undefined) {
    throw refuse(
      'register.missing',
      { zh: '没有这个台账', en: 'There is no such register' },
      { kind: 'missing', at: '/name' },
    )
  }
  demand(actor, definition.permissions?.[use] ?? (use === 'read' ? READ : IMPORT))
  return definition
}

/** An import and its register, if the actor may see them: where rows are kept from other towns, only one's own imports are shown. */
export async function importFor(
  tx: Tx,
  definitions: readonly RegisterDefinition[],
  id: string,
  use: 'read' | 'import',
): Promise<{ item: ImportView; definition: RegisterDefinition }> {
  const item = await findImport(tx, id)
  if (item === null) throw missing()
  const definition = registerFor(definitions, item.register, tx.actor, use)
  if (!sees(definition, tx.actor, item)) throw missing()
  return { item, definition }
}

/** Whether the rows of an import may be shown to the actor. */
export function sees(definition: RegisterDefinition, actor: Actor, item: ImportView): boolean {
  if (definition.private !== undefined) return item.createdBy === actor.id
  if (definition.readBeyondRegion || regionColumn(definition) === null) return true
  return actor.region === '*' || actor.region === reachOf(actor.jurisdiction) || item.createdBy === actor.id
}

/** Lines of an import in the order of the file. */
export async function lineViews(
  tx: Tx,
  definition: RegisterDefinition,
  item: ImportView,
  query: { outcome?: Outcome; moved?: boolean; after: number; limit: number },
): Promise<{ items: LineView[]; next: number | null }> {
  const lines = await readLines(tx, item.id, {
    after: query.after,
    limit: query.limit + 1,
    seal: await lineKeyOf(tx, definition, item.id),
    ...(query.outcome === undefined ? {} : { outcomes: [query.outcome] }),
    ...(query.moved === undefined ? {} : { moved: query.moved }),
  })
  const shown = lines.slice(0, query.limit)
  const at = new Map(item.header.matched.map((each) => [each.column, each.at]))
  const items = shown.map((line) => ({
    line: line.line,
    outcome: line.outcome,
    before: line.before,
    after: line.after,
    differs: differences(definition, line.before, line.after),
    cells: line.cells,
    issues: (line.issues ?? []).map((issue) => {
      const place = issue.column === null ? undefined : at.get(issue.column)
      return { ...issue, address: place === undefined ? null : addressOf(place, line.line) }
    }),
    moved: line.moved,
  }))
  return { items, next: lines.length > query.limit ? (shown.at(-1)?.line ?? null) : null }
}
