import { parseArgs } from 'node:util'
import {
  BEYOND,
  eachAlone,
  footholdsOf,
  type Labels,
  networkOf,
  reach,
  type Streets,
  snapperOf,
  streetsHash,
} from '../../engines/streets/index.ts'
import { refuse } from '../../kernel/refusal.ts'
import { loadStreets } from './streets-files.ts'
import { type Point, readPoints } from './streets-points.ts'

function positive(text: string | undefined, fallback: number, option: string): number {
  const value = text === undefined ? fallback : Number(text)
  if (!Number.isFinite(value) || value <= 0) {
    throw refuse('usage', {
      zh: `${option} 应为正数，不是“${text}”`,
      en: `${option} wants a positive number, not "${text}"`,
    })
  }
  return value
}

function fragmentsOf(text: string | undefined): 'avoid' | 'take' {
  if (text === undefined || text === 'avoid') return 'avoid'
  if (text === 'take') return 'take'
  throw refuse('usage', { zh: `--fragments 应为 avoid 或 take`, en: `--fragments wants avoid or take, not "${text}"` })
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** Metres, minutes and nearest point of one label; nulls beyond the cut. */
function answerOf(labels: Labels, index: number, from: Point[], speed: number) {
  const distance = labels.distance[index]!
  if (distance === BEYOND) return { metres: null, minutes: null, nearest: null }
  return {
    metres: distance / 10,
    minutes: round(distance / 10 / speed),
    nearest: from[labels.nearest[index]!]!.id,
  }
}

function placeOf(point: Point, streets: Streets) {
  const { id, lon, lat, snap } = point
  if (snap === null) return { id, lon, lat, snapped: false, off: null, island: null }
  return {
    id,
    lon,
    lat,
    snapped: true,
    off: round(snap.off),
    way: streets.way[snap.edge]!,
    island: snap.component === 0 ? null : { vertices: streets.componentSize[snap.component] },
  }
}

/** Many points far from every street speak for another datum or an old map. */
function warningsOf(points: Point[]): string[] {
  const off = points.flatMap(({ snap }) => (snap === null ? [] : [snap.off])).sort((a, b) => a - b)
  const middle = off[Math.floor(off.length / 2)] ?? 0
  if (middle < 150) return []
  return [
    `半数以上的点离街道超过 ${Math.floor(middle)} 米，请核对坐标系 · half of the points lie more than ${Math.floor(middle)} m off the streets: check the datum`,
  ]
}

/**
 * `yike streets minutes DIR --from points.csv [--to targets.csv] --cut 15 --speed 80 --json`: exact walking metres and minutes of
 * every network node within the cut, or of every target, to the nearest point. One JSON object, described in the README of
 * `src/engines/streets`.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      cut: { type: 'string' },
      speed: { type: 'string' },
      within: { type: 'string' },
      steps: { type: 'string' },
      fragments: { type: 'string' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  })
  const [folder] = positionals
  if (folder === undefined || values.from === undefined) {
    throw refuse('usage', {
      zh: '用法：yike streets minutes 目录 --from 点.csv [--to 目标.csv] [--cut 15] [--speed 80] [--within 500] [--steps 1] [--fragments avoid|take] --json',
      en: 'Usage: yike streets minutes DIR --from points.csv [--to targets.csv] [--cut 15] [--speed 80] [--within 500] [--steps 1] [--fragments avoid|take] --json',
    })
  }
  const minutes = positive(values.cut, 15, '--cut')
  const speed = positive(values.speed, 80, '--speed')
  const within = positive(values.within, 500, '--within')
  const steps = positive(values.steps, 1, '--steps')
  const snapping = { within, fragments: fragmentsOf(values.fragments) }
  const streets = await loadStreets(folder)
  const snapper = snapperOf(streets)
  const from = await readPoints(values.from, streets, snapper, snapping)
  const to = values.to === undefined ? null : await readPoints(values.to, streets, snapper, snapping)
  const network = networkOf(streets, { steps })
  const cut = minutes * speed
  const sources = footholdsOf(
    network,
    from.map(({ snap }) => snap),
  )
  const targets =
    to === null
      ? undefined
      : footholdsOf(
          network,
          to.map(({ snap }) => snap),
        )
  const [found] = reach(network, { kinds: [{ sources }], cut, targets })
  const alone: number[] = []
  eachAlone(network, { sources, cut, targets }, (source, found) => {
    alone[source] = targets === undefined ? found.vertices.length : found.targets.length
  })
  const labels = found!.targets ?? found!.vertices!
  const nearestFor = new Int32Array(from.length)
  for (const nearest of labels.nearest) if (nearest >= 0) nearestFor[nearest]!++

  const nodes: unknown[] = []
  if (found!.vertices !== null) {
    for (let vertex = 0; vertex < streets.vertexCount; vertex++) {
      if (found!.vertices.distance[vertex] === BEYOND) continue
      nodes.push({
        osmId: streets.osmId[vertex],
        lon: streets.position[vertex * 2]! / 1e7,
        lat: streets.position[vertex * 2 + 1]! / 1e7,
        ...answerOf(found!.vertices, vertex, from, speed),
      })
    }
  }
  const answer = {
    streets: streetsHash(streets),
    source: streets.source,
    speed,
    cut: minutes,
    cutMetres: cut,
    steps,
    reached: to === null ? found!.verticesReached : found!.targetsReached,
    of: to === null ? streets.vertexCount : to.length,
    warnings: warningsOf([...from, ...(to ?? [])]),
    from: from.map((point, index) => ({
      ...placeOf(point, streets),
      reaches: alone[index],
      nearestFor: nearestFor[index],
    })),
    ...(to === null
      ? { nodes }
      : {
          targets: to.map((point, index) => ({ ...placeOf(point, streets), ...answerOf(labels, index, from, speed) })),
        }),
  }
  console.log(JSON.stringify(answer))
  return 0
}
