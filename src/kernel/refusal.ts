/** A sentence in both languages of the house. Chinese first; English is written, not translated word by word. */
export type Bilingual = { zh: string; en: string }

/** What kind of refusal it is; decides the HTTP status and nothing else. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable'

const STATUS: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
}

export type RefusalOptions = {
  kind?: RefusalKind
  /** Values the text was built from, for machines. */
  params?: Record<string, unknown>
  /** What to do next, when it is not evident from the text. */
  next?: Bilingual
  /** Where in the input: JSON pointer, cell address, or character position. */
  at?: string
}

/**
 * An error the user can understand and mend. It carries a stable code, its text in both languages and, where useful, the place
 * and the next step. Everything that is not a `Refusal` is a fault of ours and is answered with a plain 500.
 */
export class Refusal extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly text: Bilingual
  readonly params: Record<string, unknown>
  readonly next: Bilingual | undefined
  readonly at: string | undefined

  constructor(code: string, text: Bilingual, options: RefusalOptions = {}) {
    super(text.en)
    this.name = 'Refusal'
    this.code = code
    this.kind = options.kind ?? 'invalid'
    this.text = text
    this.params = options.params ?? {}
    this.next = options.next
    this.at = options.at
  }

  /** HTTP status for this kind of refusal. */
  get status(): number {
    return STATUS[this.kind]
  }
}

/**
 * Builds a refusal to throw.
 *
 * @example throw refuse('region.unknown', { zh: `没有区划代码 ${code}`, en: `There is no region ${code}` }, { kind: 'missing', at: '/region' })
 */
export function refuse(code: string, text: Bilingual, options: RefusalOptions = {}): Refusal {
  return new Refusal(code, text, options)
}

/** RFC 9457 problem details of a refusal, in the reader's language. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  at?: string
  next?: string
  params?: Record<string, unknown>
}

/** Renders a refusal as problem details (`application/problem+json`) in one language. */
export function problemOf(refusal: Refusal, language: keyof Bilingual): Problem {
  return {
    type: `urn:yike:problem:${refusal.code}`,
    title: refusal.text[language],
    status: refusal.status,
    code: refusal.code,
    ...(refusal.at === undefined ? {} : { at: refusal.at }),
    ...(refusal.next === undefined ? {} : { next: refusal.next[language] }),
    ...(Object.keys(refusal.params).length === 0 ? {} : { params: refusal.params }),
  }
}
