import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './worker.ts'

/**
 * The thread that answered last, kept for the next question: starting one and compiling its code takes longer than mending a plan may. It
 * does not keep the process alive.
 */
let idle: Worker | null = null

/** Milliseconds since the epoch, comparable between threads. */
export const instant = (): number => performance.timeOrigin + performance.now()

/** Has a planning thread answer; every question at one time has a thread of its own. A thread that dies rejects its question. */
export function ask<Result>(order: Order, heard: (news: unknown) => void = () => undefined): Promise<Result> {
  const worker = idle ?? started()
  idle = null
  worker.ref()
  return new Promise<Result>((resolve, reject) => {
    const leave = () => {
      worker.off('message', listen)
      worker.off('error', fail)
      worker.off('exit', end)
    }
    const listen = (answer: Answer) => {
      if ('news' in answer) {
        heard(answer.news)
        return
      }
      leave()
      if (idle === null) {
        worker.unref()
        idle = worker
      } else void worker.terminate()
      resolve(answer.done as Result)
    }
    const fail = (error: unknown) => {
      leave()
      reject(error)
    }
    const end = () => fail(new Error('the planning thread ended without an answer'))
    worker.on('message', listen)
    worker.on('error', fail)
    worker.on('exit', end)
    worker.postMessage(order)
  })
}

function started(): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  // Whoever asked hears of its death; when nobody did, the next question starts another.
  worker.on('error', () => undefined)
  worker.on('exit', () => {
    if (idle === worker) idle = null
  })
  return worker
}
