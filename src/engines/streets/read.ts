import { createHash, type Hash } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { IntList, LongList } from './grow.ts'
import type { ByteSource, ReadingCounts, StreetProgress, StreetSource } from './model.ts'
import { EDGE } from './model.ts'
import { open } from './osm/bytes.ts'
import { type OsmVisitor, truncated, unreadable } from './osm/osm.ts'
import { readPbf } from './osm/pbf.ts'
import { gunzip, readXml } from './osm/xml.ts'
import { barrierOnFoot, onFoot, type Tags } from './walking.ts'

/** What may bound an import, and how it tells where it stands. */
export type ReadOptions = {
  /** Kept in the source's description, e.g. the file's name. */
  name?: string
  /** Size of the source in bytes, for progress. */
  bytes?: number
  /** More street nodes than this are refused before they fill the memory. Default 60 million. */
  largest?: number
  progress?: (progress: StreetProgress) => void
  /** Ends the import; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal
}

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

type Format = 'osm.pbf' | 'osm' | 'osm.gz'

function formatOf(head: Uint8Array): Format {
  if (head.length < 4) throw truncated()
  if (head[0] === 0x1f && head[1] === 0x8b) return 'osm.gz'
  const text = Buffer.from(head.subarray(0, 64))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  if (/^\s*</.test(text)) return 'osm'
  if (head[0] === 0 && head[1] === 0 && text.includes('OSMHeader')) return 'osm.pbf'
  throw unreadable(head[0] === 0x42 && head[1] === 0x5a ? 'bzip2' : 'unknown beginning')
}

/** Looks at the first bytes, then runs one pass in the right format over all of them. */
async function pass(
  source: ByteSource,
  stage: 'ways' | 'nodes',
  visitor: OsmVisitor,
  options: ReadOptions,
  hash: Hash | null,
): Promise<{ format: Format; bytes: number }> {
  let bytes = 0
  const watched = async function* () {
    for await (const chunk of open(source)) {
      options.signal?.throwIfAborted()
      bytes += chunk.length
      hash?.update(chunk)
      options.progress?.({
        stage,
        bytes,
        share: options.bytes === undefined ? null : Math.min(1, bytes / options.bytes),
      })
      yield chunk
    }
  }
  const chunks = watched()
  let head: Uint8Array = new Uint8Array(0)
  while (head.length < 64) {
    const next = await chunks.next()
    if (next.done) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  const format = formatOf(head)
  const whole = async function* () {
    yield head
    yield* chunks
  }
  if (format === 'osm.pbf') await readPbf(whole(), visitor)
  else await readXml(format === 'osm' ? whole() : gunzip(whole()), visitor)
  return { format, bytes }
}

/** Collects ways with their nodes' ids, then turns ids into places in a sorted list. */
class WayCollector {
  readonly wayId = new LongList()
  readonly wayEnd = new LongList()
  readonly highway = new IntList()
  readonly flags = new IntList()
  readonly name = new IntList()
  readonly names: string[] = []
  readonly refs = new LongList()
  readonly #nameIndex = new Map<string, number>()

  add(id: number, refs: ArrayLike<number>, tags: Tags): boolean {
    const walk = onFoot(tags)
    if (walk === null || refs.length < 2) return false
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
    return true
  }

  #named(name: string | undefined): number {
    if (name === undefined || name === '') return -1
    const known = this.#nameIndex.get(name)
    if (known !== undefined) return known
    this.#nameIndex.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  /** Ids of all nodes, ascending and once each; `refs` hold indices into them afterwards. */
  settle(): Float64Array<ArrayBuffer> {
    const all = this.refs.toArray().sort()
    let count = 0
    for (const id of all) if (count === 0 || all[count - 1] !== id) all[count++] = id
    const ids = all.slice(0, count)
    for (const chunk of this.refs.chunks) {
      for (let at = 0; at < chunk.length; at++) chunk[at] = lowerBound(ids, chunk[at]!)
    }
    return ids
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

/**
 * Reads OpenStreetMap streets in two passes: the walked ways, then the nodes they need. Memory grows with the walked streets,
 * not with the file.
 *
 * Throws refusals: `streets.truncated`, `streets.corrupt`, `streets.format`, `streets.too-large`, `streets.none`.
 */
export async function readStreets(source: ByteSource, options: ReadOptions = {}): Promise<WalkedWays> {
  const known = options.bytes ?? (source instanceof Uint8Array ? source.length : undefined)
  const within = { ...options, bytes: known }
  const largest = options.largest ?? 60_000_000
  const ways = new WayCollector()
  const counts: ReadingCounts = {
    nodesSeen: 0,
    waysSeen: 0,
    waysWalked: 0,
    nodesMissing: 0,
    barriersBlocked: 0,
    barriersPassed: 0,
    crossings: 0,
  }
  const hash = createHash('sha256')
  const collect = (id: number, refs: ArrayLike<number>, tags: Tags) => {
    counts.waysSeen++
    if (ways.add(id, refs, tags)) counts.waysWalked++
    if (ways.refs.size > largest) throw tooLarge(largest)
  }
  const { format, bytes } = await pass(source, 'ways', { way: collect }, within, hash)
  if (counts.waysWalked === 0) throw noStreets()

  const nodeId = ways.settle()
  const lon = new Int32Array(nodeId.length).fill(MISSING)
  const lat = new Int32Array(nodeId.length).fill(MISSING)
  const blocked = new Uint8Array(nodeId.length)
  let next = 0
  let last = Number.NEGATIVE_INFINITY
  const place = (id: number, x: number, y: number, tags: Tags | null) => {
    counts.nodesSeen++
    // Files are sorted by id nearly always: the next wanted id is then never far.
    if (id < last) next = lowerBound(nodeId, id)
    last = id
    while (next < nodeId.length && nodeId[next]! < id) next++
    if (nodeId[next] !== id) return
    lon[next] = x
    lat[next] = y
    if (tags === null) return
    if (tags.get('highway') === 'crossing') counts.crossings++
    const barrier = barrierOnFoot(tags)
    if (barrier === null) return
    if (barrier.passed) counts.barriersPassed++
    else {
      counts.barriersBlocked++
      blocked[next] = 1
    }
  }
  await pass(source, 'nodes', { node: place }, within, null)
  for (const x of lon) if (x === MISSING) counts.nodesMissing++
  if (counts.nodesMissing === nodeId.length) throw noStreets()
  return {
    source: { kind: format, sha256: hash.digest('hex'), bytes, name: options.name ?? null },
    counts,
    nodeId,
    lon,
    lat,
    blocked,
    wayId: ways.wayId,
    wayEnd: ways.wayEnd,
    highway: ways.highway,
    flags: ways.flags,
    name: ways.name,
    names: ways.names,
    refs: ways.refs,
  }
}

function noStreets() {
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

function tooLarge(largest: number) {
  return refuse(
    'streets.too-large',
    {
      zh: `街道超过 ${largest} 个节点，范围太大`,
      en: `More than ${largest} street nodes: the area is too large`,
    },
    {
      kind: 'too-large',
      params: { largest },
      next: { zh: '请先裁剪到本市、本县范围', en: 'Cut the extract down to the city or county first' },
    },
  )
}
