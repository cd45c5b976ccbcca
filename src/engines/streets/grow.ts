const CHUNK = 1 << 18

/** A list of 64-bit numbers that grows by chunks, so that a long list is never copied to grow. */
export class LongList {
  readonly chunks: Float64Array[] = []
  size = 0

  push(value: number): void {
    const place = this.size & (CHUNK - 1)
    if (place === 0) this.chunks.push(new Float64Array(CHUNK))
    this.chunks[this.chunks.length - 1]![place] = value
    this.size++
  }

  get(index: number): number {
    return this.chunks[Math.floor(index / CHUNK)]![index & (CHUNK - 1)]!
  }

  set(index: number, value: number): void {
    this.chunks[Math.floor(index / CHUNK)]![index & (CHUNK - 1)] = value
  }

  /** One array with all values. */
  toArray(): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.size)
    for (const [index, chunk] of this.chunks.entries()) {
      all.set(index === this.chunks.length - 1 ? chunk.subarray(0, this.size - index * CHUNK) : chunk, index * CHUNK)
    }
    return all
  }
}

/** A list of 32-bit whole numbers that doubles when it is full. */
export class IntList {
  #values = new Int32Array(1024)
  size = 0

  push(value: number): void {
    if (this.size === this.#values.length) {
      const larger = new Int32Array(this.size * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.size++] = value
  }

  get(index: number): number {
    return this.#values[index]!
  }

  /** The values so far; shares memory with the list until it grows. */
  values(): Int32Array<ArrayBuffer> {
    return this.#values.subarray(0, this.size)
  }
}
