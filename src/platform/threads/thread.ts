import { type Transferable, Worker } from 'node:worker_threads'
import { arrived, type Sent } from './sent.ts'
import type { Question, Reply } from './serve.ts'

export type CallOptions = {
  /** When it is aborted the call is rejected at once, and the thread is told to stop. */
  signal?: AbortSignal
  /** Hears what the handler tells while it works. */
  heard?(news: unknown): void
  /** Memory that goes over to the thread. */
  moved?: readonly Transferable[]
}

/** A thread that answers questions (`serveCalls` in the file it was started on). */
export type Thread = {
  /** Asks and waits for the answer; refusals of the handler come out as refusals. */
  call<Result>(name: string, input: unknown, options?: CallOptions): Promise<Result>
  /** Ends the thread; open questions are rejected. */
  close(): Promise<void>
}

type Open = { settle(sent: Sent): void; fail(error: unknown): void; heard?: (news: unknown) => void }

/**
 * Starts a thread on a file. It does not keep the process alive by itself. A thread that dies rejects what is open, and every later
 * question; its owner starts another.
 */
export function startThread(file: URL, options: { heapMegabytes?: number } = {}): Thread {
  const worker = new Worker(file, {
    env: process.env,
    ...(options.heapMegabytes === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytes } }),
  })
  const open = new Map<number, Open>()
  let last = 0
  let dead: unknown = null
  const die = (error: unknown) => {
    dead ??= error
    for (const each of open.values()) each.fail(dead)
    open.clear()
  }
  worker.on('message', (reply: Reply) => {
    const asked = open.get(reply.id)
    if (asked === undefined) return
    if ('news' in reply) {
      asked.heard?.(reply.news)
      return
    }
    open.delete(reply.id)
    if (open.size === 0) worker.unref()
    asked.settle(reply.sent)
  })
  worker.once('error', die)
  worker.once('exit', () => die(new Error(`the thread ${file.pathname.split('/').at(-1)} has ended`)))
  worker.unref()
  return {
    call: <Result>(name: string, input: unknown, { signal, heard, moved = [] }: CallOptions = {}) =>
      new Promise<Result>((resolve, reject) => {
        if (dead !== null) throw dead
        signal?.throwIfAborted()
        const id = ++last
        const stop = () => {
          open.delete(id)
          if (open.size === 0) worker.unref()
          worker.postMessage({ id, stop: true } satisfies Question)
          reject(signal?.reason)
        }
        const over = () => signal?.removeEventListener('abort', stop)
        signal?.addEventListener('abort', stop, { once: true })
        open.set(id, {
          settle: (sent) => {
            over()
            try {
              resolve(arrived(sent, name) as Result)
            } catch (error) {
              reject(error)
            }
          },
          fail: (error) => {
            over()
            reject(error)
          },
          ...(heard === undefined ? {} : { heard }),
        })
        worker.ref()
        worker.postMessage({ id, name, input } satisfies Question, moved as Transferable[])
      }),
    close: async () => {
      await worker.terminate()
    },
  }
}
