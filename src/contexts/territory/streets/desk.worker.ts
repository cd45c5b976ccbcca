import { setImmediate as breathe } from 'node:timers/promises'
import {
  BEYOND,
  decodeStreets,
  FOOTHOLD,
  type Footholds,
  footholdsOf,
  type Labels,
  type Network,
  NO_WAY,
  networkOf,
  reach,
  type Snapper,
  type Streets,
  snapperOf,
  matrix as walkingMatrix,
} from '../../../engines/streets/index.ts'
import { type Call, Moved, serveCalls } from '../../../platform/threads/index.ts'
import { streetTile, type TileAt } from './draw.ts'

/** Longitude and latitude by turns. */
export type Points = Float64Array

/** Streets ready for questions, and the points that stand on them: where people live. */
type Ground = {
  streets: Streets
  network: Network
  snapper: Snapper
  standing: { at: Footholds; off: Float64Array }
  /** Labels of the sources drawn last, by what the caller calls them. */
  drawn: { name: string; labels: Labels } | null
}

/** A point farther than this from every street is off the streets: nothing is said of it. Metres. */
export const OFF_STREETS = 300

const grounds = new Map<string, Ground>()
/** Vertices kept ready at a time, over all streets; about 250 bytes each. */
const MOST_VERTICES = 4_000_000

function ground(key: string): Ground {
  const found = grounds.get(key)
  if (found === undefined) throw new Error(`the streets ${key} are not laid out`)
  return found
}

function stand({ network, snapper }: Pick<Ground, 'network' | 'snapper'>, points: Points) {
  const snaps = Array.from({ length: points.length / 2 }, (_, i) =>
    snapper.snap({ lon: points[i * 2]!, lat: points[i * 2 + 1]! }, { within: OFF_STREETS }),
  )
  return {
    at: footholdsOf(network, snaps),
    off: Float64Array.from(snaps, (snap) => (snap === null ? Number.NaN : snap.off)),
  }
}

/** Points on streets only, and where in the given list each was. */
function onStreets(at: Footholds): { at: Footholds; index: number[] } {
  const index = Array.from({ length: at.length / FOOTHOLD }, (_, i) => i).filter((i) => at[i * FOOTHOLD]! >= 0)
  const kept = new Int32Array(new SharedArrayBuffer(index.length * FOOTHOLD * 4))
  index.forEach((from, to) => {
    kept.set(at.subarray(from * FOOTHOLD, (from + 1) * FOOTHOLD), to * FOOTHOLD)
  })
  return { at: kept, index }
}

/** Metres from each standing point to the nearest of some points, its own way to the street included. */
function walk({ key, points, cut }: { key: string; points: Points; cut: number }) {
  const here = ground(key)
  const targets = here.standing
  const sources = onStreets(stand(here, points).at)
  const [found] = reach(here.network, { kinds: [{ sources: sources.at }], cut, targets: targets.at })
  const labels = found!.targets!
  const metres = new Float64Array(targets.off.length)
  const nearest = new Int32Array(targets.off.length)
  for (let i = 0; i < metres.length; i++) {
    const off = targets.off[i]!
    const distance = labels.distance[i]!
    if (Number.isNaN(off)) metres[i] = Number.NaN
    else if (distance === BEYOND) metres[i] = Number.POSITIVE_INFINITY
    else metres[i] = distance / 10 + off
    nearest[i] = distance === BEYOND || Number.isNaN(off) ? -1 : sources.index[labels.nearest[i]!]!
  }
  const answer = { metres, nearest, offStreets: points.length / 2 - sources.index.length }
  return new Moved(answer, [metres.buffer, nearest.buffer])
}

/** Metres on foot from one place to each of some points; `NaN` where the place or the point is off the streets. */
function around({ key, from, points, cut }: { key: string; from: [number, number]; points: Points; cut: number }) {
  const here = ground(key)
  const start = stand(here, Float64Array.from(from))
  const targets = stand(here, points)
  const metres = new Float64Array(points.length / 2).fill(Number.NaN)
  if (Number.isNaN(start.off[0]!)) return metres
  const [found] = reach(here.network, { kinds: [{ sources: start.at }], cut, targets: targets.at, direction: 'from' })
  for (let i = 0; i < metres.length; i++) {
    if (Number.isNaN(targets.off[i]!)) continue
    const distance = found!.targets!.distance[i]!
    metres[i] = distance === BEYOND ? Number.POSITIVE_INFINITY : distance / 10 + start.off[0]!
  }
  return metres
}

/** Metres on foot between all of some points, row by row, each its own way to the street included; `Infinity` where there is no way within the cut. */
async function between({ key, points, cut }: { key: string; points: Points; cut: number }, { signal }: Call) {
  const here = ground(key)
  const standing = stand(here, points)
  const count = points.length / 2
  const metres = new Float64Array(count * count).fill(Number.POSITIVE_INFINITY)
  for (let row = 0; row < count; row++) {
    await breathe()
    signal.throwIfAborted()
    const off = standing.off[row]!
    metres[row * count + row] = 0
    if (Number.isNaN(off)) continue
    const one = standing.at.slice(row * FOOTHOLD, (row + 1) * FOOTHOLD)
    const { decimetres } = walkingMatrix(here.network, one, standing.at, { cut })
    for (let column = 0; column < count; column++) {
      const way = decimetres[column]!
      if (column === row || way === NO_WAY || Number.isNaN(standing.off[column]!)) continue
      metres[row * count + column] = off + way / 10 + standing.off[column]!
    }
  }
  return new Moved(metres, [metres.buffer])
}

/** Longest that a search of many points keeps other questions waiting, milliseconds. */
const TURN = 20

/**
 * For each of some points the standing points within the cut: flat lists of point, standing point and metres. Other questions come in
 * between, and so does the word that nobody waits any more.
 */
async function matrix({ key, points, cut }: { key: string; points: Points; cut: number }, { tell, signal }: Call) {
  const here = ground(key)
  const sites = stand(here, points).at
  const [site, dweller, metres]: [number[], number[], number[]] = [[], [], []]
  const count = points.length / 2
  let turn = performance.now()
  for (let i = 0; i < count; i++) {
    if (performance.now() - turn > TURN) {
      tell(i / count)
      await breathe()
      signal.throwIfAborted()
      turn = performance.now()
    }
    const at = sites.slice(i * FOOTHOLD, (i + 1) * FOOTHOLD)
    if (at[0]! < 0) continue
    const [found] = reach(here.network, { kinds: [{ sources: at }], cut, targets: here.standing.at })
    const { distance } = found!.targets!
    for (let d = 0; d < distance.length; d++) {
      if (distance[d] === BEYOND || Number.isNaN(here.standing.off[d]!)) continue
      site.push(i)
      dweller.push(d)
      metres.push(distance[d]! / 10 + here.standing.off[d]!)
    }
  }
  const answer = { site: Int32Array.from(site), dweller: Int32Array.from(dweller), metres: Float64Array.from(metres) }
  return new Moved(answer, [answer.site.buffer, answer.dweller.buffer, answer.metres.buffer])
}

/** The tile of the streets; with sources, each street carries its metres to the nearest. */
function tile({ key, at, sources, cut }: TileQuestion) {
  const here = ground(key)
  if (sources === null) return streetTile(here, null, at)
  if (here.drawn?.name !== sources.name) {
    const onThem = onStreets(stand(here, sources.points).at).at
    const labels = reach(here.network, { kinds: [{ sources: onThem }], cut })[0]!.vertices!
    here.drawn = { name: sources.name, labels }
  }
  return streetTile(here, here.drawn.labels, at)
}

export type TileQuestion = { key: string; at: TileAt; sources: { name: string; points: Points } | null; cut: number }

serveCalls({
  layOut: ({ key, encoded, points }: { key: string; encoded: Uint8Array; points: Points }) => {
    const streets = decodeStreets(encoded)
    const network = networkOf(streets)
    const snapper = snapperOf(streets)
    const standing = stand({ network, snapper }, points)
    const dropped: string[] = []
    let held = streets.vertexCount
    for (const each of grounds.values()) held += each.streets.vertexCount
    for (const [old, each] of grounds) {
      if (held <= MOST_VERTICES) break
      grounds.delete(old)
      held -= each.streets.vertexCount
      dropped.push(old)
    }
    grounds.set(key, { streets, network, snapper, standing, drawn: null })
    return { dropped }
  },
  walk,
  around,
  between,
  matrix,
  tile,
})
