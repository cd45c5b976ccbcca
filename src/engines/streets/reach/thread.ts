import { parentPort, workerData } from 'node:worker_threads'
import type { Network } from '../network.ts'
import type { ReachTask } from './pool.ts'
import { ReachSearch } from './reach.ts'

/** A thread of the pool: takes kinds from the board until none is left. */
const search = new ReachSearch(workerData as Network)

parentPort!.on('message', (task: ReachTask) => {
  for (;;) {
    const kind = Atomics.add(task.board, 0, 1)
    if (kind >= task.sources.length) break
    const counts = search.run(
      { sources: task.sources[kind]! },
      task.cut,
      task.direction,
      task.vertices[kind]!,
      task.targets,
      task.into[kind]!,
    )
    task.board[1 + kind * 2] = counts.verticesReached
    task.board[2 + kind * 2] = counts.targetsReached
  }
  parentPort!.postMessage(null)
})
