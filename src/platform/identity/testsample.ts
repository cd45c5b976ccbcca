type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  default?: unknown
}

/** An id that nothing has. */
export const NO_ID = '00000000-0000-7000-8000-000000000000'

const TEXTS = [
  'sample',
  NO_ID,
  '532622',
  '532622100000',
  '2026-03-02',
  '2026',
  '2026-03',
  '2026-Q1',
  'a-b-c',
  'a.b.c',
  'A1',
  '1',
  '2026-03-02T00:00:00Z',
  '91350100M000100Y43',
  '532622-2026-000001',
  'YLJG-532622-2026-0001',
  'ABCD2345',
  '09:00',
  'a'.repeat(43),
  'a'.repeat(64),
]
const FORMATS: Record<string, string> = {
  date: '2026-03-02',
  'date-time': '2026-03-02T00:00:00Z',
  uuid: NO_ID,
  email: 'a@example.org',
  uri: 'https://example.org/',
}

/**
 * The smallest value that a JSON schema takes: required properties only, ids that nothing has.
 *
 * @throws Error when none of the ready texts fits a pattern; then add one
 */
export function sampleOf(schema: unknown): unknown {
  const s = schema as Schema
  if (s.const !== undefined) return s.const
  if (s.default !== undefined) return s.default
  if (s.enum !== undefined) return s.enum[0]
  if (s.anyOf !== undefined) return sampleOf(s.anyOf[0])
  if (s.allOf !== undefined) return Object.assign({}, ...s.allOf.map(sampleOf))
  switch (Array.isArray(s.type) ? s.type[0] : s.type) {
    case 'object':
      return Object.fromEntries((s.required ?? []).map((name) => [name, sampleOf(s.properties?.[name] ?? {})]))
    case 'array':
      return Array.from({ length: s.minItems ?? 0 }, () => sampleOf(s.items ?? {}))
    case 'integer':
    case 'number':
      return numberOf(s)
    case 'boolean':
      return false
    case 'null':
      return null
    case 'string':
      return textOf(s)
    default:
      return {}
  }
}

function numberOf({ minimum, exclusiveMinimum = 0, exclusiveMaximum }: Schema): number {
  if (minimum !== undefined) return minimum
  return exclusiveMaximum === undefined ? exclusiveMinimum + 1 : (exclusiveMinimum + exclusiveMaximum) / 2
}

function textOf(s: Schema): string {
  if (s.format !== undefined && FORMATS[s.format] !== undefined) return FORMATS[s.format]!
  const text = TEXTS.find(
    (each) =>
      each.length >= (s.minLength ?? 0) &&
      each.length <= (s.maxLength ?? Number.POSITIVE_INFINITY) &&
      (s.pattern === undefined || new RegExp(s.pattern, 'u').test(each)),
  )
  if (text === undefined)
    throw new Error(`no ready text fits the pattern ${s.pattern} with ${s.minLength ?? 0} letters`)
  return text
}
