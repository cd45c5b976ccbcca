import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { serviceItems } from './items/views.ts'
import { lineageViews } from './lineage/views.ts'
import { documents, searchClauses } from './papers/views.ts'
import { planPage } from './plans/views.ts'
import { seedPlan } from './seed.ts'
import { targetList } from './targets/views.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const prefecture = systemActor('test', '532600')
let ids: Awaited<ReturnType<typeof seedPlan>>
const read = <T>(work: (tx: Tx) => Promise<T>) => t.db.read(county, work)

beforeAll(async () => {
  ids = await seedPlan(t.db)
})

describe('the demo county', () => {
  it('has its plan in force with 35 tasks of the annex and exactly the units printed', async () => {
    const page = (await read((tx) => planPage(tx, ids.plan)))!
    expect(page).toMatchObject({
      state: 'in-force',
      number: '砚政办发〔2022〕187号',
      version: 1,
      takenForceOn: '2022-12-01',
    })
    const tasks = await read((tx) =>
      tx.rows<{
        number: string
        units: string[]
      }>(sql`select t.number, array_agg(u.role || ':' || u.unit_name order by u.role, u.seq) units
      from plan.task t left join plan.task_unit u on u.jurisdiction = t.jurisdiction and u.task = t.id where t.section = 'annex' group by t.id, t.number, t.seq order by t.seq`),
    )
    expect(tasks).toHaveLength(35)
    expect(tasks[5]!.units).toEqual([
      'lead:县工信商务局',
      'lead:县民政局',
      'support:县住房城乡建设局',
      'support:县人力资源社会保障局',
      'support:县文化和旅游局',
      'support:县市场监管局',
      'support:县邮政公司',
      'support:各乡（镇）人民政府',
    ])
  })

  it('shows line by line what it makes of the plan above (A6)', async () => {
    const lines = await read((tx) => lineageViews(tx, { plan: ids.plan }))
    const of = (indicator: string) => lines.find((line) => line.indicator === indicator)?.relation
    expect(of('childcare.places-per-1000')).toBe('inherited')
    expect(of('health.physicians-per-1000')).toBe('looser')
    expect(of('education.inclusive-kindergarten')).toBe('stricter')
    expect(of('elder.visit-rate')).toBe('dropped')
    expect(of('education.preschool-enrolment')).toBe('new')
  })

  it('keeps the two contradictions of body and annex open, each with the unit that has to have it decided (Q9)', async () => {
    const page = (await read((tx) => planPage(tx, ids.plan)))!
    expect(page.conflicts.map((each) => [each.state, each.owner, each.sides.length])).toEqual([
      ['open', '县卫生健康局', 2],
      ['open', '县人力资源社会保障局', 2],
    ])
  })

  it('counts an indicator printed in another spelling as the same one and keeps the spelling (Q10)', async () => {
    const { items } = await read((tx) => targetList(tx, { indicator: 'health.physicians-per-1000', under: '532622' }))
    expect(items).toMatchObject([
      { printed: '每千人口拥有职业（助理）医师', name: { zh: '每千人口拥有执业（助理）医师数' } },
    ])
  })

  it('lays dated values out as a ladder (A2)', async () => {
    const { items } = await read((tx) => targetList(tx, { indicator: 'childcare.places-per-1000' }))
    expect(items[0]!.ladder.map((rung) => [rung.due, rung.value])).toEqual([
      ['2023-12-31', 3.2],
      ['2024-12-31', 3.9],
      ['2025-12-31', 4.5],
    ])
    expect(items[0]!.units).toEqual(['县卫生健康局', '县教育体育局'])
  })

  it('finds 平台 where the scan says 平合 (Q12)', async () => {
    const { items } = await read((tx) => searchClauses(tx, { q: '养老服务平台' }))
    expect(items.some((each) => !each.exact && each.text.includes('平合'))).toBe(true)
    expect(items.findIndex((each) => !each.exact)).toBeGreaterThan(items.findIndex((each) => each.exact))
  })

  it('holds a draft whose faults are doubts: lost decimal point, web trailer, break-off (Q1, Q4, Q6)', async () => {
    const page = (await read((tx) => planPage(tx, ids.draft)))!
    expect(page.complete).toBe(false)
    const codes = page.doubts.filter((doubt) => doubt.state === 'open').map((doubt) => doubt.code)
    expect(codes).toEqual(expect.arrayContaining(['vendor-trailer', 'truncated', 'implausible-value']))
    expect(page.tasks.map((task) => task.number)).toEqual(['1', '2', '3'])
  })

  it('keeps 80 service items in nine fields, newer standards from their day on (A7)', async () => {
    const [before, after] = await read(
      async (tx) =>
        [await serviceItems(tx, { asOf: '2023-06-30' }), await serviceItems(tx, { asOf: '2024-06-30' })] as const,
    )
    expect([before.items.length, after.items.length, after.fields.length]).toEqual([80, 80, 9])
    const renewed = after.items.filter((item) => item.version === 2)
    expect(renewed).toHaveLength(3)
    expect(before.items.find((item) => item.code === renewed[0]!.code)).toMatchObject({
      version: 1,
      validUntil: '2023-12-31',
    })
  })

  it('shows the prefecture its own plan and those of the county, and the county only its own', async () => {
    expect((await t.db.read(prefecture, (tx) => documents(tx, {}))).items).toHaveLength(4)
    expect((await read((tx) => documents(tx, {}))).items).toHaveLength(3)
  })
})
