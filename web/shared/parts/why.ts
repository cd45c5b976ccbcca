import type { Why as TargetWhy } from '../../../src/contexts/plan/index.ts'
import type { Explanation } from '../../../src/contexts/statistics/index.ts'
import type { Words } from './words.ts'

/** Where words stand in a paper. `start` and `end` are offsets into the paper's text. */
export type ClauseRef = {
  /** Title of the document: 砚山县行动方案. */
  title: string
  /** Place in it: 附件4, 三（二）. */
  clause: string
  number?: string | null
  paper?: string
  quote?: string
  start?: number
  end?: number
}

/** One input of a formula, with where it comes from. */
export type WhyInput = {
  label: Words
  value: number | null
  unit?: string
  /** Records counted, and records that could not be counted. */
  records?: number
  unknown?: number
  source: { label: Words; href: string | null }
}

/** Everything a figure can answer for itself. */
export type Why = {
  title: Words
  /** For which place. */
  place?: string
  value: number | null
  unit: Words
  decimals?: number
  /** ISO date the value speaks of. */
  asOf: string
  /** In names: `护理型床位 ÷ 养老床位`. */
  formula?: string | null
  /** With the numbers filled in: `612 ÷ 1,180 = 51.9%`. */
  filled?: string | null
  inputs: readonly WhyInput[]
  /** Worst and best case when some records are unknown. */
  bounds?: { low: number; high: number } | null
  clause?: ClauseRef | null
  /** A figure that came from outside: who signed for it. */
  external?: { source: string; period: string; file: string | null; signedBy: string; signedAt: string } | null
  /** Every value that stood here, oldest first. */
  history?: readonly { revision: number; value: number | null; recordedAt: string; reason: string | null }[]
  /** False when it was computed just now and nobody has recorded it. */
  recorded?: boolean
  note?: Words | null
}

/** Where a figure's answer comes from: at hand, or read from a path when the sheet opens. */
export type WhySource = Why | { path: string; query?: Record<string, string>; read: (answer: unknown) => Why | null }

/** Share of records that could not be counted; null when nothing was counted at all. */
export function unknownShare(inputs: readonly WhyInput[]): number | null {
  let counted = 0
  let missing = 0
  for (const input of inputs) {
    counted += input.records ?? 0
    missing += input.unknown ?? 0
  }
  return counted + missing === 0 ? null : missing / (counted + missing)
}

/** The answer of statistics (`Explanation`) as a sheet. */
export function whyOfExplanation(found: Explanation, clause: ClauseRef | null = null): Why {
  const { indicator } = found
  return {
    title: indicator.name,
    place: found.region.name,
    value: found.value,
    unit: indicator.unit,
    decimals: indicator.decimals,
    asOf: found.asOf,
    formula: null,
    // A figure from outside has no formula to fill; its value alone would only stand there twice.
    filled: found.external === null && found.filled !== '' ? found.filled : null,
    inputs: found.inputs,
    bounds: found.bounds,
    clause,
    external: found.external,
    history: found.history,
    recorded: found.recorded,
    note: indicator.note,
  }
}

/** The answer of `GET /api/plan/targets/:id/why` as a source: `<WhyNumber source={whyTarget(id)}>`. */
export function whyTarget(id: string, asOf?: string): WhySource {
  return {
    path: `/plan/targets/${id}/why`,
    ...(asOf ? { query: { asOf } } : {}),
    read: (answer) => {
      const { printed, clause, explanation, asOf: day } = answer as TargetWhy
      if (explanation) return whyOfExplanation(explanation, clause)
      return { title: printed, value: null, unit: '', asOf: day, inputs: [], clause }
    },
  }
}
