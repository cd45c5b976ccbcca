import type { Sql } from 'sql-template-tag'
import sql from 'sql-template-tag'

/** Byte strings as one parameter, with where each begins (counted from 1) and how long it is. */
export type Packed = { bytes: Buffer; starts: number[]; lengths: number[] }

/**
 * Byte strings one behind the other, for statements that write many rows: they travel as the bytes they are. Written as text they would be
 * twice as long and be read twice. `partOf` takes one out again.
 */
export function packed(parts: readonly Uint8Array[]): Packed {
  let end = 1
  const starts = parts.map((part) => {
    end += part.length
    return end - part.length
  })
  return { bytes: Buffer.concat(parts), starts, lengths: parts.map((part) => part.length) }
}

/** One of the byte strings, by SQL for its start and its length. */
export function partOf({ bytes }: Packed, start: Sql, length: Sql): Sql {
  return sql`substring(${bytes}::bytea from ${start} for ${length})`
}
