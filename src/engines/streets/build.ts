import { MISSING, noStreets, type WalkedWays } from './collect.ts'
import { hilbert, metresBetween } from './geodesy.ts'
import { IntList, LongList } from './grow.ts'
import { EDGE, type Streets } from './model.ts'

/** Vertices and edges in the order in which they are met. */
type Draft = {
  lon: IntList
  lat: IntList
  osmId: LongList
  from: IntList
  to: IntList
  length: IntList
  way: IntList
  shapeEnd: IntList
  shape: IntList
}

/** How often a node begins or ends a stretch or is passed: two or more make it a vertex. */
function usesOf(ways: WalkedWays): Uint8Array {
  const uses = new Uint8Array(ways.nodeId.length)
  let at = 0
  for (let way = 0; way < ways.wayId.size; way++) {
    const begin = at
    const end = ways.wayEnd.get(way)
    let before = -1
    for (; at < end; at++) {
      const node = ways.refs.get(at)
      if (ways.lon[node] === MISSING) {
        if (before >= 0) uses[before] = 2
        before = -1
        continue
      }
      if (node === before) continue
      const edgeOfStretch = before < 0 || at === end - 1
      uses[node] = Math.min(2, uses[node]! + (edgeOfStretch ? 2 : 1))
      before = node
    }
    if (before >= 0 && end > begin) uses[before] = 2
  }
  return uses
}

function draftOf(ways: WalkedWays): Draft {
  const draft: Draft = {
    lon: new IntList(),
    lat: new IntList(),
    osmId: new LongList(),
    from: new IntList(),
    to: new IntList(),
    length: new IntList(),
    way: new IntList(),
    shapeEnd: new IntList(),
    shape: new IntList(),
  }
  const uses = usesOf(ways)
  const vertexOf = new Int32Array(ways.nodeId.length).fill(-1)
  const vertexAt = (node: number): number => {
    const known = vertexOf[node]!
    if (known >= 0) return known
    draft.lon.push(ways.lon[node]!)
    draft.lat.push(ways.lat[node]!)
    draft.osmId.push(ways.nodeId[node]!)
    const made = draft.lon.size - 1
    // A blocked barrier gets a vertex for every street that ends at it, so that none leads through.
    if (ways.blocked[node] === 0) vertexOf[node] = made
    return made
  }
  let at = 0
  for (let way = 0; way < ways.wayId.size; way++) {
    const end = ways.wayEnd.get(way)
    // The vertex is made when its first edge is: a stretch of one node leaves nothing behind.
    let from = -1
    let begin = -1
    let before = -1
    // Edges are cut from the way's rounded running length: however many junctions cut it, the parts add up to the same.
    let metres = 0
    let laid = 0
    for (; at < end; at++) {
      const node = ways.refs.get(at)
      if (ways.lon[node] === MISSING) {
        before = -1
        continue
      }
      if (node === before) continue
      if (before < 0) {
        laid = 0
        from = -1
        begin = node
        before = node
        metres = 0
        continue
      }
      metres += metresBetween(ways.lon[before]!, ways.lat[before]!, ways.lon[node]!, ways.lat[node]!)
      before = node
      if (uses[node]! < 2 && ways.blocked[node] === 0) {
        draft.shape.push(ways.lon[node]!)
        draft.shape.push(ways.lat[node]!)
        continue
      }
      if (from < 0) from = vertexAt(begin)
      const to = vertexAt(node)
      draft.from.push(from)
      draft.to.push(to)
      const length = Math.max(1, Math.round(metres * 10) - laid)
      laid += length
      draft.length.push(length)
      draft.way.push(way)
      draft.shapeEnd.push(draft.shape.size / 2)
      from = ways.blocked[node] === 0 ? to : -1
      begin = node
    }
  }
  return draft
}

/**
 * Indices 0…n-1 in ascending order of whole, non-negative keys; equal keys keep their order. Key and index are packed into one number,
 * which sorts ten times faster than a comparison; keys too large for that lose their last bits.
 */
function orderBy(keys: Float64Array): Int32Array {
  const room = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length)))
  let largest = 0
  for (const key of keys) if (key > largest) largest = key
  let unit = 1
  while ((largest / unit + 1) * room > Number.MAX_SAFE_INTEGER) unit *= 2
  const packed = new Float64Array(keys.length)
  for (let index = 0; index < keys.length; index++) packed[index] = Math.floor(keys[index]! / unit) * room + index
  packed.sort()
  const order = new Int32Array(keys.length)
  for (let place = 0; place < keys.length; place++) order[place] = packed[place]! % room
  return order
}

function boundsOf(draft: Draft): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const widen = (lon: number, lat: number) => {
    if (lon < west) west = lon
    if (lon > east) east = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  const lons = draft.lon.values()
  const lats = draft.lat.values()
  for (let vertex = 0; vertex < lons.length; vertex++) widen(lons[vertex]!, lats[vertex]!)
  const shape = draft.shape.values()
  for (let point = 0; point < shape.length; point += 2) widen(shape[point]!, shape[point + 1]!)
  return [west, south, east, north]
}

/** Number of each vertex's component, the largest first, and their sizes. Directions do not count. */
function componentsOf(vertexCount: number, ends: Int32Array): { component: Int32Array; sizes: Int32Array } {
  const parent = new Int32Array(vertexCount)
  for (let vertex = 0; vertex < vertexCount; vertex++) parent[vertex] = vertex
  const rootOf = (vertex: number): number => {
    let root = vertex
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }
  for (let edge = 0; edge < ends.length; edge += 2) {
    const a = rootOf(ends[edge]!)
    const b = rootOf(ends[edge + 1]!)
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
  }
  const size = new Map<number, number>()
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const root = rootOf(vertex)
    size.set(root, (size.get(root) ?? 0) + 1)
  }
  const ranked = [...size].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const number = new Map(ranked.map(([root], index) => [root, index]))
  const component = new Int32Array(vertexCount)
  for (let vertex = 0; vertex < vertexCount; vertex++) component[vertex] = number.get(rootOf(vertex))!
  return { component, sizes: Int32Array.from(ranked, ([, count]) => count) }
}

/**
 * Makes the walking graph of walked ways: vertices at junctions, ends and blocked barriers, edges with their course between them.
 * The same ways in the same order give the same graph, byte for byte. Throws the refusal `streets.none` when no edge comes of them.
 *
 * @example const streets = buildStreets(await readStreets(bytes))
 */
export function buildStreets(ways: WalkedWays): Streets {
  const draft = draftOf(ways)
  if (draft.from.size === 0) throw noStreets()
  const bounds = boundsOf(draft)
  const [west, south, east, north] = bounds
  const width = Math.max(1, east - west)
  const height = Math.max(1, north - south)
  const vertexCount = draft.lon.size
  const curve = new Float64Array(vertexCount)
  for (let vertex = 0; vertex < vertexCount; vertex++)
    curve[vertex] = hilbert((draft.lon.get(vertex) - west) / width, (draft.lat.get(vertex) - south) / height)
  const order = orderBy(curve)
  const position = new Int32Array(vertexCount * 2)
  const osmId = new Float64Array(vertexCount)
  const rank = new Int32Array(vertexCount)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const old = order[vertex]!
    rank[old] = vertex
    position[vertex * 2] = draft.lon.get(old)
    position[vertex * 2 + 1] = draft.lat.get(old)
    osmId[vertex] = draft.osmId.get(old)
  }

  const edgeCount = draft.from.size
  const place = new Float64Array(edgeCount)
  for (let edge = 0; edge < edgeCount; edge++)
    place[edge] = Math.min(rank[draft.from.get(edge)]!, rank[draft.to.get(edge)]!)
  const edgeOrder = orderBy(place)
  const ends = new Int32Array(edgeCount * 2)
  const length = new Int32Array(edgeCount)
  const flags = new Uint8Array(edgeCount)
  const highway = new Uint8Array(edgeCount)
  const way = new Float64Array(edgeCount)
  const name = new Int32Array(edgeCount)
  const shapeStart = new Uint32Array(edgeCount + 1)
  const shape = new Int32Array(draft.shape.size)
  const course = draft.shape.values()
  let filled = 0
  for (let edge = 0; edge < edgeCount; edge++) {
    const old = edgeOrder[edge]!
    const ofWay = draft.way.get(old)
    ends[edge * 2] = rank[draft.from.get(old)]!
    ends[edge * 2 + 1] = rank[draft.to.get(old)]!
    length[edge] = draft.length.get(old)
    flags[edge] = ways.flags.get(ofWay)
    highway[edge] = ways.highway.get(ofWay)
    way[edge] = ways.wayId.get(ofWay)
    name[edge] = ways.name.get(ofWay)
    const begin = old === 0 ? 0 : draft.shapeEnd.get(old - 1)
    const points = course.subarray(begin * 2, draft.shapeEnd.get(old) * 2)
    shape.set(points, filled)
    filled += points.length
    shapeStart[edge + 1] = filled / 2
  }
  const { component, sizes } = componentsOf(vertexCount, ends)
  return {
    source: ways.source,
    counts: ways.counts,
    vertexCount,
    position,
    osmId,
    component,
    componentSize: sizes,
    edgeCount,
    ends,
    length,
    flags,
    highway,
    way,
    name,
    names: ways.names,
    shapeStart,
    shape,
    bounds: [west / 1e7, south / 1e7, east / 1e7, north / 1e7],
  }
}

/** What a reader of the streets should know about them. Lengths in metres. */
export type StreetReport = {
  vertices: number
  edges: number
  metres: number
  /** Length of streets whose walkability is an assumption, and its share of all. */
  assumedMetres: number
  assumedShare: number
  stepsMetres: number
  onewayFootEdges: number
  components: { count: number; mainVertices: number; mainShare: number; largest: number[] }
  bounds: [number, number, number, number]
}

/** Sums up the streets: lengths, how much was assumed walkable, and into how many islands they fall. */
export function reportOf(streets: Streets): StreetReport {
  let [all, assumed, steps, oneway] = [0, 0, 0, 0]
  for (let edge = 0; edge < streets.edgeCount; edge++) {
    const length = streets.length[edge]! / 10
    const flags = streets.flags[edge]!
    all += length
    if (flags & EDGE.assumed) assumed += length
    if (flags & EDGE.steps) steps += length
    if (flags & EDGE.onewayFoot) oneway++
  }
  const main = streets.componentSize[0] ?? 0
  return {
    vertices: streets.vertexCount,
    edges: streets.edgeCount,
    metres: Math.round(all),
    assumedMetres: Math.round(assumed),
    assumedShare: all === 0 ? 0 : Math.round((assumed / all) * 10_000) / 10_000,
    stepsMetres: Math.round(steps),
    onewayFootEdges: oneway,
    components: {
      count: streets.componentSize.length,
      mainVertices: main,
      mainShare: streets.vertexCount === 0 ? 0 : Math.round((main / streets.vertexCount) * 10_000) / 10_000,
      largest: [...streets.componentSize.subarray(0, 10)],
    },
    bounds: streets.bounds,
  }
}
