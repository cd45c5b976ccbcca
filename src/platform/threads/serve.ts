import { type MessagePort, parentPort } from 'node:worker_threads'
import { type Sent, sentOf } from './sent.ts'

/** What a handler may do besides computing. */
export type Call = {
  /** Tells the caller something while the work goes on. */
  tell(news: unknown): void
  /** Aborted when the caller lost interest. */
  signal: AbortSignal
}

/** Answers of a thread by the name of the question. A handler gives its result, with `moved` to hand memory over instead of copying. */
export type Handlers = Record<string, (input: never, call: Call) => unknown>

/** A result whose memory goes to the caller. */
export class Moved {
  readonly value: unknown
  readonly memory: ArrayBuffer[]
  constructor(value: unknown, memory: ArrayBuffer[]) {
    this.value = value
    this.memory = memory
  }
}

export type Question = { id: number; name: string; input: unknown } | { id: number; stop: true }
export type Reply = { id: number; news: unknown } | { id: number; sent: Sent }

/** Makes this thread answer questions, each as it comes. Called once, by the file that a thread is started on. */
export function serveCalls(handlers: Handlers, port: MessagePort | null = parentPort): void {
  const halts = new Map<number, AbortController>()
  const reply = (message: Reply, memory: ArrayBuffer[] = []) => port?.postMessage(message, memory)
  port?.on('message', async (question: Question) => {
    const { id } = question
    if ('stop' in question) {
      halts.get(id)?.abort(new Error('nobody waits for the answer any more'))
      return
    }
    const halt = new AbortController()
    halts.set(id, halt)
    try {
      const handler = handlers[question.name]
      if (handler === undefined) throw new Error(`no such question: ${question.name}`)
      const call: Call = { tell: (news) => reply({ id, news }), signal: halt.signal }
      const done = await handler(question.input as never, call)
      if (done instanceof Moved) reply({ id, sent: { done: done.value } }, done.memory)
      else reply({ id, sent: { done } })
    } catch (error) {
      reply({ id, sent: sentOf(error) })
    } finally {
      halts.delete(id)
    }
  })
}
