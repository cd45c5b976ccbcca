import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { startSchedules } from '../../../platform/events/index.ts'
import { reportTask, reviewReport } from './commands.ts'
import { answerEscalation, escalationList, setLadder } from './escalations.ts'
import { taskJobs } from './jobs.ts'
import type { EscalationRule } from './model.ts'
import { account, photo, planInForce, unit } from './testkit.ts'
import { taskLines } from './views.ts'

const t = testDatabase()
const DUE = '2025-09-30'
const LADDER: EscalationRule[] = [
  { level: 1, overdueWorkdays: 1, audience: 'unit' },
  { level: 2, overdueWorkdays: 5, audience: 'planner' },
  { level: 3, overdueWorkdays: 10, audience: 'leader' },
]
let late: string
let claimed: string
let civil: Actor
const planner = account('planner')
const leader = account('leader')
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
const levels = async () => (await as(planner, (tx) => escalationList(tx, {}))).items.map((each) => each.level).sort()

/** Lets the scheduler look at a moment, as it does by itself every few seconds. */
async function clock(instant: string): Promise<string[]> {
  t.setNow(instant)
  const schedules = startSchedules(t.db, taskJobs, {
    jurisdictions: async () => ['532622'],
    clock: () => new Date(instant),
    look: null,
  })
  try {
    return await schedules.tick()
  } finally {
    await schedules.stop()
  }
}

beforeAll(async () => {
  t.setNow('2025-09-01T09:00:00+08:00')
  civil = account('officer', await unit(t, '县民政局'))
  const made = await planInForce(t, [
    { title: '逾期', lead: ['县民政局'], deadline: DUE },
    { title: '已报', lead: ['县民政局'], deadline: DUE },
    { title: '不逾期', lead: ['县民政局'], deadline: '2026-12-31' },
  ])
  late = made.tasks[0]!
  claimed = made.tasks[1]!
  await as(civil, (tx) => reportTask(tx, claimed, { claim: 'done', text: '完成', asOf: '2025-09-01' }, [photo()]))
})

describe('escalation by itself', () => {
  it('needs a ladder, which begins today or later, runs without a gap and is set once a day', async () => {
    expect(await clock('2025-10-09T08:00:00+08:00')).toEqual(['532622 plan.escalate'])
    expect(await levels()).toEqual([])
    t.setNow('2025-09-01T09:00:00+08:00')
    const set = (validFrom: string, rules: EscalationRule[]) =>
      code(as(planner, (tx) => setLadder(tx, { validFrom, source: '测试', rules })))
    expect(await set('2025-08-31', LADDER)).toBe('ladder.past')
    expect(await set('2025-09-01', LADDER.slice(1))).toBe('ladder.order')
    expect(await set('2025-09-01', LADDER)).toBe('done without a refusal')
    expect(await set('2025-09-01', LADDER)).toBe('ladder.exists')
  })

  it('happens on the first working day after the date, not in the holidays between, and not for a claim', async () => {
    await clock('2025-10-08T08:00:00+08:00')
    expect(await levels()).toEqual([])
    await clock('2025-10-10T08:00:00+08:00')
    const { items } = await as(civil, (tx) => escalationList(tx, {}))
    expect(items).toMatchObject([
      { task: late, due: DUE, level: 1, audience: 'unit', overdueWorkdays: 2, provisional: false, mayAnswer: true },
    ])
  })

  it('happens once for each date and level, however often the job runs', async () => {
    await clock('2025-10-11T08:00:00+08:00')
    await clock('2025-10-11T20:00:00+08:00')
    expect(await levels()).toEqual([1])
    await clock('2025-10-15T08:00:00+08:00')
    expect(await levels()).toEqual([1, 2])
    await clock('2025-12-01T08:00:00+08:00')
    expect(await levels()).toEqual([1, 2, 3])
  })
})

describe('the answer', () => {
  const answer = (actor: Actor, level: number) =>
    code(as(actor, (tx) => answerEscalation(tx, late, { due: DUE, level, answer: '月底前完成' })))

  it('comes from whom it was raised to, once', async () => {
    const foreign = account('officer', await unit(t, '县财政局'))
    expect(await Promise.all([foreign, planner, leader].map((actor) => answer(actor, 1)))).toEqual(
      Array(3).fill('escalation.not-yours'),
    )
    expect(await answer(civil, 2)).toBe('escalation.not-yours')
    expect(await answer(planner, 3)).toBe('escalation.not-yours')
    expect((await Promise.all([answer(civil, 1), answer(civil, 1)])).sort()).toEqual([
      'done without a refusal',
      'escalation.answered',
    ])
    expect(await answer(planner, 2)).toBe('done without a refusal')
    expect(await answer(planner, 4)).toBe('escalation.missing')
  })

  it('takes it off the list of who answered; the highest open level stays on the task', async () => {
    const mine = async (actor: Actor) =>
      (await as(actor, (tx) => escalationList(tx, { open: true, mine: true }))).items.length
    expect([await mine(civil), await mine(planner), await mine(leader)]).toEqual([0, 0, 1])
    const [line] = await as(planner, (tx) => taskLines(tx, { escalated: true }))
    expect(line).toMatchObject({ id: late, openEscalation: 3 })
  })

  it('is not needed any more when the task is done', async () => {
    const { report } = await as(civil, (tx) =>
      reportTask(tx, late, { claim: 'done', text: '完成', asOf: '2025-11-28' }, [photo()]),
    )
    await as(planner, (tx) => reviewReport(tx, late, { report, verdict: 'accepted' }))
    expect((await as(leader, (tx) => escalationList(tx, { open: true }))).items).toEqual([])
    await clock('2026-02-02T08:00:00+08:00')
    expect(await levels()).toEqual([1, 2, 3])
  })

  it('a claim is late by the day it was made, not by the days it waits for its review', async () => {
    const lines = await t.db.read(systemActor('x', '532622'), (tx) => taskLines(tx, {}))
    expect(lines.find((line) => line.id === claimed)).toMatchObject({ state: 'claimed', overdueWorkdays: 0 })
  })
})
