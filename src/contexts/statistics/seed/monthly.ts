import type { Random } from '../../../kernel/random.ts'
import type { RegisterRow } from '../../../platform/imports/index.ts'

/** Places of the demo county. */
export type DemoPlaces = {
  own: string
  townships: { code: string; name: string }[]
  villages: { code: string; name: string; urban: boolean }[]
}

type Institution = {
  code: string
  name: string
  kind: string
  region: string
  level: number | null
  public: boolean
  beds: number
  grade: number | null
  /** Which month (0 to 1 over the two years) each quality came; above 1: not yet. */
  since: Record<'signed' | 'elder_friendly' | 'green_channel' | 'hospice' | 'trains', number>
  nursing: [from: number, to: number]
  disabledCare: boolean
  bathing: boolean
}

const NEVER = 2

function institution(
  code: string,
  name: string,
  kind: string,
  region: string,
  rest: Partial<Institution>,
): Institution {
  const since = {
    signed: NEVER,
    elder_friendly: NEVER,
    green_channel: NEVER,
    hospice: NEVER,
    trains: NEVER,
    ...rest.since,
  }
  return {
    code,
    name: `${name}（演示数据）`,
    kind,
    region,
    level: null,
    public: true,
    beds: 0,
    grade: null,
    nursing: [0, 0],
    disabledCare: false,
    bathing: false,
    ...rest,
    since,
  }
}

/** Institutions of the demo county: invented, with names that say so. */
function institutions(places: DemoPlaces, random: Random): Institution[] {
  const urban = places.villages.filter((each) => each.urban)
  const seat = (i: number) => urban[i % urban.length]!.code
  const soon = () => random.next() * 0.55
  const medical = { signed: NEVER, elder_friendly: NEVER, hospice: NEVER, trains: NEVER }
  const since = (rest: Partial<Institution['since']>) => ({ ...medical, green_channel: NEVER, ...rest })
  const elder = ['康宁养老院', '夕阳红养老院', '福寿养老公寓', '百合养老院', '平远颐养中心', '阿猛养老院'].map(
    (name, i) =>
      institution(`YL-${String(i + 1).padStart(3, '0')}`, name, 'elder-care', seat(i * 2), {
        public: i === 0,
        beds: 70 + 18 * i,
        grade: [4, 3, 3, 2, 5, 3][i]!,
        nursing: [0.4 + 0.02 * i, 0.52 + 0.02 * i],
        since: since({ signed: i === 5 ? 0.97 : soon(), trains: i < 3 ? soon() : 0.8 }),
        bathing: i === 1,
      }),
  )
  const support = [0, 1].map((i) =>
    institution(`GY-${i + 1}`, i === 0 ? '县中心敬老院' : '平远敬老院', 'support', places.townships[i]!.code, {
      beds: 120 - 40 * i,
      nursing: [0.46, 0.6],
      since: since({ signed: soon() }),
      disabledCare: i === 0,
    }),
  )
  const townships = places.townships.map((township, i) =>
    institution(`WS-${String(i + 1).padStart(2, '0')}`, `${township.name}卫生院`, 'township-health', township.code, {
      beds: 36 + 5 * (i % 6),
      nursing: [0.16 + 0.01 * (i % 4), 0.26 + 0.01 * (i % 4)],
      since: since({ green_channel: soon() * 0.6, elder_friendly: i === 10 ? NEVER : 0.2 + random.next() * 0.7 }),
    }),
  )
  const hospitals = ['县人民医院', '县中医医院', '县妇幼保健院'].map((name, i) =>
    institution(`YY-${i + 1}`, name, 'hospital', seat(i), {
      level: i === 2 ? 1 : 2,
      beds: 520 - 160 * i,
      since: since({ green_channel: 0, elder_friendly: 0.3 + 0.3 * i, hospice: i === 0 ? 0.45 : NEVER }),
    }),
  )
  return [...elder, ...support, ...townships, ...hospitals]
}

/** Rows of the institution ledger: every institution, every month. */
export function institutionRows(places: DemoPlaces, months: readonly string[], random: Random): RegisterRow[] {
  return institutions(places, random).flatMap((each) =>
    months.map((month, at): RegisterRow => {
      const share = at / Math.max(1, months.length - 1)
      const [low, high] = each.nursing
      const has = (quality: keyof Institution['since']) => share >= each.since[quality]
      const medical = each.kind === 'hospital' || each.kind === 'township-health'
      return {
        code: each.code,
        month,
        name: each.name,
        region: each.region,
        kind: each.kind,
        level: each.level,
        public: each.public,
        beds: each.beds,
        nursing_beds: each.kind === 'hospital' ? null : Math.round(each.beds * (low + (high - low) * share)),
        signed: medical ? null : has('signed'),
        elder_friendly: medical ? has('elder_friendly') : null,
        green_channel: medical ? has('green_channel') : null,
        hospice: each.kind === 'hospital' ? has('hospice') : null,
        disabled_care: each.kind === 'support' ? each.disabledCare : null,
        grade: each.grade,
        trains: each.kind === 'elder-care' ? has('trains') : null,
        bathing: each.bathing && share > 0.4,
      }
    }),
  )
}

/** Rows of the visit ledger: every village, every month; some villages did not say how many they reached. */
export function visitRows(places: DemoPlaces, months: readonly string[], random: Random): RegisterRow[] {
  return places.villages.flatMap(({ code }) => {
    const eligible = random.between(6, 34)
    const diligence = 0.85 + random.next() * 0.09
    return months.map((month, at): RegisterRow => {
      const due = Math.max(1, eligible + random.between(-1, 1))
      const rate = Math.min(1, diligence + (0.07 * at) / months.length + (random.next() - 0.5) * 0.06)
      const reached = Math.min(due, Math.round(due * rate))
      const silent = random.chance(0.004)
      return {
        region: code,
        month,
        eligible: due,
        reached: silent ? null : reached,
        contacts: silent ? null : reached + random.between(0, Math.ceil(reached / 3)),
        attempts: silent ? null : due - reached + random.between(0, 2),
      }
    })
  })
}
