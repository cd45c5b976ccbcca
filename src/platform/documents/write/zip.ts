import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** 1 January 2000, midnight, as zip writes it: every container carries it, so that the same words give the same bytes. */
const DATE = ((2000 - 1980) << 9) | (1 << 5) | 1
/** Names are UTF-8. */
const FLAGS = 0x0800
const VERSION = 20
const DEFLATED = 8

/** Packs parts into a zip container, in the order given, off the main thread. */
export async function packZip(parts: readonly (readonly [name: string, content: Uint8Array])[]): Promise<Uint8Array> {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const label = Buffer.from(name)
    const packed = await deflate(content)
    // The fields from "version needed" to "extra length", the same in both headers.
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(VERSION, 0)
    fields.writeUInt16LE(FLAGS, 2)
    fields.writeUInt16LE(DEFLATED, 4)
    fields.writeUInt16LE(DATE, 8)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(label.length, 22)
    const at = Buffer.alloc(14)
    at.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\u0003\u0004', 'latin1'), fields, label, packed)
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, at, label)
    offset += 30 + label.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006', 'latin1'), end]))
}
