import type { TSchema } from 'typebox'
import type { Version } from '../../engines/merge/index.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { Tx } from '../db/index.ts'
import type { KeyRoom } from '../keys/index.ts'
import type { Clock } from './clock.ts'

/** Something done on a device out of reach, as it sends it. Instants are ISO with zone, by the device's own clock. */
export type Operation = {
  /** UUIDv7 made by the device: the operation is carried out once under it. */
  id: string
  /** From 1 without gaps, per device. */
  seq: number
  at: string
  /** Milliseconds to add to the device's time, as it had measured before it did this; null: never measured. */
  offset: number | null
  kind: string
  /** Version of the form that was filled in. */
  form: number
  /** What its author had seen of the record it edits; empty for something new. */
  base: Version
  /** Ids of operations of others that it rests on; it waits until they came to an end here. */
  after?: string[]
  payload: unknown
}

/** Operations as a device hands them in. `roundTrip`: milliseconds its last contact took; null: unknown. */
export type Batch = { device: string; sentAt: string; roundTrip: number | null; operations: Operation[] }

/** Why an operation was not carried out: a typed refusal. */
export type Reason = { code: string; zh: string; en: string; next: Bilingual | null }

/** What became of an operation. `clash`: another one has its number; the device has to begin anew under another name. */
export type Outcome = {
  id: string
  state: 'waiting' | 'done' | 'refused' | 'clash'
  reason: Reason | null
  result: Record<string, unknown> | null
  clock: Clock
  late: boolean
}

/** An operation as a handler gets it: checked against its form, its times put right. */
export type Delivered = {
  id: string
  device: string
  seq: number
  base: Version
  /** When it really happened, ISO. */
  at: string
  clock: Clock
  late: boolean
  /** Puts an instant right that the device wrote into the payload. */
  instant(text: string): string
}

/**
 * A kind of operation that a room carries out: the same command as on the server, under the same permission and the same checks.
 *
 * @example
 * { kind: 'visit.record', title: …, permission: 'visit.record', forms: { 1: VisitBody }, apply: (tx, payload, op) => recordVisit(tx, desk, …) }
 */
export type OperationKind = {
  kind: string
  title: Bilingual
  permission: string
  /** Versions of the form that are still taken, each with the shape of its payload. */
  forms: Readonly<Record<number, TSchema>>
  /** Carries it out. A refusal is kept with its reason; anything it wrote before is undone. What it returns holds ids only. */
  apply(tx: Tx, payload: never, operation: Delivered): Promise<Record<string, unknown>>
  /** Before a refused payload is shown to somebody who settles it: notes the reading, refuses those out of scope. */
  shown?(tx: Tx, payload: never): Promise<void>
}

/** What a room gives a device to take along: today's list, forms, choices. */
export type PackSource = {
  name: string
  permission: string
  load(tx: Tx, query: { start: { lon: number; lat: number } | null }): Promise<unknown>
}

/** What the room needs: keys, and what other rooms bring. */
export type SyncDesk = { keys: KeyRoom; kinds: readonly OperationKind[]; packs: readonly PackSource[] }

/** Declares a kind; the payload has the type that its command takes. */
export function operationKind<Payload>(
  kind: Omit<OperationKind, 'apply' | 'shown'> & {
    apply(tx: Tx, payload: Payload, operation: Delivered): Promise<Record<string, unknown>>
    shown?(tx: Tx, payload: Payload): Promise<void>
  },
): OperationKind {
  return kind as OperationKind
}
