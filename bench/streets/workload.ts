import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  buildStreets,
  footholdsOf,
  inventStreets,
  type Network,
  readStreets,
  type Snap,
  type Snapper,
  type Streets,
} from '../../src/engines/streets/index.ts'

export const PORTO = join(import.meta.dirname, '..', '..', '..', 'shared', 'bench', 'streets', 'porto.osm.pbf')

export const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The same numbers in every run (a linear congruence, upper bits). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 16_777_216
  }
}

/** A city with about so many vertices, invented. */
export const cityOf = (vertices: number): Streets =>
  inventStreets({ seed: 11, places: [{ lon: 104.3, lat: 23.6, kind: 'town', population: vertices * 24 }] })

/** Streets of Porto where the file is beside the project, else an invented city of the same size. */
export async function portoOrCity(): Promise<{ name: string; streets: Streets }> {
  if (existsSync(PORTO)) return { name: 'Porto', streets: buildStreets(await readStreets(await readFile(PORTO))) }
  console.log('porto.osm.pbf is not beside the project: an invented city of 74,000 vertices takes its place\n')
  return { name: 'an invented city', streets: cityOf(74_000) }
}

/** Points near random vertices, brought to the streets. */
export function pointsOn(streets: Streets, snapper: Snapper, count: number, seed: number): Snap[] {
  const next = numbers(seed)
  const snaps: Snap[] = []
  while (snaps.length < count) {
    const vertex = Math.floor(next() * streets.vertexCount)
    const lon = streets.position[vertex * 2]! / 1e7 + (next() - 0.5) * 1e-3
    const lat = streets.position[vertex * 2 + 1]! / 1e7 + (next() - 0.5) * 1e-3
    const snap = snapper.snap({ lon, lat })
    if (snap !== null) snaps.push(snap)
  }
  return snaps
}

/** So many kinds with so many points each. */
export function kindsOn(streets: Streets, network: Network, snapper: Snapper, kinds: number, points: number) {
  return Array.from({ length: kinds }, (_, kind) => ({
    sources: footholdsOf(network, pointsOn(streets, snapper, points, 1000 + kind)),
  }))
}
