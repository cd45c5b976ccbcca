import type { FacilityRow } from '../model.ts'
import type { Random } from './random.ts'

type Amounts = Partial<
  Pick<
    FacilityRow,
    | 'places'
    | 'beds'
    | 'nursing_beds'
    | 'childcare_places'
    | 'enrolled'
    | 'floor_area'
    | 'activity_area'
    | 'outdoor_area'
  >
>

/** How a kind is spread over the county. `before`: share that was open when the two years began. */
export type Plan = {
  kind: string
  suffix: string
  where: 'township' | 'urban' | 'rural' | 'any' | 'town'
  count: number
  before: number
  tier?: string
  functions?: string
  publicShare: number
  inclusiveShare?: number
  amounts(random: Random): Amounts
}

/** What the demo county has, kind by kind. */
export const PLANS: Plan[] = [
  {
    kind: 'hospital',
    suffix: '医院',
    where: 'town',
    count: 3,
    before: 1,
    publicShare: 0.7,
    amounts: (r) => ({ floor_area: r.between(8_000, 26_000), beds: r.between(180, 480) }),
  },
  {
    kind: 'township-health-centre',
    suffix: '卫生院',
    where: 'township',
    count: 11,
    before: 1,
    publicShare: 1,
    amounts: (r) => ({ floor_area: r.between(1_500, 4_200), beds: r.between(30, 90), nursing_beds: r.between(6, 26) }),
  },
  {
    kind: 'community-health-station',
    suffix: '卫生服务站',
    where: 'urban',
    count: 8,
    before: 0.6,
    publicShare: 0.9,
    amounts: (r) => ({ floor_area: r.between(110, 240) }),
  },
  {
    kind: 'village-clinic',
    suffix: '卫生室',
    where: 'rural',
    count: 46,
    before: 0.9,
    publicShare: 1,
    amounts: (r) => ({ floor_area: r.between(60, 150) }),
  },
  {
    kind: 'elder-failing-care',
    suffix: '敬老院',
    where: 'town',
    count: 1,
    before: 1,
    publicShare: 1,
    functions: 'full-care,meals,medical',
    amounts: () => ({ floor_area: 3_860, beds: 160, nursing_beds: 96 }),
  },
  {
    kind: 'elder-institution',
    suffix: '养老院',
    where: 'town',
    count: 4,
    before: 0.5,
    publicShare: 0.25,
    functions: 'full-care,meals,rehab',
    amounts: (r) => ({
      floor_area: r.between(1_600, 4_800),
      beds: r.between(60, 150),
      nursing_beds: r.between(25, 60),
    }),
  },
  {
    kind: 'elder-regional-centre',
    suffix: '区域养老服务中心',
    where: 'township',
    count: 7,
    before: 0.3,
    tier: 'centre',
    publicShare: 1,
    functions: 'full-care,day-care,home-visit,guidance,meals',
    amounts: (r) => ({
      floor_area: r.between(640, 1_400),
      beds: r.between(20, 60),
      nursing_beds: r.between(10, 20),
      places: r.between(20, 50),
    }),
  },
  {
    kind: 'elder-home-centre',
    suffix: '居家养老服务中心',
    where: 'urban',
    count: 3,
    before: 0.34,
    tier: 'centre',
    publicShare: 0.7,
    functions: 'full-care,day-care,home-visit,guidance',
    amounts: (r) => ({ floor_area: r.between(700, 960), beds: r.between(10, 24), places: r.between(20, 40) }),
  },
  {
    kind: 'elder-day-care',
    suffix: '日间照料站',
    where: 'urban',
    count: 19,
    before: 0.4,
    tier: 'station',
    publicShare: 0.8,
    functions: 'day-care,meals,culture',
    amounts: (r) => ({ floor_area: r.between(150, 330), places: r.between(12, 30) }),
  },
  {
    kind: 'elder-day-care',
    suffix: '日间照料点',
    where: 'rural',
    count: 12,
    before: 0.25,
    tier: 'point',
    publicShare: 0.9,
    functions: 'day-care,culture',
    amounts: (r) => ({ floor_area: r.between(90, 200), places: r.between(8, 16) }),
  },
  {
    kind: 'elder-mutual-aid',
    suffix: '互助养老点',
    where: 'rural',
    count: 32,
    before: 0.35,
    tier: 'point',
    publicShare: 0.5,
    functions: 'day-care,culture',
    amounts: (r) => ({ floor_area: r.between(80, 180), places: r.between(8, 20) }),
  },
  {
    kind: 'elder-canteen',
    suffix: '老年食堂',
    where: 'urban',
    count: 13,
    before: 0.2,
    publicShare: 0.6,
    functions: 'meals',
    amounts: (r) => ({ floor_area: r.between(80, 200), places: r.between(24, 60) }),
  },
  {
    kind: 'elder-bathing',
    suffix: '助浴点',
    where: 'town',
    count: 2,
    before: 0,
    publicShare: 0.5,
    functions: 'bathing',
    amounts: (r) => ({ floor_area: r.between(60, 120) }),
  },
  {
    kind: 'childcare',
    suffix: '托育园',
    where: 'urban',
    count: 14,
    before: 0.35,
    publicShare: 0.3,
    inclusiveShare: 0.7,
    functions: 'childcare-full,childcare-half',
    amounts: (r) => ({
      floor_area: r.between(320, 980),
      childcare_places: r.between(50, 120),
      enrolled: r.between(20, 60),
    }),
  },
  {
    kind: 'kindergarten',
    suffix: '幼儿园',
    where: 'any',
    count: 36,
    before: 0.85,
    publicShare: 0.55,
    inclusiveShare: 0.85,
    functions: 'childcare-full',
    amounts: (r) => ({
      floor_area: r.between(900, 3_400),
      outdoor_area: r.between(600, 2_600),
      enrolled: r.between(90, 360),
      childcare_places: r.chance(0.5) ? r.between(15, 60) : 0,
    }),
  },
  {
    kind: 'community-hall',
    suffix: '综合服务站',
    where: 'urban',
    count: 22,
    before: 0.7,
    publicShare: 1,
    amounts: hall,
  },
  {
    kind: 'community-hall',
    suffix: '党群服务中心',
    where: 'rural',
    count: 58,
    before: 0.6,
    publicShare: 1,
    amounts: hall,
  },
  {
    kind: 'culture-centre',
    suffix: '综合文化站',
    where: 'township',
    count: 11,
    before: 0.9,
    publicShare: 1,
    amounts: (r) => ({ floor_area: r.between(320, 900) }),
  },
  {
    kind: 'library',
    suffix: '县图书馆',
    where: 'town',
    count: 1,
    before: 1,
    publicShare: 1,
    amounts: () => ({ floor_area: 2_460 }),
  },
  {
    kind: 'city-study',
    suffix: '城市书房',
    where: 'urban',
    count: 8,
    before: 0.25,
    publicShare: 0.9,
    amounts: (r) => ({ floor_area: r.between(90, 260) }),
  },
  {
    kind: 'sports-ground',
    suffix: '健身广场',
    where: 'any',
    count: 28,
    before: 0.55,
    publicShare: 1,
    amounts: (r) => ({ outdoor_area: r.between(420, 5_600) }),
  },
  {
    kind: 'fitness-centre',
    suffix: '全民健身中心',
    where: 'town',
    count: 1,
    before: 1,
    publicShare: 1,
    amounts: () => ({ floor_area: 6_200, outdoor_area: 18_400 }),
  },
  {
    kind: 'consumer-centre',
    suffix: '便民消费服务中心',
    where: 'township',
    count: 5,
    before: 0.2,
    publicShare: 0.4,
    amounts: (r) => ({ floor_area: r.between(300, 900) }),
  },
  {
    kind: 'market',
    suffix: '农贸市场',
    where: 'township',
    count: 9,
    before: 0.9,
    publicShare: 0.5,
    amounts: (r) => ({ floor_area: r.between(1_200, 4_000) }),
  },
  {
    kind: 'disability-rehab',
    suffix: '残疾人康复中心',
    where: 'town',
    count: 1,
    before: 1,
    publicShare: 1,
    functions: 'rehab',
    amounts: () => ({ floor_area: 820 }),
  },
  {
    kind: 'disability-care',
    suffix: '残疾人托养中心',
    where: 'town',
    count: 1,
    before: 0,
    publicShare: 1,
    functions: 'day-care',
    amounts: () => ({ floor_area: 640, places: 40 }),
  },
]

function hall(r: Random): Amounts {
  const floor = r.between(180, 900)
  return { floor_area: floor, activity_area: r.chance(0.85) ? Math.round(floor * (0.45 + r.next() * 0.3)) : null }
}
