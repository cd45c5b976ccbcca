import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { RegionReach } from './reach.ts'

/**
 * How a target stands. `met`: reached (for good, or for now where the date is still ahead). `on-track` and `behind`: against the
 * straight line to the next milestone. `missed`: the value due was not reached. `not-due`: nothing due yet and no line to
 * measure by. `unknown`: no figure that may be held against it.
 */
export type State = 'met' | 'on-track' | 'behind' | 'missed' | 'unknown' | 'not-due'

/** A value with its date. */
export type Dated = { date: IsoDate; value: number }

/** A judgement, in the terms of the figure: an increment shows base plus growth, `per-region` shows numbers of regions. */
export type Judgement = {
  state: State
  /** The milestone in force, null before the first. */
  due: Dated | null
  next: Dated | null
  /** What the straight line asks on the day of the figure. */
  pace: Dated | null
  /** The figure the judgement rests on, and its day. */
  actual: number | null
  asOf: IsoDate | null
  /** What is lacking to the value due if it was not reached, else to the next; 0 when nothing is. */
  gap: number | null
  /** Reached, but only after the day it was due. */
  late: boolean
  /** False when the unknown part of the figures could change the state. */
  certain: boolean
  /** For `per-region`: which regions fall short. */
  regions: RegionReach | null
  reason: Bilingual
}
