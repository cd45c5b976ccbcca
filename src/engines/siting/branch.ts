import { goalOf, type Incumbent, offer, openSites } from './incumbent.ts'
import { costOf, leafDual } from './leaf.ts'
import type { Model } from './model.ts'
import type { Proof } from './proof.ts'
import { Queue } from './queue.ts'
import type { Dual, Relaxation } from './relaxation.ts'
import { ascend } from './subgradient.ts'

type Node = { state: Int8Array; dual: Dual; kept: number; bound: number; step: number; depth: number; closed?: boolean }

export type BranchOptions = {
  stopped: () => boolean
  /** The bound rose, or the incumbent fell. */
  onProgress: (bound: number) => void
  /** A set of sites that a relaxation would open: worth improving into a solution. */
  onChosen: (chosen: Uint8Array, state: Int8Array) => void
}

/**
 * Branch and bound over sites, best bound first, on the Lagrangian bound. Writes every step of the argument into `proof`, so that
 * what it concludes can be verified from the multipliers alone, the first at the place `step`. Returns the bound: the incumbent's cost when nothing is left open.
 */
export function branchAndBound(
  model: Model,
  relaxation: Relaxation,
  proof: Proof,
  incumbent: Incumbent,
  root: Dual,
  step: number,
  options: BranchOptions,
): number {
  const queue = new Queue<Node>((a, b) => a.bound - b.bound)
  const state = model.state.slice()
  settle(model, state)
  const first: Node = { state, dual: root, kept: 0, bound: 0, step, depth: 0 }
  relaxation.enter(state)
  first.kept = proof.keep(root, relaxation.ceiling)
  first.bound = relaxation.boundAt(root, state)
  queue.push(first)
  for (;;) {
    const node = queue.peek()
    if (node === undefined) return incumbent.cost
    const done = node.bound >= goalOf(incumbent.cost, model.integral)
    options.onProgress(done ? incumbent.cost : node.bound)
    // A closed node below the goal is the lowest there is: splitting others cannot raise the bound any more.
    if (done || node.closed === true || options.stopped() || proof.full) {
      for (const open of queue.items) proof.steps[open.step] = { bound: open.kept }
      return done ? incumbent.cost : node.bound
    }
    queue.pop()
    for (const child of expand(model, relaxation, proof, incumbent, node, options)) queue.push(child)
  }
}

/** Bounds a node, fixes what its multipliers force, and splits it; what is returned is still to be looked at. */
function expand(
  model: Model,
  relaxation: Relaxation,
  proof: Proof,
  incumbent: Incumbent,
  node: Node,
  options: BranchOptions,
): Node[] {
  for (;;) {
    const free = node.state.reduce((sum, value) => sum + (value === -1 ? 1 : 0), 0)
    if (free === 0) return closeLeaf(model, relaxation, proof, incumbent, node)
    relaxation.enter(node.state)
    const goal = goalOf(incumbent.cost, model.integral)
    const top = node.depth === 0
    const ascent = ascend(relaxation, node.dual, {
      target: incumbent.cost,
      iterations: top ? 400 : 120,
      step: top ? 0.8 : 0.6,
      patience: top ? 12 : 8,
      smallestStep: top ? 0.002 : 0.03,
      enough: goal,
      stopped: options.stopped,
    })
    node.dual = ascent.dual
    node.kept = proof.keep(node.dual, relaxation.ceiling)
    node.bound = relaxation.boundAt(node.dual, node.state)
    if (node.bound >= goal) {
      proof.steps[node.step] = { bound: node.kept }
      return []
    }
    relaxation.evaluate(node.dual.u, node.dual.quota)
    options.onChosen(relaxation.chosen, node.state)
    const fixed = fixByReducedCost(model, relaxation, node, goalOf(incumbent.cost, model.integral))
    if (fixed > 0) {
      const next = proof.reserve()
      proof.steps[node.step] = { fix: node.kept, next }
      node.step = next
      if (fixed > free * 0.15) continue
    }
    const site = mostUndecided(node.state, ascent.inclination)
    if (site < 0) continue
    const [closed, open] = [proof.reserve(), proof.reserve()]
    proof.steps[node.step] = { site: proof.siteOf(site), closed, open }
    return [child(model, relaxation, node, site, 0, closed), child(model, relaxation, node, site, 1, open)]
  }
}

function child(model: Model, relaxation: Relaxation, node: Node, site: number, value: 0 | 1, step: number): Node {
  const state = node.state.slice()
  state[site] = value
  settle(model, state)
  return { ...node, state, step, bound: relaxation.boundAt(node.dual, state), depth: node.depth + 1 }
}

/** The free site which the relaxation opens nearest to half of the time. */
function mostUndecided(state: Int8Array, inclination: Float64Array): number {
  let pick = -1
  let nearest = Number.POSITIVE_INFINITY
  for (let j = 0; j < state.length; j++) {
    if (state[j] !== -1) continue
    const off = Math.abs(inclination[j]! - 0.5)
    if (off < nearest) {
      nearest = off
      pick = j
    }
  }
  return pick
}

/**
 * All sites are set: the node is one solution, or none, and its multipliers say so exactly; but for capacities, which the bound
 * leaves out: then the node stays with what its multipliers say.
 */
function closeLeaf(model: Model, relaxation: Relaxation, proof: Proof, incumbent: Incumbent, node: Node): Node[] {
  const isOpen = Uint8Array.from(node.state, (value) => (value === 1 ? 1 : 0))
  offer(incumbent, costOf(model, isOpen), openSites(isOpen))
  const dual = leafDual(model, isOpen)
  const kept = proof.keep(dual, dual.u)
  proof.steps[node.step] = { bound: kept }
  if (model.capacity === null) return []
  relaxation.enter(node.state)
  return [{ ...node, dual, kept, bound: relaxation.boundAt(dual, node.state), closed: true }]
}

/** Sets every free site whose other value would lift the bound to the goal. Returns how many were set. */
export function fixByReducedCost(
  model: Model,
  relaxation: Relaxation,
  node: { state: Int8Array; dual: Dual },
  goal: number,
): number {
  const bound = relaxation.boundAt(node.dual, node.state)
  let fixed = 0
  for (let j = 0; j < model.sites; j++) {
    if (node.state[j] !== -1) continue
    const value = relaxation.values[j]! + node.dual.count + node.dual.budget * model.price[j]!
    // A hair above the goal, so that a checker that adds up in another order comes to the same.
    if (bound + Math.abs(value) < goal + 1e-9 * Math.abs(goal)) continue
    node.state[j] = value < 0 ? 1 : 0
    fixed++
  }
  if (fixed > 0) settle(model, node.state)
  return fixed
}

/** Closes every free site that the number or the money left no longer allows. */
export function settle(model: Model, state: Int8Array): void {
  if (model.count === Number.POSITIVE_INFINITY && model.budget === Number.POSITIVE_INFINITY) return
  let left = model.count
  let money = model.budget
  for (let j = 0; j < state.length; j++)
    if (state[j] === 1 && model.state[j] !== 1) {
      left--
      money -= model.price[j]!
    }
  for (let j = 0; j < state.length; j++)
    if (state[j] === -1 && (left <= 0 || model.price[j]! > money + 1e-9 * model.budget)) state[j] = 0
}
