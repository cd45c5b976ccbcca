import type { Incumbent } from './incumbent.ts'
import type { Model } from './model.ts'
import type { Dual } from './relaxation.ts'

/** Pays for each point what its second nearest open site would cost, or its fair part of the cheapest site. */
export function firstDual(model: Model, incumbent: Incumbent): Dual {
  const { demands, rowStart, rowSite, rowCost, beyond, open } = model
  const isOpen = new Uint8Array(model.sites)
  for (const j of incumbent.sites) isOpen[j] = 1
  const size = new Int32Array(model.sites)
  for (const j of rowSite) size[j]!++
  const u = new Float64Array(demands)
  for (let i = 0; i < demands; i++) {
    let near = Number.POSITIVE_INFINITY
    let seen = 0
    let part = Number.POSITIVE_INFINITY
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const j = rowSite[k]!
      part = Math.min(part, open[j]! / size[j]!)
      if (isOpen[j] === 1 && ++seen <= 2) near = rowCost[k]!
    }
    const top = beyond[i]!
    u[i] =
      top === Number.POSITIVE_INFINITY || model.quota !== null
        ? part < Number.POSITIVE_INFINITY
          ? part
          : 0
        : seen < 2
          ? top / 2
          : Math.min(near, top)
  }
  const total = model.quota === null ? 0 : model.quota.weight.reduce((sum, weight) => sum + weight, 0)
  return { u, count: 0, budget: 0, quota: total === 0 ? 0 : incumbent.cost / total }
}
