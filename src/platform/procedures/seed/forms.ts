import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import type { Values } from '../model.ts'

/** A credit code with a right check character, of no real unit (演示数据). */
export function inventedCode(n: number): string {
  const body = `52532622MJ${String(8_000_000 + n * 211).padStart(7, '0')}`
  const last = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((c) => checkCreditCode(body + c).problem === null)
  return body + (last ?? '0')
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number with a right check digit, of nobody: the order code 000 is not given out. */
export function inventedId(birth: IsoDate): string {
  const seventeen = `532622${birth.replaceAll('-', '')}000`
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0)
  return seventeen + '10X98765432'[sum % 11]
}

const NAMES = ['陆', '李', '王', '张', '杨', '罗', '马', '赵', '陈', '周', '何', '黄']
const GIVEN = ['秀英', '文昌', '桂芳', '国强', '兰', '德明', '玉珍', '建华', '开云', '凤仙']
const HOUSES = ['安康', '福寿', '夕阳红', '康乐', '和顺', '长青', '颐和', '慈爱']

export type Seeded = { n: number; town: string; today: IsoDate }

const nameOf = (n: number) => `${NAMES[n % NAMES.length]}${GIVEN[(n * 3) % GIVEN.length]}`
const phoneOf = (n: number) => `1380000${String(1000 + n * 7).slice(-4)}`

const org = ({ n, town }: Seeded, kind: string): Values => ({
  org_name: `${HOUSES[n % HOUSES.length]}${kind}（演示 ${n}）`,
  credit_code: inventedCode(n),
  legal_head: nameOf(n),
  phone: phoneOf(n),
  place: town,
  address: `演示路 ${n} 号`,
})

const person = ({ n, town, today }: Seeded, age: number): Values => ({
  person_name: nameOf(n),
  citizen_id: inventedId(addDays(addMonths(today, -12 * age), -30 - n)),
  phone: phoneOf(n),
  place: town,
  address: `演示路 ${n} 号`,
  age,
  consent: true,
})

/** Filled-in forms for the demonstration, by procedure. All persons and units are invented. */
export const FORMS: Record<string, (at: Seeded) => Values> = {
  'community-elder-care-filing': (at) => ({
    ...org(at, '养老服务中心'),
    facility_name: `${HOUSES[at.n % HOUSES.length]}居家养老服务站（演示）`,
    functions: ['day_care', 'meals', 'culture'],
    area: 260 + at.n * 10,
    beds: at.n % 3 === 0 ? 6 : 0,
    legal_person: true,
    opened_on: addMonths(at.today, -5),
    makes_meals: at.n % 2 === 0,
  }),
  'elder-care-institution-filing': (at) => ({
    ...org(at, '养老院'),
    beds: at.n % 5 === 0 ? 8 : 40 + at.n,
    nursing_beds: at.n % 5 === 0 ? 2 : 20,
    staff: 10 + (at.n % 6),
    area: 1200 + at.n * 20,
    first_resident_on: addMonths(at.today, -4),
    nature: 'non_profit',
    entry_assessment: true,
    duty_24h: true,
    makes_meals: true,
    medical: false,
  }),
  'childcare-filing': (at) => ({
    ...org(at, '托育园'),
    area: 420,
    site: 'lease',
    lease_years: at.n % 7 === 0 ? 2 : 5,
    cctv_days: 90,
    makes_meals: true,
    infants: 8,
    infant_groups: 1,
    infant_carers: 3,
    toddlers: 14,
    toddler_groups: 1,
    toddler_carers: 3,
    seniors: 38,
    senior_groups: 2,
    senior_carers: 6,
    health_workers: 1,
  }),
  'inclusive-recognition': (at) => ({
    ...org(at, '便民食堂'),
    service: 'meals',
    price: 900 + at.n * 5,
    local_price: 1400,
    opened_on: addMonths(at.today, -20),
    prices_public: true,
    punished: false,
  }),
  'elder-care-grading': (at) => ({
    ...org(at, '养老院'),
    opened_on: addMonths(at.today, -40),
    filed: true,
    punished: false,
    first_time: true,
    wanted: '3',
    self_environment: 100,
    self_facilities: 108,
    self_management: 120,
    self_service: 450,
  }),
  'service-commitment': (at) => ({
    ...org(at, '家政服务部'),
    matters: ['price', 'quality'],
    text: '明码标价，不临时加价；服务人员持健康证上岗；服务不满意的，两日内返工或退款。',
    until: addMonths(at.today, 12),
  }),
  'institution-exit': (at) => ({
    ...org(at, '养老院'),
    residents: 6,
    balances: 4_280_000,
    notice_on: addMonths(at.today, -2),
    stop_on: addMonths(at.today, 2),
    plan: '六位老年人中四位转至县社会福利院，两位由子女接回；预收费用逐笔清退，民政部门见证。',
  }),
  'home-adaptation': (at) => ({
    ...person(at, 72 + (at.n % 12)),
    difficulty: 'low_income',
    ability: '2',
    dwelling: 'own',
    owner_agrees: true,
    wishes: ['handrail', 'floor', 'toilet'],
  }),
  'disability-retrofit': (at) => ({
    ...person(at, 45 + (at.n % 20)),
    disability: 'physical',
    degree: '1',
    difficulty: 'low_income',
    wishes: ['ramp', 'door'],
  }),
  'home-care-bed': (at) => ({
    ...person(at, 78),
    ability: '3',
    difficulty: 'lone',
    provider: '安康养老院（演示）',
  }),
  'benefit-application': (at) => ({
    ...person(at, 82),
    benefit: 'age',
    account: `6217000000000000${String(at.n).padStart(3, '0')}`,
  }),
  'training-enrolment': (at) => ({ ...person(at, 24 + at.n), course: 'elder_care', worked: false }),
  'demonstration-award': (at) => ({
    ...org(at, '养老服务中心'),
    kind: 'elder',
    merits: '三年来服务老年人三百余人，助餐、助浴、上门照护常年开展，群众满意度高。',
    punished: false,
  }),
}
