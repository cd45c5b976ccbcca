import { deflateSync, gzipSync } from 'node:zlib'
import { PbfWriter } from 'pbf'

export type TestNode = { id: number; lon: number; lat: number; tags?: Record<string, string> }
export type TestWay = { id: number; refs: number[]; tags: Record<string, string> }
export type TestMap = { nodes: TestNode[]; ways: TestWay[] }

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

function tagLines(tags: Record<string, string> = {}): string {
  return Object.entries(tags)
    .map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`)
    .join('')
}

/** A map as OpenStreetMap XML. */
export function xmlOf(map: TestMap): Uint8Array {
  const nodes = map.nodes.map(({ id, lon, lat, tags }) =>
    tags === undefined
      ? `<node id="${id}" lat="${lat}" lon="${lon}"/>`
      : `<node id="${id}" lat="${lat}" lon="${lon}">${tagLines(tags)}</node>`,
  )
  const ways = map.ways.map(
    ({ id, refs, tags }) =>
      `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagLines(tags)}</way>`,
  )
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${[...nodes, ...ways].join('\n')}\n</osm>\n`,
  )
}

export const gzOf = (map: TestMap): Uint8Array => gzipSync(xmlOf(map))

type Layout = {
  /** Plain `Node` messages instead of dense ones. */
  plainNodes?: boolean
  /** Blobs that are not compressed. */
  raw?: boolean
  /** Objects in a block. */
  block?: number
  feature?: string
}

function blob(type: string, content: Uint8Array, raw: boolean): Buffer {
  const body = new PbfWriter()
  if (raw) body.writeBytesField(1, content)
  else {
    body.writeVarintField(2, content.length)
    body.writeBytesField(3, deflateSync(content))
  }
  const bytes = body.finish()
  const header = new PbfWriter()
  header.writeStringField(1, type)
  header.writeVarintField(3, bytes.length)
  const head = header.finish()
  const size = Buffer.alloc(4)
  size.writeUInt32BE(head.length)
  return Buffer.concat([size, head, bytes])
}

class Texts {
  readonly list = ['']
  readonly #index = new Map<string, number>()
  at(text: string): number {
    const known = this.#index.get(text)
    if (known !== undefined) return known
    this.#index.set(text, this.list.length)
    return this.list.push(text) - 1
  }
}

const gridOf = (degrees: number) => Math.round(degrees * 1e7)
const differences = (values: number[]) => values.map((value, index) => value - (values[index - 1] ?? 0))

function block(nodes: TestNode[], ways: TestWay[], layout: Layout): Uint8Array {
  const texts = new Texts()
  const group = new PbfWriter()
  if (layout.plainNodes) {
    for (const node of nodes) {
      const tags = Object.entries(node.tags ?? {})
      group.writeMessage(
        1,
        (_, pbf) => {
          pbf.writeSVarintField(1, node.id)
          pbf.writePackedVarint(
            2,
            tags.map(([key]) => texts.at(key)),
          )
          pbf.writePackedVarint(
            3,
            tags.map(([, value]) => texts.at(value)),
          )
          pbf.writeSVarintField(8, gridOf(node.lat))
          pbf.writeSVarintField(9, gridOf(node.lon))
        },
        null,
      )
    }
  } else if (nodes.length > 0) {
    group.writeMessage(
      2,
      (_, pbf) => {
        pbf.writePackedSVarint(1, differences(nodes.map(({ id }) => id)))
        pbf.writePackedSVarint(8, differences(nodes.map(({ lat }) => gridOf(lat))))
        pbf.writePackedSVarint(9, differences(nodes.map(({ lon }) => gridOf(lon))))
        const words = nodes.flatMap(({ tags }) => [
          ...Object.entries(tags ?? {}).flatMap(([key, value]) => [texts.at(key), texts.at(value)]),
          0,
        ])
        if (words.some((word) => word !== 0)) pbf.writePackedVarint(10, words)
      },
      null,
    )
  }
  for (const way of ways) {
    group.writeMessage(
      3,
      (_, pbf) => {
        pbf.writeVarintField(1, way.id)
        const tags = Object.entries(way.tags)
        pbf.writePackedVarint(
          2,
          tags.map(([key]) => texts.at(key)),
        )
        pbf.writePackedVarint(
          3,
          tags.map(([, value]) => texts.at(value)),
        )
        pbf.writePackedSVarint(8, differences(way.refs))
      },
      null,
    )
  }
  const groupBytes = group.finish()
  const out = new PbfWriter()
  out.writeMessage(
    1,
    (_, pbf) => {
      for (const text of texts.list) pbf.writeBytesField(1, Buffer.from(text))
    },
    null,
  )
  out.writeBytesField(2, groupBytes)
  return out.finish()
}

/** A map as .osm.pbf, nodes first, in blocks of `layout.block` objects. */
export function pbfOf(map: TestMap, layout: Layout = {}): Uint8Array {
  const raw = layout.raw ?? false
  const size = layout.block ?? 3
  const header = new PbfWriter()
  header.writeStringField(4, 'OsmSchema-V0.6')
  header.writeStringField(4, layout.feature ?? 'DenseNodes')
  const parts = [blob('OSMHeader', header.finish(), raw)]
  for (let at = 0; at < map.nodes.length; at += size)
    parts.push(blob('OSMData', block(map.nodes.slice(at, at + size), [], layout), raw))
  for (let at = 0; at < map.ways.length; at += size)
    parts.push(blob('OSMData', block([], map.ways.slice(at, at + size), layout), raw))
  return Buffer.concat(parts)
}
