import { randomFillSync } from 'node:crypto'

let lastMillisecond = 0
let sequence = 0
const RANDOM_BYTES = 10
// Drawn for many ids at once: an import needs hundreds of thousands, and each call to the source costs more than what it gives.
const drawn = Buffer.alloc(RANDOM_BYTES * 512)
let used = drawn.length

/**
 * A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, a 12-bit counter that keeps ids of one process in order within a
 * millisecond, then random bits. Time is passed in by tests only.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1
    sequence = 0
  }
  if (used >= drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const time = lastMillisecond.toString(16).padStart(12, '0')
  const tail = drawn.toString('hex', used, used + RANDOM_BYTES)
  const variant = (8 | (drawn[used]! & 3)).toString(16)
  used += RANDOM_BYTES
  const counter = sequence.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(1, 4)}-${tail.slice(4, 16)}`
}

/** True for the text form of any UUID; used to refuse malformed ids before they reach the database. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
