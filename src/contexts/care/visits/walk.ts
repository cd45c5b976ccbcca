/**
 * An order of stops by a short way on foot: the order given and nearest neighbour from the start, each by 2-opt until no turn makes it shorter;
 * the shortest of them. `metres[i][j]`:
 * from stop i to stop j; `Infinity` where there is no way. `start[i]`: from where the visitor is; null: the best first stop is chosen.
 * Deterministic. Cubic in the stops: rounds have a few dozen.
 */
export function walkingOrder(metres: readonly (readonly number[])[], start: readonly number[] | null): number[] {
  const count = metres.length
  if (count === 0) return []
  const firsts = start === null ? Array.from({ length: count }, (_, i) => i) : [null]
  const candidates = [metres.map((_, i) => i), ...firsts.map((first) => nearest(metres, start, first))]
  let best: { order: number[]; length: number } | null = null
  for (const candidate of candidates) {
    const order = improve(candidate, metres, start)
    const length = lengthOf(order, metres, start)
    if (best === null || length < best.length) best = { order, length }
  }
  return best!.order
}

/** What is far is still farther than nothing: unreachable legs weigh the same, so that reachable ones are put in order. */
const FAR = 1e7
const leg = (metres: number): number => (Number.isFinite(metres) ? metres : FAR)

function nearest(
  metres: readonly (readonly number[])[],
  start: readonly number[] | null,
  first: number | null,
): number[] {
  const left = new Set(metres.keys())
  const order: number[] = []
  let here = first
  while (left.size > 0) {
    let next = -1
    if (here !== null && order.length === 0 && start === null) next = here
    else {
      const from = order.at(-1)
      for (const each of left) {
        const way = leg(from === undefined ? start![each]! : metres[from]![each]!)
        if (next < 0 || way < leg(from === undefined ? start![next]! : metres[from]![next]!)) next = each
      }
    }
    order.push(next)
    left.delete(next)
    here = next
  }
  return order
}

/** Length of an order, the way to its first stop included. */
export function lengthOf(
  order: readonly number[],
  metres: readonly (readonly number[])[],
  start: readonly number[] | null,
): number {
  let sum = start === null || order.length === 0 ? 0 : leg(start[order[0]!]!)
  for (let i = 1; i < order.length; i++) sum += leg(metres[order[i - 1]!]![order[i]!]!)
  return sum
}

function improve(
  given: readonly number[],
  metres: readonly (readonly number[])[],
  start: readonly number[] | null,
): number[] {
  let order = [...given]
  let length = lengthOf(order, metres, start)
  for (let again = true; again; ) {
    again = false
    for (let i = 0; i < order.length - 1; i++)
      for (let j = i + 1; j < order.length; j++) {
        const turned = [...order.slice(0, i), ...order.slice(i, j + 1).reverse(), ...order.slice(j + 1)]
        const now = lengthOf(turned, metres, start)
        if (now < length - 1e-6) {
          order = turned
          length = now
          again = true
        }
      }
  }
  return order
}
