import { createHash } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import type { Streets } from './model.ts'
import { HIGHWAYS, WALKING_RULES } from './walking.ts'

/** Grows when the layout changes; older files are then imported again. */
const VERSION = 1
const MAGIC = 0x314b5459 // "YTK1"

const ARRAYS = {
  position: Int32Array,
  osmId: Float64Array,
  component: Int32Array,
  componentSize: Int32Array,
  ends: Int32Array,
  length: Int32Array,
  flags: Uint8Array,
  highway: Uint8Array,
  way: Float64Array,
  name: Int32Array,
  shapeStart: Uint32Array,
  shape: Int32Array,
} as const

type ArrayName = keyof typeof ARRAYS
const ARRAY_NAMES = Object.keys(ARRAYS) as ArrayName[]

type Header = Pick<Streets, 'source' | 'counts' | 'vertexCount' | 'edgeCount' | 'names' | 'bounds'> & {
  rules: string
  highways: readonly string[]
  arrays: Record<ArrayName, number>
}

const aligned = (size: number) => Math.ceil(size / 8) * 8

/** What identifies streets in a manifest: of the same source under the same rules they are the same. */
export function streetsHash(streets: Streets): string {
  return createHash('sha256')
    .update(`${WALKING_RULES} ${VERSION} ${streets.source.kind} ${streets.source.sha256}`)
    .digest('hex')
}

/**
 * Streets as one run of bytes: magic, version, header in JSON, the arrays one after the other on multiples of 8 (little-endian),
 * and a SHA-256 over all of it.
 */
export function encodeStreets(streets: Streets): Uint8Array {
  const header: Header = {
    source: streets.source,
    counts: streets.counts,
    vertexCount: streets.vertexCount,
    edgeCount: streets.edgeCount,
    names: streets.names,
    bounds: streets.bounds,
    rules: WALKING_RULES,
    highways: HIGHWAYS,
    arrays: Object.fromEntries(ARRAY_NAMES.map((name) => [name, streets[name].length])) as Header['arrays'],
  }
  const json = Buffer.from(JSON.stringify(header))
  let size = 16 + aligned(json.length)
  for (const name of ARRAY_NAMES) size += aligned(streets[name].byteLength)
  const bytes = new Uint8Array(size + 32)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, VERSION, true)
  view.setUint32(8, json.length, true)
  bytes.set(json, 16)
  let at = 16 + aligned(json.length)
  for (const name of ARRAY_NAMES) {
    const array = streets[name]
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  bytes.set(createHash('sha256').update(bytes.subarray(0, size)).digest(), size)
  return bytes
}

function damaged() {
  return refuse(
    'streets.damaged',
    { zh: '街道数据已损坏或不完整', en: 'The street data is damaged or incomplete' },
    { next: { zh: '请重新导入街道文件', en: 'Import the street file again' } },
  )
}

/**
 * Streets from bytes of `encodeStreets`. Arrays lie on shared memory. Throws refusals: `streets.damaged`, `streets.version`.
 */
export function decodeStreets(bytes: Uint8Array): Streets {
  const body = bytes.length - 32
  if (body < 16) throw damaged()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint32(0, true) !== MAGIC) throw damaged()
  if (view.getUint32(4, true) !== VERSION) {
    throw refuse(
      'streets.version',
      { zh: '街道数据由另一版本生成', en: 'The street data was made by another version' },
      { next: { zh: '请重新导入街道文件', en: 'Import the street file again' } },
    )
  }
  const sum = createHash('sha256').update(bytes.subarray(0, body)).digest()
  if (!sum.equals(bytes.subarray(body))) throw damaged()
  const length = view.getUint32(8, true)
  const header = JSON.parse(Buffer.from(bytes.subarray(16, 16 + length)).toString('utf8')) as Header
  let at = 16 + aligned(length)
  const arrays = Object.fromEntries(
    ARRAY_NAMES.map((name) => {
      // The constructors' common signature: any of them takes shared memory.
      const Kind = ARRAYS[name] as {
        BYTES_PER_ELEMENT: number
        new (memory: ArrayBufferLike, at: number, count: number): unknown
      }
      const count = header.arrays[name]
      const size = count * Kind.BYTES_PER_ELEMENT
      const memory = new SharedArrayBuffer(Math.max(8, size))
      new Uint8Array(memory).set(bytes.subarray(at, at + size))
      at += aligned(size)
      return [name, new Kind(memory, 0, count)]
    }),
  ) as unknown as Pick<Streets, ArrayName>
  const { source, counts, vertexCount, edgeCount, names, bounds } = header
  return { source, counts, vertexCount, edgeCount, names, bounds, ...arrays }
}
