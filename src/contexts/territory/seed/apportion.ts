/** Cuts a whole number in proportion to weights so that the parts add up exactly (largest remainders). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  const missing = total - parts.reduce((a, b) => a + b, 0)
  for (const { i } of order.slice(0, missing)) parts[i] = parts[i]! + 1
  return parts
}
