import { promisify } from 'node:util'
import { inflate, zstdDecompress } from 'node:zlib'
import { PbfReader } from 'pbf'
import { ByteQueue } from './bytes.ts'
import { corrupt, type OsmVisitor, truncated, unreadable } from './osm.ts'
import { decodeBlock } from './pbfblock.ts'

const inflateAsync = promisify(inflate)
const zstdAsync = promisify(zstdDecompress)

/** Limits of the format: a header of a blob is below 64 KiB, a blob below 32 MiB, packed or not. */
const LARGEST_HEADER = 64 * 1024
const LARGEST_BLOB = 32 * 1024 * 1024
/** Blobs being unpacked at a time; the unpacking runs on the system's threads beside the reading. */
const AHEAD = 4

type Blob = { type: string; data: Promise<Uint8Array> }

function blobHeader(bytes: Uint8Array): { type: string; size: number } {
  const header = { type: '', size: -1 }
  new PbfReader(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) into.type = pbf.readString()
    else if (tag === 3) into.size = pbf.readVarint()
  }, header)
  if (header.size < 0 || header.size > LARGEST_BLOB || header.type === '') throw corrupt('blob header')
  return header
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const found: { raw: Uint8Array | null; size: number; packed: Uint8Array | null; how: number } = {
    raw: null,
    size: 0,
    packed: null,
    how: 0,
  }
  new PbfReader(bytes).readFields((tag, into, pbf) => {
    if (tag === 1) into.raw = pbf.readBytes()
    else if (tag === 2) into.size = pbf.readVarint()
    else if (tag >= 3 && tag <= 7) {
      into.packed = pbf.readBytes()
      into.how = tag
    }
  }, found)
  if (found.raw !== null) return found.raw
  if (found.packed === null || found.size > LARGEST_BLOB) throw corrupt('blob')
  const options = { maxOutputLength: LARGEST_BLOB, chunkSize: Math.max(1024, found.size + 1) }
  const { packed, how } = found
  if (how !== 3 && how !== 7) throw unreadable(`blob compression ${how}`)
  try {
    const plain = how === 3 ? await inflateAsync(packed, options) : await zstdAsync(packed, options)
    if (plain.length !== found.size) throw corrupt('blob size')
    return plain
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.match(/^(Z_|ZSTD_|ERR_BUFFER)/)) throw corrupt('compressed data')
    throw error
  }
}

async function* blobs(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Blob> {
  const queue = new ByteQueue(chunks)
  try {
    for (;;) {
      const prefix = await queue.take(4)
      if (prefix.length === 0) return
      if (prefix.length < 4) throw truncated()
      const headerSize = new DataView(prefix.buffer, prefix.byteOffset).getUint32(0)
      if (headerSize > LARGEST_HEADER) throw corrupt('size of a blob header')
      const headerBytes = await queue.take(headerSize)
      if (headerBytes.length < headerSize) throw truncated()
      const { type, size } = blobHeader(headerBytes)
      const body = await queue.take(size)
      if (body.length < size) throw truncated()
      const data = type === 'OSMHeader' || type === 'OSMData' ? unpack(body) : Promise.resolve(new Uint8Array(0))
      // A refusal of a later blob must wait for its turn and not count as unhandled.
      data.catch(() => undefined)
      yield { type, data }
    }
  } finally {
    await queue.close()
  }
}

/** Features a reader must know to understand the file; everything else the file may leave out. */
const UNDERSTOOD = new Set(['OsmSchema-V0.6', 'DenseNodes'])

function checkHeader(bytes: Uint8Array): void {
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag !== 4) return
    const feature = pbf.readString()
    if (!UNDERSTOOD.has(feature)) throw unreadable(`required feature ${feature}`)
  }, null)
}

/** What the protobuf reader throws when bytes make no sense: a range error or one of its own. */
function isNonsense(error: unknown): boolean {
  if (error instanceof RangeError) return true
  return error instanceof Error && /^(Unimplemented type|Expected varint)/.test(error.message)
}

/**
 * One pass over an .osm.pbf file. Memory holds a few blobs at a time, whatever the size of the file.
 *
 * Throws refusals: `streets.truncated`, `streets.corrupt`, `streets.format`.
 */
export async function readPbf(chunks: AsyncIterable<Uint8Array>, visitor: OsmVisitor): Promise<void> {
  const waiting: Blob[] = []
  let headed = false
  const work = async (blob: Blob) => {
    const bytes = await blob.data
    if (blob.type === 'OSMHeader') {
      checkHeader(bytes)
      headed = true
    } else if (blob.type === 'OSMData') {
      if (!headed) throw corrupt('data before the header')
      decodeBlock(bytes, visitor)
    }
  }
  try {
    for await (const blob of blobs(chunks)) {
      waiting.push(blob)
      if (waiting.length > AHEAD) await work(waiting.shift()!)
    }
    for (const blob of waiting) await work(blob)
  } catch (error) {
    throw isNonsense(error) ? corrupt('block') : error
  }
  if (!headed) throw truncated()
}
