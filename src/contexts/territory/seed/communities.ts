import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { seededRandom } from '../../../kernel/random.ts'
import type { FacilityRow } from '../model.ts'
import type { PopulationRow } from '../regions/register.ts'
import type { CommunityFigureRow } from '../standards/figureregister.ts'
import { blankFacility } from './blank.ts'
import { type Village, villages } from './regions.ts'

const SOURCE = '演示数据：社区普查'

/** Communities of the demo that have everything the national list asks for, and one that lacks a little. */
const COMPLETE = ['532622101001', '532622102001', '532622101003']
const NEARLY = '532622101002'
/** Communities of which nothing is known to be missing, but not everything is known either. */
const UNSURE = ['532622101009', '532622102003']

/** What such a community has: kind, suffix, floor area, and area for residents or outdoors. */
const EVERYTHING: [kind: string, suffix: string, floor: number | null, more: Partial<FacilityRow>][] = [
  [
    'community-hall',
    '综合服务中心',
    1_640,
    { activity_area: 1_120, functions: 'culture,guidance', hours: '每天 8:00—21:00' },
  ],
  ['kindergarten', '中心幼儿园', 2_860, { outdoor_area: 3_600, enrolled: 260, childcare_places: 40 }],
  ['childcare-community', '社区托育点', 260, { childcare_places: 36, functions: 'childcare-full' }],
  ['elder-day-care', '日间照料中心', 420, { tier: 'station', places: 30, functions: 'day-care,meals' }],
  ['community-health-station', '社区卫生服务站', 190, {}],
  ['supermarket', '生活超市', 640, { offers: 'retail,fresh', hours: '每天 8:00—21:30' }],
  ['parcel-station', '邮政快递站', 46, { offers: 'parcel', hours: '每天 9:00—20:00' }],
  ['public-activity-space', '健身活动场地', null, { outdoor_area: 860 }],
]

/** Facilities that make a few communities complete. Invented; the same every time for the same day. */
export function completeCommunities(today: IsoDate): FacilityRow[] {
  const all = villages()
  return [...COMPLETE, NEARLY, ...UNSURE].flatMap((code, i) => {
    const village = all.find((each) => each.code === code)!
    return EVERYTHING.map(([kind, suffix, floor, more], k): FacilityRow => {
      const unsure = UNSURE.includes(code) && (kind === 'kindergarten' || kind === 'community-health-station')
      const small = code === NEARLY && (kind === 'community-hall' || kind === 'elder-day-care')
      return {
        ...blankFacility(
          `YS-W${i + 1}${String(k + 1).padStart(2, '0')}`,
          `${village.name.replace('社区', '')}${suffix}`,
          kind,
        ),
        region: code,
        lon: Number((village.seat[0] + 0.006 * (i + 1) + 0.000_7 * k).toFixed(6)),
        lat: Number((village.seat[1] - 0.004 * (i + 1) + 0.000_5 * k).toFixed(6)),
        ownership: 'public',
        inclusive: true,
        floor_area: small && floor !== null ? floor * 0.4 : floor,
        tenure: k % 2 === 0 ? 'owned' : 'free-use',
        opened_on: addDays(today, -300 - 20 * i - k),
        filed_on: addDays(today, -310 - 20 * i - k),
        ...more,
        ...(unsure ? { floor_area: null } : {}),
        ...(small && more.activity_area ? { activity_area: 300 } : {}),
      }
    })
  })
}

const YES = ['utilities-complete', 'parking-complete', 'walking-complete', 'accessible-complete', 'sanitation-complete']

/** Figures of communities: most are known, some are not, so that every state occurs. */
export function communityFigures(population: readonly PopulationRow[], today: IsoDate): CommunityFigureRow[] {
  const random = seededRandom(2_020_818)
  const homes = new Map(population.filter((row) => row.measure === 'households').map((row) => [row.region, row.count]))
  const asOf = `${Number(today.slice(0, 4)) - 1}-12-31`
  return villages().flatMap((village) => {
    const row = (measure: string, value: number, evidence: string | null = null): CommunityFigureRow => ({
      region: village.code,
      measure,
      as_of: asOf,
      value,
      source: SOURCE,
      evidence,
    })
    const sure = COMPLETE.includes(village.code) || village.code === NEARLY
    const households = homes.get(village.code) ?? 0
    const building = Math.round(households * (96 + random.next() * 40))
    const commerce = Math.round(building * (0.06 + random.next() * 0.09))
    const knows = random.next()
    const areas = sure || knows < 0.72 ? [row('building-area', building, '演示数据：房屋普查汇总')] : []
    const shops = sure || knows < 0.6 ? [row('commerce-area', sure ? Math.round(building * 0.11) : commerce)] : []
    if (!village.urban) return random.chance(0.5) ? [...areas, ...shops] : []
    return [...areas, ...shops, ...answers(village, sure, random.next, row)]
  })
}

type MakeRow = (measure: string, value: number) => CommunityFigureRow

function answers(village: Village, sure: boolean, next: () => number, row: MakeRow): CommunityFigureRow[] {
  return YES.flatMap((measure) => {
    const luck = next()
    if (sure) return [row(measure, 1)]
    if (UNSURE.includes(village.code)) return luck < 0.5 ? [] : [row(measure, 1)]
    if (luck < 0.15) return []
    const kept = measure !== 'accessible-complete' || village.code.endsWith('1')
    return [row(measure, luck < 0.8 && kept ? 1 : 0)]
  })
}
