/** How a price stands to the market: below it by the margin or more, not so, or not comparable. */
export type Verdict = 'below' | 'not-below' | 'unknown'

/** The middle of numbers; of an even count the mean of the two in the middle, rounded down. Null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : Math.floor((sorted[half - 1]! + sorted[half]!) / 2)
}

/**
 * A price beside those of its comparison group. Below the least sample nothing is said but how many there were.
 *
 * @param fen null where no price is published
 */
export function compared(
  fen: number | null,
  group: readonly number[],
  { marginPercent, least }: { marginPercent: number; least: number },
): { medianFen: number | null; sample: number; gapPercent: number | null; verdict: Verdict } {
  const middle = median(group)
  if (middle === null || middle === 0 || group.length < least)
    return { medianFen: null, sample: group.length, gapPercent: null, verdict: 'unknown' }
  if (fen === null) return { medianFen: middle, sample: group.length, gapPercent: null, verdict: 'unknown' }
  const gap = ((middle - fen) * 100) / middle
  return {
    medianFen: middle,
    sample: group.length,
    gapPercent: Math.round(gap * 10) / 10,
    verdict: gap >= marginPercent ? 'below' : 'not-below',
  }
}
