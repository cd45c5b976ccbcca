import { parentPort, workerData } from 'node:worker_threads'
import { type Sent, sentOf } from '../../threads/index.ts'
import { readPaperHere } from './paper.ts'
import { readTableHere } from './table.ts'

/** What a reading thread is given. */
export type Order = { kind: 'paper' | 'table'; bytes: Uint8Array; name: string; sheet?: string }

async function answer(order: Order): Promise<Sent> {
  try {
    const { kind, bytes, name, sheet } = order
    return { done: kind === 'paper' ? await readPaperHere(bytes, name) : await readTableHere(bytes, name, sheet) }
  } catch (error) {
    return sentOf(error)
  }
}

parentPort?.postMessage(await answer(workerData as Order))
