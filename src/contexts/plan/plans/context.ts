import type { LibraryEntry } from './indicators.ts'
import type { Peer } from './peers.ts'

/** What is known besides the paper. */
export type DraftContext = {
  plan: string
  library: readonly LibraryEntry[]
  /** Targets in force here and in governments around, for plausibility and conflicts. */
  peers: readonly Peer[]
  jurisdiction: string
  newId: () => string
}
