import type { Bilingual } from '../../kernel/refusal.ts'
import type { Database } from '../db/index.ts'

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** What a run works on. */
export type RunSubject = { kind: string; id: string }

/** Why a run failed, and what to do next. */
export type RunRefusal = { code: string; text: Bilingual; next?: Bilingual }

/** A long computation as screens see it. */
export type RunView = {
  id: string
  kind: string
  subject: RunSubject | null
  state: RunState
  /** Share done, 0 to 1; null where it cannot be said. */
  progress: number | null
  note: unknown
  result: unknown
  /** Why it failed. */
  refusal: RunRefusal | null
  cancelAsked: boolean
  askedAt: string
  askedBy: string
  startedAt: string | null
  endedAt: string | null
}

/** Why a computation is told to stop: the reason of its signal. */
export class Halted extends Error {
  /** `stopping`: the process ends, and another begins the run again; `cancelled`: nobody will. */
  readonly why: 'cancelled' | 'stopping'
  constructor(why: 'cancelled' | 'stopping') {
    super(why === 'cancelled' ? 'the run was cancelled or taken over' : 'the process stops')
    this.why = why
  }
}

/** What a computation is handed. */
export type Work<Input> = {
  db: Database
  jurisdiction: string
  id: string
  input: Input
  /** Account that asked. */
  askedBy: string
  /** Aborted, with a `Halted`, when a person cancels, the process stops, or another process has taken the run over. */
  signal: AbortSignal
  /** Tells how far it is; cheap, written at most every half second. */
  progress(share: number | null, note?: unknown): void
}

/**
 * A kind of computation that is longer than a request (后台计算). It may be cut short at any instant and is then begun again, so what
 * it writes must become visible in one last transaction.
 */
export type RunKind<Input = unknown, Result = unknown> = {
  /** Names the kind in the database; never changed once in use. `territory.streets-import`. */
  name: string
  title: Bilingual
  /** Who may see, and cancel, runs of this kind. */
  permission: string
  /** Concerns the whole jurisdiction: those who work for one town may see it, but not cancel it. */
  whole?: true
  run(work: Work<Input>): Promise<Result>
}

// biome-ignore lint/suspicious/noExplicitAny: inputs and results of different kinds have nothing in common
export type AnyRunKind = RunKind<any, any>
