import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addScenarioTask } from './added.ts'
import { taskView } from './page.ts'
import { account, planInForce, unit } from './testkit.ts'

const t = testDatabase()
const planner = account('planner')
const site = (n: number) => ({
  code: `G-${n}`,
  name: `${n} 号院附近`,
  from: 'grid',
  lon: 104.3,
  lat: 23.6,
  region: '532622101001',
  costFen: 1,
  serves: 5,
})

async function scenario(status: string, sites: number): Promise<string> {
  const id = newId()
  await t.asOwner(
    `insert into territory.scenario (jurisdiction, id, name, goal, region, as_of, question, run, asked_by, asked_at)
     values ('532622', $1, '助餐补点', 'most-people', '532622', '2026-11-22', $2, $1, 'x', now())`,
    [id, { kind: 'elder-canteen', minutes: 15 }],
    true,
  )
  const answer = {
    status,
    sites: Array.from({ length: sites }, (_, i) => site(i + 1)),
    people: { before: 10, after: 90 },
  }
  await t.asOwner(
    `insert into territory.scenario_answer (jurisdiction, scenario, status, proven, answer, answered_at)
     values ('532622', $1, $2, true, $3, now())`,
    [id, status, answer],
    true,
  )
  return id
}
const add = (id: string, plan: string) =>
  t.db.write(planner, (tx) =>
    addScenarioTask(tx, { scenario: id, plan, lead: '县民政局', support: ['江那镇人民政府'], deadline: '2027-06-30' }),
  )

describe('a scenario made a task', () => {
  it('has a step for each site, its units, and stands behind the tasks of the paper', async () => {
    await unit(t, '县民政局')
    const { plan } = await planInForce(t, [{ title: '甲', lead: ['县民政局'] }])
    const { id } = await add(await scenario('solved', 3), plan)
    const task = await t.db.read(planner, (tx) => taskView(tx, id))
    expect(task).toMatchObject({ number: '增补1', section: 'added', deadline: '2027-06-30' })
    expect(task.title).toContain('老年食堂3处')
    expect(task.steps.map((step) => step.title)).toEqual([
      '建成：1 号院附近（G-1）',
      '建成：2 号院附近（G-2）',
      '建成：3 号院附近（G-3）',
    ])
    expect(task.units.map(({ role, name }) => [role, name])).toEqual([
      ['lead', '县民政局'],
      ['support', '江那镇人民政府'],
    ])
  })

  it('is made once, also when two click at once, and only of an answer with sites', async () => {
    const { plan } = await planInForce(t, [{ title: '乙', lead: ['县民政局'] }])
    const id = await scenario('solved', 1)
    const both = await Promise.allSettled([add(id, plan), add(id, plan)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((each) => each.status === 'rejected')).toMatchObject({ reason: { code: 'scenario.taken' } })
    await expect(add(await scenario('impossible', 0), plan)).rejects.toMatchObject({ code: 'scenario.unanswered' })
    await expect(add(id, newId())).rejects.toMatchObject({ code: 'plan.not-in-force' })
  })
})
