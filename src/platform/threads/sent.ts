import { Refusal, refuse } from '../../kernel/refusal.ts'

/** A refusal on its way between threads: classes do not survive the journey. */
type SentRefusal = Pick<Refusal, 'code' | 'kind' | 'text' | 'params' | 'next' | 'at'>

/** What a thread answers to one question. */
export type Sent = { done: unknown } | { refused: SentRefusal } | { failed: string }

/** An error as it can be sent. */
export function sentOf(error: unknown): Sent {
  if (!(error instanceof Refusal)) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  const { code, kind, text, params, next, at } = error
  return { refused: { code, kind, text, params, next, at } }
}

/** What was sent, or the error that was. `what` names the work in the message of a failure. */
export function arrived(sent: Sent, what: string): unknown {
  if ('done' in sent) return sent.done
  if ('failed' in sent) throw new Error(`${what} failed: ${sent.failed}`)
  const { code, text, kind, params, next, at } = sent.refused
  throw refuse(code, text, {
    kind,
    params,
    ...(next === undefined ? {} : { next }),
    ...(at === undefined ? {} : { at }),
  })
}
