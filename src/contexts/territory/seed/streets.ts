import { type InventedPlace, inventStreets, type Streets } from '../../../engines/streets/index.ts'
import { startThread } from '../../../platform/threads/index.ts'
import type { PopulationRow } from '../regions/register.ts'
import type { NewStreets } from '../streets/store.ts'
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

/** The streets of the demo county, and the form in which they are kept. */
type DemoStreets = { streets: Streets; stored: Omit<NewStreets, 'id' | 'name'> }

/** Invents the streets in a thread of their own: seconds of computing, while the database is filled with what needs no streets. */
export function demoStreetsAside(): Promise<DemoStreets> {
  const thread = startThread(new URL('./streets.worker.ts', import.meta.url))
  const made = thread.call<DemoStreets>('invent', null).finally(() => thread.close())
  // It is waited for later; until then a failure has nobody to hear it.
  made.catch(() => undefined)
  return made
}
