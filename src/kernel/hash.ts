import { createHash } from 'node:crypto'

/**
 * One text for one value, whatever the order of keys: JSON with sorted keys and no spaces, numbers as ECMAScript writes them
 * (RFC 8785). A property that is `undefined` counts as absent. Throws on what JSON cannot say: NaN, infinities, bigint,
 * functions, class instances, `undefined` in an array, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

/** SHA-256 of bytes or of text in UTF-8, lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of a value in canonical JSON, lower-case hex. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}

const DEEPEST = 500

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new TypeError('value is nested too deeply or refers to itself')
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'boolean':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
      return writeObject(value, depth)
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`)
  }
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`a ${value.constructor.name} has no JSON form; convert it first`)
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(',')}}`
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('text contains a lone surrogate')
  return JSON.stringify(text)
}
