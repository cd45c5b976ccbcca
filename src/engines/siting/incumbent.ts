/** The best solution so far, in costs of the model, and what a bound must reach to show that nothing better exists. */
export type Incumbent = {
  cost: number
  /** Open sites, those open for good included, ascending. */
  sites: Int32Array
  /** Whether there is a solution; until then `cost` is more than any can cost. */
  found: boolean
}

/** Relative tolerance of a proof when objective values are not whole numbers. */
export const TOLERANCE = 1e-6

/** Solutions worth looking for cost less than this; a lower bound that reaches it proves the incumbent. */
export function goalOf(cost: number, integral: boolean): number {
  if (cost === Number.POSITIVE_INFINITY) return cost
  return integral ? cost - 1 + TOLERANCE : cost - TOLERANCE * Math.abs(cost)
}

/** Takes a solution when it is better; tells whether it was. */
export function offer(incumbent: Incumbent, cost: number, sites: Int32Array): boolean {
  if (!(cost < incumbent.cost - (incumbent.found ? 1e-9 * Math.abs(cost) : 0))) return false
  incumbent.found = true
  incumbent.cost = cost
  incumbent.sites = sites.slice()
  return true
}

/** The sites that are marked as open, ascending. */
export function openSites(isOpen: Uint8Array): Int32Array {
  const sites: number[] = []
  for (let j = 0; j < isOpen.length; j++) if (isOpen[j] === 1) sites.push(j)
  return Int32Array.from(sites)
}
