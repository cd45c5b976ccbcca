import { type InventedPlace, inventStreets, type Streets } from '../../../engines/streets/index.ts'
import type { PopulationRow } from '../regions/register.ts'
import { villages } from './regions.ts'

/** Streets of the demo county: invented (演示数据), around the points where the demo puts its communities and villages. */
export function demoStreets(population: readonly PopulationRow[]): Streets {
  const persons = new Map(
    population.filter(({ measure }) => measure === 'persons').map((row) => [row.region, row.count]),
  )
  const places = villages().map(
    ({ code, urban, centre: [lon, lat] }): InventedPlace => ({
      lon,
      lat,
      kind: urban ? 'community' : 'village',
      population: persons.get(code) ?? 0,
    }),
  )
  return inventStreets({ seed: 532_622, places })
}
