import { useSyncExternalStore } from 'react'
import type { SyncState } from '../shared/parts/SyncLine.tsx'

let state: SyncState = {
  online: typeof navigator === 'undefined' || navigator.onLine,
  waiting: 0,
  needsYou: 0,
  lastSent: null,
}
const listeners = new Set<() => void>()

/** Tells the line what the store of unsent work holds. Called by that store whenever it changes. */
export function reportSync(change: Partial<SyncState>): void {
  state = { ...state, ...change }
  for (const tell of listeners) tell()
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => reportSync({ online: true }))
  window.addEventListener('offline', () => reportSync({ online: false }))
}

/** What has been sent, what waits, what needs the person. */
export function useSync(): SyncState {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => state,
  )
}
