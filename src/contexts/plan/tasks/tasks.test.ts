import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { assignUnits, linkTargets } from './assign.ts'
import { type ReportInput, reportTask, reviewReport } from './commands.ts'
import { taskView } from './page.ts'
import { finishStep, planSteps } from './steps.ts'
import { account, photo, planInForce, target, unit } from './testkit.ts'
import { evidenceFile, taskLines } from './views.ts'

const t = testDatabase()
const TODAY = '2025-06-16'
let plan: string
let ids: string[]
let civil: Actor
let health: Actor
let town: Actor
let market: Actor
const planner = account('planner')
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const report = (actor: Actor, task: string, input: Partial<ReportInput> = {}, files = [photo()]) =>
  as(actor, (tx) => reportTask(tx, task, { claim: 'under-way', text: '推进中', asOf: TODAY, ...input }, files))
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
const titles = (actor: Actor) =>
  as(actor, async (tx) => (await taskLines(tx, { mine: true })).map((line) => line.title))

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  civil = account('officer', await unit(t, '县民政局'))
  health = account('officer', await unit(t, '县卫生健康局', 'department', ['县卫健局']))
  town = account('township_worker', await unit(t, '江那镇人民政府', 'township'))
  market = account('officer', await unit(t, '县市场监管局'))
  const made = await planInForce(t, [
    {
      title: '助餐',
      lead: ['县民政局'],
      support: ['各乡（镇）人民政府'],
      supervise: ['县市场监管局'],
      deadline: '2025-06-30',
    },
    { title: '托育', lead: ['县卫健局'], support: ['县民政局'] },
    { title: '步骤', lead: ['县民政局'], deadline: '2025-12-31' },
    { title: '分工', lead: ['县民政局'] },
    { title: '目标', lead: ['县民政局'] },
  ])
  plan = made.plan
  ids = made.tasks
})

describe('the list of one’s own (A3)', () => {
  it('shows each unit what names it, by another name too, and every township what names them all', async () => {
    expect(await titles(civil)).toEqual(['助餐', '托育', '步骤', '分工', '目标'])
    expect(await titles(health)).toEqual(['托育'])
    expect(await titles(town)).toEqual(['助餐'])
    expect(await titles(account('officer'))).toEqual([])
  })

  it('shows a supervising unit what it watches, in that role', async () => {
    const [line] = await as(market, (tx) => taskLines(tx, { mine: true }))
    expect(line).toMatchObject({ title: '助餐', myRoles: ['supervise'] })
    expect(await code(report(market, ids[0]!))).toBe('task.not-yours')
  })

  it('takes three or four statements, however many tasks', async () => {
    const cost = await as(civil, async (tx) => {
      const before = tx.statements
      await taskLines(tx, {})
      return tx.statements - before
    })
    expect(cost).toBe(3)
  })
})

describe('reports (A4)', () => {
  it('come from units of the task only, and only its lead says it is done', async () => {
    expect(await code(report(health, ids[0]!))).toBe('task.not-yours')
    expect(await report(town, ids[0]!)).toMatchObject({ state: 'under-way' })
    expect(await code(report(town, ids[0]!, { claim: 'done' }))).toBe('task.lead-claims')
    expect(await code(report(town, ids[0]!, { asOf: '2025-06-17' }))).toBe('report.date')
    expect(await code(report(town, ids[0]!, {}, [{ name: '空.pdf', bytes: new Uint8Array() }]))).toBe('evidence.empty')
  })

  it('say done only with evidence or a linked target that is met', async () => {
    const met = await target(t, { plan, printed: '达标', state: 'met' })
    const behind = await target(t, { plan, printed: '未达标', state: 'behind', task: ids[4]! })
    const claim = (given: string | null) => report(civil, ids[4]!, { claim: 'done', target: given }, [])
    expect(await code(claim(null))).toBe('task.no-evidence')
    expect(await code(claim(behind))).toBe('task.target-not-met')
    expect(await code(claim(met))).toBe('task.target-foreign')
    await as(planner, (tx) => linkTargets(tx, ids[4]!, [met]))
    expect(await claim(met)).toMatchObject({ state: 'claimed' })
    const view = await as(planner, (tx) => taskView(tx, ids[4]!))
    expect(view.targets.map((each) => [each.printed, each.byPlanner])).toEqual(
      expect.arrayContaining([
        ['达标', true],
        ['未达标', false],
      ]),
    )
  })

  it('of two reviews at once one wins and the other is told who was first', async () => {
    const { report: id } = await report(civil, ids[0]!, { claim: 'done' })
    const other = account('planner')
    const outcomes = await Promise.allSettled([
      as(planner, (tx) => reviewReport(tx, ids[0]!, { report: id, verdict: 'accepted' })),
      as(other, (tx) => reviewReport(tx, ids[0]!, { report: id, verdict: 'returned', note: '缺照片' })),
    ])
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const told = outcomes.find((each) => each.status === 'rejected')
    expect(told?.reason).toMatchObject({ code: 'review.decided', params: { who: expect.any(String) } })
  })

  it('are never reviewed by who wrote them, nor after a newer one of the unit, nor returned without a reason', async () => {
    const first = await report(civil, ids[1]!)
    const second = await report(civil, ids[1]!)
    const review = (actor: Actor, id: string, note?: string) =>
      code(as(actor, (tx) => reviewReport(tx, ids[1]!, { report: id, verdict: 'returned', note })))
    expect(await review(planner, first.report, '旧')).toBe('review.old')
    expect(await review(planner, second.report, ' ')).toBe('review.note')
    expect(await review({ ...civil, permissions: planner.permissions }, second.report, '自己')).toBe('review.own')
    expect(await review(planner, second.report, '补充佐证')).toBe('done without a refusal')
  })

  it('end when the task is done; its share is whole and it is late no more', async () => {
    const { report: id } = await report(health, ids[1]!, { claim: 'done', share: 90 })
    expect(await as(planner, (tx) => reviewReport(tx, ids[1]!, { report: id, verdict: 'accepted' }))).toEqual({
      state: 'done',
    })
    expect(await code(report(civil, ids[1]!))).toBe('task.is-done')
    const view = await as(health, (tx) => taskView(tx, ids[1]!))
    expect(view).toMatchObject({ state: 'done', share: 100, overdueWorkdays: 0, may: { report: false } })
  })
})

describe('steps (A5)', () => {
  const steps = [
    { title: '摸底', due: '2025-06-10' },
    { title: '开工', due: '2025-09-30', waitsFor: '摸底' },
    { title: '验收', due: '2025-12-20', waitsFor: '开工' },
  ]

  it('are planned by a working unit or the planner, in order and inside the deadline', async () => {
    expect(await code(as(health, (tx) => planSteps(tx, ids[2]!, steps)))).toBe('task.not-yours')
    expect(await code(as(account('leader'), (tx) => planSteps(tx, ids[2]!, steps)))).toBe('task.not-yours')
    expect(await code(as(civil, (tx) => planSteps(tx, ids[2]!, [{ title: '晚', due: '2026-01-05' }])))).toBe(
      'step.after-deadline',
    )
    expect(await code(as(civil, (tx) => planSteps(tx, ids[2]!, [{ title: '错', due: '2025-02-30' }])))).toBe(
      'step.date',
    )
    expect(await as(civil, (tx) => planSteps(tx, ids[2]!, steps))).toEqual({ steps: 3 })
  })

  it('show slippage in working days, and keep a task from being claimed', async () => {
    const view = await as(civil, (tx) => taskView(tx, ids[2]!))
    expect(view.due).toBe('2025-06-10')
    expect(view.overdueWorkdays).toBe(4)
    expect(view.steps.map((step) => step.slippage)).toEqual([4, null, null])
    expect(await code(report(civil, ids[2]!, { claim: 'done' }))).toBe('task.steps-open')
  })

  it('are done in order, and then stay', async () => {
    const [first, second] = (await as(civil, (tx) => taskView(tx, ids[2]!))).steps
    const finish = (id: string, on: string) => code(as(civil, (tx) => finishStep(tx, ids[2]!, id, on)))
    expect(await finish(second!.id, TODAY)).toBe('step.waits')
    expect(await finish(first!.id, '2025-06-17')).toBe('step.future')
    expect(await finish(first!.id, '2025-06-12')).toBe('done without a refusal')
    expect(await code(as(civil, (tx) => planSteps(tx, ids[2]!, [])))).toBe('step.done')
    const view = await as(civil, (tx) => taskView(tx, ids[2]!))
    expect(view.steps[0]).toMatchObject({ doneOn: '2025-06-12', slippage: 2 })
    expect(view.due).toBe('2025-09-30')
  })

  it('changed by two at once are not overwritten', async () => {
    const view = await as(civil, (tx) => taskView(tx, ids[2]!))
    const change = (title: string) =>
      code(as(planner, (tx) => planSteps(tx, ids[2]!, [...view.steps, { title, due: '2025-12-25' }], view.stepsMark)))
    expect((await Promise.all([change('甲'), change('乙')])).sort()).toEqual(['done without a refusal', 'step.changed'])
  })
})

describe('the matrix decided anew', () => {
  it('keeps every earlier one, and tells the second of two', async () => {
    const assign = (name: string) =>
      as(planner, (tx) =>
        assignUnits(tx, ids[3]!, { revision: 0, reason: '职责划转', units: [{ role: 'lead', name }] }),
      )
    const outcomes = await Promise.all([code(assign('县卫健局')), code(assign('县卫健局'))])
    expect(outcomes.sort()).toEqual(['done without a refusal', 'task.decided-meanwhile'])
    const view = await as(planner, (tx) => taskView(tx, ids[3]!))
    expect(view.units).toEqual([{ role: 'lead', name: '县卫健局' }])
    expect(view.decisions).toMatchObject([
      { act: 'assign', reason: '职责划转', before: { units: [{ role: 'lead', name: '县民政局' }] } },
    ])
    expect(await titles(health)).toContain('分工')
    const none = as(planner, (tx) =>
      assignUnits(tx, ids[3]!, { revision: 1, reason: '无人牵头', units: [{ role: 'support', name: '县民政局' }] }),
    )
    expect(await code(none)).toBe('task.no-lead')
  })
})

describe('reading across governments', () => {
  it('a task, its steps and its evidence are seen from above and from nowhere else', async () => {
    const { report: id } = await report(civil, ids[2]!)
    const above = account('planner', null, '532600')
    const beside = account('planner', null, '532621')
    const view = await t.db.read(above, (tx) => taskView(tx, ids[2]!))
    expect(view.steps.length).toBeGreaterThan(2)
    expect(view.may).toEqual({ report: false, enter: false, claim: false, steps: false, assign: false, retire: false })
    expect(view.myRoles).toEqual([])
    const file = view.reports.find((each) => each.id === id)!.evidence[0]!
    expect((await t.db.read(above, (tx) => evidenceFile(tx, file.id))).name).toBe('现场.jpg')
    expect(await code(t.db.read(beside, (tx) => taskView(tx, ids[2]!)))).toBe('task.missing')
    expect(await code(t.db.read(beside, (tx) => evidenceFile(tx, file.id)))).toBe('evidence.missing')
    expect(await code(report(above, ids[2]!))).toBe('task.missing')
  })

  it('a task taken out of force leaves the lists and takes no report', async () => {
    await t.asOwner(`update plan.task set state = 'retired' where id = $1`, [ids[3]], true)
    expect(await titles(health)).not.toContain('分工')
    expect(await code(report(health, ids[3]!))).toBe('task.retired')
    expect(await t.db.read(systemActor('x', '532622'), (tx) => taskView(tx, ids[3]!))).toMatchObject({ retired: true })
  })
})

describe('a report handed in otherwise than online', () => {
  let paperTask: string
  beforeAll(async () => {
    paperTask = (await planInForce(t, [{ title: '电话报送', lead: ['县民政局'] }])).tasks[0]!
  })
  const entered = { unit: '县民政局', channel: 'phone', handedBy: '县民政局办公室 王某来电' } as const

  it('is entered by the planner for the unit, says who handed it in, and is answered by somebody else', async () => {
    const { report: id } = await report(planner, paperTask, { entered, claim: 'under-way' })
    const view = await as(planner, (tx) => taskView(tx, paperTask))
    const made = view.reports.find((each) => each.id === id)!
    expect(made).toMatchObject({
      unitName: '县民政局',
      channel: 'phone',
      handedBy: entered.handedBy,
      reviewable: false,
    })
    expect(view.may).toMatchObject({ report: false, enter: true })
    const input = { report: id, verdict: 'accepted' } as const
    expect(await code(as(planner, (tx) => reviewReport(tx, paperTask, input)))).toBe('review.own')
    await as(account('planner'), (tx) => reviewReport(tx, paperTask, input))
  })

  it('is refused without who handed it in, for a unit that has no part, and from anybody but the planner', async () => {
    const blank = { ...entered, handedBy: '  ' }
    expect(await code(report(planner, paperTask, { entered: blank }))).toBe('report.authority')
    expect(await code(report(planner, paperTask, { entered: { ...entered, unit: '县气象局' } }))).toBe('task.not-yours')
    expect(await code(report(civil, paperTask, { entered }))).toBe('task.not-yours')
    expect(await code(report(planner, paperTask))).toBe('task.not-yours')
  })
})

describe('a new version of a plan', () => {
  it('carries reports, answers and evidence over to tasks that are the same, visibly; others begin anew', async () => {
    const old = await planInForce(t, [
      { title: '新建 助餐点', lead: ['县民政局'] },
      { title: '培训', lead: ['县民政局'] },
    ])
    const done = await report(civil, old.tasks[0]!, { claim: 'done', text: '已建成' })
    await as(planner, (tx) => reviewReport(tx, old.tasks[0]!, { report: done.report, verdict: 'accepted' }))
    await report(civil, old.tasks[1]!, { text: '第一期' })
    const next = await planInForce(
      t,
      [
        { title: '新建助餐点', lead: ['县民政局'] },
        { title: '培训两期', lead: ['县民政局'] },
      ],
      '532622',
      old.plan,
    )
    const [same, changed] = await as(planner, (tx) => Promise.all(next.tasks.map((id) => taskView(tx, id))))
    expect(same).toMatchObject({ state: 'done' })
    expect(same!.reports).toMatchObject([{ text: '已建成', carried: true, review: { verdict: 'accepted' } }])
    expect(same!.reports[0]!.evidence.map((file) => file.name)).toEqual(['现场.jpg'])
    expect(changed).toMatchObject({ state: 'open', reports: [] })
    const third = await planInForce(t, [{ title: '新建助餐点', lead: ['县民政局'] }], '532622', next.plan)
    const again = await as(planner, (tx) => taskView(tx, third.tasks[0]!))
    expect(again.reports).toMatchObject([{ carried: true, evidence: [{ name: '现场.jpg' }] }])
  })
})

describe('tasks as they stood on a past day', () => {
  it('count reports that speak of it, with the answers given by now, and steps done by then', async () => {
    const { plan: quarter, tasks } = await planInForce(t, [
      { title: '一季度', lead: ['县民政局'], deadline: '2025-03-31' },
      { title: '二季度', lead: ['县民政局'], deadline: '2025-05-30' },
    ])
    const early = await report(civil, tasks[0]!, { claim: 'done', asOf: '2025-03-20' })
    await as(planner, (tx) => reviewReport(tx, tasks[0]!, { report: early.report, verdict: 'accepted' }))
    await report(civil, tasks[1]!, { asOf: '2025-03-28', share: 30 })
    await report(civil, tasks[1]!, { claim: 'done', asOf: '2025-06-10', share: 100 })
    const on = async (asOf?: string) =>
      (await as(planner, (tx) => taskLines(tx, { asOf }))).filter((line) => line.plan === quarter)
    expect(await on('2025-03-31')).toMatchObject([
      { state: 'done' },
      { state: 'under-way', share: 30, overdueWorkdays: 0 },
    ])
    expect(await on('2025-03-25')).toMatchObject([{ state: 'done' }, { state: 'open', share: null }])
    expect(await on('2025-01-31')).toMatchObject([{ state: 'open' }, { state: 'open' }])
    expect((await on('2025-06-06'))[1]).toMatchObject({ state: 'under-way', overdueWorkdays: 4 })
    expect((await on())[1]).toMatchObject({ state: 'claimed' })
  })
})
