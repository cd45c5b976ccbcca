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
    const count = Math.min(most, this.count)
    if (count < this.count) this.divide(count)
    const sorted = this.packed.subarray(0, count).sort()
    for (let k = 0; k < count; k++) into.push(sorted[k]! % ROOM)
    return count
  }

  /** Brings the `count` least to the front, in any order (Hoare's selection): only those are worth sorting. */
  private divide(count: number): void {
    const { packed } = this
    let low = 0
    let high = this.count - 1
    while (low < high) {
      const pivot = packed[(low + high) >> 1]!
      let i = low
      let j = high
      while (i <= j) {
        while (packed[i]! < pivot) i++
        while (packed[j]! > pivot) j--
        if (i > j) break
        const held = packed[i]!
        packed[i++] = packed[j]!
        packed[j--] = held
      }
      if (count - 1 <= j) high = j
      else if (count - 1 >= i) low = i
      else return
    }
  }
}
