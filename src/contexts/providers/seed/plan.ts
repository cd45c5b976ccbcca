import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { seededRandom } from '../../../kernel/random.ts'
import type { FacilityView } from '../../territory/index.ts'
import type { OrganisationRow } from '../organisations/register.ts'
import { blankSite } from '../sites/commands.ts'
import type { SiteRow } from '../sites/register.ts'

/** How many sites each organisation of a kind runs: one licence, many sites. */
const GROUPS: [kind: string, sites: number[], what: string][] = [
  ['elder-failing-care', [1], '社会福利中心'],
  ['elder-institution', [1, 1, 1, 1], '养老院有限公司'],
  ['elder-regional-centre', [2, 1, 1, 1, 1, 1], '养老服务有限公司'],
  ['elder-home-centre', [1, 2], '居家养老服务中心'],
  ['elder-bathing', [1, 1], '助浴服务部'],
  ['elder-day-care', [4, 4, 3, 2, 2, 1, 1, 1, 1, 1], '社区养老服务有限公司'],
  ['elder-canteen', [2, 1, 1, 1, 1], '餐饮服务部'],
  ['childcare', [3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1], '托育服务有限公司'],
]

const HOUSES = [
  ...[
    '安康',
    '福寿',
    '夕照',
    '康乐',
    '和顺',
    '长青',
    '颐和',
    '慈爱',
    '松鹤',
    '椿萱',
    '乐龄',
    '德馨',
    '仁和',
    '瑞祥',
    '金晖',
    '同福',
  ],
  ...[
    '暖阳',
    '岁安',
    '清和',
    '惠民',
    '永宁',
    '嘉年',
    '祥云',
    '鹤鸣',
    '桑榆',
    '静园',
    '康泰',
    '百顺',
    '知味',
    '邻里',
    '小灶',
    '香满',
  ],
  ...['童乐', '苗苗', '小树', '贝乐', '启蒙', '阳光', '蓓蕾', '启明', '萌芽', '宝贝', '亲子'],
]
const SURNAMES = ['陆', '李', '王', '张', '杨', '罗', '马', '赵', '陈', '周', '何', '黄']

/** Kinds of the county's facilities that the demonstration gives an operator. */
export const SEEDED_KINDS = GROUPS.map(([kind]) => kind)

/** A credit code with a right check character, of no real unit (演示数据). */
export function demoCode(n: number): string {
  const body = `${n % 4 === 0 ? '52' : '91'}532622MC${String(6_000_000 + n * 173).padStart(7, '0')}`
  return body + [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((c) => checkCreditCode(body + c).problem === null)
}

export type DemoOrganisation = { row: OrganisationRow; sites: SiteRow[] }

const yuan = (low: number, high: number, share: number) => Math.round((low + (high - low) * share) / 50) * 50

function siteOf(facility: FacilityView, code: string, creditCode: string, n: number, random: () => number): SiteRow {
  const elder = facility.kind.startsWith('elder')
  const residential = facility.beds !== null && facility.beds > 0 && facility.kind !== 'elder-day-care'
  const openedOn = facility.opened_on
  return {
    ...blankSite({
      code,
      credit_code: creditCode,
      name: `${facility.name}（演示）`,
      kind: facility.kind,
      region: facility.region,
    }),
    facility: facility.code,
    lon: facility.lon,
    lat: facility.lat,
    address: facility.address,
    phone: `0876-31${String(1000 + n * 7).slice(-4)}`,
    state: facility.state === 'open' ? 'open' : facility.state === 'suspended' ? 'suspended' : 'preparing',
    opened_on: openedOn,
    founder: facility.ownership === 'public' ? '县民政局' : null,
    floor_area: facility.floor_area,
    full_beds: residential ? facility.beds : null,
    day_beds: facility.kind === 'elder-day-care' ? (facility.places ?? null) : null,
    nursing_beds: residential ? facility.nursing_beds : null,
    childcare_places: facility.childcare_places,
    admits: residential
      ? random() < 0.6
        ? 'self-reliant,half-dependent,dependent'
        : 'self-reliant,half-dependent'
      : null,
    fire_status: random() < 0.9 ? 'accepted' : random() < 0.5 ? 'filed' : null,
    food_status: elder ? (random() < 0.75 ? 'licensed' : 'outsourced') : null,
    ltc_designated: residential ? random() < 0.3 : null,
    home_services: ['elder-home-centre', 'elder-day-care'].includes(facility.kind) ? 'meals,cleaning,errands' : null,
    home_visits: facility.kind === 'elder-home-centre' ? 80 + Math.floor(random() * 200) : null,
    fee_low: residential
      ? yuan(1_200, 1_900, random())
      : facility.kind === 'childcare'
        ? yuan(900, 1_400, random())
        : null,
    fee_high: residential
      ? yuan(2_600, 4_600, random())
      : facility.kind === 'childcare'
        ? yuan(1_500, 2_300, random())
        : null,
    filed_on: facility.filed_on,
    source: '演示数据',
  }
}

/**
 * Organisations of the demonstration and their sites, one in each of the county's elder-care and childcare facilities of some kinds.
 * Invented throughout; the same for the same day.
 */
export function demoOrganisations(facilities: readonly FacilityView[], today: IsoDate): DemoOrganisation[] {
  const random = seededRandom(450_064).next
  const made: DemoOrganisation[] = []
  let sites = 0
  for (const [kind, groups, what] of GROUPS) {
    const here = facilities.filter((facility) => facility.kind === kind)
    let at = 0
    for (const size of groups) {
      const own = here.slice(at, at + size)
      at += size
      if (own.length === 0) continue
      const n = made.length
      const creditCode = demoCode(n + 1)
      const house = HOUSES[n % HOUSES.length]!
      const nature =
        kind === 'elder-failing-care'
          ? 'public'
          : creditCode.startsWith('52')
            ? 'non-profit'
            : random() < 0.15
              ? 'public-private'
              : 'profit'
      made.push({
        row: {
          credit_code: creditCode,
          name: `砚山${house}${what}（演示）`,
          short_name: house,
          nature,
          region: own[0]!.region,
          address: `演示路 ${n + 1} 号`,
          legal_head: `${SURNAMES[n % SURNAMES.length]}某`,
          phone: `0876-30${String(1000 + n * 13).slice(-4)}`,
          brand: size > 2 ? house : null,
          chain_head: null,
          registered_on: addMonths(addDays(today, -n * 11), -40 - (n % 30)),
          source: '演示数据',
          note: null,
        },
        sites: own.map((facility) => {
          sites++
          return siteOf(facility, `JG-${String(sites).padStart(4, '0')}`, creditCode, sites, random)
        }),
      })
    }
  }
  return made
}
