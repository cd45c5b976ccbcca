/** A small generator of repeatable random numbers (mulberry32). */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(below: number): number
}

/** The same seed gives the same sequence on every machine. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return { next, below: (below) => Math.floor(next() * below) }
}
