/** A small, quick generator of repeatable random numbers (xorshift32); the same seed gives the same sequence on every machine. */
export class Random {
  private state: number

  constructor(seed: number) {
    // Neighbouring seeds are spread out first; zero is the one state that xorshift never leaves.
    let mixed = (Math.trunc(seed) ^ 0x9e3779b9) | 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    mixed ^= mixed >>> 15
    this.state = mixed === 0 ? 1 : mixed
  }

  /** In [0, 1). */
  next(): number {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x
    return (x >>> 0) / 4294967296
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return (this.next() * below) | 0
  }
}
