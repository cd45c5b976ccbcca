import type { ByteSource } from '../model.ts'

const SLICE = 1 << 20

/** Opens a source for one pass. */
export async function* open(source: ByteSource): AsyncIterable<Uint8Array> {
  if (typeof source === 'function') {
    yield* source()
    return
  }
  for (let at = 0; at < source.length; at += SLICE) yield source.subarray(at, at + SLICE)
}

/** Takes exact amounts of bytes from a stream of chunks of any size. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array(0)
  #at = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next `count` bytes, or fewer when the stream ends before. */
  async take(count: number): Promise<Uint8Array> {
    if (this.#held.length - this.#at >= count) {
      this.#at += count
      return this.#held.subarray(this.#at - count, this.#at)
    }
    const parts = [this.#held.subarray(this.#at)]
    let have = parts[0]!.length
    this.#held = new Uint8Array(0)
    this.#at = 0
    while (have < count) {
      const next = await this.#chunks.next()
      if (next.done) break
      parts.push(next.value)
      have += next.value.length
    }
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    const given = Math.min(count, all.length)
    this.#held = all
    this.#at = given
    return all.subarray(0, given)
  }

  /** Lets the stream go before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
