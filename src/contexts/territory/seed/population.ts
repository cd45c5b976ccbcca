import { seededRandom } from '../../../kernel/random.ts'
import { CENSUS, CENSUS_DAY, CENSUS_SOURCE } from '../data/yanshan.ts'
import { OPEN_END } from '../regions/ages.ts'
import type { PopulationRow } from '../regions/register.ts'
import { apportion } from './apportion.ts'
import { COUNTY, type Village, villages } from './regions.ts'

/** Urban and rural inhabitants by the census, and how the demo spreads them over villages. */
const URBAN = 227_250
const RURAL = 249_337
const SPREAD_SOURCE = '演示数据：普查合计按村（社区）分摊'

const county = `${COUNTY}000000`
const everybody = { age_from: 0, age_to: OPEN_END }

/** Figures of the census for the county, and invented figures of its villages that add up to them. */
export function demoPopulation(): PopulationRow[] {
  const at = { as_of: CENSUS_DAY, source: CENSUS_SOURCE, region: county }
  const rows: PopulationRow[] = [
    { ...at, measure: 'persons', sex: 'all', ...everybody, count: CENSUS.all },
    { ...at, measure: 'persons', sex: 'male', ...everybody, count: CENSUS.male },
    { ...at, measure: 'persons', sex: 'female', ...everybody, count: CENSUS.female },
    { ...at, measure: 'households', sex: 'all', ...everybody, count: CENSUS.familyHouseholds },
  ]
  for (const [from, to, men, women] of CENSUS.ages) {
    const ages = { age_from: from, age_to: to ?? OPEN_END }
    rows.push({ ...at, measure: 'persons', sex: 'male', ...ages, count: men })
    rows.push({ ...at, measure: 'persons', sex: 'female', ...ages, count: women })
  }
  return [...rows, ...spread()]
}

function spread(): PopulationRow[] {
  const random = seededRandom(20_201_101)
  const all = villages()
  const weights = all.map(() => 0.6 + random.next() * 0.8)
  const persons = [
    ...share(URBAN, all, weights, (village) => village.urban),
    ...share(RURAL, all, weights, (village) => !village.urban),
  ].sort((a, b) => (a.village.code < b.village.code ? -1 : 1))
  const homes = apportion(
    CENSUS.familyHouseholds,
    persons.map((each) => each.count),
  )
  const byTown = new Map<string, { persons: number; households: number }>()
  persons.forEach(({ village, count }, i) => {
    const sum = byTown.get(village.township) ?? { persons: 0, households: 0 }
    byTown.set(village.township, { persons: sum.persons + count, households: sum.households + (homes[i] ?? 0) })
  })
  const figures = [
    ...[...byTown].map(([region, each]) => ({ region, ...each })),
    ...persons.map(({ village, count }, i) => ({ region: village.code, persons: count, households: homes[i] ?? 0 })),
  ]
  return figures.flatMap(({ region, ...counts }) =>
    (['persons', 'households'] as const).map((measure) => ({
      region,
      as_of: CENSUS_DAY,
      measure,
      sex: 'all',
      ...everybody,
      count: counts[measure],
      source: SPREAD_SOURCE,
    })),
  )
}

function share(total: number, all: Village[], weights: number[], wanted: (village: Village) => boolean) {
  const chosen = all.map((village, i) => ({ village, weight: weights[i]! })).filter((each) => wanted(each.village))
  const counts = apportion(
    total,
    chosen.map((each) => each.weight),
  )
  return chosen.map(({ village }, i) => ({ village, count: counts[i]! }))
}
