import { refuse } from '../../kernel/refusal.ts'
import { allShortestPaths } from './distances.ts'
import type { Point, Reach } from './problem.ts'

/** For each demand point the sites in reach by rising metres: places `start[i]` to `start[i + 1]`. */
export type Rows = { start: Int32Array; site: Int32Array; metres: Float64Array }

/** A radius counts as kept when the distance exceeds it by no more than this part of it: the error of computing a distance. */
export const RADIUS_SLACK = 1e-12

/** Pairs of demand point and site that are held in memory at most. */
const MOST_PAIRS = 60_000_000

/** How many demand points and sites a reach speaks of. */
export function sizeOf(reach: Reach): { demands: number; sites: number } {
  switch (reach.form) {
    case 'matrix':
      return { demands: reach.demands, sites: reach.sites }
    case 'lists':
      return { demands: reach.demands, sites: reach.sites.length }
    case 'points':
      return { demands: reach.demand.length, sites: reach.sites.length }
    case 'graph':
      return { demands: reach.nodes, sites: reach.nodes }
  }
}

const badDistance = (at: string) =>
  refuse(
    'siting.distance',
    { zh: `距离必须是不小于 0 的数（${at}）`, en: `A distance must be a number not below 0 (${at})` },
    { at },
  )

const badIndex = (at: string) =>
  refuse(
    'siting.index',
    { zh: `编号超出范围（${at}）`, en: `A number points at nothing (${at})` },
    {
      at,
      next: { zh: '需求点和点位都从 0 开始编号', en: 'Demand points and sites are numbered from 0' },
    },
  )

function tooMany(pairs: number): void {
  if (pairs > MOST_PAIRS)
    throw refuse(
      'siting.too-large',
      {
        zh: `需求点与点位共 ${pairs} 对，超过 ${MOST_PAIRS} 对`,
        en: `${pairs} pairs of demand point and site are more than ${MOST_PAIRS}`,
      },
      {
        kind: 'too-large',
        next: {
          zh: '缩小半径，合并相邻的需求点，或分片计算',
          en: 'Take a shorter radius, merge neighbouring demand points, or divide the area',
        },
      },
    )
}

/** Reads any form of reach into rows; pairs farther than `radius` metres are left out. Refuses numbers that make no sense. */
export function rowsOf(reach: Reach, radius: number): Rows {
  const limit = radius * (1 + RADIUS_SLACK)
  switch (reach.form) {
    case 'graph':
      return graphRows(reach, limit)
    case 'lists':
      return listRows(reach, limit)
    case 'matrix': {
      const { demands, sites, metres } = reach
      if (metres.length !== demands * sites)
        throw refuse('siting.matrix', {
          zh: `距离表应有 ${demands} × ${sites} 个数，实有 ${metres.length} 个`,
          en: `The matrix should hold ${demands} × ${sites} numbers and holds ${metres.length}`,
        })
      return denseRows(demands, sites, limit, (i, j) => metres[i * sites + j] ?? Number.POSITIVE_INFINITY)
    }
    case 'points': {
      const { demand, sites } = reach
      for (const [name, points] of [['demand', demand] as const, ['sites', sites] as const])
        points.forEach((point, i) => {
          if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) throw badDistance(`/${name}/${i}`)
        })
      tooMany(limit === Number.POSITIVE_INFINITY ? demand.length * sites.length : 0)
      return pointRows(demand, sites, limit)
    }
  }
}

/** Only sites whose x lies within the limit are measured; the rest cannot be in reach. */
function pointRows(demand: readonly Point[], sites: readonly Point[], limit: number): Rows {
  const byX = Int32Array.from(sites.keys()).sort((a, b) => sites[a]!.x - sites[b]!.x)
  const xs = Float64Array.from(byX, (j) => sites[j]!.x)
  const rows = new RowList(demand.length)
  const far = new Float64Array(sites.length)
  for (const from of demand) {
    const found: number[] = []
    for (let k = firstFrom(xs, from.x - limit); k < xs.length && xs[k]! <= from.x + limit; k++) {
      const j = byX[k]!
      const metres = straight(from, sites[j]!)
      if (metres > limit) continue
      far[j] = metres
      found.push(j)
    }
    rows.add(found, far)
  }
  return rows.finish()
}

/** The first place whose value is not below `value`. */
function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Several times faster than `Math.hypot`, and off by less than the slack of a radius. */
function straight(a: Point, b: Point): number {
  const x = a.x - b.x
  const y = a.y - b.y
  return Math.sqrt(x * x + y * y)
}

function denseRows(demands: number, sites: number, limit: number, metresOf: (i: number, j: number) => number): Rows {
  tooMany(demands * sites)
  const rows = new RowList(demands)
  const row = new Float64Array(sites)
  for (let i = 0; i < demands; i++) {
    const found: number[] = []
    for (let j = 0; j < sites; j++) {
      const far = metresOf(i, j)
      if (!(far >= 0)) throw badDistance(`/${i}/${j}`)
      row[j] = far
      if (far <= limit && far < Number.POSITIVE_INFINITY) found.push(j)
    }
    rows.add(found, row)
  }
  return rows.finish()
}

/** Rows that come one after the other. */
class RowList {
  private readonly start: Int32Array
  private site = new Int32Array(1 << 14)
  private metres = new Float64Array(1 << 14)
  private filled = 0
  private row = 0

  constructor(demands: number) {
    this.start = new Int32Array(demands + 1)
  }

  /** Adds the next row: the sites that were found, by rising distance. */
  add(found: number[], far: Float64Array): void {
    found.sort((a, b) => far[a]! - far[b]! || a - b)
    const size = this.filled + found.length
    if (size > this.site.length) {
      tooMany(size)
      const site = new Int32Array(2 * size)
      site.set(this.site)
      this.site = site
      const metres = new Float64Array(2 * size)
      metres.set(this.metres)
      this.metres = metres
    }
    for (const j of found) {
      this.site[this.filled] = j
      this.metres[this.filled++] = far[j]!
    }
    this.start[++this.row] = this.filled
  }

  finish(): Rows {
    return { start: this.start, site: this.site.slice(0, this.filled), metres: this.metres.slice(0, this.filled) }
  }
}

function listRows(reach: Extract<Reach, { form: 'lists' }>, limit: number): Rows {
  const { demands, sites } = reach
  let pairs = 0
  const start = new Int32Array(demands + 1)
  sites.forEach((one, j) => {
    if (one.demand.length !== one.metres.length) throw badIndex(`/sites/${j}`)
    pairs += one.demand.length
    tooMany(pairs)
    for (let k = 0; k < one.demand.length; k++) {
      const i = one.demand[k]!
      const far = one.metres[k]!
      if (!Number.isInteger(i) || i < 0 || i >= demands) throw badIndex(`/sites/${j}/demand/${k}`)
      if (!(far >= 0)) throw badDistance(`/sites/${j}/metres/${k}`)
      if (far <= limit && far < Number.POSITIVE_INFINITY) start[i + 1]!++
    }
  })
  for (let i = 0; i < demands; i++) start[i + 1]! += start[i]!
  const site = new Int32Array(start[demands]!)
  const metres = new Float64Array(start[demands]!)
  const next = start.slice(0, demands)
  sites.forEach((one, j) => {
    for (let k = 0; k < one.demand.length; k++) {
      const far = one.metres[k]!
      if (far > limit || far === Number.POSITIVE_INFINITY) continue
      const at = next[one.demand[k]!]!++
      site[at] = j
      metres[at] = far
    }
  })
  return sortedOnce({ start, site, metres })
}

/** Sorts each row by metres; of a pair listed twice the shorter way holds. */
function sortedOnce(rows: Rows): Rows {
  const { start, site, metres } = rows
  const demands = start.length - 1
  const from = start.slice()
  let filled = 0
  for (let i = 0; i < demands; i++) {
    const order = Array.from({ length: from[i + 1]! - from[i]! }, (_, k) => from[i]! + k)
    order.sort((a, b) => metres[a]! - metres[b]! || site[a]! - site[b]!)
    const sorted = order.map((k) => [site[k]!, metres[k]!] as const)
    const seen = new Set<number>()
    for (const [j, far] of sorted) {
      if (seen.has(j)) continue
      seen.add(j)
      site[filled] = j
      metres[filled++] = far
    }
    start[i + 1] = filled
  }
  return { start, site: site.slice(0, filled), metres: metres.slice(0, filled) }
}

function graphRows(reach: Extract<Reach, { form: 'graph' }>, limit: number): Rows {
  const { nodes, edges } = reach
  tooMany(nodes * nodes)
  edges.forEach(([a, b, length], k) => {
    for (const end of [a, b]) if (!Number.isInteger(end) || end < 0 || end >= nodes) throw badIndex(`/edges/${k}`)
    if (!(length >= 0 && length < Number.POSITIVE_INFINITY)) throw badDistance(`/edges/${k}`)
  })
  const paths = allShortestPaths(nodes, edges)
  if (limit === Number.POSITIVE_INFINITY) return { start: paths.start, site: paths.node, metres: paths.metres }
  const start = new Int32Array(nodes + 1)
  let filled = 0
  for (let i = 0; i < nodes; i++) {
    for (let k = paths.start[i]!; k < paths.start[i + 1]! && paths.metres[k]! <= limit; k++) {
      paths.node[filled] = paths.node[k]!
      paths.metres[filled++] = paths.metres[k]!
    }
    start[i + 1] = filled
  }
  return { start, site: paths.node.slice(0, filled), metres: paths.metres.slice(0, filled) }
}
