import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { account, planInForce, target, unit } from '../tasks/testkit.ts'
import { acceptProject, changeProject, createProject } from './commands.ts'
import type { NewProject, ProjectFacts } from './model.ts'
import { projectState, whyNotAccept, whyNotFacts } from './rules.ts'
import { projectList, projectView } from './views.ts'

const t = testDatabase()
const planner = account('planner')
let civil: Actor
let moved: string
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
const facts: ProjectFacts = {
  name: '平远镇区域养老服务中心',
  region: '532622102000',
  ownerName: '县民政局',
  facility: null,
  startsOn: '2025-03-01',
  endsOn: '2025-12-31',
  share: 40,
  note: null,
  funds: [
    { kind: 'central', plannedFen: 300_000_000, arrivedFen: 200_000_000, spentFen: 150_000_000 },
    { kind: 'local', plannedFen: 100_000_000, arrivedFen: 0, spentFen: 0 },
  ],
  targets: [],
}
const project = (change: Partial<NewProject> = {}): NewProject => ({ code: '2025-民-01', ...facts, ...change })

beforeAll(async () => {
  t.setNow('2026-01-09T10:00:00+08:00')
  civil = account('officer', await unit(t, '县民政局'))
  const { plan } = await planInForce(t, [{ title: '养老', lead: ['县民政局'] }])
  moved = await target(t, { plan, printed: '护理型床位占比', state: 'behind' })
})

describe('a project (A15)', () => {
  it('is kept by the unit that answers for it or the planner, with money that has arrived, and once', async () => {
    const create = (actor: Actor, change: Partial<NewProject> = {}) =>
      code(as(actor, (tx) => createProject(tx, project(change))))
    const foreign = account('officer', await unit(t, '县财政局'))
    expect(await create(foreign)).toBe('project.not-yours')
    expect(await create(civil, { region: '532621' })).toBe('region.outside')
    expect(await create(civil, { facility: 'X-1' })).toBe('facility.missing')
    expect(await create(civil, { targets: ['0198a7c0-0000-7000-8000-000000000000'] })).toBe('target.missing')
    expect(await create(civil, { endsOn: '2025-02-30' })).toBe('project.date')
    expect(await create(civil, { targets: [moved] })).toBe('done without a refusal')
    expect(await create(planner)).toBe('project.exists')
  })

  it('shows its money by source, its lateness in working days and the target it moves with how that stands', async () => {
    const { items } = await as(planner, (tx) => projectList(tx, { target: moved }))
    expect(items).toMatchObject([
      {
        code: '2025-民-01',
        state: 'late',
        overdueWorkdays: 6,
        plannedFen: 400_000_000,
        arrivedFen: 200_000_000,
        spentFen: 150_000_000,
      },
    ])
    expect(items[0]!.targets).toMatchObject([{ id: moved, printed: '护理型床位占比', state: 'behind' }])
    expect((await as(planner, (tx) => projectList(tx, { state: 'accepted' }))).items).toEqual([])
    const above = account('planner', null, '532600')
    expect(await t.db.read(above, (tx) => projectView(tx, items[0]!.id))).toMatchObject({ mayChange: false })
    expect(await code(t.db.read(account('planner', null, '532621'), (tx) => projectView(tx, items[0]!.id)))).toBe(
      'project.missing',
    )
  })

  it('of two changes at once one wins and the other is told; every version stays', async () => {
    const { items } = await as(civil, (tx) => projectList(tx, {}))
    const { id } = items[0]!
    const change = (actor: Actor, share: number) =>
      code(as(actor, (tx) => changeProject(tx, id, { revision: 0, facts: { ...facts, share }, reason: '月度更新' })))
    expect((await Promise.all([change(civil, 60), change(planner, 70)])).sort()).toEqual([
      'done without a refusal',
      'project.changed-meanwhile',
    ])
    const view = await as(civil, (tx) => projectView(tx, id))
    expect(view.history.map((each) => [each.revision, each.act])).toEqual([
      [1, 'change'],
      [0, 'create'],
    ])
    expect(view.mayChange).toBe(true)
  })

  it('is accepted when it is built, once, and then stays built', async () => {
    const { items } = await as(civil, (tx) => projectList(tx, {}))
    const { id } = items[0]!
    const accept = (revision: number) =>
      code(as(civil, (tx) => acceptProject(tx, id, { revision, on: '2026-01-08', note: '验收合格' })))
    const change = (revision: number, share: number) =>
      code(as(civil, (tx) => changeProject(tx, id, { revision, facts: { ...facts, share } })))
    expect(await accept(1)).toBe('project.unfinished')
    expect(await change(1, 100)).toBe('done without a refusal')
    expect(await accept(1)).toBe('project.changed-meanwhile')
    expect(await accept(2)).toBe('done without a refusal')
    expect(await accept(3)).toBe('project.accepted')
    expect(await change(3, 90)).toBe('project.accepted')
    expect(await as(civil, (tx) => projectView(tx, id))).toMatchObject({
      state: 'accepted',
      overdueWorkdays: 0,
      acceptedOn: '2026-01-08',
    })
  })
})

describe('rules of projects', () => {
  it('money spent never passes money arrived, whatever the lines', () => {
    const fund = fc.record({
      kind: fc.constantFrom('central', 'local', 'bond'),
      plannedFen: fc.nat(),
      arrivedFen: fc.nat(100),
      spentFen: fc.nat(100),
    })
    fc.assert(
      fc.property(fc.array(fund, { maxLength: 4 }), (funds) => {
        const bad =
          funds.some((each) => each.spentFen > each.arrivedFen) ||
          new Set(funds.map((each) => each.kind)).size < funds.length
        expect(whyNotFacts({ ...facts, funds: funds as ProjectFacts['funds'] }) !== null).toBe(bad)
      }),
    )
  })

  it('acceptance is never in the future nor before the beginning', () => {
    const accept = (on: string) =>
      whyNotAccept({ share: 100, startsOn: '2025-03-01', acceptedOn: null }, on, '2026-01-09')?.code
    expect([accept('2026-01-10'), accept('2025-02-28'), accept('nonsense'), accept('2026-01-09')]).toEqual([
      'project.accept-date',
      'project.accept-date',
      'project.accept-date',
      undefined,
    ])
  })

  it('a project stands where its dates and progress put it', () => {
    const at = (change: object) =>
      projectState({ startsOn: null, endsOn: null, acceptedOn: null, share: 0, ...change }, '2026-01-09')
    expect([
      at({}),
      at({ startsOn: '2026-01-09' }),
      at({ share: 5 }),
      at({ endsOn: '2026-01-08' }),
      at({ acceptedOn: '2026-01-01' }),
    ]).toEqual(['planned', 'building', 'building', 'late', 'accepted'])
  })
})
