import { type Actor, reachOf } from '../db/index.ts'
import { comparedColumns, regionColumn } from './source.ts'
import type { CellIssue, Outcome, RegisterDefinition, RegisterRow, Value } from './types.ts'

/** What becomes of one line. */
export type Judged = { outcome: Outcome; before: RegisterRow | null; after: RegisterRow | null; issues: CellIssue[] }

/** Keys of the register's columns in which two rows differ. */
export function differences(definition: RegisterDefinition, a: RegisterRow | null, b: RegisterRow | null): string[] {
  if (a === null || b === null) return []
  return comparedColumns(definition)
    .filter((column) => (a[column.key] ?? null) !== (b[column.key] ?? null))
    .map((column) => column.key)
}

/** The register's part of a row: every compared column present, nothing else. */
export function registerPart(definition: RegisterDefinition, row: RegisterRow): RegisterRow {
  return Object.fromEntries(comparedColumns(definition).map((column) => [column.key, row[column.key] ?? null]))
}

/**
 * The row as it would stand after the import: columns the file has come from the file, the others stay as the register has them,
 * or unknown in a new row.
 */
export function completedRow(
  definition: RegisterDefinition,
  given: Readonly<Record<string, Value>>,
  before: RegisterRow | null,
): RegisterRow {
  const columns = definition.columns.filter((column) => !column.readOnly)
  const read = Object.fromEntries(columns.map((column) => [column.key, given[column.key] ?? null]))
  const normal: RegisterRow = definition.normalise?.(read) ?? read
  return Object.fromEntries(
    columns.map((column) => [
      column.key,
      (column.key in given || column.importOnly ? normal[column.key] : (before?.[column.key] ?? normal[column.key])) ??
        null,
    ]),
  )
}

/** True when the actor may write a row of this region. A row without region belongs to the whole jurisdiction. */
export function mayWrite(actor: Actor, region: Value | undefined): boolean {
  if (actor.region === '*') return true
  if (typeof region !== 'string') return actor.region === reachOf(actor.jurisdiction)
  return region.startsWith(actor.region)
}

function outOfScope(column: string): CellIssue {
  return {
    column,
    code: 'cell.scope',
    text: { zh: '这个区划不在您的辖区内', en: 'This region lies outside the area you work for' },
  }
}

/** Decides one line against the row the register holds. Pure. */
export function judge(
  definition: RegisterDefinition,
  actor: Actor,
  given: Readonly<Record<string, Value>>,
  before: RegisterRow | null,
  found: readonly CellIssue[],
  lookup: unknown,
): Judged {
  const after = completedRow(definition, given, before)
  const issues = [...found]
  const region = regionColumn(definition)
  if (region !== null && issues.every((issue) => issue.column !== region)) {
    const inside = mayWrite(actor, after[region]) && (before === null || mayWrite(actor, before[region]))
    if (!inside) issues.push(outOfScope(region))
  }
  if (issues.length === 0) issues.push(...(definition.check?.(after, lookup, before) ?? []))
  const held = before === null ? null : registerPart(definition, before)
  if (issues.length > 0) return { outcome: 'refused', before: held, after, issues }
  if (held === null) return { outcome: 'new', before: null, after, issues }
  if (differences(definition, held, after).length === 0) return { outcome: 'unchanged', before: held, after, issues }
  return { outcome: 'changed', before: held, after, issues }
}
