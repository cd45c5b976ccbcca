/** A binary heap of numbered items by key, in arrays that are allocated once. */
export class Heap {
  size = 0
  private readonly key: Float64Array
  private readonly item: Int32Array
  constructor(room: number) {
    this.key = new Float64Array(room + 1)
    this.item = new Int32Array(room + 1)
  }
  topKey(): number {
    return this.key[0]!
  }
  topItem(): number {
    return this.item[0]!
  }
  push(key: number, item: number): void {
    let at = this.size++
    while (at > 0) {
      const up = (at - 1) >> 1
      if (this.key[up]! <= key) break
      this.key[at] = this.key[up]!
      this.item[at] = this.item[up]!
      at = up
    }
    this.key[at] = key
    this.item[at] = item
  }
  pop(): void {
    const last = --this.size
    const key = this.key[last]!
    const item = this.item[last]!
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= last) break
      if (down + 1 < last && this.key[down + 1]! < this.key[down]!) down++
      if (this.key[down]! >= key) break
      this.key[at] = this.key[down]!
      this.item[at] = this.item[down]!
      at = down
    }
    this.key[at] = key
    this.item[at] = item
  }
}
