import type { Random } from '../../../kernel/random.ts'
import type { RegisterRow } from '../../../platform/imports/index.ts'
import type { DemoPlaces } from './monthly.ts'

/** Figures of departments for the county: the year before last, and last year. Items left out are not known. */
const ANNUAL: [item: string, earlier: number, last: number][] = [
  ['kindergarten-all', 15_420, 15_180],
  ['kindergarten-public', 7_630, 7_950],
  ['kindergarten-inclusive', 5_240, 5_230],
  ['kindergarten-age', 16_510, 16_040],
  ['learners-old', 9_860, 11_320],
  ['students', 1_240, 1_610],
  ['teachers-eligible', 1_480, 1_512],
  ['teachers-rotated', 133, 169],
  ['culture-visits', 1_090_000, 1_286_000],
  ['culture-area', 38_600, 41_900],
  ['sport-area', 1_010_000, 1_062_000],
  ['health-checks', 36_400, 39_100],
  ['measures-in-place', 71, 80],
  ['interest-loans', 412, 538],
  ['fire-fast', 6, 14],
  ['transition-uses', 2, 5],
  ['credit-covered', 61, 118],
  ['credit-subjects', 124, 126],
  ['norms-issued', 1, 2],
]

/** Students of 2020: the base the papers count growth from. */
const BASE_2020: [item: string, value: number][] = [['students', 980]]

/** Rows of the yearly ledger. */
export function annualRows(places: DemoPlaces, lastYear: number): RegisterRow[] {
  const row = (year: number, item: string, value: number): RegisterRow => ({ region: places.own, year, item, value })
  return [
    ...BASE_2020.filter(() => lastYear > 2021).map(([item, value]) => row(2020, item, value)),
    ...ANNUAL.flatMap(([item, earlier, last]) => [row(lastYear - 1, item, earlier), row(lastYear, item, last)]),
  ]
}

/** Rows of the ledger of complete communities: every urban community, both years. */
export function communityRows(places: DemoPlaces, lastYear: number, random: Random): RegisterRow[] {
  return places.villages
    .filter((each) => each.urban)
    .flatMap(({ code }) => {
      const complete = random.next()
      return [lastYear - 1, lastYear].map((year, at): RegisterRow => {
        const isComplete = complete < 0.3 + 0.2 * at
        return {
          region: code,
          year,
          settlement: 'urban',
          complete: isComplete,
          childcare_up: isComplete ? random.chance(0.45 + 0.2 * at) : false,
        }
      })
    })
}
