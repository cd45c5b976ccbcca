import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { projectList } from '../projects/views.ts'
import { escalationList } from './escalations.ts'
import { seedTasks } from './seed.ts'
import { planInForce, type TestTask } from './testkit.ts'
import { taskLines } from './views.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const deadlines = ['2025-12-31', null, '2026-12-31', '2027-06-30', '2022-12-31']

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await addJurisdiction(t.db, { code: '532622', name: '砚山县' })
  const tasks = Array.from(
    { length: 35 },
    (_, at): TestTask => ({
      title: `任务 ${at}`,
      lead: ['县民政局'],
      support: ['县财政局', '各乡（镇）人民政府'],
      deadline: deadlines[at % deadlines.length] ?? null,
    }),
  )
  await planInForce(t, tasks)
})

describe('the work of the demo county', () => {
  it('shows every state, late tasks with open and answered escalations, and three projects; a second time changes nothing', async () => {
    const made = await seedTasks(t.db, { today: TODAY })
    expect(made).toMatchObject({ projects: 3 })
    expect(made.reports).toBeGreaterThan(100)
    const lines = await t.db.read(county, (tx) => taskLines(tx, {}))
    expect([...new Set(lines.map((line) => line.state))].sort()).toEqual([
      'blocked',
      'claimed',
      'done',
      'open',
      'under-way',
    ])
    const late = lines.filter((line) => line.overdueWorkdays > 0)
    expect(late.length).toBeGreaterThanOrEqual(4)
    expect(late.length).toBeLessThan(15)
    const { items, ladder } = await t.db.read(county, (tx) => escalationList(tx, {}))
    expect(ladder?.source).toBe('演示参数，县可改')
    expect(
      new Set(items.filter((each) => each.answeredAt === null).map((each) => each.audience)).size,
    ).toBeGreaterThanOrEqual(2)
    expect(items.some((each) => each.answeredAt !== null)).toBe(true)
    const projects = await t.db.read(county, (tx) => projectList(tx, {}))
    expect(projects.items.map((each) => each.state).sort()).toEqual(['accepted', 'building', 'late'])
    expect(await seedTasks(t.db, { today: TODAY })).toEqual({ reports: 0, projects: 0 })
  })

  it('keeps the laws of steps: none after the deadline, in order, done ones never in the future', async () => {
    const [wrong] = await t.asOwner<{ n: number }>(
      `select count(*)::int n from plan.task_step s join plan.task t on t.id = s.task
        left join plan.task_step w on w.id = s.waits_for
       where s.due > t.deadline or s.done_on > $1 or w.due > s.due or (s.done_on is not null and w.done_on is null and w.id is not null)`,
      [TODAY],
      true,
    )
    expect(wrong).toEqual({ n: 0 })
  })
})
