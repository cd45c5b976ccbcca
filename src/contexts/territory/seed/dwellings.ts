import { CENSUS, CENSUS_DAY } from '../data/yanshan.ts'
import type { DwellingRow } from '../dwellings/register.ts'
import type { PopulationRow } from '../regions/register.ts'
import { apportion } from './apportion.ts'
import { seededRandom } from './random.ts'
import { villages } from './regions.ts'

const SOURCE = '演示数据：村（社区）人口分摊到虚构的居住点'

/** Share of an age group in the county, by the census; from `from` to `to` completed years. */
function shareOf(from: number, to: number): number {
  const group = CENSUS.ages.filter(([low, high]) => low >= from && (high ?? 200) <= to)
  return group.reduce((sum, [, , men, women]) => sum + men + women, 0) / CENSUS.all
}

const UNDER_3 = (shareOf(0, 0) + shareOf(1, 4)) * 0.6
const FROM_3_TO_5 = (shareOf(0, 0) + shareOf(1, 4)) * 0.4 + shareOf(5, 9) * 0.2

/**
 * Dwelling points of the demo county: the inhabitants of each village shared out over invented courtyards and hamlets around the
 * point where the village's facilities stand. They add up to the figures of the villages.
 */
export function demoDwellings(population: readonly PopulationRow[]): DwellingRow[] {
  const random = seededRandom(65_015)
  const figure = new Map(population.map((row) => [`${row.region} ${row.measure}`, row.count]))
  let number = 0
  return villages().flatMap((village) => {
    const persons = figure.get(`${village.code} persons`) ?? 0
    const households = figure.get(`${village.code} households`) ?? 0
    const size = village.urban ? 160 : 110
    const points = Math.max(4, Math.round(persons / size))
    const weights = Array.from({ length: points }, () => 0.4 + random.next() * 1.2)
    const people = apportion(persons, weights)
    const homes = apportion(households, weights)
    const old = weights.map((weight) => weight * (0.7 + random.next() * 0.6))
    const of = (share: number) => apportion(Math.round(persons * share), old)
    const [aged60, aged65, aged80] = [of(shareOf(60, 200)), of(shareOf(65, 200)), of(shareOf(80, 200))]
    const [under3, aged3] = [of(UNDER_3), of(FROM_3_TO_5)]
    // A village is a few hamlets; a community is one quarter of the town.
    const hamlets = Array.from({ length: village.urban ? 1 : random.between(2, 5) }, () => ({
      angle: random.next() * 2 * Math.PI,
      far: village.urban ? 0 : 0.004 + random.next() * 0.016,
    }))
    return people.map((count, i): DwellingRow => {
      const hamlet = hamlets[i % hamlets.length]!
      const angle = random.next() * 2 * Math.PI
      const far = Math.sqrt(random.next()) * (village.urban ? 0.006 : 0.0025)
      const [lon, lat] = village.centre
      number++
      return {
        code: `JZ-${String(number).padStart(5, '0')}`,
        region: village.code,
        name: village.urban ? `${village.name} ${i + 1} 号院` : `${village.name.replace(/委会$/, '')} ${i + 1} 组`,
        lon: Number((lon + Math.cos(hamlet.angle) * hamlet.far + Math.cos(angle) * far).toFixed(6)),
        lat: Number((lat + Math.sin(hamlet.angle) * hamlet.far + Math.sin(angle) * far).toFixed(6)),
        households: homes[i]!,
        persons: count,
        under_3: Math.min(under3[i]!, count),
        aged_3_5: Math.min(aged3[i]!, count),
        aged_60: Math.min(aged60[i]!, count),
        aged_65: Math.min(aged65[i]!, aged60[i]!, count),
        aged_80: Math.min(aged80[i]!, aged65[i]!, aged60[i]!, count),
        as_of: CENSUS_DAY,
        source: SOURCE,
        coordinates: null,
      }
    })
  })
}
