import { Worker } from 'node:worker_threads'
import { Refusal } from '../../kernel/refusal.ts'
import type { Answer, SolveOptions } from './answer.ts'
import type { Problem } from './problem.ts'
import type { Message, Order } from './worker.ts'

/**
 * Answers a question in a thread of its own, so that the caller stays responsive. Progress comes as the bound closes; an aborted
 * signal ends the run with the best answer so far (`cancelled: true`). Rejects with a {@link Refusal} when the question makes no
 * sense.
 *
 * @example
 * const answer = await solve({ kind: 'max-cover', reach: { form: 'points', demand, sites }, radius: 1200, count: 3 }, { seconds: 5 })
 */
export function solve(problem: Problem, options: SolveOptions = {}): Promise<Answer> {
  const { seconds = 10, seed = 1, onProgress, signal } = options
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const order: Order = { problem, seconds, seed, stop }
  const cancel = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  return new Promise<Answer>((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress?.(message.progress)
      else if (message.kind === 'answer') resolve(message.answer)
      else reject(new Refusal(message.code, message.text, message.options))
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal?.removeEventListener('abort', cancel)
      reject(new Error('the solving thread ended without an answer'))
    })
  })
}
