import type { Streets } from '../../../engines/streets/index.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { CENSUS, CENSUS_DAY } from '../data/yanshan.ts'
import type { DwellingRow } from '../dwellings/register.ts'
import type { PopulationRow } from '../regions/register.ts'
import { apportion } from './apportion.ts'
import { type Village, villages } from './regions.ts'

const SOURCE = '演示数据：村（社区）人口分摊到虚构的居住点'

/** Share of an age group in the county, by the census; from `from` to `to` completed years. */
function shareOf(from: number, to: number): number {
  const group = CENSUS.ages.filter(([low, high]) => low >= from && (high ?? 200) <= to)
  return group.reduce((sum, [, , men, women]) => sum + men + women, 0) / CENSUS.all
}

const UNDER_3 = (shareOf(0, 0) + shareOf(1, 4)) * 0.6
const FROM_3_TO_5 = (shareOf(0, 0) + shareOf(1, 4)) * 0.4 + shareOf(5, 9) * 0.2

/** How far from its centre a community or village reaches, degrees. */
const EXTENT = { urban: 0.012, rural: 0.022 }

/** Corners of the streets around the centre of each village: where its houses stand. */
function cornersAround(streets: Streets, places: readonly Village[]): Map<string, [number, number][]> {
  const cell = (lon: number, lat: number) => `${Math.floor(lon * 50)} ${Math.floor(lat * 50)}`
  const grid = new Map<string, [number, number][]>()
  for (let vertex = 0; vertex < streets.vertexCount; vertex++) {
    const [lon, lat] = [streets.position[vertex * 2]! / 1e7, streets.position[vertex * 2 + 1]! / 1e7]
    const key = cell(lon, lat)
    const list = grid.get(key)
    if (list === undefined) grid.set(key, [[lon, lat]])
    else list.push([lon, lat])
  }
  const far = (at: readonly [number, number], [lon, lat]: readonly [number, number]) =>
    Math.hypot(at[0] - lon, at[1] - lat)
  // A corner belongs to the village whose centre is nearest.
  const found = new Map(places.map(({ code }) => [code, [] as [number, number][]]))
  for (const place of places) {
    const [lon, lat] = place.centre
    const reach = place.urban ? EXTENT.urban : EXTENT.rural
    const rivals = places.filter((each) => each !== place && far(each.centre, place.centre) < reach * 2)
    for (let x = -2; x <= 2; x++) {
      for (let y = -2; y <= 2; y++) {
        for (const corner of grid.get(cell(lon + x * 0.02, lat + y * 0.02)) ?? []) {
          const own = far(corner, place.centre)
          if (own <= reach && rivals.every((each) => far(corner, each.centre) >= own))
            found.get(place.code)!.push(corner)
        }
      }
    }
  }
  return found
}

/**
 * Dwelling points of the demo county: the inhabitants of each village shared out over invented courtyards that stand along the invented
 * streets around its centre. They add up to the figures of the villages.
 */
export function demoDwellings(population: readonly PopulationRow[], streets: Streets): DwellingRow[] {
  const random = seededRandom(65_015)
  const figure = new Map(population.map((row) => [`${row.region} ${row.measure}`, row.count]))
  let number = 0
  const places = villages()
  const corners = cornersAround(streets, places)
  return places.flatMap((village) => {
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
    const stand = corners.get(village.code)!
    return people.map((count, i): DwellingRow => {
      const [lon, lat] = stand.length === 0 ? village.centre : random.pick(stand)
      number++
      return {
        code: `JZ-${String(number).padStart(5, '0')}`,
        region: village.code,
        name: village.urban ? `${village.name} ${i + 1} 号院` : `${village.name.replace(/委会$/, '')} ${i + 1} 组`,
        lon: Number((lon + (random.next() - 0.5) * 0.0004).toFixed(6)),
        lat: Number((lat + (random.next() - 0.5) * 0.0004).toFixed(6)),
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
