/**
 * A measured input. `value` null is unknown. `unknown` counts records that could not be read; `most` is the greatest amount one
 * of them may add: 1 for a count (the default), null when there is no limit (areas, money). `records` is how many there are.
 */
export type Quantity = { value: number | null; unknown?: number; most?: number | null; records?: number }

/** Why there is no value: an input is unknown, or a division has nothing to divide by. */
export type NoValue = 'unknown-input' | 'no-denominator'
