import type { Certificate, Multipliers } from '../answer.ts'
import type { Instance } from './instance.ts'

/** Only solutions below the goal would be better; whole-number objectives leave nothing between goal and objective. */
export function goalOf(instance: Instance, cost: number): number {
  return instance.integral ? cost - 1 + 1e-6 : cost - 1e-6 * Math.abs(cost)
}

/** More than any solution of a covering question can cost. */
export function ceilingOf(instance: Instance): number {
  return instance.open.reduce((sum, value) => sum + value, 1)
}

type Priced = { total: number; values: Float64Array; count: number; budget: number }
type Case = { step: number; state: Int8Array }

const FREE = -1

/**
 * Follows the argument of a certificate and returns the lower bound, in costs, that it proves: every solution costs at least
 * this or at least `goal`. Throws when the argument is broken.
 */
export function followArgument(instance: Instance, proof: Certificate['proof'], goal: number): number {
  const { steps, multipliers, scale } = proof
  if (!(scale >= 1) || Math.log2(scale) % 1 !== 0) throw new Error('the scale is not a power of two')
  const priced = new Map<number, Priced>()
  const priceOf = (index: number): Priced => {
    let found = priced.get(index)
    if (found === undefined) {
      found = price(instance, multipliers, index, scale)
      if (priced.size > 500) priced.clear()
      priced.set(index, found)
    }
    return found
  }
  const state = new Int8Array(instance.sites).fill(FREE)
  for (const j of instance.forbidden) state[j] = 0
  for (const j of instance.kept) state[j] = 1
  let lowest = Number.POSITIVE_INFINITY
  const used = new Uint8Array(steps.length)
  const cases: Case[] = [{ step: 0, state }]
  for (let next = cases.pop(); next !== undefined; next = cases.pop()) {
    const step = steps[next.step]
    if (step === undefined) throw new Error('the argument breaks off')
    // Each step is used once, so the argument cannot run in a circle.
    if (used[next.step] === 1) throw new Error('the argument comes back to an earlier step')
    used[next.step] = 1
    if (!closeWhatIsTooMuch(instance, next.state)) continue
    if ('site' in step) {
      for (const [value, to] of [
        [0, step.closed],
        [1, step.open],
      ] as const) {
        const status = next.state[step.site]
        if (status === undefined) throw new Error('the argument names a site that does not exist')
        // A case that earlier steps ruled out needs no argument.
        if (status !== FREE && status !== value) continue
        const branch = next.state.slice()
        branch[step.site] = value
        cases.push({ step: to, state: branch })
      }
    } else if ('fix' in step) {
      fix(instance, priceOf(step.fix), next.state, goal)
      cases.push({ step: step.next, state: next.state })
    } else if ('without' in step) {
      leaveOut(instance, step.without, next.state)
      cases.push({ step: step.next, state: next.state })
    } else lowest = Math.min(lowest, boundOf(instance, priceOf(step.bound), next.state))
  }
  return lowest
}

/** Values of all sites under one set of multipliers. */
function price(
  instance: Instance,
  multipliers: Certificate['proof']['multipliers'],
  index: number,
  scale: number,
): Priced {
  const given = multipliers[index]
  if (given === undefined) throw new Error('multipliers are missing')
  const u = Float64Array.from(inFull(multipliers, given, instance.demands), (value) => value / scale)
  const [count, budget, quota] = [given.count / scale, given.budget / scale, given.quota / scale]
  if (!(count >= 0 && budget >= 0 && quota >= 0)) throw new Error('the price of a limit is below zero')
  let total = instance.spare === null ? 0 : -quota * instance.spare
  for (let i = 0; i < u.length; i++) {
    const most = instance.spare === null ? instance.beyond[i]! : quota * instance.people[i]!
    if (!Number.isFinite(u[i]!)) throw new Error('a multiplier is no number')
    total += Math.min(u[i]!, most)
  }
  return { total, values: valuesOf(instance, u), count, budget }
}

/** The multipliers of all points, also where they are told by what differs from another set. */
function inFull(all: Multipliers[], given: Multipliers, demands: number): number[] {
  const { like, at, u } = given
  const full = like === undefined ? given : all[like]
  if (full === undefined || full.like !== undefined || full.u.length !== demands)
    throw new Error('multipliers are missing')
  if (like === undefined) return u
  if (at === undefined || at.length !== u.length) throw new Error('multipliers are missing')
  const mixed = full.u.slice()
  at.forEach((i, k) => {
    if (mixed[i] === undefined) throw new Error('a multiplier names a point that does not exist')
    mixed[i] = u[k]!
  })
  return mixed
}

function valuesOf(instance: Instance, u: Float64Array): Float64Array {
  const { demand, site, cost, open } = instance
  const values = open.slice()
  for (let k = 0; k < demand.length; k++) {
    const saved = cost[k]! - u[demand[k]!]!
    if (saved < 0) values[site[k]!]! += saved
  }
  return values
}

/** What is left of the limits once the open sites are counted. */
function leftOf(instance: Instance, state: Int8Array): { count: number; money: number } {
  let count = instance.count
  let money = instance.budget
  for (let j = 0; j < state.length; j++)
    if (state[j] === 1 && !instance.kept.has(j)) {
      count--
      money -= instance.price[j]!
    }
  return { count, money }
}

/** Closes free sites that the limits no longer allow; false when the limits are broken already. */
function closeWhatIsTooMuch(instance: Instance, state: Int8Array): boolean {
  const { count, money } = leftOf(instance, state)
  const slack = instance.budget === Number.POSITIVE_INFINITY ? 0 : 1e-9 * instance.budget
  if (count < 0 || money < -slack) return false
  for (let j = 0; j < state.length; j++)
    if (state[j] === FREE && (count === 0 || instance.price[j]! > money + slack)) state[j] = 0
  return true
}

function boundOf(instance: Instance, priced: Priced, state: Int8Array): number {
  const { count, money } = leftOf(instance, state)
  let bound = priced.total
  if (priced.count > 0) bound -= priced.count * count
  if (priced.budget > 0) bound -= priced.budget * money
  for (let j = 0; j < state.length; j++) {
    if (state[j] === 1) bound += priced.values[j]!
    else if (state[j] === FREE) bound += Math.min(0, reduced(instance, priced, j))
  }
  // A limit that does not exist cannot have a price.
  if (Number.isNaN(bound)) throw new Error('a price is set on a limit that does not exist')
  return bound
}

const reduced = (instance: Instance, priced: Priced, j: number) =>
  priced.values[j]! + priced.count + priced.budget * instance.price[j]!

/** Sets the free sites whose other value no better solution can have. */
function fix(instance: Instance, priced: Priced, state: Int8Array, goal: number): void {
  const bound = boundOf(instance, priced, state)
  const found: [number, 0 | 1][] = []
  for (let j = 0; j < state.length; j++) {
    if (state[j] !== FREE) continue
    const value = reduced(instance, priced, j)
    if (bound + Math.abs(value) >= goal) found.push([j, value < 0 ? 1 : 0])
  }
  for (const [j, value] of found) state[j] = value
}

/**
 * Closes free sites for which another one stands that is not closed, costs no more and serves every point that still matters at
 * least as well: a solution with the first is no better than the same with the second instead. Throws when that is not so.
 */
function leaveOut(instance: Instance, pairs: [number, number][], state: Int8Array): void {
  if (instance.room !== null) throw new Error('with capacities no site stands for another')
  const { demand, site, cost, beyond, open, price } = instance
  const columns: [number, number][][] = Array.from({ length: instance.sites }, () => [])
  const least = beyond.slice()
  for (let k = 0; k < demand.length; k++) {
    columns[site[k]!]!.push([demand[k]!, cost[k]!])
    if (state[site[k]!] === 1) least[demand[k]!] = Math.min(least[demand[k]!]!, cost[k]!)
  }
  const costBy = new Float64Array(instance.demands)
  for (const [out, by] of pairs) {
    if (state[out] === undefined || state[by] === undefined || out === by)
      throw new Error('the argument names a site that does not exist')
    if (state[out] !== FREE) continue
    if (state[by] === 0 || open[by]! > open[out]! || price[by]! > price[out]!)
      throw new Error('a site is left out for one that cannot stand for it')
    costBy.fill(Number.POSITIVE_INFINITY)
    for (const [i, value] of columns[by]!) costBy[i] = Math.min(costBy[i]!, value)
    for (const [i, value] of columns[out]!)
      if (value < least[i]! && costBy[i]! > value) throw new Error('a site is left out that serves better')
    state[out] = 0
  }
}
