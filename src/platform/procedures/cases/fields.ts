import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../db/index.ts'
import type { Desk } from '../desk.ts'
import { valueWords } from '../form.ts'
import { type Definition, type Field, isPersonal, type Value, type Values } from '../model.ts'

/** A field with its value as it may be shown. */
export type ShownField = {
  id: string
  title: Bilingual
  section: string | null
  text: string
  personal: boolean
  value: Value
}

const MASK = '••••••'

/** The name of a place that was chosen; undefined for other fields and unknown places. */
function placeName(
  field: Field,
  value: Value | undefined,
  places: ReadonlyMap<string, { name: string }>,
): string | undefined {
  return field.type === 'region' && typeof value === 'string' ? places.get(value)?.name : undefined
}

/** Names of the places that values mention, and of `also`. One statement, none where there is nothing to name. */
export async function placesIn(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  values: Values,
  also: readonly string[] = [],
): Promise<ReadonlyMap<string, { name: string }>> {
  const codes = definition.fields
    .filter((field) => field.type === 'region')
    .map((field) => values[field.id])
    .filter((value): value is string => typeof value === 'string')
  const wanted = [...new Set([...codes, ...also])]
  return wanted.length === 0 ? new Map() : desk.resolve(tx, wanted)
}

/** The form as it may be shown; personal values only where they were opened. */
export function shownFields(
  definition: Definition,
  values: Values,
  open: boolean,
  places: ReadonlyMap<string, { name: string }> = new Map(),
): ShownField[] {
  const findings = definition.steps.flatMap((step) => step.acts.flatMap((act) => act.fields ?? []))
  return [...definition.fields, ...findings]
    .filter((field) => values[field.id] !== undefined && values[field.id] !== null)
    .map((field) => {
      const personal = isPersonal(field)
      const hidden = personal && !open
      return {
        id: field.id,
        title: field.title,
        section: field.section ?? null,
        text: hidden ? MASK : (placeName(field, values[field.id], places) ?? valueWords(field, values[field.id])),
        personal,
        value: hidden ? null : (values[field.id] ?? null),
      }
    })
}
