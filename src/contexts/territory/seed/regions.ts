import { ABOVE, COUNTIES, RECORD_BEGINS, REGION_SOURCE, TOWNSHIPS } from '../data/yanshan.ts'
import type { RegionEntry } from '../regions/load.ts'

/** The demo county. */
export const COUNTY = '532622'

export type Village = {
  code: string
  name: string
  urban: boolean
  township: string
  townshipName: string
  seat: readonly [number, number]
  /** Where the demo puts the middle of the village: invented, around the seat of its township. */
  centre: readonly [number, number]
}

const full = (code: string) => code.padEnd(12, '0')
const common = { validFrom: RECORD_BEGINS, source: REGION_SOURCE }

/** Villages and communities of the demo county with the seat of their township. */
export function villages(): Village[] {
  return TOWNSHIPS.flatMap((town) => {
    const named = [...town.villages.matchAll(/(\d{3})(\S+)/g)].map(([, digits = '', name = '']) => ({
      digits,
      name,
      urban: Number(digits) < 200,
    }))
    return named.map(({ digits, name, urban }, i) => {
      const alike = named.filter((each) => each.urban === urban)
      return {
        code: `${COUNTY}${town.code}${digits}`,
        name,
        urban,
        township: `${COUNTY}${town.code}000`,
        townshipName: town.name,
        seat: town.seat,
        centre: around(town.seat, alike.indexOf(named[i]!), alike.length, urban, Number(town.code)),
      }
    })
  })
}

/** The golden angle spreads points evenly over a disc. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/** Communities stand in the town around the seat, villages in a ring of two to seven kilometres. Degrees. */
function around(
  [lon, lat]: readonly [number, number],
  i: number,
  of: number,
  urban: boolean,
  turn: number,
): readonly [number, number] {
  const spread = Math.sqrt((i + 0.5) / of)
  const far = urban ? spread * 0.014 : 0.02 + spread * 0.045
  const angle = i * GOLDEN_ANGLE + turn
  return [lon + far * Math.cos(angle), lat + far * Math.sin(angle)]
}

/** All regions that the demo ships with, in both trees. In the reporting tree each county reports for itself to the prefecture. */
export function demoRegions(): RegionEntry[] {
  const above: RegionEntry[] = ABOVE.map((each) => ({
    tree: 'statistical',
    code: full(each.code),
    name: each.name,
    level: each.level,
    parent: each.level === 'province' ? null : full('53'),
    ...common,
  }))
  const counties: RegionEntry[] = COUNTIES.map((each) => ({
    tree: 'statistical',
    code: full(each.code),
    name: each.name,
    level: 'county',
    parent: full('5326'),
    ...('seat' in each ? { lon: each.seat[0], lat: each.seat[1] } : {}),
    ...common,
  }))
  const towns: RegionEntry[] = TOWNSHIPS.map((each) => ({
    tree: 'statistical',
    code: full(`${COUNTY}${each.code}`),
    name: each.name,
    level: 'township',
    parent: full(COUNTY),
    lon: each.seat[0],
    lat: each.seat[1],
    ...common,
  }))
  const below: RegionEntry[] = villages().map((each) => ({
    tree: 'statistical',
    code: each.code,
    name: each.name,
    level: 'village',
    parent: each.township,
    ...common,
  }))
  const reporting = [...above, ...counties].map((each) => ({ ...each, tree: 'reporting' as const }))
  return [...above, ...counties, ...towns, ...below, ...reporting]
}
