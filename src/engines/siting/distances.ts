import { Heap } from './heap.ts'

/** Shortest paths from every node: row `i` lists the nodes in reach by rising distance. */
export type Paths = { start: Int32Array; node: Int32Array; metres: Float64Array }

type Arcs = { start: Int32Array; head: Int32Array; length: Float64Array }

/** Lengths up to this, when whole, are handled by buckets. */
const LONGEST_BUCKETED = 4096

/** Shortest paths between all nodes of an undirected graph; nodes that cannot be reached are left out of a row. */
export function allShortestPaths(nodes: number, edges: readonly (readonly [number, number, number])[]): Paths {
  const arcs = arcsOf(nodes, edges)
  const longest = arcs.length.reduce((most, length) => Math.max(most, length), 0)
  const paths = {
    start: new Int32Array(nodes + 1),
    node: new Int32Array(nodes * nodes),
    metres: new Float64Array(nodes * nodes),
  }
  const filled =
    longest <= LONGEST_BUCKETED && arcs.length.every(Number.isInteger)
      ? byBuckets(nodes, arcs, longest, paths)
      : byHeap(nodes, arcs, paths)
  return { start: paths.start, node: paths.node.subarray(0, filled), metres: paths.metres.subarray(0, filled) }
}

/** Dial's algorithm: nodes wait in a ring of buckets, one for each whole distance up to the longest arc ahead. */
function byBuckets(nodes: number, arcs: Arcs, longest: number, paths: Paths): number {
  const ring = longest + 1
  const first = new Int32Array(ring).fill(-1)
  const room = arcs.head.length + nodes + 1
  const after = new Int32Array(room)
  const item = new Int32Array(room)
  const distance = new Int32Array(nodes)
  const length = Int32Array.from(arcs.length)
  let filled = 0
  for (let from = 0; from < nodes; from++) {
    distance.fill(0x7fffffff)
    distance[from] = 0
    let used = 1
    let waiting = 1
    item[0] = from
    after[0] = -1
    first[0] = 0
    for (let far = 0, bucket = 0; waiting > 0; far++, bucket = bucket + 1 === ring ? 0 : bucket + 1) {
      // An arc of length 0 puts its end into the bucket that is being emptied.
      while (first[bucket] !== -1) {
        const entry = first[bucket]!
        first[bucket] = after[entry]!
        waiting--
        const node = item[entry]!
        if (distance[node] !== far) continue
        paths.node[filled] = node
        paths.metres[filled++] = far
        for (let arc = arcs.start[node]!, end = arcs.start[node + 1]!; arc < end; arc++) {
          const to = arcs.head[arc]!
          const way = far + length[arc]!
          if (way >= distance[to]!) continue
          distance[to] = way
          const into = way % ring
          item[used] = to
          after[used] = first[into]!
          first[into] = used++
          waiting++
        }
        // A settled node is not settled again by an entry that is still waiting at the same distance.
        distance[node] = -1
      }
    }
    paths.start[from + 1] = filled
  }
  return filled
}

function byHeap(nodes: number, arcs: Arcs, paths: Paths): number {
  const distance = new Float64Array(nodes)
  const heap = new Heap(arcs.head.length + nodes + 1)
  let filled = 0
  for (let from = 0; from < nodes; from++) {
    distance.fill(Number.POSITIVE_INFINITY)
    distance[from] = 0
    heap.push(0, from)
    while (heap.size > 0) {
      const node = heap.topItem()
      const far = heap.topKey()
      heap.pop()
      if (far > distance[node]!) continue
      paths.node[filled] = node
      paths.metres[filled++] = far
      for (let arc = arcs.start[node]!; arc < arcs.start[node + 1]!; arc++) {
        const to = arcs.head[arc]!
        const way = far + arcs.length[arc]!
        if (way >= distance[to]!) continue
        distance[to] = way
        heap.push(way, to)
      }
      distance[node] = -1
    }
    paths.start[from + 1] = filled
  }
  return filled
}

/** Arcs both ways; of several edges between the same two nodes the last one in the list holds. */
function arcsOf(nodes: number, edges: readonly (readonly [number, number, number])[]): Arcs {
  const last = new Map<number, number>()
  for (const [a, b, length] of edges) if (a !== b) last.set(Math.min(a, b) * nodes + Math.max(a, b), length)
  const start = new Int32Array(nodes + 1)
  for (const key of last.keys()) {
    start[Math.floor(key / nodes) + 1]!++
    start[(key % nodes) + 1]!++
  }
  for (let i = 0; i < nodes; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, nodes)
  const head = new Int32Array(2 * last.size)
  const length = new Float64Array(2 * last.size)
  for (const [key, metres] of last) {
    const a = Math.floor(key / nodes)
    const b = key % nodes
    length[next[a]!] = metres
    head[next[a]!++] = b
    length[next[b]!] = metres
    head[next[b]!++] = a
  }
  return { start, head, length }
}
