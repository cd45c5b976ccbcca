import { today } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { metresBetween, type Point, regions } from '../../territory/index.ts'
import type { OfferView } from './model.ts'

/** Where a site lies, seen from where somebody lives: in the same community, the same township, or beyond. */
export const NEAR = ['community', 'town', 'county'] as const
export type Near = (typeof NEAR)[number]

/** Why a site is near: by the places' codes, and metres as the crow flies from the seat of the community; null where a place has no point. */
export type Nearness = { near: Near; metres: number | null }

/** How far two places have their codes in common. @param home twelve digits; null where it is not known */
export function nearness(home: string | null, site: string): Near {
  if (home === null) return 'county'
  if (home === site) return 'community'
  return home.slice(0, 9) === site.slice(0, 9) ? 'town' : 'county'
}

/** The nearest first: by community and township, then by metres (unknown last), then by price. */
export const nearestFirst = (a: Nearness & { fen: number }, b: Nearness & { fen: number }): number =>
  NEAR.indexOf(a.near) - NEAR.indexOf(b.near) ||
  Number(a.metres === null) - Number(b.metres === null) ||
  (a.metres ?? 0) - (b.metres ?? 0) ||
  a.fen - b.fen

/** From where distances are measured: the seat of the community, else of its township. One statement. */
async function pointOf(tx: Tx, home: string): Promise<Point | null> {
  const township = home.slice(0, 9).padEnd(12, '0')
  const around = await regions(tx, { asOf: today(tx.now.getTime()), within: township })
  for (const code of [home, township]) {
    const found = around.find((each) => each.code === code)
    if (found !== undefined && found.lon !== null && found.lat !== null) return { lon: found.lon, lat: found.lat }
  }
  return null
}

/** How near offers are to a home; the function answers for one offer. One statement. @param home a code of 6 to 12 digits, or null */
export async function nearOf(
  tx: Tx,
  home: string | null,
): Promise<(offer: Pick<OfferView, 'region' | 'point'>) => Nearness> {
  const whole = home === null || home.length < 9 ? null : home.padEnd(12, '0')
  const from = whole === null ? null : await pointOf(tx, whole)
  return ({ region, point }) => ({
    near: nearness(whole, region),
    metres: from === null || point === null ? null : Math.round(metresBetween(from, point)),
  })
}
