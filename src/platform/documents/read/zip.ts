import { crc32, inflateRawSync } from 'node:zlib'
import { LIMITS } from './limits.ts'
import { bomb, damaged, encrypted } from './refusals.ts'

type Entry = { method: number; crc: number; packed: number; size: number; offset: number; locked: boolean }

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/**
 * A zip container read from its central directory. Nothing is inflated until a part is asked for, and inflating stops at the
 * declared size, at the budget for the whole file, and at a ratio no document reaches. Damage and bombs are refusals.
 */
export class Zip {
  #view: DataView
  #bytes: Uint8Array
  #name: string
  #entries = new Map<string, Entry>()
  #budget = LIMITS.inflated

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes
    this.#name = name
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      this.#readDirectory()
    } catch (error) {
      if (error instanceof RangeError) throw damaged(name, 'zip', 'central directory')
      throw error
    }
  }

  /** Names of all parts. */
  get names(): string[] {
    return [...this.#entries.keys()]
  }

  has(part: string): boolean {
    return this.#entries.has(part)
  }

  /** Inflates one part; `null` when there is none of that name. */
  part(part: string): Uint8Array | null {
    const entry = this.#entries.get(part)
    if (!entry) return null
    if (entry.locked) throw encrypted(this.#name, 'zip')
    if (entry.size > this.#budget) throw bomb(this.#name, 'size')
    if (entry.size > LIMITS.ratioFrom && entry.size > entry.packed * LIMITS.ratio) throw bomb(this.#name, 'ratio')
    const packed = this.#packedBytes(entry, part)
    const out = this.#inflate(entry, packed, part)
    if (out.length !== entry.size || crc32(out) !== entry.crc) throw damaged(this.#name, 'zip', part)
    this.#budget -= out.length
    return out
  }

  /** Inflates one part as UTF-8 (or UTF-16 with a byte-order mark) text. */
  text(part: string): string | null {
    const bytes = this.part(part)
    if (!bytes) return null
    const encoding =
      bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8'
    return new TextDecoder(encoding).decode(bytes)
  }

  #inflate(entry: Entry, packed: Uint8Array, part: string): Uint8Array {
    if (entry.method === 0) return packed
    if (entry.method !== 8) throw damaged(this.#name, 'zip', part)
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'ERR_BUFFER_TOO_LARGE') throw bomb(this.#name, 'declared')
      throw damaged(this.#name, 'zip', part)
    }
  }

  #packedBytes(entry: Entry, part: string): Uint8Array {
    const at = entry.offset
    if (at + 30 > this.#bytes.length || this.#view.getUint32(at, true) !== LOCAL) throw damaged(this.#name, 'zip', part)
    const start = at + 30 + this.#view.getUint16(at + 26, true) + this.#view.getUint16(at + 28, true)
    if (start + entry.packed > this.#bytes.length) throw damaged(this.#name, 'zip', part)
    return this.#bytes.subarray(start, start + entry.packed)
  }

  #findEnd(): number {
    const last = this.#bytes.length - 22
    for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (this.#view.getUint32(at, true) === END) return at
    throw damaged(this.#name, 'zip', 'central directory')
  }

  #readDirectory(): void {
    const end = this.#findEnd()
    const count = this.#view.getUint16(end + 10, true)
    if (count > LIMITS.zipEntries) throw bomb(this.#name, 'entries')
    let at = this.#view.getUint32(end + 16, true)
    let declared = 0
    for (let i = 0; i < count; i++) {
      if (this.#view.getUint32(at, true) !== CENTRAL) throw damaged(this.#name, 'zip', 'central directory')
      const flags = this.#view.getUint16(at + 8, true)
      const nameLength = this.#view.getUint16(at + 28, true)
      const extraLength = this.#view.getUint16(at + 30, true)
      const nameBytes = this.#bytes.subarray(at + 46, at + 46 + nameLength)
      const entry: Entry = {
        method: this.#view.getUint16(at + 10, true),
        crc: this.#view.getUint32(at + 16, true),
        packed: this.#view.getUint32(at + 20, true),
        size: this.#view.getUint32(at + 24, true),
        offset: this.#view.getUint32(at + 42, true),
        locked: (flags & 1) === 1,
      }
      this.#readLongSizes(entry, at + 46 + nameLength, extraLength)
      declared += entry.size
      this.#entries.set(new TextDecoder().decode(nameBytes).replaceAll('\\', '/'), entry)
      at += 46 + nameLength + extraLength + this.#view.getUint16(at + 32, true)
    }
    if (declared > LIMITS.inflated * 4) throw bomb(this.#name, 'size')
  }

  /** ZIP64: some writers put every size into the extra field, however small the file. */
  #readLongSizes(entry: Entry, start: number, length: number): void {
    for (let at = start; at + 4 <= start + length; at += 4 + this.#view.getUint16(at + 2, true)) {
      if (this.#view.getUint16(at, true) !== 1) continue
      let field = at + 4
      for (const key of ['size', 'packed', 'offset'] as const) {
        if (entry[key] !== 0xffffffff) continue
        entry[key] = Number(this.#view.getBigUint64(field, true))
        field += 8
      }
    }
  }
}
