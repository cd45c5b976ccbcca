import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { dwellingRegister } from './dwellings/register.ts'
import { facilityRegister } from './facilities/register.ts'
import { populationRegister } from './regions/register.ts'

/** Territory: regions in time, population, facilities in time. Lowest of the contexts. */
export type { CellCollection, Seat } from './cells.ts'
export { type CoordinateSystem, metresBetween, type Point, toWgs } from './coordinates.ts'
export { changeFacilityState, type StateChange } from './facilities/commands.ts'
export {
  type CommunityCoverage,
  type CommunityKind,
  communityCoverage,
  countFacilities,
  type FacilityCount,
  type FacilitySum,
  sumFacilities,
} from './facilities/count.ts'
export { type FacilityHappening, type FacilityHistory, facilitiesOn, facilityHistory } from './facilities/views.ts'
export { FACILITY_KINDS, FAMILY_TITLES, type FacilityFamily, type FacilityKind } from './kinds.ts'
export { townshipCells } from './map.ts'
export type {
  FacilityAmount,
  FacilityFilter,
  FacilityState,
  FacilityView,
  GroupLevel,
  RegionTree,
  RegionView,
  Tier,
} from './model.ts'
export { type Persons, personsOfAges } from './regions/ages.ts'
export { loadRegions, pinyinOf, type RegionEntry } from './regions/load.ts'
export {
  type Households,
  households,
  type Population,
  type PopulationRecord,
  population,
  populations,
} from './regions/population.ts'
export {
  childrenOf,
  communities,
  mapRegions,
  type RegionMapping,
  regionHistory,
  regionName,
  regionNames,
  regions,
  resolveRegions,
} from './regions/views.ts'
export { territoryRoutes } from './routes.ts'
export { type Found, searchTerritory } from './search.ts'
export { seedTerritory } from './seed.ts'
export { baseMapOf, baseMapOrigins } from './tiles/base.ts'
export type { BaseMap, Box, Distance, MapMeta, PlacePage, PlaceRegion, PlaceView } from './tiles/model.ts'
export { mapReactions } from './tiles/reactions.ts'
export { mapRoutes } from './tiles/routes.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const territoryRegisters: RegisterDefinition[] = [facilityRegister, populationRegister, dwellingRegister]
