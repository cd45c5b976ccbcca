import { FOOTHOLD, type Footholds, type Network } from '../../src/engines/streets/index.ts'

/**
 * Plain Dijkstra with a binary heap over an edge list of its own: the judge of the others, in a style as unlike theirs as it gets.
 * Decimetres to every vertex, infinite beyond the cut.
 */
export function plainDijkstra(network: Network, sources: Footholds, cut: number): Float64Array {
  const near: { to: number; cost: number }[][] = Array.from({ length: network.vertexCount }, () => [])
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const a = network.ends[edge * 2]!
    const b = network.ends[edge * 2 + 1]!
    near[a]!.push({ to: b, cost: network.cost[edge]! })
    near[b]!.push({ to: a, cost: network.cost[edge]! })
  }
  const distance = new Float64Array(network.vertexCount).fill(Number.POSITIVE_INFINITY)
  const heap: { vertex: number; d: number }[] = []
  const push = (vertex: number, d: number) => {
    if (d > cut || d >= distance[vertex]!) return
    distance[vertex] = d
    let at = heap.push({ vertex, d }) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (heap[up]!.d <= d) break
      ;[heap[at], heap[up]] = [heap[up]!, heap[at]!]
      at = up
    }
  }
  const pop = () => {
    const top = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      for (let at = 0; ; ) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < heap.length && heap[child]!.d < heap[least]!.d) least = child
        if (least === at) break
        ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
        at = least
      }
    }
    return top
  }
  for (let at = 0; at < sources.length; at += FOOTHOLD) {
    if (sources[at]! < 0) continue
    push(sources[at + 1]!, sources[at + 3]!)
    push(sources[at + 2]!, sources[at + 4]!)
  }
  while (heap.length > 0) {
    const { vertex, d } = pop()
    if (d > distance[vertex]!) continue
    for (const { to, cost } of near[vertex]!) push(to, d + cost)
  }
  return distance
}
