import type { RegisterDefinition } from '../../platform/imports/index.ts'
import type { AnyRunKind } from '../../platform/runs/index.ts'
import { assetRegister } from './assets/register.ts'
import { dwellingRegister } from './dwellings/register.ts'
import { facilityRegister } from './facilities/register.ts'
import { populationRegister } from './regions/register.ts'
import { sitingRun } from './siting/compute.ts'
import { spaceRegister } from './spaces/register.ts'
import { communityFigureRegister } from './standards/figureregister.ts'
import { standardLineRegister } from './standards/lineregister.ts'
import { streetsImport } from './streets/import.ts'

export { assetJobs } from './assets/jobs.ts'
export type { AssetLine, AssetView, PublicAsset } from './assets/model.ts'
export type { BarrierMove, BarrierView, NewBarrier } from './barriers/model.ts'
/** Territory: regions in time, population, facilities in time. Lowest of the contexts. */
export type { CellCollection, Seat } from './cells.ts'
export { censusKinds, censusPack } from './census/field.ts'
export type { CensusFields, CensusPack, CensusRecord } from './census/model.ts'
export type { CheckItem, FacilityCheck } from './checklists/model.ts'
export type { CheckedPlace } from './checklists/store.ts'
export type { CircleLineView, Circles, CircleView } from './circles/circles.ts'
export { type Manifest, peopleWithin, type ReachView, type WalkingSpeed } from './circles/reach.ts'
export type { Reach } from './circles/rules.ts'
export { type CoordinateSystem, metresBetween, type Point, toWgs } from './coordinates.ts'
export { type Dwelling, dwellings, type Group } from './dwellings/register.ts'
export type { FacilitiesChanged, FacilityChange, FacilityStand } from './facilities/changes.ts'
export { changeFacilityState, openFacility, type StateChange } from './facilities/commands.ts'
export {
  type CommunityCoverage,
  type CommunityKind,
  communityCoverage,
  countFacilities,
  type FacilityCount,
  type FacilitySum,
  sumFacilities,
} from './facilities/count.ts'
export type { FacilityDepth } from './facilities/depth.ts'
export { facilityJobs } from './facilities/jobs.ts'
export {
  type FacilityHappening,
  type FacilityHistory,
  facilitiesOn,
  facilitiesOnDays,
  facilityHistory,
  findFacility,
  missingFacility,
} from './facilities/views.ts'
export { gapJobs, gapReactions } from './gaps/jobs.ts'
export type { GapLine, GapView } from './gaps/model.ts'
export { assignCells, drawCells, endCells, type NewCell } from './grid/commands.ts'
export {
  cellsOf,
  cellsSelect,
  type DwellingPlace,
  type GridCell,
  gridCells,
  placesCalled,
  placesOfDwellings,
} from './grid/store.ts'
export { FACILITY_KINDS, FAMILY_TITLES, type FacilityFamily, type FacilityKind } from './kinds.ts'
export type { LeaseView, NewLease } from './leases/model.ts'
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
export { buildingJobs } from './projects/jobs.ts'
export type { BuildingLine, BuildingTerms, BuildingView, GateView, UseCaseView } from './projects/model.ts'
export { type TerritoryDuty, territoryDuties } from './projects/today.ts'
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
export type { RuralVillage } from './rural/views.ts'
export { type Found, searchTerritory } from './search.ts'
export { seedBuildings } from './seed/buildings.ts'
export { seedTerritory } from './seed.ts'
export type { ChosenSite, Question, ScenarioView } from './siting/model.ts'
export { scenarioView } from './siting/routes.ts'
export { bookSpace, cancelBooking } from './spaces/commands.ts'
export type { BookingView, NewBooking, NewRoom, SpacePlan, SpaceUse, SpaceView } from './spaces/model.ts'
export { instantOf as instantOfMinute, occurrencesOf } from './spaces/rules.ts'
export type { SpaceHome } from './spaces/views.ts'
export { STANDARD_FAMILIES } from './standards/families.ts'
export type { Measure } from './standards/measures.ts'
export type {
  CompleteRate,
  Evidence,
  GroupResult,
  LineResult,
  LineState,
  StandardLine,
  StandardResult,
} from './standards/model.ts'
export {
  type Assessed,
  type Assessment,
  assessCommunities,
  type CommunitySheet,
  type CommunityStanding,
  communityStandings,
  type FamilyView,
  judgePlanned,
} from './standards/views.ts'
export { type Ways, waysBetween } from './streets/between.ts'
export { closeDesk } from './streets/desk.ts'
export { streetsRoutes } from './streets/routes.ts'
export type { StreetsReport, StreetsView } from './streets/store.ts'
export { baseMapOf, baseMapOrigins } from './tiles/base.ts'
export { MapCache } from './tiles/cache.ts'
export type { BaseMap, Box, Distance, MapMeta, PlacePage, PlaceRegion, PlaceView } from './tiles/model.ts'
export { mapReactions } from './tiles/reactions.ts'
export { keepMapsReady } from './tiles/ready.ts'
export { mapRoutes } from './tiles/routes.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const territoryRegisters: RegisterDefinition[] = [
  facilityRegister,
  populationRegister,
  dwellingRegister,
  spaceRegister,
  communityFigureRegister,
  standardLineRegister,
  assetRegister,
]

/** Long computations of this context, to be handed to the runner. */
export const territoryRuns: AnyRunKind[] = [streetsImport, sitingRun]
