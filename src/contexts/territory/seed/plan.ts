import type { Random } from '../../../kernel/random.ts'
import type { FacilityRow } from '../model.ts'

/** Figures of a facility that depend on its kind. */
export type Amounts = Partial<
  Pick<
    FacilityRow,
    | 'places'
    | 'beds'
    | 'nursing_beds'
    | 'childcare_places'
    | 'enrolled'
    | 'floor_area'
    | 'activity_area'
    | 'outdoor_area'
    | 'meals_daily'
  >
>

/** How a kind is spread over the county. `before`: share that was open when the two years began. */
export type Plan = {
  kind: string
  suffix: string
  where: 'township' | 'urban' | 'rural' | 'any' | 'town'
  count: number
  before: number
  tier?: string
  functions?: string
  /** What outlets offer, joined by commas. */
  offers?: string
  hours?: string
  publicShare: number
  inclusiveShare?: number
  amounts(random: Random): Amounts
}
