/**
 * Shortest paths from every node of an undirected graph (Dijkstra with a binary heap). Row `i` lists the nodes in the order in
 * which they are reached from `i`, that is by rising distance; nodes that cannot be reached are left out.
 */
export function allShortestPaths(
  nodes: number,
  edges: readonly (readonly [number, number, number])[],
): { start: Int32Array; node: Int32Array; metres: Float64Array } {
  const graph = arcsOf(nodes, edges)
  const start = new Int32Array(nodes + 1)
  const node = new Int32Array(nodes * nodes)
  const metres = new Float64Array(nodes * nodes)
  const distance = new Float64Array(nodes)
  const heap = new Heap(graph.head.length + 1)
  let filled = 0
  for (let from = 0; from < nodes; from++) {
    distance.fill(Number.POSITIVE_INFINITY)
    distance[from] = 0
    heap.push(0, from)
    while (heap.size > 0) {
      const reached = heap.topItem()
      const far = heap.topKey()
      heap.pop()
      if (far > distance[reached]!) continue
      node[filled] = reached
      metres[filled++] = far
      for (let arc = graph.start[reached]!; arc < graph.start[reached + 1]!; arc++) {
        const to = graph.head[arc]!
        const way = far + graph.length[arc]!
        if (way < distance[to]!) {
          distance[to] = way
          heap.push(way, to)
        }
      }
      // A settled node is not settled again: an equal entry that is still in the heap must not pass the test above.
      distance[reached] = -1
    }
    start[from + 1] = filled
  }
  return { start, node: node.subarray(0, filled), metres: metres.subarray(0, filled) }
}

/** Arcs both ways; of several edges between the same two nodes the last one in the list holds. */
function arcsOf(nodes: number, edges: readonly (readonly [number, number, number])[]) {
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

class Heap {
  size = 0
  private readonly key: Float64Array
  private readonly item: Int32Array
  constructor(room: number) {
    this.key = new Float64Array(room + 1)
    this.item = new Int32Array(room + 1)
  }
  topKey(): number {
    return this.key[0]!
  }
  topItem(): number {
    return this.item[0]!
  }
  push(key: number, item: number): void {
    let at = this.size++
    while (at > 0) {
      const up = (at - 1) >> 1
      if (this.key[up]! <= key) break
      this.key[at] = this.key[up]!
      this.item[at] = this.item[up]!
      at = up
    }
    this.key[at] = key
    this.item[at] = item
  }
  pop(): void {
    const last = --this.size
    const key = this.key[last]!
    const item = this.item[last]!
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= last) break
      if (down + 1 < last && this.key[down + 1]! < this.key[down]!) down++
      if (this.key[down]! >= key) break
      this.key[at] = this.key[down]!
      this.item[at] = this.item[down]!
      at = down
    }
    this.key[at] = key
    this.item[at] = item
  }
}
