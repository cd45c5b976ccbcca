import { prefixOf, settlementOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { metresBetween } from '../coordinates.ts'
import { facilitiesOn } from '../facilities/views.ts'
import type { FacilityView } from '../model.ts'
import { regions } from '../regions/views.ts'
import { familyOn } from '../standards/views.ts'

/** An outlet of the three tiers: 县城服务综合体, 乡镇服务门店, 村级服务网点. */
export type RuralPoint = { code: string; name: string; kind: string; offers: string[] | null }

/** One 行政村: where its services are, and what it lacks. */
export type RuralVillage = {
  code: string
  name: string
  township: string
  townshipName: string | null
  /** Points in the village, in its township, in the county town. */
  village: RuralPoint[]
  inTown: RuralPoint[]
  /** The nearest point: `village`, `township`, `county`, or null where there is none at all. */
  nearest: { tier: 'village' | 'township' | 'county'; point: RuralPoint; metres: number | null } | null
  /** What the standard wants and no point in the village offers; null where some point did not say what it offers. */
  missing: string[] | null
  /** Of what is missing, what the township's points offer. */
  inTownship: string[]
}

const VILLAGE_KINDS = ['rural-point', 'convenience-store', 'consumer-centre', 'supermarket']
const TOWNSHIP_KINDS = ['rural-store', 'consumer-centre']
const COUNTY_KINDS = ['rural-complex']

const pointOf = ({ code, name, kind, offers }: FacilityView): RuralPoint => ({ code, name, kind, offers })

/**
 * Rural points by village (A38): the tier that serves it first, and the services it lacks by the list of the standard. Distance is as
 * the crow flies from the township's seat, where both places are known; walking minutes belong to the circles.
 */
export async function ruralVillages(
  tx: Tx,
  query: { asOf: string; region?: string },
): Promise<{ wanted: string[]; items: RuralVillage[] }> {
  const family = await familyOn(tx, 'rural-points', query.asOf)
  const wanted = family.lines.find((line) => line.comparator === 'all')?.wanted ?? []
  const all = await regions(tx, { asOf: query.asOf, within: tx.actor.jurisdiction })
  const points = await facilitiesOn(tx, query.asOf, { families: ['commerce'] })
  const names = new Map(all.map((each) => [each.code, each]))
  const byRegion = Map.groupBy(points, (each) => each.region)
  const townPoints = Map.groupBy(
    points.filter((each) => TOWNSHIP_KINDS.includes(each.kind)),
    (each) => `${each.region.slice(0, 9)}000`,
  )
  const county = points.filter((each) => COUNTY_KINDS.includes(each.kind))
  const prefix = prefixOf(query.region ?? tx.actor.jurisdiction)
  const items = all
    .filter((each) => each.level === 'village' && settlementOf(each.code) === 'rural' && each.code.startsWith(prefix))
    .map((each): RuralVillage => {
      const here = (byRegion.get(each.code) ?? []).filter((point) => VILLAGE_KINDS.includes(point.kind))
      const township = each.parent ?? ''
      const around = townPoints.get(township) ?? []
      const seat = names.get(township)
      const [tier, first] =
        here[0] !== undefined
          ? (['village', here[0]] as const)
          : around[0] !== undefined
            ? (['township', around[0]] as const)
            : (['county', county[0]] as const)
      const offered = new Set((byRegion.get(each.code) ?? []).flatMap((point) => point.offers ?? []))
      const missing = wanted.filter((offer) => !offered.has(offer))
      const silent = here.some((point) => point.offers === null)
      const nearby = new Set(around.flatMap((point) => point.offers ?? []))
      return {
        code: each.code,
        name: each.name,
        township,
        townshipName: seat?.name ?? null,
        village: here.map(pointOf),
        inTown: around.map(pointOf),
        nearest:
          first === undefined
            ? null
            : { tier, point: pointOf(first), metres: tier === 'village' ? null : distance(seat, first) },
        missing: silent && missing.length > 0 ? null : missing,
        inTownship: missing.filter((offer) => nearby.has(offer)),
      }
    })
  return { wanted, items }
}

function distance(seat: { lon: number | null; lat: number | null } | undefined, point: FacilityView): number | null {
  if (seat === undefined || seat.lon === null || seat.lat === null || point.lon === null || point.lat === null)
    return null
  return Math.round(metresBetween({ lon: seat.lon, lat: seat.lat }, { lon: point.lon, lat: point.lat }))
}
