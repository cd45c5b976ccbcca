import type { Problem, Reach } from '../problem.ts'

/**
 * The question of a certificate, read anew: for every pair in reach what serving costs. Nothing here is shared with the solver; in
 * particular shortest paths are found by another method.
 */
export type Instance = {
  demands: number
  sites: number
  /** Pairs: entry `k` says that `site[k]` serves `demand[k]` at `cost[k]`, all people together. */
  demand: Int32Array
  site: Int32Array
  cost: Float64Array
  people: Float64Array
  /** Cost of leaving a point unserved; ∞ when it must be served. */
  beyond: Float64Array
  open: Float64Array
  price: Float64Array
  kept: Set<number>
  forbidden: Set<number>
  count: number
  budget: number
  /** Partial covering: people that may stay unserved; otherwise `null`. */
  spare: number | null
  room: Float64Array | null
  integral: boolean
}

const NONE = Number.POSITIVE_INFINITY
const SLACK = 1 + 1e-12

/** Reads the question; throws on one that makes no sense. */
export function readInstance(problem: Problem): Instance {
  const { demands, sites } = extent(problem.reach)
  const people = list(problem.weights, demands, 1)
  const kept = new Set(problem.kept ?? [])
  const forbidden = new Set(problem.forbidden ?? [])
  const covering = problem.kind !== 'p-median'
  const radius = covering ? (problem.radius ?? NONE) * SLACK : NONE
  const pairs = pairsOf(problem.reach).filter(radius)
  const price = list(problem.costs, sites, 1).map((value, j) => (kept.has(j) ? 0 : value))
  const cost = pairs.metres.map((metres, k) => (covering ? 0 : metres * people[pairs.demand[k]!]!))
  const total = people.reduce((sum, weight) => sum + weight, 0)
  const share = problem.kind === 'set-cover' ? (problem.share ?? 1) : 1
  const open = problem.kind === 'set-cover' ? price : new Float64Array(sites)
  const beyond = people.map((weight) => {
    if (problem.kind === 'max-cover') return weight
    if (problem.kind === 'p-median') return problem.beyond === undefined ? NONE : problem.beyond * weight
    return weight === 0 ? 0 : NONE
  })
  const room = problem.capacities === undefined ? null : list(problem.capacities, sites, 0)
  return {
    demands,
    sites,
    ...pairs,
    cost,
    people,
    beyond,
    open,
    price,
    kept,
    forbidden,
    count: problem.count ?? NONE,
    budget: problem.budget ?? NONE,
    spare: share < 1 ? total - share * total + 1e-9 * total : null,
    room,
    integral: [cost, open, beyond.filter((value) => value < NONE), ...(room === null ? [] : [room, people])].every(
      (values) => values.every(Number.isInteger),
    ),
  }
}

function extent(reach: Reach): { demands: number; sites: number } {
  if (reach.form === 'graph') return { demands: reach.nodes, sites: reach.nodes }
  if (reach.form === 'points') return { demands: reach.demand.length, sites: reach.sites.length }
  if (reach.form === 'lists') return { demands: reach.demands, sites: reach.sites.length }
  return { demands: reach.demands, sites: reach.sites }
}

function list(given: ArrayLike<number> | undefined, length: number, fallback: number): Float64Array {
  const values = given === undefined ? new Float64Array(length).fill(fallback) : Float64Array.from(given)
  if (values.length !== length || values.some((value) => !(value >= 0)))
    throw new Error('a list of numbers is not as it should be')
  return values
}

/** Grows as pairs come in. */
class Pairs {
  demand: number[] = []
  site: number[] = []
  metres: number[] = []

  add(demand: number, site: number, metres: number): void {
    if (!(metres >= 0)) throw new Error('a distance is below zero or no number')
    if (metres === NONE) return
    this.demand.push(demand)
    this.site.push(site)
    this.metres.push(metres)
  }

  filter(radius: number): { demand: Int32Array; site: Int32Array; metres: Float64Array } {
    const keep = this.metres.map((metres) => metres <= radius)
    const chosen = (values: number[]) => values.filter((_, k) => keep[k])
    return {
      demand: Int32Array.from(chosen(this.demand)),
      site: Int32Array.from(chosen(this.site)),
      metres: Float64Array.from(chosen(this.metres)),
    }
  }
}

function pairsOf(reach: Reach): Pairs {
  const pairs = new Pairs()
  if (reach.form === 'points') {
    reach.demand.forEach((from, i) => {
      reach.sites.forEach((to, j) => {
        pairs.add(i, j, Math.hypot(from.x - to.x, from.y - to.y))
      })
    })
  } else if (reach.form === 'matrix') {
    for (let i = 0; i < reach.demands; i++)
      for (let j = 0; j < reach.sites; j++) pairs.add(i, j, reach.metres[i * reach.sites + j] ?? NONE)
  } else if (reach.form === 'lists') {
    reach.sites.forEach((one, j) => {
      const nearest = new Map<number, number>()
      for (let k = 0; k < one.demand.length; k++) {
        const i = one.demand[k]!
        if (!(i >= 0 && i < reach.demands)) throw new Error('a list names a demand point that does not exist')
        nearest.set(i, Math.min(nearest.get(i) ?? NONE, one.metres[k]!))
      }
      for (const [i, metres] of nearest) pairs.add(i, j, metres)
    })
  } else walk(reach, pairs)
  return pairs
}

/** Distances in a graph by label correction: a node whose distance fell goes back into the queue. */
function walk(reach: Extract<Reach, { form: 'graph' }>, pairs: Pairs): void {
  const around: Map<number, number>[] = Array.from({ length: reach.nodes }, () => new Map())
  for (const [a, b, length] of reach.edges) {
    if (!(length >= 0) || around[a] === undefined || around[b] === undefined)
      throw new Error('an edge is not as it should be')
    if (a === b) continue
    around[a].set(b, length)
    around[b].set(a, length)
  }
  const heads = around.map((ends) => Int32Array.from(ends.keys()))
  const lengths = around.map((ends) => Float64Array.from(ends.values()))
  const distance = new Float64Array(reach.nodes)
  const waiting = new Uint8Array(reach.nodes)
  for (let from = 0; from < reach.nodes; from++) {
    distance.fill(NONE)
    distance[from] = 0
    const queue = [from]
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head]!
      waiting[node] = 0
      const to = heads[node]!
      const length = lengths[node]!
      for (let k = 0; k < to.length; k++) {
        const way = distance[node]! + length[k]!
        if (way >= distance[to[k]!]!) continue
        distance[to[k]!] = way
        if (waiting[to[k]!] === 1) continue
        waiting[to[k]!] = 1
        queue.push(to[k]!)
      }
    }
    for (let to = 0; to < reach.nodes; to++) pairs.add(to, from, distance[to]!)
  }
}
