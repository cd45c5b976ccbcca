import type { Dice } from './random.ts'
import { apart, type Sketch, type Spot } from './sketch.ts'

/** Pairs of places that roads join: no third place lies in the circle over the two (Gabriel graph), which keeps all connected. */
export function neighboursOf(places: readonly Spot[]): [number, number][] {
  const pairs: [number, number][] = []
  for (let a = 0; a < places.length; a++) {
    for (let b = a + 1; b < places.length; b++) {
      const middle = { x: (places[a]!.x + places[b]!.x) / 2, y: (places[a]!.y + places[b]!.y) / 2 }
      const radius = apart(places[a]!, places[b]!) / 2
      const free = places.every((other, at) => at === a || at === b || apart(other, middle) >= radius)
      if (free) pairs.push([a, b])
    }
  }
  return pairs
}

/** A winding road between two corners, with a field path off it now and then. */
export function layRoad(sketch: Sketch, dice: Dice, from: number, to: number, highway: string): void {
  const bends = wind(dice, sketch.nodes[from]!, sketch.nodes[to]!)
  const nodes = [from, ...bends.map((spot) => sketch.node(spot)), to]
  sketch.way(nodes, { highway, ...(highway === 'track' ? {} : { surface: 'paved' }) })
  for (const [step, node] of nodes.entries()) {
    if (step === 0 || step === nodes.length - 1 || !dice.chance(0.12)) continue
    const { x, y } = sketch.nodes[node]!
    const angle = dice.between(0, 2 * Math.PI)
    const far = dice.between(80, 300)
    const end = { x: x + Math.cos(angle) * far, y: y + Math.sin(angle) * far }
    const path = [node, ...wind(dice, { x, y }, end).map((spot) => sketch.node(spot)), sketch.node(end)]
    sketch.way(path, { highway: dice.chance(0.5) ? 'track' : 'path' })
  }
}

const STRETCH = 110

/** Bends of a way: the middle is pushed aside by a share of the length, and so on in each half. */
function wind(dice: Dice, from: Spot, to: Spot): Spot[] {
  const length = apart(from, to)
  if (length < STRETCH) return []
  const aside = dice.between(-0.12, 0.12) * length
  const middle = {
    x: (from.x + to.x) / 2 - ((to.y - from.y) / length) * aside,
    y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * aside,
  }
  return [...wind(dice, from, middle), middle, ...wind(dice, middle, to)]
}

/** The corner of a list that lies nearest to a spot. */
export function nearestCorner(sketch: Sketch, corners: readonly number[], spot: Spot): number {
  let best = corners[0]!
  for (const corner of corners) if (apart(sketch.nodes[corner]!, spot) < apart(sketch.nodes[best]!, spot)) best = corner
  return best
}
