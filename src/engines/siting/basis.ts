/** Entries below this are nothing. */
const FAINT = 1e-12
/** A pivot smaller than this cannot be divided by. */
const SINGULAR = 1e-9

/**
 * The inverse of the square of 0 and 1 that binding rows and undecided sites make: by how much each of these sites moves when one
 * of these rows is asked for more. Rows and sites sit in slots, and are exchanged one at a time.
 */
export class Basis {
  size = 0
  /** Site and row by slot, and slot by site and row (−1: not in it). */
  readonly site: Int32Array
  readonly row: Int32Array
  readonly siteSlot: Int32Array
  readonly rowSlot: Int32Array
  /** By slot of the site times `stride`, plus slot of the row. */
  inverse: Float64Array
  stride: number
  /** Entries gone through. */
  effort = 0
  /** Columns where the row that is worked with is not 0. */
  private readonly filled: Int32Array

  constructor(sites: number, rows: number) {
    const most = Math.min(sites, rows)
    this.site = new Int32Array(most)
    this.row = new Int32Array(most)
    this.siteSlot = new Int32Array(sites).fill(-1)
    this.rowSlot = new Int32Array(rows).fill(-1)
    this.filled = new Int32Array(most)
    this.stride = Math.min(most, 64)
    this.inverse = new Float64Array(this.stride * this.stride)
  }

  clear(): void {
    this.size = 0
    this.siteSlot.fill(-1)
    this.rowSlot.fill(-1)
  }

  /** The site in `slot` goes; another one comes. `way` is how each site of the basis moves with the one that comes. */
  exchangeSites(slot: number, enters: number, way: Float64Array): void {
    const { size, inverse, stride } = this
    const pivot = way[slot]!
    this.eliminate(slot, way, pivot)
    for (let c = 0, at = slot * stride; c < size; c++) inverse[at + c] = -inverse[at + c]! / pivot
    this.siteSlot[this.site[slot]!] = -1
    this.site[slot] = enters
    this.siteSlot[enters] = slot
  }

  /** The site in `slot` goes, and the row in `column` with it. */
  shrink(slot: number, column: number, way: Float64Array): void {
    const { inverse, stride } = this
    this.eliminate(slot, way, inverse[slot * stride + column]!)
    const last = --this.size
    this.siteSlot[this.site[slot]!] = -1
    this.rowSlot[this.row[column]!] = -1
    if (slot !== last) {
      inverse.copyWithin(slot * stride, last * stride, last * stride + last + 1)
      this.site[slot] = this.site[last]!
      this.siteSlot[this.site[slot]!] = slot
    }
    if (column !== last) {
      for (let s = 0, at = 0; s < last; s++, at += stride) inverse[at + column] = inverse[at + last]!
      this.row[column] = this.row[last]!
      this.rowSlot[this.row[column]!] = column
    }
  }

  /** A row comes, whose sum moves by `sum` with each row of the basis and by `pivot` with the site that comes with it. */
  grow(row: number, site: number, sum: Float64Array, way: Float64Array, pivot: number): void {
    if (this.size === this.stride) this.widen()
    const { size, inverse, stride } = this
    const own = size * stride
    for (let c = 0; c < size; c++) inverse[own + c] = -sum[c]! / pivot
    inverse[own + size] = 1 / pivot
    for (let s = 0, at = 0; s < size; s++, at += stride) {
      const factor = way[s]!
      if (factor === 0) inverse[at + size] = 0
      else
        for (let c = 0; c <= size; c++) inverse[at + c] = (c < size ? inverse[at + c]! : 0) + factor * inverse[own + c]!
    }
    this.effort += size * size
    this.site[size] = site
    this.siteSlot[site] = size
    this.row[size] = row
    this.rowSlot[row] = size
    this.size = size + 1
  }

  /** The row in `column` goes; another one comes, whose sum moves by `sum` with each row of the basis. */
  exchangeRows(column: number, row: number, sum: Float64Array): void {
    const { size, inverse, stride, filled } = this
    const pivot = sum[column]!
    let many = 0
    for (let c = 0; c < size; c++) if (sum[c] !== 0) filled[many++] = c
    for (let s = 0, at = 0; s < size; s++, at += stride) {
      const before = inverse[at + column]!
      if (before === 0) continue
      const factor = before / pivot
      if (2 * many > size) for (let c = 0; c < size; c++) inverse[at + c]! -= factor * sum[c]!
      else
        for (let e = 0; e < many; e++) {
          const c = filled[e]!
          inverse[at + c] = clean(inverse[at + c]! - factor * sum[c]!)
        }
      inverse[at + column] = factor
      this.effort += many
    }
    this.rowSlot[this.row[column]!] = -1
    this.row[column] = row
    this.rowSlot[row] = column
  }

  /** Computes the inverse anew from the square itself (1 at `has(row, site)`); false when it has none. */
  invert(has: (slot: number, put: (column: number) => void) => void): boolean {
    const { size } = this
    const width = 2 * size
    const square = new Float64Array(size * width)
    for (let c = 0; c < size; c++) {
      has(c, (s) => {
        square[c * width + s] = 1
      })
      square[c * width + size + c] = 1
    }
    this.effort += size * size * size
    for (let s = 0; s < size; s++) {
      let best = s
      for (let c = s + 1; c < size; c++)
        if (Math.abs(square[c * width + s]!) > Math.abs(square[best * width + s]!)) best = c
      const pivot = square[best * width + s]!
      if (Math.abs(pivot) < SINGULAR) return false
      for (let k = 0; k < width; k++) {
        const held = square[best * width + k]!
        square[best * width + k] = square[s * width + k]!
        square[s * width + k] = held / pivot
      }
      for (let c = 0; c < size; c++) {
        const factor = square[c * width + s]!
        if (c === s || factor === 0) continue
        for (let k = s; k < width; k++) square[c * width + k]! -= factor * square[s * width + k]!
      }
    }
    for (let s = 0; s < size; s++)
      for (let c = 0; c < size; c++) this.inverse[s * this.stride + c] = clean(square[s * width + size + c]!)
    return true
  }

  /** Takes the row of `slot` out of all others. */
  private eliminate(slot: number, way: Float64Array, pivot: number): void {
    const { size, inverse, stride, filled } = this
    const own = slot * stride
    let many = 0
    for (let c = 0; c < size; c++) if (inverse[own + c] !== 0) filled[many++] = c
    for (let s = 0, at = 0; s < size; s++, at += stride) {
      if (s === slot || way[s] === 0) continue
      const factor = way[s]! / pivot
      if (2 * many > size) for (let c = 0; c < size; c++) inverse[at + c]! -= factor * inverse[own + c]!
      else
        for (let e = 0; e < many; e++) {
          const c = filled[e]!
          inverse[at + c] = clean(inverse[at + c]! - factor * inverse[own + c]!)
        }
      this.effort += many
    }
  }

  private widen(): void {
    const { stride, inverse, size } = this
    const wider = Math.min(2 * stride, this.site.length)
    const next = new Float64Array(wider * wider)
    for (let s = 0; s < size; s++) next.set(inverse.subarray(s * stride, s * stride + size), s * wider)
    this.stride = wider
    this.inverse = next
  }
}

const clean = (value: number) => (value < FAINT && value > -FAINT ? 0 : value)
