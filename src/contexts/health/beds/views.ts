import { today } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { sitesOfKinds } from '../../providers/index.ts'
import { facilitiesOn } from '../../territory/index.ts'
import { CARE_KINDS } from '../agreements/views.ts'

/** Community health centres and township health centres (社区卫生服务中心、乡镇卫生院). */
const CENTRES = ['community-health-centre', 'township-health-centre'] as const

/** Beds of one institution on a day. `source`: counted bed by bed, as declared, or not known. */
export type BedLine = {
  code: string
  name: string
  regionName: string | null
  usable: number | null
  nursing: number | null
  source: 'beds' | 'declared' | 'unknown'
}

/** 护理型床位占比 of one of the two definitions, which are never added together. */
export type NursingShare = {
  definition: 'care-institutions' | 'health-centres'
  institutions: number
  usable: number
  nursing: number
  share: number | null
  /** Institutions whose beds nobody knows: in neither number. */
  unknown: number
  lines: BedLine[]
}

function shareOf(definition: NursingShare['definition'], lines: BedLine[]): NursingShare {
  const known = lines.filter((line) => line.usable !== null && line.nursing !== null)
  const usable = known.reduce((sum, line) => sum + line.usable!, 0)
  const nursing = known.reduce((sum, line) => sum + line.nursing!, 0)
  return {
    definition,
    institutions: lines.length,
    usable,
    nursing,
    share: usable === 0 ? null : nursing / usable,
    unknown: lines.length - known.length,
    lines,
  }
}

/**
 * Nursing beds among the beds that can be used on a day: those closed for repair are in neither number. Where an institution keeps its beds
 * one by one, they decide; else what the register of facilities declares. Two statements.
 */
export async function nursingBeds(tx: Tx, query: { asOf?: string }): Promise<{ asOf: string; shares: NursingShare[] }> {
  const day = query.asOf ?? today(tx.now.getTime())
  const region = (tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region).padEnd(12, '0')
  const facilities = (await facilitiesOn(tx, day, { kinds: [...CARE_KINDS, ...CENTRES], region })).filter((each) =>
    each.region.startsWith(prefixOf(region)),
  )
  const kept = new Map(
    (await sitesOfKinds(tx, [...CARE_KINDS, ...CENTRES], day)).flatMap((site) =>
      site.facility !== null && site.usable !== null ? [[site.facility, site] as const] : [],
    ),
  )
  const lineOf = (each: (typeof facilities)[number]): BedLine => {
    const site = kept.get(each.code)
    const usable = site?.usable ?? each.beds
    const nursing = site?.nursing ?? each.nursing_beds
    return {
      code: each.code,
      name: each.name,
      regionName: each.regionName,
      usable,
      nursing,
      source: site !== undefined ? 'beds' : usable === null || nursing === null ? 'unknown' : 'declared',
    }
  }
  const of = (kinds: readonly string[]) => facilities.filter((each) => kinds.includes(each.kind)).map(lineOf)
  return { asOf: day, shares: [shareOf('care-institutions', of(CARE_KINDS)), shareOf('health-centres', of(CENTRES))] }
}
