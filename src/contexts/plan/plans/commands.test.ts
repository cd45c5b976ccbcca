import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { decideConflict } from '../conflicts/commands.ts'
import { loadPaper } from '../papers/commands.ts'
import { SMALL } from '../testkit/papers.ts'
import { acceptUndoubted, decideOnTarget, decideOnTask, settleDoubt } from './commands.ts'
import { takeForce } from './enact.ts'
import type { PlanPage } from './model.ts'
import { retireTarget } from './retire.ts'
import { retireTask } from './retiretask.ts'
import { planPage } from './views.ts'

const t = testDatabase()
const PLANNER = '01980000-0000-7000-8000-000000000001'
const OTHER = '01980000-0000-7000-8000-000000000002'
let county = 532610
const actor = (id: string) => ({ ...systemActor('planner', String(county)), id })
const write = <T>(work: (tx: Tx) => Promise<T>, who = PLANNER) => t.db.write(actor(who), work)
const page = async (id: string): Promise<PlanPage> => (await t.db.read(actor(PLANNER), (tx) => planPage(tx, id)))!
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
  )

let plan: string

/** Settles whatever is open, the way a person without second thoughts would. */
async function settleAll(id: string): Promise<void> {
  const draft = await page(id)
  await write(async (tx) => {
    for (const doubt of draft.doubts) {
      if (doubt.subjectKind === 'paper' && doubt.state === 'open')
        await settleDoubt(tx, doubt.id, { outcome: 'accepted' })
    }
    for (const target of draft.targets) {
      if (target.open > 0 && target.dupOf === null)
        await decideOnTarget(tx, target.id, { act: 'accept', revision: target.revision })
    }
    for (const task of draft.tasks)
      if (task.open > 0) await decideOnTask(tx, task.id, { act: 'accept', revision: task.revision })
    await acceptUndoubted(tx, id)
  })
}

beforeEach(async () => {
  // A county of its own for each test: in one, the second paper would be a copy of the first.
  county += 1
  plan = (await write((tx) => loadPaper(tx, { name: '方案', text: SMALL }))).plan!
})

describe('a draft', () => {
  it('does not take force while anything is open, and the refusal names all of it', async () => {
    const refusal = await refused(write((tx) => takeForce(tx, plan)))
    expect(refusal).toMatchObject({ code: 'plan.not-ready', status: 409 })
    const draft = await page(plan)
    const { doubts, targets, tasks, ownerless } = draft.open
    expect((refusal!.params.obstacles as unknown[]).length).toBe(doubts + targets + tasks + ownerless)
    expect(doubts).toBeGreaterThan(0)
    expect((await page(plan)).state).toBe('draft')
  })

  it('settles the doubts of a target with the decision about it, and keeps what was before', async () => {
    const doubted = (await page(plan)).targets.find((target) => target.open > 0 && target.dupOf === null)!
    await write((tx) =>
      decideOnTarget(tx, doubted.id, { act: 'edit', revision: 0, facts: { value: 31 }, reason: '核对纸质件' }),
    )
    const after = await page(plan)
    expect(after.targets.find((target) => target.id === doubted.id)).toMatchObject({
      state: 'confirmed',
      value: 31,
      open: 0,
      revision: 1,
    })
    const decision = after.decisions.find((each) => each.subject === doubted.id)
    expect(decision).toMatchObject({
      act: 'edit',
      reason: '核对纸质件',
      before: { value: doubted.value },
      after: { value: 31 },
    })
  })

  it('lets one of two planners win who decide about one target at once, and tells the other who was first', async () => {
    for (let round = 0; round < 5; round++) {
      const target = (await page(plan)).targets.find((each) => each.dupOf === null)!
      const both = await Promise.allSettled([
        write((tx) => decideOnTarget(tx, target.id, { act: 'accept', revision: target.revision })),
        write(
          (tx) => decideOnTarget(tx, target.id, { act: 'reject', revision: target.revision, reason: '不属于本方案' }),
          OTHER,
        ),
      ])
      expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
      const lost = both.find((each) => each.status === 'rejected')!.reason as Refusal
      expect(lost).toMatchObject({ code: 'plan.decided-meanwhile', status: 409 })
      const winner = both[0]!.status === 'fulfilled' ? PLANNER : OTHER
      expect(lost.params.who).toBe(winner)
    }
  })

  it('wants a reason for rejecting and a value for every target', async () => {
    const target = (await page(plan)).targets.find((each) => each.dupOf === null)!
    expect(await refused(write((tx) => decideOnTarget(tx, target.id, { act: 'reject', revision: 0 })))).toMatchObject({
      code: 'plan.reason',
    })
    expect(
      await refused(write((tx) => decideOnTarget(tx, target.id, { act: 'edit', revision: 0, facts: { value: null } }))),
    ).toMatchObject({ code: 'target.value', at: '/facts/value' })
  })
})

describe('a plan in force', () => {
  beforeEach(async () => {
    await settleAll(plan)
    await write((tx) => takeForce(tx, plan, { on: '2023-03-01' }))
  })

  it('is no draft any more', async () => {
    const target = (await page(plan)).targets[0]!
    expect(
      await refused(write((tx) => decideOnTarget(tx, target.id, { act: 'accept', revision: target.revision }))),
    ).toMatchObject({ code: 'plan.not-draft' })
    expect(await refused(write((tx) => takeForce(tx, plan)))).toMatchObject({ code: 'plan.not-draft' })
  })

  it('has ladder, tasks with units, issued head, journal entry and event', async () => {
    const [rungs, tasks, issued, events] = await t.db.read(
      actor(PLANNER),
      async (tx) =>
        [
          await tx.rows<{ due: string; value: number }>(
            sql`select r.due, r.value from plan.rung r join plan.target t on t.jurisdiction = r.jurisdiction and t.id = r.target where t.plan = ${plan} and t.indicator = 'childcare.places-per-1000' order by r.due`,
          ),
          await tx.rows<{ n: number }>(
            sql`select count(*) n from plan.task t join plan.task_unit u on u.jurisdiction = t.jurisdiction and u.task = t.id where t.plan = ${plan} and role = 'lead'`,
          ),
          await tx.one<{ targets: unknown[] }>(sql`select targets from plan.issued where plan = ${plan}`),
          await tx.rows(
            sql`select from events.outbox where name = 'plan.taken-into-force' and payload ->> 'plan' = ${plan}`,
          ),
        ] as const,
    )
    expect(rungs).toEqual([
      { due: '2023-12-31', value: 3.5 },
      { due: '2025-12-31', value: 4.5 },
    ])
    expect(tasks[0]!.n).toBe(3)
    expect(issued.targets.length).toBeGreaterThan(3)
    expect(events).toHaveLength(1)
  })

  it('loses a target only with a reason, and keeps it in the record (Q13)', async () => {
    const target = (await page(plan)).targets.find(
      (each) => each.state === 'confirmed' && each.ladderOf === null && each.dupOf === null,
    )!
    expect(
      await refused(write((tx) => retireTarget(tx, target.id, { revision: target.revision, reason: ' ' }))),
    ).toMatchObject({ code: 'plan.reason' })
    await write((tx) => retireTarget(tx, target.id, { revision: target.revision, reason: '上级已取消该项' }))
    const after = await page(plan)
    expect(after.targets.find((each) => each.id === target.id)).toMatchObject({ state: 'retired' })
    expect(after.decisions[0]).toMatchObject({ act: 'retire', reason: '上级已取消该项' })
    const task = after.tasks.find((each) => each.state === 'confirmed')!
    await write((tx) => retireTask(tx, task.id, '措施已过时'))
    expect(await refused(write((tx) => retireTask(tx, task.id, '再停一次')))).toMatchObject({
      code: 'task.not-in-force',
    })
  })

  it('keeps both sides of a contradiction until somebody decides it with a reason (Q9)', async () => {
    const [conflict] = (await page(plan)).conflicts
    expect(conflict).toMatchObject({
      kind: 'within',
      state: 'open',
      sides: [{ state: 'confirmed' }, { state: 'confirmed' }],
    })
    const chosen = conflict!.sides[0]!.target
    await write(
      (tx) => decideConflict(tx, conflict!.id, { chosen, reason: '以正文为准', revision: conflict!.revision }),
      OTHER,
    )
    const [decided] = (await page(plan)).conflicts
    expect(decided).toMatchObject({ state: 'decided', chosen, reason: '以正文为准' })
    expect(decided!.sides.map((side) => side.state).sort()).toEqual(['confirmed', 'retired'])
  })

  it('is superseded by the next version in the same moment', async () => {
    const amended = (
      await write((tx) => loadPaper(tx, { name: '修订', text: SMALL.replace('4.5个', '4.8个'), supersedes: plan }))
    ).plan!
    await settleAll(amended)
    await write((tx) => takeForce(tx, amended, { on: '2024-01-01' }))
    expect(await page(plan)).toMatchObject({ state: 'superseded', endedOn: '2024-01-01' })
    expect((await page(amended)).versions.map((each) => [each.version, each.state])).toEqual([
      [2, 'in-force'],
      [1, 'superseded'],
    ])
  })
})
