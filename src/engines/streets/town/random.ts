/** Numbers that look random and are the same for the same seed (xorshift32 over a mixed seed). */
export class Dice {
  #state: number

  constructor(seed: number) {
    let mixed = (seed ^ 0x9e3779b9) >>> 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0
    this.#state = (mixed ^ (mixed >>> 16)) >>> 0 || 1
  }

  /** From 0 up to 1. */
  roll(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x >>> 0
    return this.#state / 4_294_967_296
  }

  between(low: number, high: number): number {
    return low + this.roll() * (high - low)
  }

  chance(share: number): boolean {
    return this.roll() < share
  }
}
