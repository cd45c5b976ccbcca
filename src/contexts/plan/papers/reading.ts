import { Worker } from 'node:worker_threads'
import { type PlanReading, readPlan } from '../../../engines/plantext/index.ts'
import { refuse } from '../../../kernel/refusal.ts'

/** Characters up to which a paper is read on the spot: it takes less than starting a thread. Plans are seldom longer. */
const SHORT = 40_000

/** Milliseconds a long text may take: a megabyte of nonsense takes about twenty seconds. */
const PATIENCE = 60_000

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads the plan in a text. A long one is read in a thread of its own, one at a time, so that nobody else waits for it.
 *
 * @throws Refusal `paper.too-heavy` when the reading takes too long
 */
export async function readAside(text: string): Promise<PlanReading> {
  if (text.length <= SHORT) return readPlan(text)
  const turn = last.then(() => inThread(text))
  last = turn.catch(() => undefined)
  return turn
}

function inThread(text: string): Promise<PlanReading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./readingthread.ts', import.meta.url), { workerData: text })
    const deadline = setTimeout(() => {
      reject(tooHeavy())
      void worker.terminate()
    }, PATIENCE)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(deadline)
      reject(new Error('the reading of a plan ended without an answer'))
    })
  })
}

const tooHeavy = () =>
  refuse(
    'paper.too-heavy',
    {
      zh: '这份文件太长太乱，读取超时，没有保存任何内容',
      en: 'This paper is too long and tangled to be read; nothing was saved',
    },
    {
      kind: 'too-large',
      next: { zh: '请只上传方案正文和附件，或分成几份', en: 'Upload only the plan and its annexes, or in parts' },
    },
  )
