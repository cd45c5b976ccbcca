import { checkCreditCode } from '../../../kernel/creditcode.ts'
import { addDays } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import { latestSeries, seriesKey } from '../../statistics/index.ts'
import { actOnApplication, apply, openProgramme } from '../awards/commands.ts'
import { addMonitor, runMonitors } from '../monitors/commands.ts'
import { addDataset, askForData, logShare } from '../shares/commands.ts'

/** The person of the demonstration who is told: the planner, else anybody who works here. */
async function watcher(tx: Tx): Promise<string | null> {
  const people = await workingAccounts(tx)
  return (people.find(({ username }) => username === 'planner') ?? people[0])?.id ?? null
}

/** Two monitors, one of them breached by the figures as they are. */
export async function seedMonitors(tx: Tx, today: string): Promise<void> {
  const account = await watcher(tx)
  if (account === null) return
  const region = tx.actor.jurisdiction
  const halls = 'community.hall-rural'
  const series = await latestSeries(tx, { indicators: [halls], regions: [region], asOf: today })
  const value = series.get(seriesKey(halls, region))?.at(-1)?.value ?? 0
  await addMonitor(tx, {
    name: '农村社区综合服务设施覆盖率低于方案要求',
    rule: { kind: 'threshold', indicator: halls, region, when: '<', limit: Math.max(80, Math.ceil(value + 1)) },
    every: 'daily',
    account,
  })
  await addMonitor(tx, {
    name: '特殊困难老年人月探访率超过 60 天没有新数',
    rule: { kind: 'staleness', indicator: 'elder.visit-rate', region, days: 60 },
    every: 'weekly',
    account,
  })
  await runMonitors(tx, true)
}

/** A credit code with a right check character, of no real unit. */
function fictionalCode(n: number): string {
  const body = `52532622MJ${String(9_000_000 + n * 137).padStart(7, '0')}`
  const last = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((c) => checkCreditCode(body + c).problem === null)
  return body + (last ?? '0')
}

/**
 * A programme with awards that count, one revoked, one refused and one under review, and one that is applied for as a procedure. All applicants are invented. Nothing is decided
 * before `since`, so that figures of periods that were evaluated stay as they are.
 */
export async function seedProgramme(tx: Tx, today: string, since: string): Promise<void> {
  const opensOn = addDays(today, -150)
  const decided = (daysAgo: number) => [since, addDays(today, -daysAgo)].sort().at(-1)!
  const programme = await openProgramme(tx, {
    code: 'SFZ',
    name: '社区居家养老服务示范站（点）创建（演示数据）',
    ledgerKind: 'demo-station',
    category: null,
    termYears: 3,
    conditions: '建筑面积不少于200平方米；助餐、助浴、日间照料等功能齐全；近一年没有安全责任事故；服务价格公开。',
    opensOn,
    closesOn: null,
  })
  await openProgramme(tx, {
    code: 'SFZX',
    name: '示范养老服务中心创建（演示数据）',
    ledgerKind: 'demo-centre',
    category: 'elder',
    termYears: 3,
    conditions: '评审八十分以上，公示无异议；近两年没有行政处罚。在“示范单位申报”事项里申报。',
    opensOn,
    closesOn: null,
  })
  const places = [
    ['锦山社区日间照料站（演示数据）', '532622101000'],
    ['平远社区互助养老点（演示数据）', '532622102000'],
    ['稼依社区日间照料站（演示数据）', '532622103000'],
    ['阿猛社区互助养老点（演示数据）', '532622104000'],
    ['阿舍幸福餐桌（演示数据）', '532622200000'],
  ] as const
  for (const [i, [applicant, region]] of places.entries()) {
    const on = addDays(opensOn, 20 + i * 10)
    const id = await apply(tx, {
      programme,
      applicant,
      creditCode: fictionalCode(i),
      region,
      text: '提交申报书、场地证明、价格公示照片。',
      on,
    })
    const step = (act: 'review' | 'award' | 'refuse' | 'revoke', text: string, on: string, revision: number) =>
      actOnApplication(tx, id, { act, text, on, revision })
    if (i === 4) continue
    await step('review', '三人评审组现场核查，评分 86 分。', addDays(on, 15), 0)
    if (i === 3) await step('refuse', '助餐功能尚未开展，整改后可以再报。', decided(12), 1)
    else await step('award', '公示七日无异议，予以认定。', decided(10), 1)
    if (i === 2) await step('revoke', '复查发现场地不符合消防要求，撤销认定。', decided(1), 2)
  }
}

/** Datasets that offices ask each other for, with answers in time, late, refused and still open. */
export async function seedShares(tx: Tx, today: string): Promise<void> {
  const ago = (days: number) => addDays(today, -days)
  const dataset = (name: string, unitName: string, promisedWorkdays: number) =>
    addDataset(tx, { name, unitName, promisedWorkdays })
  const elders = await dataset('特殊困难老年人名册（脱敏）', '县民政局', 5)
  const births = await dataset('三岁以下婴幼儿常住人口', '县卫生健康局', 5)
  const schools = await dataset('幼儿园在园人数', '县教育体育局', 3)
  const ask = async (
    dataset: string,
    askedBy: string,
    purpose: string,
    asked: number,
    log: ['fulfilled' | 'refused' | 'used' | 'faulty', number, number | null, string | null][],
  ) => {
    const id = await askForData(tx, { dataset, askedBy, purpose, on: ago(asked) })
    for (const [act, days, amount, note] of log) await logShare(tx, id, { act, on: ago(days), amount, note })
  }
  await ask(elders, '县卫生健康局', '安排家庭医生签约', 90, [
    ['fulfilled', 86, 1840, null],
    ['used', 80, 1840, null],
    ['faulty', 78, 12, '地址不详'],
  ])
  await ask(elders, '县发展改革局', '核对探访率分母', 60, [
    ['fulfilled', 44, 1852, null],
    ['used', 40, 2, null],
  ])
  await ask(elders, '某平台公司（演示数据）', '营销推广', 30, [['refused', 27, null, '用途与共享目录不符']])
  await ask(births, '县发展改革局', '测算托位数', 75, [
    ['fulfilled', 71, 11, null],
    ['used', 70, 3, null],
  ])
  await ask(births, '县教育体育局', '测算学前教育学位', 20, [])
  await ask(schools, '县发展改革局', '测算普惠园覆盖率', 70, [
    ['fulfilled', 68, 64, null],
    ['used', 65, 1, null],
  ])
}
