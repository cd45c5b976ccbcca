import type { Condition, Definition, Field, Material, Values } from '../../../src/platform/procedures/index.ts'
import type { Problem } from '../problem.ts'

/** What stands in the form while it is being filled in: money in yuan, numbers as typed. */
export type Draft = Values

/** A problem of one field or material, as the server names it: `/form/beds`, `/materials/licence`. */
export type PlaceProblem = {
  at: string
  kind: 'missing' | 'wrong'
  title: { zh: string; en: string }
  text: { zh: string; en: string }
}

/** The places a refusal names. */
export function problemsOf(problem: Problem | null): PlaceProblem[] {
  return (problem?.details.params as { problems?: PlaceProblem[] } | undefined)?.problems ?? []
}

/** The name people know for a place that a refusal names, for `RefusalNote`. */
export const placeOf =
  (problems: readonly PlaceProblem[], pick: (text: PlaceProblem['title']) => string) => (at: string) => {
    const named = problems.find((each) => each.at === at)
    return named && pick(named.title)
  }

const blank = (value: Values[string] | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

function judge(condition: Condition, draft: Draft): boolean | null {
  if ('field' in condition) {
    const value = draft[condition.field]
    if (blank(value)) return null
    const wanted = [condition.is].flat()
    return [value].flat().some((one) => wanted.includes(one as never))
  }
  if ('given' in condition) return !blank(draft[condition.given])
  if ('not' in condition) {
    const inner = judge(condition.not, draft)
    return inner === null ? null : !inner
  }
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any
    const settled = !('all' in condition)
    const judged = parts.map((part) => judge(part, draft))
    if (judged.includes(settled)) return settled
    return judged.includes(null) ? null : !settled
  }
  return null
}

/** Fields that are shown now: a question that depends on an unanswered one waits. */
export function shown(fields: readonly Field[], draft: Draft): Field[] {
  return fields.filter((field) => field.when === undefined || judge(field.when, draft) === true || opaque(field.when))
}

/** A condition that this page cannot judge. */
function opaque(condition: Condition): boolean {
  return 'formula' in condition || 'date' in condition || 'hook' in condition || 'material' in condition
}

/** Whether a material is needed, for what is filled in so far. */
export function needOf(material: Material, draft: Draft): 'required' | 'optional' | 'conditional' | 'no' {
  if (material.required !== true) return 'optional'
  if (material.when === undefined) return 'required'
  const judged = opaque(material.when) ? null : judge(material.when, draft)
  return judged === null ? 'conditional' : judged ? 'required' : 'no'
}

/** What is sent: yuan become fen, and what was left empty is null. */
export function toValues(fields: readonly Field[], draft: Draft): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const value = draft[field.id]
      if (blank(value)) return [field.id, null]
      return [field.id, field.type === 'money' && typeof value === 'string' ? fen(value) : (value as Values[string])]
    }),
  )
}

function fen(typed: string): number | string {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.normalize('NFKC').replace(/[,\s¥]/g, ''))
  return parts === null ? typed : Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
}

/** Values that are known already, in the form in which they are typed. */
export function toDraft(definition: Definition, values: Values): Draft {
  return Object.fromEntries(
    definition.fields.map((field) => {
      const value = values[field.id] ?? null
      if (field.type === 'money' && typeof value === 'number') return [field.id, (value / 100).toFixed(2)]
      return [field.id, typeof value === 'number' ? String(value) : value]
    }),
  )
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The code by which an applicant follows a case; made here, so that it never stands in an answer of the server. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** A material as it is being handed in. */
export type Handed = { file: File | null; paper: boolean }

type Sent = { material: string; file?: number; name: string }

/** Materials for the request: the list, and the files in the order in which it names them. */
export function toMaterials(handed: Record<string, Handed>): {
  materials: Sent[]
  files: File[]
} {
  const files: File[] = []
  const materials = Object.entries(handed).flatMap(([material, { file, paper }]): Sent[] => {
    if (file !== null) return [{ material, file: files.push(file) - 1, name: file.name }]
    return paper ? [{ material, name: '' }] : []
  })
  return { materials, files }
}
