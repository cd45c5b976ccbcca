import type { Reading } from './comparators.ts'
import type { Verdict } from './cues.ts'
import type { DateContext } from './dates.ts'
import type { Quantity } from './quantities.ts'
import type { DeadlineFrom } from './types.ts'

/** What a paragraph stands in: its section, and the deadlines it can inherit. */
export type Setting = {
  dates: DateContext
  goal: boolean
  /** 保障措施: what is done there how often is a way of working. */
  safeguard?: boolean
  /** The heading the paragraph stands under: what a bare 完成5所 is about. */
  topic: string
  /** Deadlines from outside the paragraph, nearest first. */
  inherited: { iso: string; quote: string; from: DeadlineFrom }[]
}

export type Due = { iso: string; quote: string; from: DeadlineFrom; unclear: boolean; far: boolean }

/** A number read in its clause, before it becomes a target or a limit. */
export type Finding = {
  verdict: Verdict
  quantity: Quantity
  reading: Reading
  indicator: string
  start: number
  end: number
  due: Due | null
  base: string | null
  baseValue: number | null
  period: 'year' | 'half-year' | 'quarter' | 'month' | 'week' | 'day' | null
  standard: boolean
  soft: string | null
  scope: string | null
  cumulative: boolean
  alternative: boolean
  unclearParts: boolean
  /** A part of the number before it that falls to one place. */
  share: boolean
}
