import { startThread, type Thread } from '../../../platform/threads/index.ts'

const FILE = new URL('./desk.worker.ts', import.meta.url)

/**
 * The thread that holds streets in memory and answers questions about walking, so that no request waits while another one's streets
 * are searched. It is started when first asked, and again after it died; what was laid out there is then laid out again.
 */
let running: { thread: Thread; laidOut: Map<string, Promise<unknown>> } | null = null

/** Counts how often something that was laid out was lost, so that whoever relies on it lays it out again. */
let losses = 0

export const deskLosses = (): number => losses

function desk() {
  running ??= { thread: startThread(FILE), laidOut: new Map() }
  return running
}

/** Asks the thread; when it has died the next question starts a new one. */
export async function askDesk<Result>(...question: Parameters<Thread['call']>): Promise<Result> {
  const here = desk()
  try {
    return await here.thread.call<Result>(...question)
  } catch (error) {
    if (running === here && error instanceof Error && /has ended$/.test(error.message)) {
      running = null
      losses++
    }
    throw error
  }
}

/** Has streets laid out under a key, once; whoever comes meanwhile waits for the same. The thread drops those used least recently. */
export async function layOutOnce(
  key: string,
  read: () => Promise<{ encoded: Uint8Array; points: Float64Array }>,
): Promise<void> {
  const { laidOut } = desk()
  let laying = laidOut.get(key)
  if (laying === undefined) {
    laying = (async () => {
      const { encoded, points } = await read()
      const { dropped } = await askDesk<{ dropped: string[] }>('layOut', { key, encoded, points })
      for (const old of dropped) laidOut.delete(old)
      if (dropped.length > 0) losses++
    })()
    laidOut.set(key, laying)
    laying.catch(() => laidOut.delete(key))
  }
  await laying
}

/** Ends the thread. */
export async function closeDesk(): Promise<void> {
  const here = running
  running = null
  losses++
  await here?.thread.close()
}
