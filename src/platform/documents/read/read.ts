import { Worker } from 'node:worker_threads'
import { arrived, type Sent } from '../../threads/index.ts'
import type { PaperText, TableText } from '../types.ts'
import { LIMITS } from './limits.ts'
import { checkSize } from './paper.ts'
import { tooHeavy } from './refusals.ts'
import type { Order } from './thread.ts'

let running = 0
const waiting: (() => void)[] = []

async function turn(): Promise<void> {
  if (running >= LIMITS.threads) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
}

function done(): void {
  const next = waiting.shift()
  if (next) next()
  else running--
}

/** Runs one reading in its own thread and ends it when it takes too long or too much memory. */
function inThread(order: Order): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes },
      env: process.env,
    })
    const before = process.memoryUsage.rss()
    const stop = (why: 'time' | 'memory') => {
      reject(tooHeavy(order.name, why))
      void worker.terminate()
    }
    const deadline = setTimeout(() => stop('time'), LIMITS.time)
    // Buffers lie outside the thread's heap limit, so the process is watched as well.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > LIMITS.growth) stop('memory')
    }, 250)
    const settle = () => {
      clearTimeout(deadline)
      clearInterval(watch)
    }
    worker.once('message', (answer: Sent) => resolve(answer))
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') reject(tooHeavy(order.name, 'memory'))
      else reject(error)
    })
    worker.once('exit', () => {
      settle()
      reject(new Error(`The reading of ${order.name} ended without an answer`))
    })
  })
}

async function read(order: Order): Promise<unknown> {
  checkSize(order.bytes, order.name)
  await turn()
  try {
    return arrived(await inThread(order), `Reading ${order.name}`)
  } finally {
    done()
  }
}

/**
 * Reads a paper someone brought: txt, md, html, csv, docx, xlsx, pdf with a text layer, ofd. What it is, its content decides. The work
 * runs in a thread of its own, bounded in time and memory.
 *
 * @param name file name as given; used in messages and to tell kinds of text apart
 * @throws Refusal `documents.*` for everything that cannot be read: empty, too large, locked, damaged, scanned, a picture, an old
 *   binary format, an archive, a bomb, not text at all
 */
export async function readPaper(bytes: Uint8Array, name: string): Promise<PaperText> {
  return (await read({ kind: 'paper', bytes, name })) as PaperText
}

/**
 * Reads a list for an import: csv (comma, semicolon or tab; UTF-8, UTF-16, GB18030) or a sheet of an xlsx workbook, by default the
 * first one with content. Title lines above the header are skipped; dates come as ISO, numbers as plain decimals.
 *
 * @throws Refusal as {@link readPaper}, and when the file is not a list or has more than 200,000 rows
 */
export async function readTable(bytes: Uint8Array, name: string, options: { sheet?: string } = {}): Promise<TableText> {
  return (await read({
    kind: 'table',
    bytes,
    name,
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
  })) as TableText
}
