import { refuse } from '../../kernel/refusal.ts'
import { IntList, LongList } from './grow.ts'
import { EDGE, type ReadingCounts, type StreetSource } from './model.ts'
import { barrierOnFoot, onFoot, type Tags } from './walking.ts'

/** The walked ways of a file with the places of their nodes: what the graph is made of. */
export type WalkedWays = {
  source: StreetSource
  counts: ReadingCounts
  /** Ids of all nodes on walked ways, ascending. */
  nodeId: Float64Array
  /** Places of these nodes, units of 1e-7 degree; `MISSING` when the file does not hold the node. */
  lon: Int32Array
  lat: Int32Array
  /** 1 where nobody passes the node. */
  blocked: Uint8Array
  wayId: LongList
  /** Where the nodes of way w end in `refs`. */
  wayEnd: LongList
  highway: IntList
  /** Bits of `EDGE`; direction already turned so that one-way on foot means forward. */
  flags: IntList
  name: IntList
  names: string[]
  /** Indices into the node arrays, way after way. */
  refs: LongList
}

export const MISSING = -2_147_483_648

/**
 * Takes ways, then the nodes of a map in any order, and keeps what people walk. Ways first: which nodes are wanted is known only
 * when all ways are.
 */
export class WayCollector {
  readonly wayId = new LongList()
  readonly wayEnd = new LongList()
  readonly highway = new IntList()
  readonly flags = new IntList()
  readonly name = new IntList()
  readonly names: string[] = []
  readonly refs = new LongList()
  readonly counts: ReadingCounts = {
    nodesSeen: 0,
    waysSeen: 0,
    waysWalked: 0,
    nodesMissing: 0,
    barriersBlocked: 0,
    barriersPassed: 0,
    crossings: 0,
  }
  readonly #nameIndex = new Map<string, number>()

  #nodeId = new Float64Array(0)
  #lon = new Int32Array(0)
  #lat = new Int32Array(0)
  #blocked = new Uint8Array(0)
  #next = 0
  #last = Number.NEGATIVE_INFINITY

  /** A way with its nodes' ids; kept when people walk it. */
  way(id: number, refs: ArrayLike<number>, tags: Tags): void {
    this.counts.waysSeen++
    const walk = onFoot(tags)
    if (walk === null || refs.length < 2) return
    this.counts.waysWalked++
    let flags = 0
    if (walk.steps) flags |= EDGE.steps
    if (walk.assumed) flags |= EDGE.assumed
    if (walk.oneway !== 0) flags |= EDGE.onewayFoot
    if ((tags.get('tunnel') ?? 'no') !== 'no') flags |= EDGE.tunnel
    if ((tags.get('bridge') ?? 'no') !== 'no') flags |= EDGE.bridge
    if (tags.get('area') === 'yes') flags |= EDGE.area
    for (let step = 0; step < refs.length; step++) {
      this.refs.push(refs[walk.oneway === -1 ? refs.length - 1 - step : step]!)
    }
    this.wayId.push(id)
    this.wayEnd.push(this.refs.size)
    this.highway.push(walk.highway)
    this.flags.push(flags)
    this.name.push(this.#named(tags.get('name')))
  }

  #named(name: string | undefined): number {
    if (name === undefined || name === '') return -1
    const known = this.#nameIndex.get(name)
    if (known !== undefined) return known
    this.#nameIndex.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  /** All ways are in: sorts out the nodes that are wanted. `refs` hold indices into them afterwards. */
  endWays(): void {
    if (this.counts.waysWalked === 0) throw noStreets()
    const all = this.refs.toArray().sort()
    let count = 0
    for (const id of all) if (count === 0 || all[count - 1] !== id) all[count++] = id
    this.#nodeId = all.slice(0, count)
    for (const chunk of this.refs.chunks) {
      for (let at = 0; at < chunk.length; at++) chunk[at] = lowerBound(this.#nodeId, chunk[at]!)
    }
    this.#lon = new Int32Array(count).fill(MISSING)
    this.#lat = new Int32Array(count).fill(MISSING)
    this.#blocked = new Uint8Array(count)
  }

  /** A node; kept when a walked way has it. */
  node(id: number, lon: number, lat: number, tags: Tags | null): void {
    this.counts.nodesSeen++
    // Files are sorted by id nearly always: the next wanted id is then never far.
    if (id < this.#last) this.#next = lowerBound(this.#nodeId, id)
    this.#last = id
    while (this.#next < this.#nodeId.length && this.#nodeId[this.#next]! < id) this.#next++
    const place = this.#next
    if (this.#nodeId[place] !== id) return
    this.#lon[place] = lon
    this.#lat[place] = lat
    if (tags === null) return
    if (tags.get('highway') === 'crossing') this.counts.crossings++
    const barrier = barrierOnFoot(tags)
    if (barrier === null) return
    if (barrier.passed) this.counts.barriersPassed++
    else {
      this.counts.barriersBlocked++
      this.#blocked[place] = 1
    }
  }

  /** All nodes are in. Throws the refusal `streets.none` when no walked way has a place. */
  end(source: StreetSource): WalkedWays {
    for (const lon of this.#lon) if (lon === MISSING) this.counts.nodesMissing++
    if (this.counts.nodesMissing === this.#nodeId.length) throw noStreets()
    return {
      source,
      counts: this.counts,
      nodeId: this.#nodeId,
      lon: this.#lon,
      lat: this.#lat,
      blocked: this.#blocked,
      wayId: this.wayId,
      wayEnd: this.wayEnd,
      highway: this.highway,
      flags: this.flags,
      name: this.name,
      names: this.names,
      refs: this.refs,
    }
  }
}

/** Index of the first entry of an ascending list that is not below the value. */
function lowerBound(ids: Float64Array, id: number): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ids[middle]! < id) low = middle + 1
    else high = middle
  }
  return low
}

/** There is nothing to walk on. */
export function noStreets() {
  return refuse(
    'streets.none',
    { zh: '文件里没有可以步行的街道', en: 'The file holds no street that can be walked' },
    {
      next: {
        zh: '请导入本地区带 highway 标签的 OpenStreetMap 数据',
        en: 'Import OpenStreetMap data of the region with its highways',
      },
    },
  )
}
