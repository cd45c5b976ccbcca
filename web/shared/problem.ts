import type { Problem as ProblemDetails } from '../../src/kernel/refusal.ts'
import { language } from './i18n/index.ts'

export type { ProblemDetails }

/** A refusal of the server (RFC 9457), or the fact that it could not be reached, as an error to throw. */
export class Problem extends Error {
  readonly details: ProblemDetails

  constructor(details: ProblemDetails) {
    super(details.title)
    this.name = 'Problem'
    this.details = details
  }

  get code(): string {
    return this.details.code
  }

  get status(): number {
    return this.details.status
  }

  /**
   * True when the command may or may not have happened: no answer, or an answer from a failing server. The same submit must then be
   * repeated with the same idempotency key.
   */
  get unsettled(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

const WORDS = {
  unreachable: {
    zh: ['现在连不上服务器', '请检查网络，稍后再试。您填写的内容还在。'],
    en: ['The server cannot be reached', 'Check the network and try again. What you entered is still here.'],
  },
  broken: {
    zh: ['服务器出了问题', '问题已记录。请稍后再试；您填写的内容还在。'],
    en: ['Something failed on the server', 'It has been recorded. Try again later; what you entered is still here.'],
  },
} as const

/** The problem of getting no answer at all. */
export function unreachable(): Problem {
  const [title, next] = WORDS.unreachable[language()]
  return new Problem({ type: 'urn:yike:problem:web.unreachable', title, status: 0, code: 'web.unreachable', next })
}

/** Reads the problem out of a failed response; answers that are not problem+json become a plain failure. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) {
    return new Problem({ type: 'about:blank', ...(body as Omit<ProblemDetails, 'type'>), status: response.status })
  }
  const [title, next] = WORDS.broken[language()]
  return new Problem({ type: 'about:blank', title, status: response.status, code: `http.${response.status}`, next })
}

/** Any thrown value as a problem to show. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  const [title, next] = WORDS.broken[language()]
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new Problem({ type: 'about:blank', title, status: 500, code: 'web.failed', detail, next })
}
