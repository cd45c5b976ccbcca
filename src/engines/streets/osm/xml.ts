import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Parser } from 'htmlparser2'
import type { Tags } from '../walking.ts'
import { corrupt, type OsmVisitor, truncated, unreadable } from './osm.ts'

class MapTags implements Tags {
  readonly #map: Map<string, string>
  constructor(map: Map<string, string>) {
    this.#map = map
  }
  get(key: string): string | undefined {
    return this.#map.get(key)
  }
}

function whole(text: string | undefined, what: string): number {
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isSafeInteger(value)) throw corrupt(what)
  return value
}

function unitsOf(text: string | undefined): number {
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isFinite(value)) throw corrupt('position of a node')
  return Math.round(value * 1e7)
}

/**
 * One pass over OpenStreetMap XML, element by element; memory holds one element at a time.
 *
 * Throws refusals: `streets.truncated`, `streets.corrupt`, `streets.format`.
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, visitor: OsmVisitor): Promise<void> {
  const text = new TextDecoder('utf-8')
  let root: string | null = null
  let closed = false
  let ended = false
  let id = 0
  let lon = 0
  let lat = 0
  let refs: number[] = []
  let tags = new Map<string, string>()
  let inside: 'node' | 'way' | null = null
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (root === null) {
          root = name
          if (name !== 'osm') throw unreadable(`<${name}>`)
        } else if (name === 'node' || name === 'way') {
          if (attributes.action === 'delete' || attributes.visible === 'false') return
          inside = name
          id = whole(attributes.id, `id of a ${name}`)
          tags = new Map()
          refs = []
          if (name === 'node') {
            lon = unitsOf(attributes.lon)
            lat = unitsOf(attributes.lat)
          }
        } else if (name === 'nd' && inside === 'way') refs.push(whole(attributes.ref, 'node of a way'))
        else if (name === 'tag' && inside !== null) tags.set(attributes.k ?? '', attributes.v ?? '')
      },
      onclosetag(name) {
        // A file that is cut off has its open elements closed for it at the end.
        if (ended) return
        if (name === 'osm') closed = true
        else if (name === 'node' && inside === 'node') {
          visitor.node?.(id, lon, lat, tags.size === 0 ? null : new MapTags(tags))
          inside = null
        } else if (name === 'way' && inside === 'way') {
          if (tags.has('highway')) visitor.way?.(id, refs, new MapTags(tags))
          inside = null
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  for await (const chunk of chunks) parser.write(text.decode(chunk, { stream: true }))
  ended = true
  parser.end()
  if (root === null) throw unreadable('no <osm>')
  if (!closed) throw truncated()
}

/** Unpacks gzip as it comes in. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const packed = Readable.from(chunks, { objectMode: false })
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error))
  packed.pipe(unpacked)
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR') throw truncated()
    if (code?.startsWith('Z_')) throw corrupt('compressed data')
    throw error
  } finally {
    packed.destroy()
  }
}
