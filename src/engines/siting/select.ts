/** The element that would stand at `rank` if the first `size` were sorted (quickselect; reorders them). */
export function smallest(order: Float64Array, size: number, rank: number): number {
  let low = 0
  let high = size - 1
  while (low < high) {
    const pivot = order[(low + high) >> 1]!
    let a = low
    let b = high
    while (a <= b) {
      while (order[a]! < pivot) a++
      while (order[b]! > pivot) b--
      if (a <= b) {
        const held = order[a]!
        order[a++] = order[b]!
        order[b--] = held
      }
    }
    if (rank <= b) high = b
    else if (rank >= a) low = a
    else return order[rank]!
  }
  return order[rank]!
}
