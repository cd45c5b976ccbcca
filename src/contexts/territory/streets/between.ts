import type { IsoDate } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { bookOf } from '../circles/book.ts'
import { walkingSpeeds } from '../circles/reach.ts'
import type { Point } from '../coordinates.ts'
import { askDesk } from './desk.ts'

/** Longest way from stop to stop that is searched, metres. */
const LONGEST = 20_000
/** The pace of somebody who works on foot. */
const PACE = 'adult'

/** Ways on foot between stops. `metres[i][j]`: from stop i to stop j; `Infinity` where no street leads there. */
export type Ways = { metres: number[][]; metresPerMinute: number }

/**
 * Exact walking metres between some points on the streets of a day; null where no streets were brought in. Each row is one search: for the
 * few dozen stops of a round. Two statements while nothing has changed.
 */
export async function waysBetween(tx: Tx, day: IsoDate, points: readonly Point[]): Promise<Ways | null> {
  const book = await bookOf(tx, day)
  if (book === null) return null
  const flat = Float64Array.from(points.flatMap(({ lon, lat }) => [lon, lat]))
  const found = await askDesk<Float64Array>('between', { key: book.key, points: flat, cut: LONGEST })
  const speeds = await walkingSpeeds(tx)
  const speed = speeds.find((each) => each.code === PACE) ?? speeds[0]
  if (speed === undefined) throw new Error('no walking speed is laid down')
  const count = points.length
  return {
    metres: Array.from({ length: count }, (_, i) => [...found.subarray(i * count, (i + 1) * count)]),
    metresPerMinute: speed.metresPerMinute,
  }
}
