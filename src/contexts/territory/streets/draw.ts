import { BEYOND, EDGE, type Labels, lineOf, type Snapper, type Streets } from '../../../engines/streets/index.ts'
import { EXTENT, encodeTile, mercator, type TileFeature } from '../tiles/encode.ts'

/** A vector tile's place. */
export type TileAt = { z: number; x: number; y: number }

/** Below this zoom single streets are not told apart; maps show where people live instead. */
export const STREETS_FROM_ZOOM = 11

/** Tile units beyond the edge that are still drawn, so that lines do not end at it. */
const MARGIN = 64

const longitude = (x: number) => x * 360 - 180
const latitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI

/**
 * The streets of a tile as the layer `streets`: `m` is the metres on foot from the middle of the piece to the nearest source (absent:
 * beyond the search), `a` true where walking is assumed. Empty below the zoom from which streets are drawn.
 */
export function streetTile(
  { streets, snapper }: { streets: Streets; snapper: Snapper },
  labels: Labels | null,
  { z, x, y }: TileAt,
): Uint8Array {
  if (z < STREETS_FROM_ZOOM) return new Uint8Array()
  const side = 2 ** z
  const margin = MARGIN / EXTENT
  const [west, east] = [longitude((x - margin) / side), longitude((x + 1 + margin) / side)]
  const [north, south] = [latitude((y - margin) / side), latitude((y + 1 + margin) / side)]
  const features = snapper.edgesIn(west, south, east, north).map((edge): TileFeature => {
    const nearest =
      labels === null
        ? BEYOND
        : Math.min(labels.distance[streets.ends[edge * 2]!]!, labels.distance[streets.ends[edge * 2 + 1]!]!)
    return {
      type: 2,
      geometry: [
        lineOf(streets, edge).map(([lon, lat]): [number, number] => {
          const [east, down] = mercator(lon, lat)
          return [Math.round((east * side - x) * EXTENT), Math.round((down * side - y) * EXTENT)]
        }),
      ],
      tags: {
        a: (streets.flags[edge]! & EDGE.assumed) !== 0,
        ...(nearest === BEYOND ? {} : { m: Math.round((nearest + streets.length[edge]! / 2) / 10) }),
      },
    }
  })
  return encodeTile({ streets: features })
}
