import { Basis } from './basis.ts'
import type { Columns, Model } from './model.ts'

/** A value that is off by no more than this keeps its limit. */
const KEPT = 1e-7
/** A pivot smaller than this is not trusted. */
const SMALLEST_PIVOT = 1e-7
/** A reduced cost this small says nothing about the side a site belongs to. */
const NOTHING = 1e-9
/** Ratios nearer to each other than this are taken as one, and the largest pivot among them. */
const TIE = 1e-9
/** Binding rows whose sums are off by more than this have the basis computed anew. */
const DRIFT = 1e-7

export type Outcome = 'optimal' | 'cutoff' | 'impossible' | 'stopped'

/**
 * The linear programme of maximal covering: sites between closed (0) and open (1), no more than `count` together, and each row
 * loses its weight as far as its sites do not add up to 1. Solved by the dual simplex method, with the kinks of the rows' costs as
 * limits like those of the sites: every site is closed, open or in the basis, every row is short of 1, above it, or binding. Any
 * choice of limits can be taken up where the last one ended. Rounding errors cost quality, never validity: what counts are the
 * multipliers, which bound whatever they are.
 */
export class CoverProgramme {
  /** Value of each site and multiplier of each row after `solve`, and the price of the number. */
  readonly x: Float64Array
  readonly u: Float64Array
  price = 0
  /** What the multipliers prove, as a cost. */
  bound = 0
  /** Entries gone through. */
  effort = 0
  private readonly model: Model
  private readonly columns: Columns
  private readonly basis: Basis
  /** The number of sites is the last row. */
  private readonly total: number
  private readonly most: number
  private readonly sum: Float64Array
  private readonly short: Uint8Array
  private readonly low: Uint8Array
  private readonly high: Uint8Array
  /** Reduced costs of sites; of binding rows what they charge. */
  private readonly reduced: Float64Array
  private readonly charge: Float64Array
  /** How far a step on a site or row reaches (Devex): the larger, the less it is worth. */
  private readonly siteReach: Float64Array
  private readonly rowReach: Float64Array
  /** How the leaving value moves with each site, and with each binding row by slot. */
  private readonly bySite: Float64Array
  private readonly byRow: Float64Array
  private readonly way: Float64Array
  private readonly moved: Float64Array
  private readonly rowMoved: Float64Array
  private readonly order: Int32Array
  private readonly ratio: Float64Array

  constructor(model: Model, columns: Columns) {
    const { sites, demands } = model
    this.model = model
    this.columns = columns
    this.total = demands
    this.most = model.count + model.state.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
    this.basis = new Basis(sites, demands + 1)
    this.x = new Float64Array(sites)
    this.u = new Float64Array(demands)
    this.sum = new Float64Array(demands + 1)
    this.short = new Uint8Array(demands)
    this.low = new Uint8Array(sites)
    this.high = new Uint8Array(sites).fill(1)
    this.reduced = new Float64Array(sites)
    this.charge = new Float64Array(demands + 1)
    this.siteReach = new Float64Array(sites).fill(1)
    this.rowReach = new Float64Array(demands + 1).fill(1)
    this.bySite = new Float64Array(sites)
    this.byRow = new Float64Array(sites)
    this.way = new Float64Array(sites)
    this.moved = new Float64Array(sites)
    this.rowMoved = new Float64Array(demands + 1)
    this.order = new Int32Array(2 * sites)
    this.ratio = new Float64Array(2 * sites)
  }

  /** Begins anew, with rows short that these multipliers charge at least half. */
  begin(u: ArrayLike<number>): void {
    const { model, reduced, short } = this
    this.basis.clear()
    this.charge.fill(0)
    this.siteReach.fill(1)
    this.rowReach.fill(1)
    for (let i = 0; i < model.demands; i++) short[i] = u[i]! * 2 >= model.beyond[i]! ? 1 : 0
    this.reprice()
    for (let j = 0; j < model.sites; j++) this.x[j] = reduced[j]! < 0 ? 1 : 0
    this.settle()
  }

  /** Takes up other limits: sites closed (0), open (1) or free (−1). */
  restrict(state: Int8Array): void {
    for (let j = 0; j < this.model.sites; j++) {
      this.low[j] = state[j] === 1 ? 1 : 0
      this.high[j] = state[j] === 0 ? 0 : 1
    }
    this.settle()
  }

  /** Solves within the limits, unless the value is shown to reach `cutoff` first. */
  solve(cutoff: number, mostPivots: number): Outcome {
    let outcome: Outcome = 'stopped'
    let renewed = false
    for (let pivot = 0; pivot < mostPivots; pivot++) {
      this.bound = this.proves()
      if (this.bound >= cutoff) {
        outcome = 'cutoff'
        break
      }
      const leaves = this.leaving()
      if (leaves >= 0) {
        renewed = false
        if (this.step(leaves)) continue
        outcome = 'impossible'
        break
      }
      // Values are computed anew before they are believed.
      if (this.settle() >= DRIFT && !renewed) {
        renewed = true
        this.renew()
      }
      if (this.leaving() >= 0) continue
      outcome = 'optimal'
      break
    }
    this.readOut()
    return outcome
  }

  /** What closing and what opening an undecided site costs at least, by the first step on the way there. */
  penalties(site: number): { closing: number; opening: number } {
    const { basis, reduced, low, high, x, model, charge } = this
    const slot = basis.siteSlot[site]!
    if (slot < 0) return { closing: 0, opening: 0 }
    this.rowOfSite(slot)
    let closing = Number.POSITIVE_INFINITY
    let opening = Number.POSITIVE_INFINITY
    const see = (a: number, falls: number, rises: number) => {
      const size = Math.abs(a)
      closing = Math.min(closing, (a > 0 ? rises : falls) / size)
      opening = Math.min(opening, (a > 0 ? falls : rises) / size)
    }
    for (let j = 0; j < model.sites; j++) {
      const a = this.bySite[j]!
      if (basis.siteSlot[j]! >= 0 || low[j] === high[j] || (a < SMALLEST_PIVOT && a > -SMALLEST_PIVOT)) continue
      if (x[j] === 1) see(a, Number.POSITIVE_INFINITY, Math.max(0, -reduced[j]!))
      else see(a, Math.max(0, reduced[j]!), Number.POSITIVE_INFINITY)
    }
    for (let c = 0; c < basis.size; c++) {
      const a = this.byRow[c]!
      if (a < SMALLEST_PIVOT && a > -SMALLEST_PIVOT) continue
      const i = basis.row[c]!
      if (i === this.total) see(a, Number.POSITIVE_INFINITY, Math.max(0, -charge[i]!))
      else see(a, Math.max(0, charge[i]!), Math.max(0, model.beyond[i]! - charge[i]!))
    }
    return { closing: closing * x[site]!, opening: opening * (1 - x[site]!) }
  }

  /** Reduced costs from what rows charge. */
  private reprice(): void {
    const { model, reduced, short, basis, charge } = this
    reduced.fill(basis.rowSlot[this.total]! >= 0 ? -charge[this.total]! : 0)
    for (let i = 0; i < model.demands; i++) {
      const pays = basis.rowSlot[i]! >= 0 ? charge[i]! : short[i] === 1 ? model.beyond[i]! : 0
      if (pays === 0) continue
      for (let k = model.rowStart[i]!, end = model.rowStart[i + 1]!; k < end; k++) reduced[model.rowSite[k]!]! -= pays
    }
    this.effort += model.rowSite.length
  }

  /**
   * Puts sites that are not in the basis to the limit their reduced cost asks for and computes all that follows from it. Returns how
   * far binding rows are off after that.
   */
  private settle(): number {
    const { model, basis, x, low, high, reduced, sum, moved } = this
    for (let j = 0; j < model.sites; j++) {
      if (basis.siteSlot[j]! >= 0) x[j] = 0
      else if (low[j] === high[j]) x[j] = low[j]!
      else if (reduced[j]! > NOTHING) x[j] = 0
      else if (reduced[j]! < -NOTHING || x[j]! > 0.5) x[j] = 1
      else x[j] = 0
    }
    this.addUp()
    const { size, inverse, stride } = basis
    for (let s = 0; s < size; s++) {
      let value = 0
      for (let c = 0; c < size; c++) {
        const a = inverse[s * stride + c]!
        if (a !== 0) value += a * (this.kink(basis.row[c]!) - sum[basis.row[c]!]!)
      }
      moved[s] = value
    }
    for (let s = 0; s < size; s++) x[basis.site[s]!] = moved[s]!
    this.addUp()
    let off = 0
    for (let c = 0; c < size; c++) off = Math.max(off, Math.abs(sum[basis.row[c]!]! - this.kink(basis.row[c]!)))
    this.effort += size * size
    return off
  }

  private kink(row: number): number {
    return row === this.total ? this.most : 1
  }

  private addUp(): void {
    const { model, columns, x, sum, total } = this
    sum.fill(0)
    for (let j = 0; j < model.sites; j++) {
      const value = x[j]!
      if (value === 0) continue
      for (let k = columns.start[j]!, end = columns.start[j + 1]!; k < end; k++) sum[columns.demand[k]!]! += value
      sum[total]! += value
      this.effort += columns.start[j + 1]! - columns.start[j]!
    }
  }

  /** The basis from itself, and all that hangs on it; from the beginning when that fails. */
  private renew(): void {
    const { model, basis, total } = this
    const done = basis.invert((column, put) => {
      const i = basis.row[column]!
      if (i === total) for (let s = 0; s < basis.size; s++) put(s)
      else
        for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++) {
          const slot = basis.siteSlot[model.rowSite[k]!]!
          if (slot >= 0) put(slot)
        }
    })
    if (!done) {
      this.readOut()
      this.begin(this.u)
      return
    }
    this.reprice()
    this.settle()
  }

  /** What the multipliers of this moment prove: at the values they stand for, each row lost along the line it is charged by. */
  private proves(): number {
    const { model, short, sum, basis } = this
    let lost = 0
    for (let i = 0; i < model.demands; i++)
      if (short[i] === 1 && basis.rowSlot[i]! < 0) lost += model.beyond[i]! * (1 - sum[i]!)
    this.effort += model.demands
    return lost
  }

  /** The value that is farthest from where it should be: a site, or a row as sites + row; −1 when all are well. */
  private leaving(): number {
    const { model, basis, x, sum, low, high, short, total } = this
    let pick = -1
    let most = 0
    for (let s = 0; s < basis.size; s++) {
      const j = basis.site[s]!
      const off = Math.max(low[j]! - x[j]!, x[j]! - high[j]!)
      if (off > KEPT && off * off > most * this.siteReach[j]!) {
        most = (off * off) / this.siteReach[j]!
        pick = j
      }
    }
    for (let i = 0; i < total; i++) {
      const off = short[i] === 1 ? sum[i]! - 1 : 1 - sum[i]!
      if (off > KEPT && off * off > most * this.rowReach[i]! && basis.rowSlot[i]! < 0) {
        most = (off * off) / this.rowReach[i]!
        pick = model.sites + i
      }
    }
    const off = sum[total]! - this.most
    if (off > KEPT && off * off > most * this.rowReach[total]! && basis.rowSlot[total]! < 0) pick = model.sites + total
    this.effort += total
    return pick
  }

  /** How an undecided site moves with all that is at a limit. */
  private rowOfSite(slot: number): void {
    const { basis, byRow } = this
    for (let c = 0, at = slot * basis.stride; c < basis.size; c++) byRow[c] = basis.inverse[at + c]!
    this.bySite.fill(0)
    this.throughRows()
  }

  /** How the sum of a row moves with all that is at a limit. */
  private rowOfSum(row: number): void {
    const { basis, byRow, bySite, model, total } = this
    byRow.fill(0, 0, basis.size)
    bySite.fill(row === total ? 1 : 0)
    const add = (slot: number) => {
      for (let c = 0, at = slot * basis.stride; c < basis.size; c++) byRow[c]! += basis.inverse[at + c]!
      this.effort += basis.size
    }
    if (row === total) for (let s = 0; s < basis.size; s++) add(s)
    else
      for (let k = model.rowStart[row]!; k < model.rowStart[row + 1]!; k++) {
        const j = model.rowSite[k]!
        bySite[j] = 1
        if (basis.siteSlot[j]! >= 0) add(basis.siteSlot[j]!)
      }
    this.throughRows()
  }

  /** Sites move binding rows, and these the value: what the basis makes good is taken off. */
  private throughRows(): void {
    const { basis, byRow, bySite, model, total } = this
    for (let c = 0; c < basis.size; c++) {
      const a = byRow[c]!
      if (a === 0) continue
      const i = basis.row[c]!
      if (i === total) for (let j = 0; j < model.sites; j++) bySite[j]! -= a
      else for (let k = model.rowStart[i]!, end = model.rowStart[i + 1]!; k < end; k++) bySite[model.rowSite[k]!]! -= a
    }
    this.effort += model.sites + 8 * basis.size
  }

  /** One step: what leaves goes to its limit. False when nothing can bring it there. */
  private step(leaves: number): boolean {
    const { model, basis, x, sum, low, high, short, reduced, charge, ratio, order, bySite, byRow, total } = this
    const { sites } = model
    const row = leaves - sites
    if (row < 0) this.rowOfSite(basis.siteSlot[leaves]!)
    else this.rowOfSum(row)
    const now = row < 0 ? x[leaves]! : sum[row]!
    const target = row >= 0 ? this.kink(row) : now < low[leaves]! ? low[leaves]! : high[leaves]!
    const sign = now < target ? -1 : 1
    const farthest = row >= 0 && row < total ? model.beyond[row]! : Number.POSITIVE_INFINITY
    let size = 0
    const consider = (code: number, a: number, slack: number) => {
      const t = Math.max(0, slack) / Math.abs(a)
      if (t > farthest) return
      ratio[code] = t
      order[size++] = code
    }
    for (let j = 0; j < sites; j++) {
      const a = bySite[j]!
      if ((a < SMALLEST_PIVOT && a > -SMALLEST_PIVOT) || low[j] === high[j] || basis.siteSlot[j]! >= 0) continue
      if (x[j] === 1) {
        if (sign * a > 0) consider(j, a, -reduced[j]!)
      } else if (sign * a < 0) consider(j, a, reduced[j]!)
    }
    for (let c = 0; c < basis.size; c++) {
      const a = byRow[c]!
      if (a < SMALLEST_PIVOT && a > -SMALLEST_PIVOT) continue
      const i = basis.row[c]!
      if (i === total) {
        if (sign * a > 0) consider(sites + c, a, -charge[i]!)
      } else consider(sites + c, a, sign * a < 0 ? charge[i]! : model.beyond[i]! - charge[i]!)
    }
    this.effort += sites
    // Sites that come to the end of their reduced cost change sides, as long as the value stays off its limit for it.
    let left = Math.abs(now - target)
    let enters = -1
    let flipped = 0
    while (flipped < size) {
      let pick = flipped
      for (let k = flipped + 1; k < size; k++) {
        const gap = ratio[order[k]!]! - ratio[order[pick]!]!
        if (gap < -TIE || (gap <= TIE && this.size(order[k]!) > this.size(order[pick]!))) pick = k
      }
      const code = order[pick]!
      if (code >= sites || left - Math.abs(bySite[code]!) <= KEPT) {
        enters = code
        break
      }
      left -= Math.abs(bySite[code]!)
      order[pick] = order[flipped]!
      order[flipped++] = code
    }
    this.effort += (flipped + 1) * size
    if (enters < 0 && farthest === Number.POSITIVE_INFINITY) return false
    const slope = sign * (enters < 0 ? farthest : ratio[enters]!)
    if (slope !== 0) {
      for (let j = 0; j < sites; j++) if (bySite[j] !== 0 && basis.siteSlot[j]! < 0) reduced[j]! += slope * bySite[j]!
      for (let c = 0; c < basis.size; c++) charge[basis.row[c]!]! += slope * byRow[c]!
    }
    if (flipped > 0) this.flip(flipped)
    if (enters < 0) short[row] = sign > 0 ? 0 : 1
    else this.exchange(leaves, enters, -sign * left, slope)
    return true
  }

  private size(code: number): number {
    const { sites } = this.model
    return Math.abs(code < sites ? this.bySite[code]! : this.byRow[code - sites]!)
  }

  /** Closed sites open and open ones close; the basis makes good what that does to binding rows. */
  private flip(many: number): void {
    const { model, basis, columns, x, sum, moved, order, total, rowMoved } = this
    const { size, inverse, stride } = basis
    rowMoved.fill(0, 0, size)
    for (let k = 0; k < many; k++) {
      const j = order[k]!
      const change = 1 - 2 * x[j]!
      x[j] = 1 - x[j]!
      for (let e = columns.start[j]!; e < columns.start[j + 1]!; e++) {
        const i = columns.demand[e]!
        sum[i]! += change
        if (basis.rowSlot[i]! >= 0) rowMoved[basis.rowSlot[i]!]! += change
      }
      sum[total]! += change
      if (basis.rowSlot[total]! >= 0) rowMoved[basis.rowSlot[total]!]! += change
    }
    let touched = 0
    for (let c = 0; c < size; c++) if (rowMoved[c] !== 0) order[touched++] = c
    for (let s = 0, at = 0; s < size; s++, at += stride) {
      let value = 0
      for (let e = 0; e < touched; e++) value -= inverse[at + order[e]!]! * rowMoved[order[e]!]!
      moved[s] = value
    }
    this.effort += touched * size
    for (let s = 0; s < size; s++) if (moved[s] !== 0) this.shift(basis.site[s]!, moved[s]!)
    this.effort += model.sites
  }

  /** A site's value moves, and the sums of its rows. */
  private shift(site: number, by: number): void {
    const { columns, x, sum, total } = this
    x[site]! += by
    for (let e = columns.start[site]!, end = columns.start[site + 1]!; e < end; e++) sum[columns.demand[e]!]! += by
    sum[total]! += by
    this.effort += columns.start[site + 1]! - columns.start[site]!
  }

  /** What leaves the basis moves by `by` to its limit, and what enters takes its place. */
  private exchange(leaves: number, enters: number, by: number, slope: number): void {
    const { model, basis, columns, way, byRow, bySite, short, charge, reduced, total, x } = this
    const { sites } = model
    const { size, inverse, stride } = basis
    const row = leaves - sites
    const column = enters - sites
    const pivot = column >= 0 ? byRow[column]! : bySite[enters]!
    if (column >= 0) for (let s = 0, at = column; s < size; s++, at += stride) way[s] = inverse[at]!
    else {
      const { order } = this
      let many = 0
      for (let e = columns.start[enters]!; e < columns.start[enters + 1]!; e++) {
        const c = basis.rowSlot[columns.demand[e]!]!
        if (c >= 0) order[many++] = c
      }
      if (basis.rowSlot[total]! >= 0) order[many++] = basis.rowSlot[total]!
      for (let s = 0, at = 0; s < size; s++, at += stride) {
        let moves = 0
        for (let e = 0; e < many; e++) moves -= inverse[at + order[e]!]!
        way[s] = moves
      }
      this.effort += many * size
    }
    this.effort += 4 * size
    this.reachOn(leaves, enters, pivot)
    const step = by / pivot
    for (let s = 0; s < size; s++) if (way[s] !== 0) this.shift(basis.site[s]!, way[s]! * step)
    if (column < 0) this.shift(enters, step)
    const wasShort = row >= 0 && row < total && short[row] === 1
    const told = (wasShort ? model.beyond[row]! : 0) - slope
    const gone = column >= 0 ? basis.row[column]! : -1
    if (gone >= 0 && gone < total) short[gone] = charge[gone]! * 2 > model.beyond[gone]! ? 1 : 0
    if (row < 0) {
      const slot = basis.siteSlot[leaves]!
      if (column < 0) basis.exchangeSites(slot, enters, way)
      else basis.shrink(slot, column, way)
      reduced[leaves] = told
      x[leaves] = Math.round(x[leaves]!)
    } else {
      if (column < 0) basis.grow(row, enters, byRow, way, pivot)
      else basis.exchangeRows(column, row, byRow)
      charge[row] = told
    }
    if (column < 0) reduced[enters] = 0
  }

  /** Devex: how far steps reach from now on. */
  private reachOn(leaves: number, enters: number, pivot: number): void {
    const { model, basis, columns, way, rowMoved, siteReach, rowReach, total } = this
    const { sites } = model
    const own = leaves < sites ? siteReach[leaves]! : rowReach[leaves - sites]!
    const part = own / (pivot * pivot)
    const spread = (site: number, a: number) => {
      for (let e = columns.start[site]!, end = columns.start[site + 1]!; e < end; e++)
        rowMoved[columns.demand[e]!]! += a
      rowMoved[total]! += a
      this.effort += columns.start[site + 1]! - columns.start[site]!
    }
    rowMoved.fill(0)
    for (let s = 0; s < basis.size; s++) {
      const a = way[s]!
      if (a === 0) continue
      const j = basis.site[s]!
      if (a * a * part > siteReach[j]!) siteReach[j] = a * a * part
      spread(j, a)
    }
    if (enters < sites) spread(enters, 1)
    for (let i = 0; i <= total; i++) {
      const a = rowMoved[i]!
      if (a !== 0 && a * a * part > rowReach[i]!) rowReach[i] = a * a * part
    }
    const reach = Math.max(1, part)
    if (enters < sites) siteReach[enters] = reach
    else rowReach[basis.row[enters - sites]!] = reach
  }

  private readOut(): void {
    const { model, basis, u, short, charge, total } = this
    for (let i = 0; i < model.demands; i++) {
      const most = model.beyond[i]!
      u[i] = basis.rowSlot[i]! >= 0 ? Math.min(most, Math.max(0, charge[i]!)) : short[i] === 1 ? most : 0
    }
    this.price = basis.rowSlot[total]! >= 0 ? Math.max(0, -charge[total]!) : 0
  }
}
