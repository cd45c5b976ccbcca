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
}

const full = (code: string) => code.padEnd(12, '0')
const common = { validFrom: RECORD_BEGINS, source: REGION_SOURCE }

/** Villages and communities of the demo county with the seat of their township. */
export function villages(): Village[] {
  return TOWNSHIPS.flatMap((town) =>
    [...town.villages.matchAll(/(\d{3})(\S+)/g)].map(([, digits = '', name = '']) => ({
      code: `${COUNTY}${town.code}${digits}`,
      name,
      urban: Number(digits) < 200,
      township: `${COUNTY}${town.code}000`,
      townshipName: town.name,
      seat: town.seat,
    })),
  )
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
