/** A queue that gives the least item first (binary heap); `items` holds what waits, in no useful order. */
export class Queue<Item> {
  readonly items: Item[] = []
  private readonly compare: (a: Item, b: Item) => number

  constructor(compare: (a: Item, b: Item) => number) {
    this.compare = compare
  }

  peek(): Item | undefined {
    return this.items[0]
  }

  push(item: Item): void {
    const { items, compare } = this
    let at = items.length
    items.push(item)
    while (at > 0) {
      const up = (at - 1) >> 1
      if (compare(items[up]!, item) <= 0) break
      items[at] = items[up]!
      at = up
    }
    items[at] = item
  }

  pop(): Item | undefined {
    const { items, compare } = this
    const first = items[0]
    const item = items.pop()
    if (item === undefined || items.length === 0) return first
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= items.length) break
      if (down + 1 < items.length && compare(items[down + 1]!, items[down]!) < 0) down++
      if (compare(items[down]!, item) >= 0) break
      items[at] = items[down]!
      at = down
    }
    items[at] = item
    return first
  }
}
