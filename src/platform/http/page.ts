import Type, { type TSchema } from 'typebox'
import { refuse } from '../../kernel/refusal.ts'

/** Query part of every list: how many rows, and where the last page ended. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
})

/** Which page a list is asked for. */
export type Paging = { limit: number; cursor?: string }

/** The query of a list with how many rows it gets: as asked, within bounds. */
export function pagedBy<Q extends { limit?: number }>(query: Q, usual = 50, most = 200): Q & { limit: number } {
  return { ...query, limit: Math.min(query.limit ?? usual, most) }
}

/** Schema of a page of items: `next` is the cursor of the page that follows, or null at the end. */
export function PageOf<S extends TSchema>(item: S) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}

/** Packs the sort key of the last row into an opaque cursor. */
export function cursorOf(key: unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Unpacks a cursor into the sort key it was made of. */
export function readCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || typeof part === 'number')
    )
      return key
  } catch {
    // falls through to the refusal: what is wrong with a cursor does not matter
  }
  throw refuse(
    'page.cursor',
    { zh: '翻页位置无效', en: 'The cursor is not valid' },
    { at: '/cursor', next: { zh: '请从第一页重新打开', en: 'Open the first page again' } },
  )
}

/**
 * Cuts a page out of rows that were fetched with `limit + 1`: the extra row only tells that there is more.
 *
 * @param keyOf the sort key of a row, ending with something unique
 */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => unknown[],
): { items: Row[]; next: string | null } {
  if (rows.length <= limit) return { items: rows, next: null }
  const items = rows.slice(0, limit)
  return { items, next: cursorOf(keyOf(items[limit - 1]!)) }
}

/**
 * Cuts a page out of rows that are all at hand because they had to be judged to be listed. The cursor names the last row and where it stood:
 * a row that has gone since does not send the reader back to the start.
 *
 * @param idOf what is unique about a row
 */
export function cutPage<Row>(
  rows: readonly Row[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  idOf: (row: Row) => string,
): { items: Row[]; next: string | null } {
  const after = readCursor(cursor, 2)
  const at = after === null ? -1 : rows.findIndex((row) => idOf(row) === after[0])
  const from = after === null ? 0 : at >= 0 ? at + 1 : Math.min(rows.length, Number(after[1]))
  const items = rows.slice(from, from + limit)
  const last = items.at(-1)
  const more = last !== undefined && from + items.length < rows.length
  return { items, next: more ? cursorOf([idOf(last), from + items.length]) : null }
}
