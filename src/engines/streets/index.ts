export { buildStreets, reportOf, type StreetReport } from './build.ts'
export { decodeStreets, encodeStreets, streetsHash } from './codec.ts'
export type { WalkedWays } from './collect.ts'
export { METRES_PER_DEGREE, metresBetween } from './geodesy.ts'
export {
  type ByteSource,
  EDGE,
  type LonLat,
  type ReadingCounts,
  type Snap,
  type StreetProgress,
  type StreetSource,
  type Streets,
} from './model.ts'
export {
  type Direction,
  FOOTHOLD,
  type Footholds,
  footholdsOf,
  type Network,
  networkOf,
  type Weighing,
} from './network.ts'
export { type Alone, type AloneRequest, eachAlone } from './reach/alone.ts'
export {
  type CapacityAnswer,
  type CapacityRequest,
  type Placed,
  placeNearestFirst,
} from './reach/capacity.ts'
export { Circle, type CircleOptions, type OpenFacility, type Touched } from './reach/circle.ts'
export { type Matrix, type MatrixOptions, matrix, NO_WAY } from './reach/matrix.ts'
export { type ReachPool, startReach } from './reach/pool.ts'
export { type ReachKind, type ReachOfKind, type ReachRequest, reach } from './reach/reach.ts'
export { BEYOND, type Labels, LONGEST_CUT, NOBODY } from './reach/search.ts'
export { type ReadOptions, readStreets } from './read.ts'
export { courseOf, isFragment, lineOf, type SnapOptions, type Snapper, snapperOf } from './snap.ts'
export { type InventedPlace, type Invention, inventStreets } from './town/invent.ts'
export { HIGHWAYS, type HighwayClass, WALKING_RULES } from './walking.ts'
