import type { IsoDate } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor } from '../../platform/db/index.ts'
import { tellRowsChanged } from '../../platform/imports/index.ts'
import { record } from '../../platform/journal/index.ts'
import { writeDwellings } from './dwellings/register.ts'
import { writeFacilities } from './facilities/write.ts'
import { loadRegions } from './regions/load.ts'
import { writePopulation } from './regions/register.ts'
import { communityFigures } from './seed/communities.ts'
import { demoDwellings } from './seed/dwellings.ts'
import { demoFacilities } from './seed/facilities.ts'
import { demoPopulation } from './seed/population.ts'
import { seedPremises } from './seed/premises.ts'
import { COUNTY, demoRegions } from './seed/regions.ts'
import { demoStreetsAside } from './seed/streets.ts'
import { writeCommunityFigures } from './standards/figureregister.ts'
import { replaceStreets } from './streets/store.ts'

/**
 * Fills the demo county: real regions and census figures, and facilities that are invented (演示数据) and opened over the two years up
 * to `today`. A county that has facilities already is left alone.
 */
export async function seedTerritory(db: Database, today: IsoDate): Promise<void> {
  await db.write(systemActor('seed', COUNTY), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*) n from territory.facility where jurisdiction = ${COUNTY}`,
    )
    if (n > 0) return
    const made = demoStreetsAside()
    const regions = await loadRegions(tx, demoRegions())
    const population = demoPopulation()
    await writePopulation(tx, { added: population, changed: [], removed: [] }, null)
    const { streets, stored } = await made
    await replaceStreets(tx, { id: newId(), name: '演示路网（虚构）', ...stored })
    const dwellings = demoDwellings(population, streets)
    await writeDwellings(tx, { added: dwellings, changed: [], removed: [] }, null)
    const figures = communityFigures(population, today)
    await writeCommunityFigures(tx, { added: figures, changed: [], removed: [] }, null)
    const { opened, changes } = demoFacilities(today)
    const origin = { import: null, undoes: null }
    await writeFacilities(tx, { added: opened, changed: [], removed: [] }, origin)
    for (const rows of changes) {
      await writeFacilities(
        tx,
        { added: [], changed: rows.map((after) => ({ before: after, after })), removed: [] },
        origin,
      )
    }
    await seedPremises(tx)
    await record(tx, {
      action: 'territory.demo.seed',
      subject: { kind: 'jurisdiction', id: COUNTY },
      detail: { regions, population: population.length, dwellings: dwellings.length, facilities: opened.length },
    })
    await tellRowsChanged(tx, {
      register: 'facility',
      import: null,
      rows: opened.length,
      regions: [`${COUNTY}000000`],
      from: null,
      to: today,
    })
  })
}
