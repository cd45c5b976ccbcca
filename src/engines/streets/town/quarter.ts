import type { Dice } from './random.ts'
import { apart, type Sketch, type Spot } from './sketch.ts'

/** How a quarter is built. */
export type Quarter = {
  centre: Spot
  /** Street corners to be laid out. */
  corners: number
  /** Metres between neighbouring corners. */
  spacing: number
  /** Every so many streets a main one, of this class; `null`: none. */
  main: { every: number; highway: string } | null
  /** Class of the other streets. */
  lane: string
  /** Share of street pieces left out, which makes blocks uneven. */
  gaps: number
  square: boolean
}

/**
 * Lays out a quarter: a turned and bent grid with an uneven border, street pieces missing here and there, footways through some
 * blocks, a few dead ends and steps. All of it hangs together, and it leaves out what is built up already. Returns its corners, none
 * when there is no room.
 */
export function layQuarter(sketch: Sketch, dice: Dice, quarter: Quarter): number[] {
  const { centre, spacing } = quarter
  const half = Math.max(1, Math.ceil(Math.sqrt(quarter.corners / Math.PI) * 1.35))
  const turn = dice.between(0, Math.PI / 2)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const bend = dice.between(-0.25, 0.25) / half
  const waves = [2, 3, 5].map((times) => ({ times, size: dice.between(0, 0.22), shift: dice.between(0, 2 * Math.PI) }))
  const places: { i: number; j: number; far: number }[] = []
  for (let i = -half; i <= half; i++) {
    for (let j = -half; j <= half; j++) {
      const angle = Math.atan2(j, i)
      const edge = 1 + waves.reduce((sum, { times, size, shift }) => sum + size * Math.sin(times * angle + shift), 0)
      places.push({ i, j, far: Math.hypot(i, j) / edge })
    }
  }
  places.sort((a, b) => a.far - b.far || a.i - b.i || a.j - b.j)
  const kept = places.slice(0, Math.max(2, quarter.corners))
  const spots = new Map<string, Spot>()
  for (const { i, j } of kept) {
    const x = (i + bend * j * j) * spacing + dice.between(-0.18, 0.18) * spacing
    const y = (j - bend * i * i) * spacing + dice.between(-0.18, 0.18) * spacing
    const spot = { x: centre.x + x * cos - y * sin, y: centre.y + x * sin + y * cos }
    if (sketch.builtNear(spot, spacing * 0.75) < 0) spots.set(`${i},${j}`, spot)
  }
  const whole = largestPiece(spots)
  if (whole.size < FEWEST) return []
  const corner = new Map<string, number>()
  const at = (i: number, j: number) => corner.get(`${i},${j}`)
  for (const key of whole) corner.set(key, sketch.node(spots.get(key)!))
  for (const node of corner.values()) sketch.build(node)
  const laid = kept.filter(({ i, j }) => at(i, j) !== undefined)

  const isMain = (line: number) => quarter.main !== null && line % quarter.main.every === 0
  const parent = new Map<number, number>()
  const root = (node: number): number => {
    let here = node
    for (let up = parent.get(here); up !== undefined; up = parent.get(here)) {
      const above = parent.get(up)
      if (above !== undefined) parent.set(here, above)
      here = up
    }
    return here
  }
  const join = (a: number, b: number) => {
    const [first, second] = [root(a), root(b)]
    if (first !== second) parent.set(second, first)
    return first !== second
  }
  const pieces: { a: number; b: number; main: boolean; open: boolean }[] = []
  for (const { i, j } of laid) {
    for (const [di, dj] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const a = at(i, j)
      const b = at(i + di, j + dj)
      if (a === undefined || b === undefined) continue
      const main = isMain(di === 1 ? j : i)
      pieces.push({ a, b, main, open: main || !dice.chance(quarter.gaps) })
    }
  }
  for (const { a, b, open } of pieces) if (open) join(a, b)
  for (const piece of pieces) if (!piece.open && join(piece.a, piece.b)) piece.open = true
  for (const { a, b, main, open } of pieces) {
    if (!open) continue
    if (main) sketch.way([a, b], { highway: quarter.main!.highway, sidewalk: 'both' })
    else if (dice.chance(0.04)) sketch.way([a, b], { highway: 'steps' })
    else if (dice.chance(0.2)) sketch.way([a, bulge(sketch, dice, a, b), b], { highway: 'footway' })
    else sketch.way([a, b], { highway: quarter.lane, ...(dice.chance(0.1) ? { oneway: 'yes' } : {}) })
  }
  for (const { i, j } of laid) {
    const a = at(i, j)!
    const across = at(i + 1, j + 1)
    if (across !== undefined && dice.chance(0.08))
      sketch.way([a, bulge(sketch, dice, a, across), across], { highway: 'footway' })
    if (dice.chance(0.06)) {
      const { x, y } = sketch.nodes[a]!
      const angle = dice.between(0, 2 * Math.PI)
      const end = sketch.node({ x: x + Math.cos(angle) * spacing * 0.4, y: y + Math.sin(angle) * spacing * 0.4 })
      sketch.way([a, end], { highway: 'service' })
    }
  }
  if (quarter.square) {
    const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
    if (ring.every((node) => node !== undefined))
      sketch.way([...(ring as number[]), ring[0] as number], { highway: 'pedestrian', area: 'yes' })
  }
  return [...corner.values()]
}

/** Fewer corners than this are no quarter. */
const FEWEST = 4

/** The largest set of grid places that hang together; of equal ones the first. */
function largestPiece(spots: ReadonlyMap<string, Spot>): Set<string> {
  let best = new Set<string>()
  const seen = new Set<string>()
  for (const start of spots.keys()) {
    if (seen.has(start)) continue
    const piece = new Set([start])
    for (const key of piece) {
      seen.add(key)
      const [i, j] = key.split(',').map(Number) as [number, number]
      for (const next of [`${i + 1},${j}`, `${i - 1},${j}`, `${i},${j + 1}`, `${i},${j - 1}`])
        if (spots.has(next)) piece.add(next)
    }
    if (piece.size > best.size) best = piece
  }
  return best
}

function bulge(sketch: Sketch, dice: Dice, a: number, b: number): number {
  const from = sketch.nodes[a]!
  const to = sketch.nodes[b]!
  const aside = dice.between(-0.12, 0.12) * apart(from, to)
  const length = Math.max(1, apart(from, to))
  return sketch.node({
    x: (from.x + to.x) / 2 - ((to.y - from.y) / length) * aside,
    y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * aside,
  })
}
