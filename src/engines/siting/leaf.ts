import { type Model, serviceCost } from './model.ts'
import type { Dual } from './relaxation.ts'
import { transport } from './transport.ts'

/** More than any solution can cost: what a set of sites "costs" that serves not all who must be served. */
export function moreThanAll(model: Model): number {
  return model.open.reduce((sum, cost) => sum + cost, 1)
}

/** Whether a set of open sites keeps the limits on number and money. */
export function withinLimits(model: Model, isOpen: Uint8Array): boolean {
  let count = 0
  let money = 0
  for (let j = 0; j < model.sites; j++) {
    if (isOpen[j] !== 1 || model.state[j] === 1) continue
    count++
    money += model.price[j]!
  }
  return count <= model.count && money <= model.budget * (1 + 1e-9)
}

/** Weight that no open site serves. */
function unservedWeight(model: Model, isOpen: Uint8Array, weight: Float64Array): number {
  let unserved = 0
  const assignment = new Int32Array(model.demands)
  serviceCost(model, isOpen, assignment)
  for (let i = 0; i < model.demands; i++) if (assignment[i] === -1) unserved += weight[i]!
  return unserved
}

/** Cost of exactly these open sites, or ∞ when they do not do: a limit is broken, or someone who must be served is not. */
export function costOf(model: Model, isOpen: Uint8Array): number {
  if (!withinLimits(model, isOpen)) return Number.POSITIVE_INFINITY
  let opening = 0
  for (let j = 0; j < model.sites; j++) if (isOpen[j] === 1) opening += model.open[j]!
  if (model.capacity !== null) return opening + transport(model, isOpen).cost
  if (model.quota !== null) {
    const { weight, spare } = model.quota
    return unservedWeight(model, isOpen, weight) <= spare ? opening : Number.POSITIVE_INFINITY
  }
  return opening + serviceCost(model, isOpen)
}

/** Multipliers whose bound, with every site set, is exactly what the open sites cost, or more than all when they do not do. */
export function leafDual(model: Model, isOpen: Uint8Array): Dual {
  const u = new Float64Array(model.demands)
  if (model.quota !== null) {
    const { weight, spare } = model.quota
    const unserved = unservedWeight(model, isOpen, weight)
    const quota = unserved <= spare ? 0 : (2 * moreThanAll(model)) / (unserved - spare)
    const assignment = new Int32Array(model.demands)
    serviceCost(model, isOpen, assignment)
    for (let i = 0; i < u.length; i++) u[i] = assignment[i] === -1 ? quota * weight[i]! : 0
    return { u, count: 0, budget: 0, quota }
  }
  for (let i = 0; i < model.demands; i++) {
    let cost = model.beyond[i]!
    for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++)
      if (isOpen[model.rowSite[k]!] === 1) {
        cost = Math.min(cost, model.rowCost[k]!)
        break
      }
    u[i] = cost === Number.POSITIVE_INFINITY ? moreThanAll(model) : cost
  }
  return { u, count: 0, budget: 0, quota: 0 }
}
