/**
 * The one form in which all three questions are computed: choose open sites so that opening costs plus what serving every
 * demand point costs is least. Serving a point costs the least among its open sites, or `beyond` when that is less.
 *
 * | question | cost of serving | beyond | opening |
 * |---|---|---|---|
 * | p-median | people × metres | people × metres beyond, or ∞ | 0 |
 * | maximal covering | 0 | the people: what is lost | 0 |
 * | set covering | 0 | ∞: must be served | cost |
 */
export type Model = {
  demands: number
  sites: number
  /** Sites of a demand point by rising cost: places `rowStart[i]` to `rowStart[i + 1]` of `rowSite` and `rowCost`. */
  rowStart: Int32Array
  rowSite: Int32Array
  rowCost: Float64Array
  beyond: Float64Array
  open: Float64Array
  /** Money for a new site and the sum there is (∞: no limit). */
  price: Float64Array
  budget: number
  /** How many free sites may be opened (∞: no limit). */
  count: number
  /** −1 free, 0 closed for good, 1 open for good. */
  state: Int8Array
  /** Partial covering: the weight of each demand point and how much of it may stay unserved. */
  quota: { weight: Float64Array; spare: number } | null
  /**
   * With capacities: people of each demand point, how many each site can take, and whether everyone must be served. The bound
   * leaves them out, which keeps it valid.
   */
  capacity: { people: Float64Array; room: Float64Array; must: boolean } | null
  /** Every objective value is a whole number. */
  integral: boolean
  /** The asked objective is `offset + sign × cost`: maximal covering counts the other way. */
  offset: number
  sign: 1 | -1
}

/** Sites and the demand points they serve, the transpose of the rows. */
export type Columns = { start: Int32Array; demand: Int32Array; cost: Float64Array }

/** Turns rows by demand point into columns by site; within a column demand points rise. */
export function columnsOf(model: Model): Columns {
  const { demands, sites, rowStart, rowSite, rowCost } = model
  const start = new Int32Array(sites + 1)
  for (let k = 0; k < rowSite.length; k++) start[rowSite[k]! + 1]!++
  for (let j = 0; j < sites; j++) start[j + 1]! += start[j]!
  const next = start.slice(0, sites)
  const demand = new Int32Array(rowSite.length)
  const cost = new Float64Array(rowSite.length)
  for (let i = 0; i < demands; i++) {
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const at = next[rowSite[k]!]!++
      demand[at] = i
      cost[at] = rowCost[k]!
    }
  }
  return { start, demand, cost }
}

/** Cost of serving each point from its best open site or not at all, in total; ∞ when a point that must be served is not. */
export function serviceCost(model: Model, isOpen: Uint8Array, assignment?: Int32Array): number {
  const { demands, rowStart, rowSite, rowCost, beyond } = model
  let total = 0
  for (let i = 0; i < demands; i++) {
    let cost = beyond[i]!
    let site = -1
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      if (isOpen[rowSite[k]!] === 1) {
        cost = rowCost[k]!
        site = rowSite[k]!
        break
      }
    }
    if (assignment !== undefined) assignment[i] = site
    total += cost
  }
  return total
}
