import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../kernel/refusal.ts'
import type { Answer, Progress } from './answer.ts'
import type { Problem } from './problem.ts'
import { solveHere } from './solve-here.ts'

/** What a solving thread is given. `stop[0]` becomes 1 when the run is cancelled. */
export type Order = { problem: Problem; seconds: number; seed: number; stop: Int32Array }

/** What a solving thread tells. */
export type Message =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'refusal'; code: string; text: Refusal['text']; options: ConstructorParameters<typeof Refusal>[2] }

const order: Order = workerData
const tell = (message: Message) => parentPort!.postMessage(message)

try {
  const answer = solveHere(order.problem, {
    seconds: order.seconds,
    seed: order.seed,
    now: () => performance.now(),
    cancelled: () => Atomics.load(order.stop, 0) === 1,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  })
  tell({ kind: 'answer', answer })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  const { code, text, kind, params, next, at } = error
  tell({ kind: 'refusal', code, text, options: { kind, params, next, at } })
}
