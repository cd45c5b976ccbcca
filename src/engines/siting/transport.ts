import type { Model } from './model.ts'

/** Who goes where: `people[k]` of demand point `demand[k]` to `site[k]`. */
export type Transport = { cost: number; demand: Int32Array; site: Int32Array; people: Float64Array }

const NONE = Number.POSITIVE_INFINITY

/**
 * The cheapest way to send everyone to the open sites without filling any beyond its room; points may be split. Successive
 * shortest paths: each demand point comes in by the cheapest chain of moves that ends where there is room, which keeps the whole
 * optimal. Whoever finds no room stays unserved at the cost of it, where the question allows that; otherwise the cost is ∞.
 */
export function transport(model: Model, isOpen: Uint8Array): Transport {
  const { people, room, must } = model.capacity!
  const open: number[] = []
  for (let j = 0; j < model.sites; j++) if (isOpen[j] === 1) open.push(j)
  // The last place stands for staying unserved.
  const places = open.length + 1
  const slot = new Int32Array(model.sites).fill(-1)
  open.forEach((j, s) => {
    slot[j] = s
  })
  const price = pricesPerPerson(model, slot, places)
  const left = Float64Array.from([...open.map((j) => room[j]!), must ? 0 : NONE])
  const flow = new Float64Array(model.demands * places)
  for (let i = 0; i < model.demands; i++) {
    let waiting = people[i]!
    while (waiting > 1e-9 * people[i]!) {
      const sent = augment(model.demands, places, price, flow, left, i, waiting)
      if (sent === 0)
        return { cost: NONE, demand: new Int32Array(0), site: new Int32Array(0), people: new Float64Array(0) }
      waiting -= sent
    }
  }
  let cost = 0
  const list: [number, number, number][] = []
  for (let i = 0; i < model.demands; i++)
    for (let s = 0; s < places; s++) {
      const sent = flow[i * places + s]!
      if (sent <= 0) continue
      cost += sent * price[i * places + s]!
      if (s < open.length) list.push([i, open[s]!, sent])
    }
  return {
    cost,
    demand: Int32Array.from(list, ([i]) => i),
    site: Int32Array.from(list, ([, j]) => j),
    people: Float64Array.from(list, ([, , sent]) => sent),
  }
}

/** Cost for one person of each point at each open place. */
function pricesPerPerson(model: Model, slot: Int32Array, places: number): Float64Array {
  const price = new Float64Array(model.demands * places).fill(NONE)
  for (let i = 0; i < model.demands; i++) {
    const people = model.capacity!.people[i]!
    if (people === 0) continue
    for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]!; k++) {
      const s = slot[model.rowSite[k]!]!
      if (s >= 0) price[i * places + s] = model.rowCost[k]! / people
    }
    price[i * places + places - 1] = model.beyond[i]! / people
  }
  return price
}

/** Sends up to `waiting` people of point `i` along the cheapest chain of moves; returns how many went. */
function augment(
  demands: number,
  places: number,
  price: Float64Array,
  flow: Float64Array,
  left: Float64Array,
  i: number,
  waiting: number,
): number {
  // Cheapest move of one person from place a to place b, and whose it is.
  const move = new Float64Array(places * places).fill(NONE)
  const who = new Int32Array(places * places)
  for (let d = 0; d < demands; d++)
    for (let a = 0; a < places; a++) {
      if (flow[d * places + a]! <= 0) continue
      for (let b = 0; b < places; b++) {
        const change = price[d * places + b]! - price[d * places + a]!
        if (change < move[a * places + b]!) {
          move[a * places + b] = change
          who[a * places + b] = d
        }
      }
    }
  const reach = price.slice(i * places, (i + 1) * places)
  const from = new Int32Array(places).fill(-1)
  for (let round = 0, changed = true; changed && round < places; round++) {
    changed = false
    for (let a = 0; a < places; a++)
      for (let b = 0; b < places; b++) {
        if (a === b || reach[a]! + move[a * places + b]! >= reach[b]! - 1e-9 * Math.abs(reach[b]!) - 1e-12) continue
        reach[b] = reach[a]! + move[a * places + b]!
        from[b] = a
        changed = true
      }
  }
  let end = -1
  for (let s = 0; s < places; s++)
    if (left[s]! > 1e-9 && reach[s]! < NONE && (end < 0 || reach[s]! < reach[end]!)) end = s
  if (end < 0) return 0
  const chain: number[] = [end]
  for (let s = from[end]!; s >= 0 && chain.length <= places; s = from[s]!) chain.unshift(s)
  let sent = Math.min(waiting, left[end]!)
  for (let k = 1; k < chain.length; k++)
    sent = Math.min(sent, flow[who[chain[k - 1]! * places + chain[k]!]! * places + chain[k - 1]!]!)
  flow[i * places + chain[0]!]! += sent
  for (let k = 1; k < chain.length; k++) {
    const [a, b] = [chain[k - 1]!, chain[k]!]
    const d = who[a * places + b]!
    flow[d * places + a]! -= sent
    flow[d * places + b]! += sent
  }
  left[end]! -= sent
  return sent
}
