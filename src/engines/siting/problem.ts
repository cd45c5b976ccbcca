/**
 * What is asked of the engine. Demand points (需求点: a building, a grid cell, a community) and sites (候选点位) are numbered from 0.
 * Everything here is plain data that survives JSON, so that a certificate can carry the question together with the answer.
 */

/** A point in a plane, in any unit of length; distances between points are Euclidean. */
export type Point = { x: number; y: number }

/** What one site reaches: demand numbers and, at the same places, the metres to them. */
export type SiteReach = { demand: ArrayLike<number>; metres: ArrayLike<number> }

/**
 * How far it is from sites to demand points.
 * - `matrix`: `metres[demand * sites + site]`, every pair known; `Infinity` for a pair without a way.
 * - `lists`: for each site the demand points it reaches; a pair that is not listed is out of reach.
 * - `points`: Euclidean distances in a plane.
 * - `graph`: an undirected graph whose nodes are both demand and site (0-based ends); of repeated edges the last one holds;
 *   the distance is the shortest path.
 */
export type Reach =
  | { form: 'matrix'; demands: number; sites: number; metres: ArrayLike<number> }
  | { form: 'lists'; demands: number; sites: readonly SiteReach[] }
  | { form: 'points'; demand: readonly Point[]; sites: readonly Point[] }
  | { form: 'graph'; nodes: number; edges: readonly (readonly [number, number, number])[] }

/** What all three questions share. */
export type Common = {
  reach: Reach
  /** People at each demand point; 1 each when left out. Not negative. */
  weights?: ArrayLike<number>
  /** Sites that exist and are kept (现有点位): always open, not counted in `count`, free of cost. */
  kept?: readonly number[]
  /** Sites that may not be chosen. */
  forbidden?: readonly number[]
  /** What opening each site costs, in any unit of money; 1 each when left out. */
  costs?: ArrayLike<number>
  /** The costs of the new sites together may not exceed this. */
  budget?: number
  /** How many people each site can take. A demand point may then be split between sites. */
  capacities?: ArrayLike<number>
}

/**
 * Least total walk (p-中值): choose at most `count` new sites, within `budget`, so that people × metres to the site that serves
 * them is least. At least one of `count` and `budget` is given.
 */
export type PMedian = Common & {
  kind: 'p-median'
  count?: number
  /** Metres charged for a person whom no chosen site reaches. Needed when some pairs are out of reach. */
  beyond?: number
}

/** Reach the most people (最大覆盖) within `radius` metres with at most `count` new sites, within `budget`. */
export type MaxCover = Common & {
  kind: 'max-cover'
  /** A person is reached when the way is at most this long; with `lists` it may be left out: listed is reached. */
  radius?: number
  count?: number
}

/**
 * Reach everyone (集合覆盖), or the `share` of the people that is asked for, at the least cost; with equal costs: with the fewest
 * new sites. `budget` and `count`, when given, are limits that make the question answerable with «not possible».
 */
export type SetCover = Common & {
  kind: 'set-cover'
  radius?: number
  /** Part of all people to be reached, above 0 and at most 1; everyone when left out. */
  share?: number
  count?: number
}

/** Where to build (设施选址): one of the three questions. */
export type Problem = PMedian | MaxCover | SetCover
