import { Worker } from 'node:worker_threads'
import { FOOTHOLD, type Network } from '../network.ts'
import { cutOf, emptyLabels, type ReachOfKind, type ReachRequest } from './reach.ts'
import type { Labels } from './search.ts'

/** What a thread is told: everything in it is shared memory or small. */
export type ReachTask = {
  sources: Int32Array[]
  cut: number
  direction: 'to' | 'from'
  targets: Int32Array | null
  vertices: (Labels | null)[]
  into: (Labels | null)[]
  /** Next kind to be taken, then for each kind the vertices and the targets reached. */
  board: Int32Array
}

/** Threads that answer reach requests beside the caller, on the same memory. */
export type ReachPool = {
  /** As `reach`, but the caller's thread stays free. Requests wait for each other. */
  reach(request: ReachRequest): Promise<ReachOfKind[]>
  /** Ends the threads; a request under way is rejected. */
  close(): Promise<void>
}

function onSharedMemory(list: Int32Array): Int32Array {
  if (list.buffer instanceof SharedArrayBuffer) return list
  const shared = new Int32Array(new SharedArrayBuffer(Math.max(4, list.byteLength)), 0, list.length)
  shared.set(list)
  return shared
}

/** One request on one thread: done, or the thread failed. */
function ask(worker: Worker, task: ReachTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off('message', done)
      worker.off('error', failed)
      worker.off('exit', gone)
      end()
    }
    const done = () => settle(resolve)
    const failed = (error: Error) => settle(() => reject(error))
    const gone = () => settle(() => reject(new Error('the reach thread has ended')))
    worker.once('message', done)
    worker.once('error', failed)
    worker.once('exit', gone)
    worker.postMessage(task)
  })
}

/**
 * Starts threads for reach requests on one network. Kinds are shared out one by one, so that a large kind does not hold up the rest.
 *
 * @example
 * const pool = startReach(network, 2)
 * const kinds = await pool.reach({ kinds: asked, cut: 1200, targets })
 * await pool.close()
 */
export function startReach(network: Network, threads: number): ReachPool {
  const workers = Array.from(
    { length: Math.max(1, threads) },
    () => new Worker(new URL('./thread.ts', import.meta.url), { workerData: network }),
  )
  for (const worker of workers) {
    worker.unref()
    // A failure is told to the request under way; without one it must not end the program.
    worker.on('error', () => undefined)
  }
  let last: Promise<unknown> = Promise.resolve()

  async function answer(request: ReachRequest): Promise<ReachOfKind[]> {
    const cut = cutOf(request.cut)
    const wanted = request.vertices ?? request.targets === undefined
    const targets = request.targets === undefined ? null : onSharedMemory(request.targets)
    const count = request.kinds.length
    const task: ReachTask = {
      sources: request.kinds.map((kind) => onSharedMemory(kind.sources)),
      cut,
      direction: request.direction ?? 'to',
      targets,
      vertices: request.kinds.map(() => (wanted ? emptyLabels(network.vertexCount) : null)),
      into: request.kinds.map(() => (targets === null ? null : emptyLabels(targets.length / FOOTHOLD))),
      board: new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * count))),
    }
    for (const worker of workers) worker.ref()
    try {
      await Promise.all(workers.map((worker) => ask(worker, task)))
    } finally {
      for (const worker of workers) worker.unref()
    }
    return task.sources.map((_, kind) => ({
      vertices: task.vertices[kind]!,
      verticesReached: task.board[1 + kind * 2]!,
      targets: task.into[kind]!,
      targetsReached: task.board[2 + kind * 2]!,
    }))
  }

  return {
    reach(request) {
      const answered = last.then(() => answer(request))
      last = answered.catch(() => undefined)
      return answered
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
