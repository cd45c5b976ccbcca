import type { Model } from './model.ts'

/**
 * A smaller question with the same answer, and the way back. It leaves out what is settled: closed sites, sites that another one
 * makes pointless, points nothing can change for; and makes one of points that the same sites serve.
 */
export type Reduction = {
  model: Model
  /** Sites of the given model by site of the smaller one. */
  siteOf: Int32Array
  /** Sites of the given model by site that is left out, with the site that is at least as good; in the order they were found. */
  dominated: [number, number][]
  /** Multipliers for the given model's points, whole numbers over `scale`, that bound as much as these for the smaller one. */
  expand: (u: ArrayLike<number>, scale: number) => number[]
  /** The other way: multipliers that points of the given model pay, for the smaller one. */
  gather: (u: Float64Array) => Float64Array
}

/** Entries that the search for pointless sites goes through at most. */
const MOST_COMPARED = 20_000_000

/** Points with more sites than this are not compared, nor any where there are more sites than a character can number. */
const LONGEST_MERGED = 2000
const MOST_MERGED = 65_000

/** No point of the smaller model: an open site serves it for nothing. */
const GONE = -1

/** Whether a question can be made smaller: capacities and quotas tie points together. */
export function reducible(model: Model): boolean {
  return model.capacity === null && model.quota === null
}

/** What is left of a model once some sites are open or closed for good. */
export function reduce(model: Model, state: Int8Array): Reduction {
  const rows = new RestRows(model, state)
  rows.merge()
  const flat = rows.flat
  const dominated = flat ? dominatedSites(model, state, rows) : []
  const out = new Uint8Array(model.sites)
  for (const [site] of dominated) out[site] = 1
  const used = new Uint8Array(model.sites)
  for (const list of rows.lists) for (const j of list.site) used[j] = 1
  const local = new Int32Array(model.sites).fill(-1)
  const kept: number[] = []
  for (let j = 0; j < model.sites; j++)
    if (state[j] === 1 || (state[j] === -1 && used[j] === 1 && out[j] === 0)) local[j] = kept.push(j) - 1
  const siteOf = Int32Array.from(kept)
  return {
    model: smaller(model, state, rows, siteOf, local),
    siteOf,
    dominated,
    expand: (u, scale) => rows.expand(u, scale),
    gather: (u) => rows.gather(u),
  }
}

type Row = { site: number[]; cost: number[]; top: number; members: number[] }

/** The points that are not settled, with the free sites that still matter to them. */
class RestRows {
  lists: Row[] = []
  flat = true
  private readonly model: Model
  /** Cost of each point when no free site serves it. */
  private readonly top: Float64Array
  private readonly rowOf: Int32Array

  constructor(model: Model, state: Int8Array) {
    this.model = model
    const { demands, rowStart, rowSite, rowCost, beyond } = model
    this.top = beyond.slice()
    this.rowOf = new Int32Array(demands).fill(GONE)
    const settled: Row = { site: [], cost: [], top: 0, members: [] }
    for (let i = 0; i < demands; i++) {
      const site: number[] = []
      const cost: number[] = []
      for (let k = rowStart[i]!, end = rowStart[i + 1]!; k < end && rowCost[k]! < this.top[i]!; k++) {
        const status = state[rowSite[k]!]!
        if (status === 1) this.top[i] = rowCost[k]!
        if (status !== -1) continue
        site.push(rowSite[k]!)
        cost.push(rowCost[k]!)
        if (rowCost[k]! !== 0) this.flat = false
      }
      const top = this.top[i]!
      if (site.length > 0 || top === Number.POSITIVE_INFINITY) this.lists.push({ site, cost, top, members: [i] })
      else if (top > 0) {
        settled.top += top
        settled.members.push(i)
      }
    }
    if (settled.members.length > 0) this.lists.push(settled)
  }

  /** Makes one row of those with the same sites, where serving costs nothing. */
  merge(): void {
    if (this.flat) {
      const known = new Map<string, Row>()
      this.lists = this.lists.filter((row) => {
        if (row.site.length === 0 || row.site.length > LONGEST_MERGED || this.model.sites > MOST_MERGED) return true
        const kind = row.top === Number.POSITIVE_INFINITY ? '∞' : ''
        const key = kind + String.fromCharCode(row.site.length, ...row.site.slice().sort((a, b) => a - b))
        const same = known.get(key)
        if (same === undefined) {
          known.set(key, row)
          return true
        }
        same.top += row.top
        same.members.push(...row.members)
        return false
      })
    }
    this.lists.forEach((row, r) => {
      for (const i of row.members) this.rowOf[i] = r
    })
  }

  expand(u: ArrayLike<number>, scale: number): number[] {
    const all = new Array<number>(this.model.demands).fill(0)
    this.lists.forEach((row, r) => {
      // A point that must be served and that nothing left can serve pays what the multipliers say: it shows that nothing is left.
      if (row.site.length === 0 && row.top < Number.POSITIVE_INFINITY) {
        for (const i of row.members) all[i] = Math.round(this.top[i]! * scale)
        return
      }
      let left = u[r]!
      // Each member pays up to what it can cost; rounding of what is no whole number lands on the last.
      row.members.forEach((i, place) => {
        const part = place === row.members.length - 1 ? left : Math.min(left, Math.floor(this.top[i]! * scale))
        all[i] = part
        left -= part
      })
    })
    return all
  }

  gather(u: Float64Array): Float64Array {
    const sums = new Float64Array(this.lists.length)
    for (let i = 0; i < u.length; i++) if (this.rowOf[i]! >= 0) sums[this.rowOf[i]!]! += u[i]!
    return sums
  }
}

/** The smaller model itself: open sites stay, without points of their own. */
function smaller(model: Model, state: Int8Array, rows: RestRows, siteOf: Int32Array, local: Int32Array): Model {
  const { lists } = rows
  const rowStart = new Int32Array(lists.length + 1)
  const rowSite: number[] = []
  const rowCost: number[] = []
  lists.forEach((row, r) => {
    row.site.forEach((j, k) => {
      if (local[j]! < 0) return
      rowSite.push(local[j]!)
      rowCost.push(row.cost[k]!)
    })
    rowStart[r + 1] = rowSite.length
  })
  let { count, budget } = model
  for (let j = 0; j < model.sites; j++)
    if (state[j] === 1 && model.state[j] !== 1) {
      count--
      budget -= model.price[j]!
    }
  const pick = (values: Float64Array) => Float64Array.from(siteOf, (j) => values[j]!)
  return {
    ...model,
    demands: lists.length,
    sites: siteOf.length,
    rowStart,
    rowSite: Int32Array.from(rowSite),
    rowCost: Float64Array.from(rowCost),
    beyond: Float64Array.from(lists, (row) => row.top),
    open: pick(model.open),
    price: pick(model.price),
    budget,
    count,
    state: Int8Array.from(siteOf, (j) => state[j]!),
  }
}

/** Free sites that serve no point which another free site, no dearer, does not serve as well. */
function dominatedSites(model: Model, state: Int8Array, { lists }: RestRows): [number, number][] {
  const columns: number[][] = Array.from({ length: model.sites }, () => [])
  lists.forEach((row, r) => {
    for (const j of row.site) columns[j]!.push(r)
  })
  // Rows folded onto 31 bits: a column whose bits are not among another's is no part of it.
  const folded = columns.map((column) => column.reduce((bits, r) => bits | (1 << (r % 31)), 0))
  const gone = new Uint8Array(model.sites)
  const found: [number, number][] = []
  let compared = 0
  for (let j = 0; j < model.sites && compared < MOST_COMPARED; j++) {
    const column = columns[j]!
    if (state[j] !== -1 || column.length === 0) continue
    let rarest = column[0]!
    for (const r of column) if (lists[r]!.site.length < lists[rarest]!.site.length) rarest = r
    compared += column.length + lists[rarest]!.site.length
    const by = lists[rarest]!.site.find((k) => {
      if (k === j || gone[k] === 1 || columns[k]!.length < column.length || (folded[j]! & ~folded[k]!) !== 0)
        return false
      if (model.open[k]! > model.open[j]! || model.price[k]! > model.price[j]!) return false
      compared += columns[k]!.length
      return contains(columns[k]!, column)
    })
    if (by === undefined) continue
    gone[j] = 1
    found.push([j, by])
  }
  return found
}

/** Whether one rising list holds all of another. */
function contains(larger: number[], part: number[]): boolean {
  let k = 0
  for (const r of part) {
    while (k < larger.length && larger[k]! < r) k++
    if (k === larger.length || larger[k] !== r) return false
  }
  return true
}
