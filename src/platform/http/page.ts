import Type, { type TSchema } from 'typebox'
import { refuse } from '../../kernel/refusal.ts'

/** Query part of every list: how many rows, and where the last page ended. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
})

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
