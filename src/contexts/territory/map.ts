import type { Tx } from '../../platform/db/index.ts'
import { type CellCollection, schematicCells } from './cells.ts'
import { regions } from './regions/views.ts'

/**
 * Areas of a county's townships as GeoJSON for maps, computed around the seats: schematic (示意), no boundaries. Townships whose seat
 * is not known have none.
 */
export async function townshipCells(tx: Tx, county: string, asOf: string): Promise<CellCollection> {
  const towns = await regions(tx, { asOf, within: county, level: 'township' })
  return schematicCells(
    towns.flatMap(({ code, name, lon, lat }) => (lon === null || lat === null ? [] : [{ code, name, lon, lat }])),
  )
}
