import type { FieldPack } from '../../../src/app/field.ts'
import type { Operation, Outcome } from '../../../src/platform/sync/index.ts'
import type { Session } from '../../shared/session.ts'
import type { Sealed } from './key.ts'

/** What is known of an account on this device; no personal data, so that it can be read before anything is unlocked. */
export type Known = {
  account: string
  device: string
  wrapped: Sealed
  /** There while signed in. */
  key: CryptoKey | null
  /** The last number given to an operation. */
  seq: number
  /** Milliseconds to add to this device's clock, as last measured; null: never. */
  offset: number | null
  lastSent: string | null
}

/** A record made here and what became of it. `note`: what the person reads in the list of unsent ones. */
export type Entry = {
  operation: Operation
  /** Words for the list: whom it concerns and what it is. */
  title: string
  /** Id of the person it concerns, so that today's list shows it as done. */
  subject: string | null
  outcome: Omit<Outcome, 'id'> | null
}

/** What was taken along: the last answer to the pack, and when it came by the server's clock. */
export type Taken = { now: string; at: string; parts: FieldPack }

/** What the app shows. `phase`: nothing yet, ready, never signed in on this device while out of reach, or signed out. */
export type FieldState = {
  phase: 'opening' | 'ready' | 'stranger' | 'signed-out' | 'stopped'
  account: string | null
  session: Session | null
  online: boolean
  sending: boolean
  taken: Taken | null
  entries: Entry[]
  lastSent: string | null
  /** Why the last try failed, in the reader's words; null when it did not. */
  failed: string | null
}
