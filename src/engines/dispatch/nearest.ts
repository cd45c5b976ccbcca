/** Steps to a unit of the key; below that, order does not matter. */
const FINE = 64
/** More than there are numbers. */
const ROOM = 65_536

/** Sorts whole numbers below 65,536 by a key from 0 up to a million, many times over without allocating. */
export class Nearest {
  private readonly packed: Float64Array
  private count = 0

  constructor(most: number) {
    this.packed = new Float64Array(most)
  }

  clear(): void {
    this.count = 0
  }

  add(number: number, key: number): void {
    this.packed[this.count++] = Math.floor(key * FINE) * ROOM + number
  }

  /** The numbers with the least keys, at most `most` of them, appended to `into`; how many. */
  take(most: number, into: number[]): number {
    const sorted = this.packed.subarray(0, this.count).sort()
    const count = Math.min(most, this.count)
    for (let k = 0; k < count; k++) into.push(sorted[k]! % ROOM)
    return count
  }
}
