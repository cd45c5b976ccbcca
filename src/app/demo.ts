import { seedBenefits } from '../contexts/benefits/index.ts'
import { seedCare } from '../contexts/care/index.ts'
import { seedCommunity } from '../contexts/community/index.ts'
import { seedDispatching } from '../contexts/dispatching/index.ts'
import { seedEvaluation } from '../contexts/evaluation/index.ts'
import { seedHealth } from '../contexts/health/index.ts'
import { seedHotline } from '../contexts/hotline/index.ts'
import { seedLearning } from '../contexts/learning/index.ts'
import { seedMeals } from '../contexts/meals/index.ts'
import { seedPersons } from '../contexts/people/index.ts'
import { seedPlan, seedTasks } from '../contexts/plan/index.ts'
import { seedProviders } from '../contexts/providers/index.ts'
import { seedResidents } from '../contexts/residents/index.ts'
import { seedServices } from '../contexts/services/index.ts'
import { seedStatistics } from '../contexts/statistics/index.ts'
import { seedSupervision } from '../contexts/supervision/index.ts'
import { seedBuildings, seedTerritory } from '../contexts/territory/index.ts'
import { seedWorkforce } from '../contexts/workforce/index.ts'
import { today } from '../kernel/dates.ts'
import { systemActor } from '../platform/db/index.ts'
import {
  addJurisdiction,
  createUnit,
  identityConfig,
  type SeedAccount,
  seedDemoAccounts,
  type UnitKind,
} from '../platform/identity/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'
import { seedProcedures } from '../platform/procedures/index.ts'
import type { Core } from './application.ts'
import { deskOf } from './desk.ts'
import { peopleDeskOf } from './people.ts'
import { residentDeskOf } from './residents.ts'

/** The county of the demonstration, and the prefecture above it. */
export const COUNTY = '532622'
export const PREFECTURE = '532600'

/** Password of all demo accounts; they exist only where the demo county was loaded. */
export const DEMO_PASSWORD = 'yike-demo-2026'

const unit = (name: string, kind: UnitKind = 'department', region?: string) => ({
  name,
  kind,
  ...(region === undefined ? {} : { region }),
})

/** The townships, whose governments carry much of the plan out. */
const TOWNSHIPS = [
  ['532622101', '江那镇'],
  ['532622102', '平远镇'],
  ['532622103', '稼依镇'],
  ['532622104', '阿猛镇'],
  ['532622201', '阿舍彝族乡'],
  ['532622202', '维摩彝族乡'],
  ['532622203', '盘龙彝族乡'],
  ['532622204', '八嘎乡'],
  ['532622205', '者腊乡'],
  ['532622206', '蚌峨乡'],
  ['532622207', '干河彝族乡'],
] as const

/** Units that answer for the county's plan, as its annex names them. */
const DEPARTMENTS = [
  '县发展改革局',
  '县教育体育局',
  '县卫生健康局',
  '县民政局',
  '县财政局',
  '县自然资源局',
  '县住房城乡建设局',
  '县人力资源社会保障局',
  '县工信商务局',
  '县文化和旅游局',
  '县市场监管局',
  '县农业农村科学技术局',
  '县乡村振兴局',
  '县政务服务局',
  '县机关事务局',
  '县司法局',
  '县公安局',
  '县残联',
  '县总工会',
  '县妇联',
  '团县委',
  '县工商联',
  '县供销社',
  '县邮政公司',
  '县妇工委办公室',
  '人行砚山县中心支行',
]

/** Accounts of the demonstration: one for each kind of work. Persons are fictional (演示数据). */
export const DEMO_ACCOUNTS: Omit<SeedAccount, 'password'>[] = [
  { username: 'planner', name: '周维（发改局·演示）', roles: ['planner'], unit: unit('县发展改革局') },
  { username: 'civil', name: '李静（民政局·演示）', roles: ['officer', 'people_officer'], unit: unit('县民政局') },
  { username: 'health', name: '陈岚（卫健局·演示）', roles: ['officer', 'people_officer'], unit: unit('县卫生健康局') },
  {
    username: 'labour',
    name: '唐颖（人社局·演示）',
    roles: ['officer', 'people_officer'],
    unit: unit('县人力资源社会保障局'),
  },
  { username: 'education', name: '何文（教体局·演示）', roles: ['officer'], unit: unit('县教育体育局') },
  { username: 'land', name: '郑源（自然资源局·演示）', roles: ['officer'], unit: unit('县自然资源局') },
  { username: 'housing', name: '马建（住建局·演示）', roles: ['officer'], unit: unit('县住房城乡建设局') },
  {
    username: 'jiangna',
    name: '王芳（江那镇·演示）',
    roles: ['township_worker'],
    unit: unit('江那镇人民政府', 'township', '532622101'),
    region: '532622101',
  },
  {
    username: 'wangge',
    name: '罗敏（锦山社区网格员·演示）',
    roles: ['grid_worker'],
    unit: unit('江那镇人民政府', 'township', '532622101'),
    region: '532622101001',
  },
  {
    username: 'hotline',
    name: '农巧（养老服务热线·演示）',
    roles: ['service_operator'],
    unit: unit('养老服务热线（演示）', 'agency'),
  },
  {
    username: 'canyin',
    name: '韦香（老年餐厅·演示）',
    roles: ['provider'],
    unit: unit('老年餐厅工作台（演示）', 'external'),
  },
  {
    username: 'jujia',
    name: '陆宁（居家养老服务中心·演示）',
    roles: ['provider'],
    unit: unit('居家养老服务中心工作台（演示）', 'external'),
  },
  {
    username: 'huli',
    name: '居家服务护理员（演示）',
    roles: ['carer'],
    unit: unit('居家养老服务中心工作台（演示）', 'external'),
  },
  { username: 'leader', name: '赵平（县领导·演示）', roles: ['leader'], unit: unit('县人民政府办公室') },
  { username: 'admin', name: '孙宇（系统管理员·演示）', roles: ['administrator'] },
  { username: 'security', name: '钱立（安全员·演示）', roles: ['security_officer'] },
  { username: 'auditor', name: '吴敏（审计员·演示）', roles: ['auditor'] },
]

/** What the start shows while the demo county is filled; `share` runs from 0 to 1. */
export type Report = (zh: string, en: string, share?: number) => void

type Stage = { zh: string; en: string; run(core: Core, today: string): Promise<unknown> }

/** The stages of the demo county, each on the ground of those before. */
const STAGES: Stage[] = [
  { zh: '单位和账号', en: 'units and accounts', run: seedPeople },
  { zh: '区划和设施', en: 'territory and facilities', run: ({ db }, day) => seedTerritory(db, day) },
  {
    zh: '住宅项目、短板和闲置资源',
    en: 'building projects, gaps and idle assets',
    run: ({ db }, day) => seedBuildings(db, day),
  },
  {
    zh: '人员和网格',
    en: 'people and the service grid',
    run: ({ db, folder }, day) => seedPersons(db, peopleDeskOf(folder), COUNTY, day, 'wangge'),
  },
  {
    zh: '机构、等级和床位',
    en: 'institutions, grades and beds',
    run: ({ db, folder }, day) => seedProviders(db, openKeyRoom(folder), COUNTY, day),
  },
  {
    zh: '照护和补贴',
    en: 'care and benefits',
    run: async ({ db, folder }, day) => {
      const people = peopleDeskOf(folder)
      await seedCare(db, people, COUNTY, day)
      await seedBenefits(db, people, COUNTY, day)
    },
  },
  {
    zh: '托育、学前和老年教育',
    en: 'childcare, kindergartens and courses',
    run: ({ db, folder }, day) => seedLearning(db, peopleDeskOf(folder), COUNTY, day),
  },
  {
    zh: '家庭医生和健康管理',
    en: 'family doctors and health checks',
    run: ({ db, folder }, day) => seedHealth(db, peopleDeskOf(folder), COUNTY, day),
  },
  {
    zh: '监管事项',
    en: 'regulatory items',
    run: ({ db }) =>
      seedSupervision(
        db,
        COUNTY,
        TOWNSHIPS.map(([code, name]) => ({ region: `${code}000`, unit: `${name}人民政府` })),
      ),
  },
  {
    zh: '志愿服务、场馆和值班',
    en: 'volunteers, venues and duty',
    run: ({ db, folder }, day) => seedCommunity(db, peopleDeskOf(folder), COUNTY, day),
  },
  { zh: '台账和指标', en: 'ledgers and indicators', run: ({ db }, day) => seedStatistics(db, day) },
  {
    zh: '从业人员和培训',
    en: 'staff and training',
    run: ({ db, folder }, day) => seedWorkforce(db, peopleDeskOf(folder), COUNTY, day),
  },
  {
    zh: '服务目录和订单',
    en: 'services and orders',
    run: async ({ db, folder }, day) => {
      await seedServices(db, peopleDeskOf(folder), COUNTY, day)
      await seedMeals(db, COUNTY, day)
      await seedHotline(db, peopleDeskOf(folder), COUNTY, day)
    },
  },
  {
    zh: '排班派单',
    en: 'rotas and a day to plan',
    run: ({ db, folder }, day) => seedDispatching(db, peopleDeskOf(folder), COUNTY, day),
  },
  { zh: '行动方案', en: 'plans', run: ({ db }) => seedPlan(db, { county: COUNTY, prefecture: PREFECTURE }) },
  {
    zh: '任务进展',
    en: 'work on tasks',
    run: ({ db }, day) => seedTasks(db, { today: day, county: COUNTY }),
  },
  {
    zh: '办件和证书',
    en: 'cases and certificates',
    run: ({ db, keys, folder }, day) => seedProcedures(db, deskOf({ keys, folder }), COUNTY, day),
  },
  { zh: '居民账号', en: 'residents’ accounts', run: seedFamily },
  { zh: '测算目标', en: 'measuring targets', run: ({ relay }) => relay.drain() },
  { zh: '评价和公布', en: 'evaluation and publication', run: ({ db }, day) => seedEvaluation(db, COUNTY, day) },
  { zh: '核对', en: 'settling', run: ({ relay }) => relay.drain() },
]

/** Two residents who have accounts (演示数据): an older person, and the daughter who may act for that person. */
const RESIDENTS: Omit<SeedAccount, 'password'>[] = [
  { username: 'laoren', name: '居民（老人·演示）', roles: ['resident'] },
  { username: 'nver', name: '居民（女儿·演示）', roles: ['resident'] },
]

async function seedFamily({ db, keys, folder }: Core, day: string): Promise<void> {
  const [elder, daughter] = await seedDemoAccounts(
    db,
    COUNTY,
    RESIDENTS.map((account) => ({ ...account, password: DEMO_PASSWORD })),
  )
  const desk = residentDeskOf(identityConfig(COUNTY), deskOf({ keys, folder }), peopleDeskOf(folder))
  await seedResidents(db, desk, COUNTY, day, { elder: elder!.id, daughter: daughter!.id })
}

async function seedPeople({ db }: Core): Promise<void> {
  const withPassword = (accounts: Omit<SeedAccount, 'password'>[]) =>
    accounts.map((account) => ({ ...account, password: DEMO_PASSWORD }))
  await addJurisdiction(db, { code: PREFECTURE, name: '文山壮族苗族自治州' })
  await addJurisdiction(db, { code: COUNTY, name: '砚山县', hotline: '0876-0000000' })
  await db.write(systemActor('seed', COUNTY), async (tx) => {
    for (const name of DEPARTMENTS) await createUnit(tx, unit(name))
    for (const [region, name] of TOWNSHIPS) await createUnit(tx, unit(`${name}人民政府`, 'township', region))
  })
  await seedDemoAccounts(db, COUNTY, withPassword(DEMO_ACCOUNTS))
  const above: Omit<SeedAccount, 'password'> = {
    username: 'prefecture',
    name: '杨帆（州发改委·演示）',
    roles: ['planner'],
    unit: unit('州发展改革委'),
  }
  await seedDemoAccounts(db, PREFECTURE, withPassword([above]))
}

/**
 * Fills an empty installation with the demo county and its prefecture: real territory and plan, invented operations.
 *
 * @param analyze has the tables counted between two stages, which read what the ones before them wrote
 */
export async function seedDemo(core: Core, report: Report, analyze: () => Promise<void>): Promise<void> {
  const day = today(Date.now())
  for (const [done, stage] of STAGES.entries()) {
    report(`演示县：${stage.zh}`, `demo county: ${stage.en}`, done / STAGES.length)
    await stage.run(core, day)
    await analyze()
  }
  report('演示县已装好', 'the demo county is ready', 1)
}
