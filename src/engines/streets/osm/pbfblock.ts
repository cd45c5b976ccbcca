import { PbfReader } from 'pbf'
import type { Tags } from '../walking.ts'
import { corrupt, type OsmVisitor } from './osm.ts'

/** Texts of one block, decoded when asked for. */
class Texts {
  readonly #bytes: Uint8Array
  readonly #spans: number[] = []
  readonly #known: (string | undefined)[] = []

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  add(from: number, to: number): void {
    this.#spans.push(from, to)
  }

  at(index: number): string {
    const known = this.#known[index]
    if (known !== undefined) return known
    const from = this.#spans[index * 2]
    if (from === undefined) throw corrupt('text index')
    const text = Buffer.from(
      this.#bytes.buffer,
      this.#bytes.byteOffset + from,
      this.#spans[index * 2 + 1]! - from,
    ).toString('utf8')
    this.#known[index] = text
    return text
  }

  /** Index of a text, or -1. */
  indexOf(text: string): number {
    const wanted = Buffer.from(text)
    for (let index = 0; index * 2 < this.#spans.length; index++) {
      const from = this.#spans[index * 2]!
      const to = this.#spans[index * 2 + 1]!
      if (to - from === wanted.length && wanted.equals(this.#bytes.subarray(from, to))) return index
    }
    return -1
  }
}

/** Keys and values as indices into the block's texts, from `from` up to `to`. */
class IndexedTags implements Tags {
  readonly #texts: Texts
  readonly #keys: Int32Array
  readonly #values: Int32Array
  readonly #count: number

  constructor(texts: Texts, keys: Int32Array, values: Int32Array, count: number) {
    this.#texts = texts
    this.#keys = keys
    this.#values = values
    this.#count = count
  }

  get(key: string): string | undefined {
    for (let index = 0; index < this.#count; index++) {
      if (this.#texts.at(this.#keys[index]!) === key) return this.#texts.at(this.#values[index]!)
    }
    return undefined
  }
}

/** A packed list of variable-length whole numbers, read by hand: this is where nearly all time of an import goes. */
class Packed {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(pbf: PbfReader) {
    const size = pbf.readVarint()
    this.bytes = pbf.buf
    this.at = pbf.pos
    this.end = pbf.pos + size
    if (this.end > pbf.length) throw corrupt('packed list')
    pbf.pos = this.end
  }

  get more(): boolean {
    return this.at < this.end
  }

  unsigned(): number {
    const { bytes } = this
    let byte = bytes[this.at++]!
    if (byte < 128) return byte
    let value = byte & 127
    byte = bytes[this.at++]!
    value |= (byte & 127) << 7
    if (byte < 128) return value
    byte = bytes[this.at++]!
    value |= (byte & 127) << 14
    if (byte < 128) return value
    byte = bytes[this.at++]!
    value |= (byte & 127) << 21
    if (byte < 128) return value
    let scale = 268_435_456
    for (let more = 0; more < 6; more++) {
      byte = bytes[this.at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
    throw corrupt('number')
  }

  signed(): number {
    const value = this.unsigned()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
}

type Grid = { granularity: number; lonOffset: number; latOffset: number }

const units = (offset: number, granularity: number, value: number) => Math.round((offset + granularity * value) / 100)

function denseNodes(pbf: PbfReader, end: number, texts: Texts, grid: Grid, node: NonNullable<OsmVisitor['node']>) {
  let ids: Packed | null = null
  let lats: Packed | null = null
  let lons: Packed | null = null
  let words: Packed | null = null
  pbf.readFields(
    (tag) => {
      if (tag === 1) ids = new Packed(pbf)
      else if (tag === 8) lats = new Packed(pbf)
      else if (tag === 9) lons = new Packed(pbf)
      else if (tag === 10) words = new Packed(pbf)
    },
    null,
    end,
  )
  if (ids === null || lats === null || lons === null) return
  const id = ids as Packed
  const lat = lats as Packed
  const lon = lons as Packed
  const word = words as Packed | null
  const keys = new Int32Array(256)
  const values = new Int32Array(256)
  let lastId = 0
  let lastLat = 0
  let lastLon = 0
  while (id.more) {
    if (!lat.more || !lon.more) throw corrupt('dense nodes')
    lastId += id.signed()
    lastLat += lat.signed()
    lastLon += lon.signed()
    let tags: Tags | null = null
    if (word?.more) {
      let count = 0
      for (let key = word.unsigned(); key !== 0; key = word.more ? word.unsigned() : 0) {
        const value = word.unsigned()
        if (count < keys.length) {
          keys[count] = key
          values[count++] = value
        }
      }
      if (count > 0) tags = new IndexedTags(texts, keys, values, count)
    }
    node(
      lastId,
      units(grid.lonOffset, grid.granularity, lastLon),
      units(grid.latOffset, grid.granularity, lastLat),
      tags,
    )
  }
}

function plainNode(pbf: PbfReader, end: number, texts: Texts, grid: Grid, node: NonNullable<OsmVisitor['node']>) {
  const found = { id: 0, lat: 0, lon: 0 }
  let keys = new Int32Array(0)
  let values = new Int32Array(0)
  pbf.readFields(
    (tag, into) => {
      if (tag === 1) into.id = pbf.readSVarint()
      else if (tag === 2) keys = indices(pbf)
      else if (tag === 3) values = indices(pbf)
      else if (tag === 8) into.lat = pbf.readSVarint()
      else if (tag === 9) into.lon = pbf.readSVarint()
    },
    found,
    end,
  )
  const tags = keys.length === 0 ? null : new IndexedTags(texts, keys, values, keys.length)
  node(
    found.id,
    units(grid.lonOffset, grid.granularity, found.lon),
    units(grid.latOffset, grid.granularity, found.lat),
    tags,
  )
}

function indices(pbf: PbfReader): Int32Array<ArrayBuffer> {
  if (pbf.type !== 2) return Int32Array.of(pbf.readVarint())
  const packed = new Packed(pbf)
  const found: number[] = []
  while (packed.more) found.push(packed.unsigned())
  return Int32Array.from(found)
}

/** Reads ways with one set of arrays for the whole block; a visitor copies what it keeps. */
class WayReader {
  readonly #texts: Texts
  readonly #highway: number
  #keys = new Int32Array(64)
  #values = new Int32Array(64)
  #refs = new Float64Array(2048)

  constructor(texts: Texts) {
    this.#texts = texts
    this.#highway = texts.indexOf('highway')
  }

  read(pbf: PbfReader, end: number, way: NonNullable<OsmVisitor['way']>): void {
    if (this.#highway < 0) {
      pbf.pos = end
      return
    }
    let id = 0
    let keyCount = 0
    let valueCount = 0
    let isStreet = false
    let refs: Packed | null = null
    while (pbf.pos < end) {
      const head = pbf.readVarint()
      const tag = head >>> 3
      pbf.type = head & 7
      if (tag === 1) id = pbf.readVarint(true)
      else if (tag === 2) {
        const keys = new Packed(pbf)
        while (keys.more) {
          const key = keys.unsigned()
          if (key === this.#highway) isStreet = true
          if (keyCount === this.#keys.length) this.#keys = longer(this.#keys)
          this.#keys[keyCount++] = key
        }
      } else if (tag === 3) {
        const values = new Packed(pbf)
        while (values.more) {
          if (valueCount === this.#values.length) this.#values = longer(this.#values)
          this.#values[valueCount++] = values.unsigned()
        }
      } else if (tag === 8) refs = new Packed(pbf)
      else pbf.skip(head)
    }
    if (!isStreet || refs === null) return
    if (valueCount < keyCount) throw corrupt('tags of a way')
    let count = 0
    let last = 0
    while (refs.more) {
      last += refs.signed()
      if (count === this.#refs.length) {
        const more = new Float64Array(count * 2)
        more.set(this.#refs)
        this.#refs = more
      }
      this.#refs[count++] = last
    }
    way(id, this.#refs.subarray(0, count), new IndexedTags(this.#texts, this.#keys, this.#values, keyCount))
  }
}

function longer(values: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(values.length * 2)
  more.set(values)
  return more
}

/** Hands the nodes and ways of one `PrimitiveBlock` to a visitor. */
export function decodeBlock(bytes: Uint8Array, visitor: OsmVisitor): void {
  const pbf = new PbfReader(bytes)
  const texts = new Texts(bytes)
  const grid: Grid = { granularity: 100, lonOffset: 0, latOffset: 0 }
  const groups: number[] = []
  // The grid stands behind the groups in the file, so groups are only noted here.
  pbf.readFields((tag) => {
    if (tag === 1) {
      const end = pbf.readVarint() + pbf.pos
      pbf.readFields(
        (inner) => {
          if (inner !== 1) return
          const size = pbf.readVarint()
          texts.add(pbf.pos, pbf.pos + size)
          pbf.pos += size
        },
        null,
        end,
      )
    } else if (tag === 2) {
      const size = pbf.readVarint()
      if (pbf.pos + size > bytes.length) throw corrupt('group of a block')
      groups.push(pbf.pos, pbf.pos + size)
      pbf.pos += size
    } else if (tag === 17) grid.granularity = pbf.readVarint()
    else if (tag === 19) grid.latOffset = pbf.readVarint(true)
    else if (tag === 20) grid.lonOffset = pbf.readVarint(true)
  }, null)
  const ways = visitor.way === undefined ? null : new WayReader(texts)
  for (let group = 0; group < groups.length; group += 2) {
    pbf.pos = groups[group]!
    pbf.readFields(
      (tag) => {
        if (tag !== 1 && tag !== 2 && tag !== 3) return
        const end = pbf.readVarint() + pbf.pos
        if (end > bytes.length) throw corrupt('group of a block')
        if (tag === 1 && visitor.node !== undefined) plainNode(pbf, end, texts, grid, visitor.node)
        else if (tag === 2 && visitor.node !== undefined) denseNodes(pbf, end, texts, grid, visitor.node)
        else if (tag === 3 && ways !== null && visitor.way !== undefined) ways.read(pbf, end, visitor.way)
        pbf.pos = end
      },
      null,
      groups[group + 1]!,
    )
  }
}
