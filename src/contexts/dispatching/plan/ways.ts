import { createHash } from 'node:crypto'
import type { IsoDate } from '../../../kernel/dates.ts'
import type { InForce, Tx } from '../../../platform/db/index.ts'
import { metresBetween, type Point, waysBetween } from '../../territory/index.ts'
import { MODES, type TravelMode, type WaysTold } from '../model.ts'
import type { DispatchParameter } from '../parameters.ts'

export type WaysFound = { metres: number[][]; speeds: Record<TravelMode, number>; told: WaysTold }

/** Ways of the days looked at last: a board is opened, planned, moved and printed on the same points. */
const kept = new Map<string, WaysFound>()
const MOST_KEPT = 12

/**
 * Metres between all of some points over the streets; where a point lies off them, or none were brought in, a straight line with the detour
 * of the parameters. E-bike and car go the same ways at their own speed. Kept for the same points and day.
 */
export async function waysFor(
  tx: Tx,
  day: IsoDate,
  points: readonly Point[],
  parameters: (name: DispatchParameter) => InForce,
): Promise<WaysFound> {
  const key = createHash('sha256')
    .update(JSON.stringify([tx.actor.jurisdiction, day, points, parameters]))
    .digest('base64')
  const known = kept.get(key)
  if (known !== undefined) return known
  const detour = parameters('straight-detour').value
  const streets = points.length === 0 ? null : await waysBetween(tx, day, points)
  const straight = (a: Point, b: Point) => metresBetween(a, b) * detour
  const metres = points.map((from, i) =>
    points.map((to, j) => {
      const way = streets?.metres[i]?.[j]
      return way === undefined || !Number.isFinite(way) ? straight(from, to) : way
    }),
  )
  const off = points.filter(
    (_, i) =>
      streets === null || (points.length > 1 && streets.metres[i]!.every((way, j) => j === i || !Number.isFinite(way))),
  ).length
  const speeds: Record<TravelMode, number> = {
    foot: streets?.metresPerMinute ?? parameters('foot-speed').value,
    'e-bike': parameters('e-bike-speed').value,
    car: parameters('car-speed').value,
  }
  const basis: Record<TravelMode, string> = {
    foot: streets === null ? parameters('foot-speed').basis : '步行路网的成人步速',
    'e-bike': parameters('e-bike-speed').basis,
    car: parameters('car-speed').basis,
  }
  const found: WaysFound = {
    metres,
    speeds,
    told: {
      streets: streets !== null,
      offStreets: off,
      places: points.length,
      detour,
      speeds: (Object.keys(MODES) as TravelMode[]).map((mode) => ({
        mode,
        metresPerMinute: speeds[mode],
        basis: basis[mode],
      })),
    },
  }
  kept.set(key, found)
  for (const old of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(old)
  }
  return found
}
