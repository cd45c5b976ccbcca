import type { Quantities } from './ledgerinput.ts'
import type { Places } from './places.ts'

/** Adds a place's amount (null: it may count, nobody knows) and the records behind it to every figure the place belongs to. */
export type Add = (region: string, amount: number | null, records: number) => void

/**
 * Sums over places, for the jurisdiction and its parts.
 *
 * @param known false where nothing was ever recorded: every sum is unknown, not zero
 * @param most the most one unknown place can add; null: no bound
 */
export function sumsByPlace(places: Places, known: boolean, most: number | null, fill: (add: Add) => void): Quantities {
  const regions = [places.own, ...places.parts]
  if (!known) return new Map(regions.map((region) => [region, { value: null }]))
  const found = new Map(regions.map((region) => [region, { value: 0, unknown: 0, records: 0 }]))
  fill((region, amount, records) => {
    for (const above of places.above(region)) {
      const to = found.get(above)!
      to.records += records
      if (amount === null) to.unknown++
      else to.value += amount
    }
  })
  return new Map(
    [...found].map(([region, each]) => [region, { ...each, value: Math.round(each.value * 1e6) / 1e6, most }]),
  )
}
