import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BEYOND,
  buildStreets,
  Circle,
  footholdsOf,
  lineOf,
  type Network,
  networkOf,
  type ReachOfKind,
  reach,
  readStreets,
  type Streets,
  snapperOf,
  startReach,
} from '../src/engines/streets/index.ts'
import { pbfOf } from '../src/engines/streets/testkit/osmfile.ts'
import { cppLoop } from './streets/cpp.ts'
import { pgRoutingMissing, startPgRouting } from './streets/pgrouting.ts'
import { plainDijkstra } from './streets/plain.ts'
import { cityOf, kindsOn, median, numbers, PORTO, pointsOn, portoOrCity } from './streets/workload.ts'

/**
 * The streets engine beside its peers: the same search in C++, pgRouting, a plain Dijkstra as the judge; import, kept circles, and
 * how cost grows. Peers are measured in turn with ours, so that whatever else the machine does falls on all. About two minutes.
 */

const CUT = 1200
const KINDS = 20
const POINTS = 400
const ROUNDS = 9
/** Runs in a row of which the median counts, for each peer in each round: the caches are warm for all of them. */
const AGAIN = 5

const folder = mkdtempSync(join(tmpdir(), 'yike-bench-streets-'))
const timed = async <T>(work: () => T | Promise<T>): Promise<[number, T]> => {
  const began = performance.now()
  const result = await work()
  return [performance.now() - began, result]
}
/** Median milliseconds of `AGAIN` runs in a row, by the clock and of this thread's processor time. */
async function often(work: () => unknown): Promise<[number, number]> {
  const [clock, processor] = [[] as number[], [] as number[]]
  for (let run = 0; run < AGAIN; run++) {
    const before = process.threadCpuUsage()
    clock.push((await timed(work))[0])
    const used = process.threadCpuUsage(before)
    processor.push((used.user + used.system) / 1000)
  }
  return [median(clock), median(processor)]
}
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(' | ')} |`)
const head = (...cells: string[]) => {
  row(...cells)
  row(...cells.map(() => '---'))
}

function sumsOf(kinds: readonly ReachOfKind[]) {
  let [settled, decimetres, sources] = [0, 0, 0]
  for (const { vertices, verticesReached } of kinds) {
    settled += verticesReached
    for (const [vertex, distance] of vertices!.distance.entries()) {
      if (distance === BEYOND) continue
      decimetres += distance
      sources += vertices!.nearest[vertex]!
    }
  }
  return { settled, decimetres, sources }
}

async function benchImport(): Promise<void> {
  if (!existsSync(PORTO)) return
  const runs = Array.from({ length: 5 }, () => {
    const out = execFileSync(
      process.execPath,
      [
        join(import.meta.dirname, '..', 'src', 'app', 'cli.ts'),
        'streets',
        'import',
        PORTO,
        '--out',
        join(folder, 'porto'),
      ],
      { encoding: 'utf8' },
    )
    return JSON.parse(out) as { seconds: number; peakMemoryMegabytes: number; read: { nodesSeen: number } }
  })
  console.log(`\nImport of porto.osm.pbf (${runs[0]!.read.nodesSeen} nodes) in a process of its own, five times\n`)
  head('', 'median', 'worst')
  row(
    'seconds to a ready graph on disk',
    median(runs.map(({ seconds }) => seconds)),
    Math.max(...runs.map(({ seconds }) => seconds)),
  )
  const memory = runs.map(({ peakMemoryMegabytes }) => peakMemoryMegabytes)
  row('peak memory, MB', median(memory), Math.max(...memory))
}

/** Ours on one and on two threads, C++ on one and on two, by turns. */
async function benchReach(name: string, streets: Streets, network: Network): Promise<void> {
  const snapper = snapperOf(streets)
  const kinds = kindsOn(streets, network, snapper, KINDS, POINTS)
  const request = { kinds, cut: CUT }
  const cpp = cppLoop(folder, network, kinds, CUT * 10)
  const [one, two] = [startReach(network, 1), startReach(network, 2)]
  const times = {
    here: [] as number[],
    one: [] as number[],
    two: [] as number[],
    cpp: [] as number[],
    cpp2: [] as number[],
    processor: [] as number[],
    cppProcessor: [] as number[],
  }
  const sums = sumsOf(reach(network, request))
  try {
    for (let warm = 0; warm < 5; warm++) {
      reach(network, request)
      await one.reach(request)
      await two.reach(request)
    }
    for (let round = 0; round < ROUNDS; round++) {
      const [here, processor] = await often(() => reach(network, request))
      times.here.push(here)
      times.processor.push(processor)
      times.one.push((await often(() => one.reach(request)))[0])
      times.two.push((await often(() => two.reach(request)))[0])
      if (cpp !== null) {
        const theirs = cpp(1, AGAIN)
        times.cpp.push(theirs.milliseconds)
        times.cppProcessor.push(theirs.processor)
        times.cpp2.push(cpp(2, AGAIN).milliseconds)
      }
    }
  } finally {
    await one.close()
    await two.close()
  }
  if (cpp !== null) {
    const theirs = cpp(1, 1)
    for (const figure of ['settled', 'decimetres', 'sources'] as const)
      if (theirs[figure] !== sums[figure]) throw new Error(`C++ and ours differ in ${figure}`)
  }
  for (const kind of [0, KINDS - 1]) {
    const [found] = reach(network, { kinds: [kinds[kind]!], cut: CUT })
    const judge = plainDijkstra(network, kinds[kind]!.sources, CUT * 10)
    for (const [vertex, distance] of judge.entries())
      if ((distance === Number.POSITIVE_INFINITY ? BEYOND : distance) !== found!.vertices!.distance[vertex])
        throw new Error(`vertex ${vertex}: the plain Dijkstra says ${distance}`)
  }
  console.log(
    `\nReach: ${KINDS} kinds × ${POINTS} points, cut 15 min × 80 m, ${name} (${streets.vertexCount} vertices), ${sums.settled} labels settled; every label equals the plain Dijkstra's${cpp === null ? '; no g++ here, the C++ loop is left out' : ' and the C++ loop’s'}\n`,
  )
  const nanoseconds = (values: number[]) => Math.round((median(values) * 1e6) / sums.settled)
  head('', 'median ms', 'best ms', 'ns a label')
  const line = (label: string, values: number[]) =>
    row(label, median(values).toFixed(1), Math.min(...values).toFixed(1), nanoseconds(values))
  line('ours, caller’s thread', times.here)
  line('ours, pool of one', times.one)
  line('ours, pool of two', times.two)
  if (cpp !== null) {
    line('C++ -O2, one thread', times.cpp)
    line('C++ -O2, two threads', times.cpp2)
    line('ours, caller’s thread, processor time', times.processor)
    line('C++ -O2, one thread, processor time', times.cppProcessor)
    const ratios = times.here.map((ours, round) => ours / times.cpp[round]!)
    const used = times.processor.map((ours, round) => ours / times.cppProcessor[round]!)
    console.log(
      `\nours ÷ C++, median of ${ROUNDS} rounds side by side: ${median(ratios).toFixed(2)} by the clock, ${median(used).toFixed(2)} by processor time (which other work on the machine disturbs less)`,
    )
  }
  const gains = times.one.map((alone, round) => alone / times.two[round]!)
  console.log(`two threads instead of one: ${median(gains).toFixed(2)} × faster`)
}

async function benchPgRouting(name: string, network: Network): Promise<void> {
  const missing = pgRoutingMissing()
  if (missing !== null) {
    console.log(`\npgRouting is left out: ${missing}`)
    return
  }
  const next = numbers(77)
  const starts = Array.from({ length: POINTS }, () => Math.floor(next() * network.vertexCount))
  const edgeAt = new Map<number, number>()
  for (let edge = 0; edge < network.edgeCount; edge++) edgeAt.set(network.ends[edge * 2]!, edge)
  for (let edge = 0; edge < network.edgeCount; edge++) edgeAt.set(network.ends[edge * 2 + 1]!, edge)
  // The same start for both: the vertex itself, as pgRouting starts there.
  const snaps = starts.map((vertex) => {
    const edge = edgeAt.get(vertex)!
    return { edge, fraction: network.ends[edge * 2] === vertex ? 0 : 1 }
  })
  const sources = footholdsOf(network, snaps)
  const peer = await startPgRouting(folder, network)
  try {
    const [ours, theirs, ratios] = [[] as number[], [] as number[], [] as number[]]
    let [equal, reached, extra] = [0, 0, 0]
    for (let warm = 0; warm < 30; warm++) reach(network, { kinds: [{ sources }], cut: CUT })
    for (let round = 0; round < 5; round++) {
      const mine: number[] = []
      let found = reach(network, { kinds: [{ sources }], cut: CUT })[0]!
      for (let again = 0; again < 21; again++) {
        const [milliseconds, answer] = await timed(() => reach(network, { kinds: [{ sources }], cut: CUT })[0]!)
        mine.push(milliseconds)
        found = answer
      }
      const { distance, milliseconds } = await peer.reach(starts, CUT * 10)
      ours.push(median(mine))
      theirs.push(milliseconds)
      ratios.push(milliseconds / median(mine))
      const judge = plainDijkstra(network, sources, CUT * 10)
      ;[equal, reached, extra] = [0, 0, 0]
      for (const [vertex, far] of judge.entries()) {
        const label = found.vertices!.distance[vertex]!
        if ((far === Number.POSITIVE_INFINITY ? BEYOND : far) !== label) throw new Error(`vertex ${vertex} differs`)
        if (label === BEYOND) continue
        reached++
        const told = distance.get(vertex)
        if (told === undefined) extra++
        else if (Math.abs(told - label) < 1e-6) equal++
      }
    }
    console.log(
      `\npgRouting ${peer.version}, pgr_drivingDistance with equicost, one kind of ${POINTS} start vertices, ${name}: ${reached} vertices reached by ours and by the plain Dijkstra, ${equal} of them with the same distance in pgRouting, ${extra} not returned by it\n`,
    )
    head('', 'median ms')
    row('ours, one thread', median(ours).toFixed(2))
    row('pgRouting', median(theirs).toFixed(0))
    console.log(`\nours is ${Math.round(median(ratios))} × faster`)
  } finally {
    await peer.stop()
  }
}

async function benchCircle(): Promise<void> {
  const streets = cityOf(104_000)
  const network = networkOf(streets)
  const snapper = snapperOf(streets)
  const places = pointsOn(streets, snapper, 600, 5)
  const targets = footholdsOf(network, pointsOn(streets, snapper, 20_000, 6))
  const facility = (number: number) => ({ number, snap: places[number]! })
  const circle = new Circle(
    network,
    Array.from({ length: 400 }, (_, number) => facility(number)),
    { cut: CUT, targets },
  )
  const times = { open: [] as number[], close: [] as number[] }
  const next = numbers(9)
  for (let turn = 0; turn < 600; turn++) {
    const number = Math.floor(next() * places.length)
    const isOpen = circle.numbers().includes(number)
    const [milliseconds] = await timed(() => (isOpen ? circle.close(number) : circle.open(facility(number))))
    if (turn >= 100) times[isOpen ? 'close' : 'open'].push(milliseconds)
  }
  const fresh = new Circle(network, circle.numbers().map(facility), { cut: CUT, targets })
  for (const part of ['vertices', 'targets'] as const)
    for (const labels of ['distance', 'nearest'] as const)
      if (Buffer.compare(bytesOf(circle[part][labels]), bytesOf(fresh[part][labels])) !== 0)
        throw new Error(`${part} ${labels} differ from a fresh search`)
  console.log(
    `\nOpening and closing one facility: a city of ${streets.vertexCount} vertices, about 400 facilities, 20,000 dwellings, cut 1,200 m; after 600 changes every label equals a fresh search\n`,
  )
  head('', 'median ms', '99 of 100 below', 'worst ms')
  for (const what of ['open', 'close'] as const) {
    const sorted = times[what].sort((a, b) => a - b)
    row(
      what,
      median(sorted).toFixed(2),
      sorted[Math.floor(sorted.length * 0.99)]!.toFixed(2),
      sorted.at(-1)!.toFixed(2),
    )
  }
}

const bytesOf = (array: Uint16Array | Int32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)

/** Streets written out again as a file, each edge a way. */
function fileOf(streets: Streets): { file: Uint8Array; nodes: number } {
  const nodes = Array.from(streets.osmId, (_, vertex) => ({
    id: vertex + 1,
    lon: streets.position[vertex * 2]! / 1e7,
    lat: streets.position[vertex * 2 + 1]! / 1e7,
  }))
  const ways = Array.from({ length: streets.edgeCount }, (_, edge) => {
    const refs = [streets.ends[edge * 2]! + 1]
    for (const [lon, lat] of lineOf(streets, edge).slice(1, -1))
      refs.push(nodes.push({ id: nodes.length + 1, lon, lat }))
    return { id: edge + 1, refs: [...refs, streets.ends[edge * 2 + 1]! + 1], tags: { highway: 'residential' } }
  })
  return { file: pbfOf({ nodes, ways }, { block: 8000 }), nodes: nodes.length }
}

async function benchGrowth(): Promise<void> {
  console.log('\nHow cost grows: invented cities, one point of a kind to 185 vertices, one thread\n')
  head('vertices', 'nodes in the file', 'import, s', 'µs a node', 'reach of one kind, ms', 'ns a label')
  for (const vertices of [26_000, 104_000, 416_000]) {
    const { file, nodes } = fileOf(cityOf(vertices))
    const imports: number[] = []
    let streets: Streets | null = null
    for (let round = 0; round < 5; round++) {
      const [milliseconds, built] = await timed(async () => buildStreets(await readStreets(file)))
      imports.push(milliseconds)
      streets = built
    }
    const network = networkOf(streets!)
    const sources = footholdsOf(
      network,
      pointsOn(streets!, snapperOf(streets!), Math.round(streets!.vertexCount / 185), 3),
    )
    const reaches: number[] = []
    let labels = 0
    for (let round = 0; round < 15; round++) {
      const [milliseconds, found] = await timed(() => reach(network, { kinds: [{ sources }], cut: CUT }))
      if (round >= 4) reaches.push(milliseconds)
      labels = found[0]!.verticesReached
    }
    row(
      streets!.vertexCount,
      nodes,
      (median(imports) / 1000).toFixed(2),
      ((median(imports) * 1000) / nodes).toFixed(2),
      median(reaches).toFixed(2),
      Math.round((median(reaches) * 1e6) / labels),
    )
  }
}

try {
  await benchImport()
  const { name, streets } = await portoOrCity()
  const network = networkOf(streets)
  await benchReach(name, streets, network)
  await benchPgRouting(name, network)
  await benchCircle()
  await benchGrowth()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
