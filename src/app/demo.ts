import { addJurisdiction, type SeedAccount, seedDemoAccounts } from '../platform/identity/index.ts'
import type { Core } from './application.ts'

/** The county of the demonstration, and the prefecture above it. */
export const COUNTY = '532622'
export const PREFECTURE = '532600'

/** Password of all demo accounts; they exist only where the demo county was loaded. */
export const DEMO_PASSWORD = 'yike-demo-2026'

const unit = (name: string, kind: 'department' | 'township' = 'department', region?: string) => ({
  name,
  kind,
  ...(region === undefined ? {} : { region }),
})

/** Accounts of the demonstration: one for each kind of work. Persons are fictional (演示数据). */
export const DEMO_ACCOUNTS: Omit<SeedAccount, 'password'>[] = [
  { username: 'planner', name: '周维（发改局·演示）', roles: ['planner'], unit: unit('县发展改革局') },
  { username: 'civil', name: '李静（民政局·演示）', roles: ['officer'], unit: unit('县民政局') },
  { username: 'health', name: '陈岚（卫健局·演示）', roles: ['officer'], unit: unit('县卫生健康局') },
  { username: 'education', name: '何文（教体局·演示）', roles: ['officer'], unit: unit('县教育体育局') },
  {
    username: 'jiangna',
    name: '王芳（江那镇·演示）',
    roles: ['township_worker'],
    unit: unit('江那镇人民政府', 'township', '532622101'),
    region: '532622101',
  },
  { username: 'leader', name: '赵平（县领导·演示）', roles: ['leader'], unit: unit('县人民政府办公室') },
  { username: 'admin', name: '孙宇（系统管理员·演示）', roles: ['administrator'] },
  { username: 'security', name: '钱立（安全员·演示）', roles: ['security_officer'] },
  { username: 'auditor', name: '吴敏（审计员·演示）', roles: ['auditor'] },
]

/** What the start shows while the demo county is filled; `share` runs from 0 to 1. */
export type Report = (zh: string, en: string, share?: number) => void

/** Fills an empty installation with the demo county and its prefecture: real territory and plan, invented operations. */
export async function seedDemo(core: Core, report: Report): Promise<void> {
  const { db } = core
  const withPassword = (accounts: Omit<SeedAccount, 'password'>[]) =>
    accounts.map((account) => ({ ...account, password: DEMO_PASSWORD }))
  report('装入演示县：账号', 'demo county: accounts', 0)
  await addJurisdiction(db, { code: PREFECTURE, name: '文山壮族苗族自治州' })
  await addJurisdiction(db, { code: COUNTY, name: '砚山县', hotline: '0876-0000000' })
  await seedDemoAccounts(db, COUNTY, withPassword(DEMO_ACCOUNTS))
  await seedDemoAccounts(
    db,
    PREFECTURE,
    withPassword([
      { username: 'prefecture', name: '杨帆（州发改委·演示）', roles: ['planner'], unit: unit('州发展改革委') },
    ]),
  )
  await core.relay.drain()
  report('装入演示县：完成', 'demo county: done', 1)
}
