import { METRES_PER_DEGREE } from '../geodesy.ts'

/** Metres east and north of the sketch's origin. */
export type Spot = { x: number; y: number }

/** A map being drawn: nodes in metres on a plane, ways with tags. Ids are negative, as nothing of it is on the map of the world. */
export class Sketch {
  readonly nodes: Spot[] = []
  readonly ways: { nodes: number[]; tags: Map<string, string> }[] = []
  /** Corners of quarters by squares of `SQUARE` metres: what is built up. */
  readonly #built = new Map<string, number[]>()
  readonly #lon: number
  readonly #lat: number
  readonly #east: number

  constructor(origin: { lon: number; lat: number }) {
    this.#lon = origin.lon
    this.#lat = origin.lat
    this.#east = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180)
  }

  spotOf({ lon, lat }: { lon: number; lat: number }): Spot {
    return { x: (lon - this.#lon) * this.#east, y: (lat - this.#lat) * METRES_PER_DEGREE }
  }

  /** Units of 1e-7 degree of a node. */
  unitsOf(node: number): { lon: number; lat: number } {
    const { x, y } = this.nodes[node]!
    return {
      lon: Math.round((this.#lon + x / this.#east) * 1e7),
      lat: Math.round((this.#lat + y / METRES_PER_DEGREE) * 1e7),
    }
  }

  node(spot: Spot): number {
    return this.nodes.push(spot) - 1
  }

  /** Marks a node as a corner of a quarter. */
  build(node: number): void {
    const { x, y } = this.nodes[node]!
    const square = `${Math.floor(x / SQUARE)},${Math.floor(y / SQUARE)}`
    const here = this.#built.get(square)
    if (here === undefined) this.#built.set(square, [node])
    else here.push(node)
  }

  /** The nearest corner within so many metres (at most `SQUARE`), or -1. */
  builtNear(spot: Spot, within: number): number {
    let best = -1
    let least = within
    const [column, row] = [Math.floor(spot.x / SQUARE), Math.floor(spot.y / SQUARE)]
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const node of this.#built.get(`${column + dx},${row + dy}`) ?? []) {
          const far = apart(this.nodes[node]!, spot)
          if (far < least) {
            least = far
            best = node
          }
        }
      }
    }
    return best
  }

  way(nodes: number[], tags: Record<string, string>): void {
    this.ways.push({ nodes, tags: new Map(Object.entries(tags)) })
  }
}

const SQUARE = 100

export const apart = (a: Spot, b: Spot) => Math.hypot(a.x - b.x, a.y - b.y)
