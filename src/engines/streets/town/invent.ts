import { hashOf } from '../../../kernel/hash.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { buildStreets } from '../build.ts'
import { WayCollector } from '../collect.ts'
import type { LonLat, Streets } from '../model.ts'
import { layQuarter } from './quarter.ts'
import { Dice } from './random.ts'
import { layRoad, nearestCorner, neighboursOf } from './roads.ts'
import { Sketch, type Spot } from './sketch.ts'

/** A place that gets streets. */
export type InventedPlace = LonLat & {
  /** `town`: the seat of a township or county; `community`: a part of a town; `village`: a village with its hamlets. */
  kind: 'town' | 'community' | 'village'
  /** People; decides how many street corners there are. */
  population: number
}

export type Invention = { seed: number; places: readonly InventedPlace[] }

/** Grows when the same seed would give other streets. */
const VERSION = 1
/** People to a street corner: in the blocks of towns, in villages of houses. */
const PEOPLE_PER_CORNER = { town: 25, village: 10 }

/** Towns are laid out first, then what lies in and around them. */
const RANK = { town: 0, community: 1, village: 2 }

type Settled = { spot: Spot; corners: number[]; kind: InventedPlace['kind'] }

function settleVillage(sketch: Sketch, dice: Dice, spot: Spot, population: number): number[] {
  const corners = Math.max(6, Math.round(population / PEOPLE_PER_CORNER.village))
  const hamlets = Math.min(6, Math.floor(corners / 60))
  const inMain = hamlets === 0 ? corners : Math.round(corners * dice.between(0.4, 0.6))
  const village = { main: null, lane: 'residential', gaps: 0.22, square: false, spacing: 45 }
  const main = layQuarter(sketch, dice, { ...village, centre: spot, corners: inMain })
  for (let hamlet = 0; hamlet < hamlets; hamlet++) {
    const angle = ((hamlet + dice.between(0.1, 0.9)) / hamlets) * 2 * Math.PI
    const far = dice.between(700, 1900)
    const centre = { x: spot.x + Math.cos(angle) * far, y: spot.y + Math.sin(angle) * far }
    const share = Math.max(6, Math.round((corners - inMain) / hamlets))
    const own = layQuarter(sketch, dice, { ...village, centre, corners: share })
    if (own.length === 0 || main.length === 0) continue
    layRoad(
      sketch,
      dice,
      nearestCorner(sketch, main, centre),
      nearestCorner(sketch, own, spot),
      dice.chance(0.5) ? 'unclassified' : 'track',
    )
  }
  return main
}

function settlePlace(sketch: Sketch, dice: Dice, place: InventedPlace): Settled {
  const spot = sketch.spotOf(place)
  if (place.kind === 'village')
    return { spot, kind: place.kind, corners: settleVillage(sketch, dice, spot, place.population) }
  const corners = layQuarter(sketch, dice, {
    centre: spot,
    corners: Math.max(9, Math.round(place.population / PEOPLE_PER_CORNER.town)),
    spacing: 65,
    main: { every: 5, highway: place.kind === 'town' ? 'secondary' : 'tertiary' },
    lane: dice.chance(0.5) ? 'residential' : 'living_street',
    gaps: 0.16,
    square: true,
  })
  return { spot, kind: place.kind, corners }
}

function roadClass(a: Settled, b: Settled): string {
  if (a.kind === 'town' && b.kind === 'town') return 'primary'
  return a.kind === 'village' && b.kind === 'village' ? 'unclassified' : 'tertiary'
}

/**
 * Invents streets for places without a map, so that everything that stands on streets can be shown: quarters with uneven blocks,
 * villages with hamlets, winding roads between neighbours. The same seed and places give the same streets; `source.kind` says
 * `invented`, and all ids are negative. They are no map of any real place.
 *
 * @example const streets = inventStreets({ seed: 1, places: [{ lon: 104.34, lat: 23.61, kind: 'town', population: 60_000 }] })
 */
export function inventStreets({ seed, places }: Invention): Streets {
  if (places.length === 0)
    throw refuse('streets.no-places', { zh: '没有地点，无法生成街道', en: 'Streets cannot be invented without places' })
  const origin = {
    lon: places.reduce((sum, { lon }) => sum + lon, 0) / places.length,
    lat: places.reduce((sum, { lat }) => sum + lat, 0) / places.length,
  }
  const sketch = new Sketch(origin)
  // Each place throws dice of its own: one place more or less leaves the streets of the others as they were.
  const order = [...places.keys()].sort(
    (a, b) => RANK[places[a]!.kind] - RANK[places[b]!.kind] || places[b]!.population - places[a]!.population || a - b,
  )
  const settled = order.flatMap((index) => {
    const place = places[index]!
    const found = settlePlace(
      sketch,
      new Dice(
        seed ^ Math.imul(Math.round(place.lon * 1e5), 73_856_093) ^ Math.imul(Math.round(place.lat * 1e5), 19_349_663),
      ),
      place,
    )
    // No corner of its own: the place lies in a quarter that is there already.
    return found.corners.length === 0 ? [] : [found]
  })
  const dice = new Dice(seed)
  for (const [a, b] of neighboursOf(settled.map(({ spot }) => spot))) {
    const [first, second] = [settled[a]!, settled[b]!]
    const from = nearestCorner(sketch, first.corners, second.spot)
    const to = nearestCorner(sketch, second.corners, first.spot)
    layRoad(sketch, dice, from, to, roadClass(first, second))
  }

  const ways = new WayCollector()
  for (const [index, way] of sketch.ways.entries())
    ways.way(
      -1 - index,
      way.nodes.map((node) => -1 - node),
      way.tags,
    )
  ways.endWays()
  for (let node = sketch.nodes.length - 1; node >= 0; node--) {
    const { lon, lat } = sketch.unitsOf(node)
    ways.node(-1 - node, lon, lat, null)
  }
  const sha256 = hashOf({
    version: VERSION,
    seed,
    places: places.map(({ lon, lat, kind, population }) => ({ lon, lat, kind, population })),
  })
  return buildStreets(ways.end({ kind: 'invented', sha256, bytes: 0, name: `seed ${seed}` }))
}
