import type { Tx } from '../../../platform/db/index.ts'
import { bookOf, LONGEST_WALK } from '../circles/book.ts'
import { walkingSpeeds } from '../circles/reach.ts'
import { metresBetween, type Point } from '../coordinates.ts'
import { askDesk } from '../streets/desk.ts'
import type { PlacePage } from './model.ts'
import type { Selection, Snapshot } from './snapshot.ts'

/** Metres on foot by position in the snapshot, and how minutes are made of them. */
export type Walked = { metres: ReadonlyMap<number, number>; how: NonNullable<PlacePage['walk']> }

/** The map of care counts in the steps of older persons; who walks faster is there earlier. */
const SPEED = 'older'

/**
 * Ways on foot from a point to the places that are near enough to be walked to; null where no streets were brought in. What lies off
 * the streets, or farther than ways are searched, has none. Two statements.
 */
export async function walkFrom(tx: Tx, snapshot: Snapshot, selection: Selection, from: Point): Promise<Walked | null> {
  const book = await bookOf(tx, snapshot.asOf)
  const speed = (await walkingSpeeds(tx)).find(({ code }) => code === SPEED)
  if (book === null || speed === undefined) return null
  const near: number[] = []
  const points: number[] = []
  for (const i of selection.at) {
    const { lon, lat } = snapshot.places[i]!
    if (lon === null || lat === null || metresBetween(from, { lon, lat }) > LONGEST_WALK) continue
    near.push(i)
    points.push(lon, lat)
  }
  const metres = new Map<number, number>()
  if (near.length > 0) {
    const question = { key: book.key, from: [from.lon, from.lat], points: Float64Array.from(points), cut: LONGEST_WALK }
    const found = await askDesk<Float64Array>('around', question)
    near.forEach((i, n) => {
      const way = found[n]!
      if (Number.isFinite(way)) metres.set(i, way)
    })
  }
  const { metresPerMinute, title } = speed
  const { name, sourceKind } = book.streets
  return { metres, how: { metresPerMinute, title, streets: name, invented: sourceKind === 'invented' } }
}
