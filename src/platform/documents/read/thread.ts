import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../../kernel/refusal.ts'
import { readPaperHere } from './paper.ts'
import { readTableHere } from './table.ts'

/** What a reading thread is given. */
export type Order = { kind: 'paper' | 'table'; bytes: Uint8Array; name: string; sheet?: string }

/** A refusal on its way between threads: classes do not survive the journey. */
export type SentRefusal = Pick<Refusal, 'code' | 'kind' | 'text' | 'params' | 'next' | 'at'>

/** What a reading thread answers. */
export type Answer = { done: unknown } | { refused: SentRefusal } | { failed: string }

async function answer(order: Order): Promise<Answer> {
  try {
    const { kind, bytes, name, sheet } = order
    return { done: kind === 'paper' ? await readPaperHere(bytes, name) : await readTableHere(bytes, name, sheet) }
  } catch (error) {
    if (!(error instanceof Refusal))
      return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    const { code, kind, text, params, next, at } = error
    return { refused: { code, kind, text, params, next, at } }
  }
}

parentPort?.postMessage(await answer(workerData as Order))
