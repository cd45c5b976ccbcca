import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { loadRegions } from '../regions/load.ts'
import { demoRegions } from '../seed/regions.ts'
import {
  attachToBuilding,
  changeBuilding,
  createBuilding,
  decideGate,
  type GateDecision,
  giveOpinion,
} from './commands.ts'
import { recordDefect, rectifyDefect } from './defects.ts'
import { GATES, type Gate } from './gates.ts'
import { watchHandovers } from './jobs.ts'
import { insertAuthority } from './store.ts'
import { appointAuthority, buildingTerms, setHandoverTerm } from './terms.ts'
import { account, countsOn, ENOUGH, FACTS, file, papersFor, unit } from './testkit.ts'
import { inspectUse } from './use.ts'
import { buildingList, buildingView, casesOfUse } from './views.ts'

const t = testDatabase()
let land: Actor
let civil: Actor
let housing: Actor
let street: Actor
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const system = systemActor('test', '532622')
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )

beforeAll(async () => {
  t.setNow('2026-01-09T10:00:00+08:00')
  await as(system, (tx) => loadRegions(tx, demoRegions()))
  land = account('officer', await unit(t, '县自然资源局'))
  civil = account('officer', await unit(t, '县民政局'))
  housing = account('officer', await unit(t, '县住房城乡建设局'))
  street = account('township_worker', await unit(t, '江那镇人民政府', '532622101'), '532622101')
  await as(system, async (tx) => {
    for (const step of ['condition', 'design', 'verification'] as const)
      await insertAuthority(tx, step, '2020-01-01', '县自然资源局')
    await insertAuthority(tx, 'opinion', '2020-01-01', '县民政局')
    await insertAuthority(tx, 'acceptance', '2020-01-01', '县住房城乡建设局')
    await insertAuthority(tx, 'use', '2020-01-01', '县民政局')
  })
})

let made = 0
const project = (change: Partial<typeof FACTS> = {}) =>
  as(system, (tx) => createBuilding(tx, { code: `测试-${++made}`, ...FACTS, ...change })).then(({ id }) => id)
const decider: Record<Gate, () => Actor> = {
  condition: () => land,
  design: () => land,
  verification: () => land,
  acceptance: () => housing,
  handover: () => street,
  use: () => civil,
}

async function decide(
  id: string,
  gate: Gate,
  change: Partial<GateDecision> = {},
  actor = decider[gate](),
): Promise<string> {
  const { revision } = await t.db.read(system, (tx) => buildingView(tx, id))
  const on = '2026-01-09'
  return code(
    as(actor, (tx) =>
      decideGate(tx, id, { revision, gate, outcome: 'pass', on, opinion: '同意', figures: ENOUGH, ...change }),
    ),
  )
}

/** Walks a project through the gates before one. */
async function walkTo(id: string, gate: Gate, facility = ''): Promise<void> {
  for (const each of GATES.slice(0, GATES.indexOf(gate))) {
    await as(system, (tx) => papersFor(tx, id, each))
    if (each === 'design')
      await as(civil, (tx) => giveOpinion(tx, id, { stance: 'agree', on: '2026-01-09', text: '同意' }))
    const more = each === 'use' ? { facility: { code: facility, kind: 'elder-day-care' } } : {}
    expect(await decide(id, each, more)).toBe('done without a refusal')
  }
}

describe('a building project (A27)', () => {
  it('is entered once, inside the area one works for, and lists with its chain', async () => {
    const create = (actor: Actor, change: object) =>
      code(as(actor, (tx) => createBuilding(tx, { code: '测试-同号', ...FACTS, ...change })))
    expect(await create(street, { region: '532622102001' })).toBe('access.region')
    expect(await create(land, { region: '532621101001' })).toBe('region.outside')
    expect(await create(street, {})).toBe('done without a refusal')
    expect(await create(land, {})).toBe('building.exists')
    const { items } = await t.db.read(street, (tx) => buildingList(tx, {}))
    expect(items.find((each) => each.code === '测试-同号')).toMatchObject({
      regionName: '锦山社区',
      passed: null,
      handover: 'none',
    })
    expect(items[0]!.chain.map((gate) => gate.state)).toEqual(['current', 'later', 'later', 'later', 'later', 'later'])
  })

  it('walks all gates, each decided by its unit with its papers, and becomes a facility that counts', async () => {
    const id = await project()
    expect(await decide(id, 'condition', {}, civil)).toBe('gate.not-yours')
    expect(await decide(id, 'condition')).toBe('gate.papers')
    await walkTo(id, 'handover')
    const accepted = await t.db.read(street, (tx) => buildingView(tx, id))
    expect(accepted).toMatchObject({ rulesOf: '2026-01-09', handoverDue: '2026-04-09', handover: 'running' })
    expect(accepted.handoverTerm).toMatchObject({ amount: 3, unit: 'months', region: '' })
    expect(accepted.may).toMatchObject({ decide: true, change: false })
    expect(await decide(id, 'handover', {}, civil)).toBe('gate.not-yours')
    await as(system, (tx) => papersFor(tx, id, 'handover'))
    expect(await decide(id, 'handover')).toBe('done without a refusal')
    await as(system, (tx) => papersFor(tx, id, 'use'))
    expect(await decide(id, 'use')).toBe('facility.needed')
    expect(await decide(id, 'use', { facility: { code: 'T-1' } })).toBe('facility.kind')
    expect(await decide(id, 'use', { facility: { code: 'T-1', kind: 'elder-day-care' } })).toBe(
      'done without a refusal',
    )
    const view = await t.db.read(civil, (tx) => buildingView(tx, id))
    expect(view).toMatchObject({ passed: 'use', facility: 'T-1', facilityState: 'open', handover: 'done' })
    expect(view.chain.every((gate) => gate.state === 'passed')).toBe(true)
    expect(view.decisions).toHaveLength(6)
    expect(await decide(id, 'use')).toBe('gate.finished')
  })

  it('with 3,000 persons and 299 m² of land is 1 m² short, and cannot pass (A18)', async () => {
    const id = await project()
    await as(system, (tx) => papersFor(tx, id, 'condition'))
    const short = { ...ENOUGH, 'elder-land': 299 }
    expect(await decide(id, 'condition', { figures: short })).toBe('gate.lines-fail')
    expect(await decide(id, 'condition', { figures: short, outcome: 'return' })).toBe('done without a refusal')
    const view = await t.db.read(land, (tx) => buildingView(tx, id))
    expect(view.decisions[0]!.lines.find((line) => line.state === 'fail')).toMatchObject({
      required: 300,
      measured: 299,
      missing: 1,
    })
    expect(view.chain[0]).toMatchObject({ state: 'returned', who: '县自然资源局' })
  })

  it('is held to its figures by measure: unknown neither passes verification nor opens a defect', async () => {
    const id = await project()
    await walkTo(id, 'verification')
    await as(system, (tx) => papersFor(tx, id, 'verification'))
    const unmeasured = { ...ENOUGH, 'elder-land': null }
    expect(await decide(id, 'verification', { figures: unmeasured })).toBe('gate.lines-unknown')
    expect(await decide(id, 'verification', { figures: unmeasured, outcome: 'return' })).toBe('done without a refusal')
    const view = await t.db.read(land, (tx) => buildingView(tx, id))
    expect(view.defects).toEqual([])
    expect(view.decisions[0]!.lines.filter((line) => line.state === 'unknown').length).toBeGreaterThan(0)
  })

  it('a returned verification opens a defect, which stops the acceptance by its clause until it is made good', async () => {
    const id = await project()
    await walkTo(id, 'verification')
    await as(system, (tx) => papersFor(tx, id, 'verification'))
    const short = { ...ENOUGH, 'elder-land': 180 }
    expect(await decide(id, 'verification', { figures: short })).toBe('gate.lines-fail')
    expect(await decide(id, 'verification', { figures: short, outcome: 'return' })).toBe('done without a refusal')
    expect(await decide(id, 'verification', { figures: short, outcome: 'return' })).toBe('done without a refusal')
    const before = await t.db.read(land, (tx) => buildingView(tx, id))
    expect(before.defects.map((each) => [each.kind, each.missingArea])).toEqual([['reduced', 120]])
    // Measured again it passes, but the defect is still to be closed: the acceptance stays shut.
    expect(await decide(id, 'verification')).toBe('done without a refusal')
    await as(system, (tx) => papersFor(tx, id, 'acceptance'))
    const refusal = await as(housing, (tx) =>
      decideGate(tx, id, {
        revision: before.revision + 1,
        gate: 'acceptance',
        outcome: 'pass',
        on: '2026-01-09',
        opinion: '合格',
        figures: {},
      }),
    ).catch((error) => error)
    expect(refusal.code).toBe('gate.open-defect')
    expect(refusal.text.zh).toContain('整改到位之前不得组织竣工验收')
    const { chain } = await t.db.read(housing, (tx) => buildingView(tx, id))
    expect(chain[3]!.state).toBe('blocked')
    const mend = (madeGoodArea: number) =>
      code(
        as(civil, (tx) =>
          rectifyDefect(tx, id, before.defects[0]!.id, { on: '2026-01-09', madeGoodArea, what: '补建' }),
        ),
      )
    expect(await mend(119)).toBe('defect.still-missing')
    expect(await mend(120)).toBe('done without a refusal')
    expect(await mend(120)).toBe('defect.closed')
    expect(await decide(id, 'acceptance')).toBe('done without a refusal')
  })

  it('of two officers who decide at once one does; a defect found meanwhile is not overlooked', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await project()
      await walkTo(id, 'acceptance')
      await as(system, (tx) => papersFor(tx, id, 'acceptance'))
      const { revision } = await t.db.read(system, (tx) => buildingView(tx, id))
      const accept = () =>
        code(
          as(housing, (tx) =>
            decideGate(tx, id, {
              revision,
              gate: 'acceptance',
              outcome: 'pass',
              on: '2026-01-09',
              opinion: '合格',
              figures: {},
            }),
          ),
        )
      const find = () =>
        code(
          as(civil, (tx) =>
            recordDefect(tx, id, {
              kind: 'stopped',
              what: '停工',
              missingArea: null,
              foundOn: '2026-01-09',
              rectifyBy: null,
            }),
          ),
        )
      const answers = await Promise.all([accept(), accept(), find(), accept()])
      const accepted = [answers[0], answers[1], answers[3]].filter((each) => each === 'done without a refusal').length
      const view = await t.db.read(system, (tx) => buildingView(tx, id))
      expect(view.decisions.filter((each) => each.gate === 'acceptance')).toHaveLength(accepted)
      expect(accepted + (answers[2] === 'done without a refusal' ? 1 : 0)).toBe(1)
      expect(view.acceptedOn === null || view.openDefects === 0).toBe(true)
    }
  })

  it('keeps its facts until it is accepted, and tells who comes second', async () => {
    const id = await project()
    const change = (revision: number) =>
      code(as(land, (tx) => changeBuilding(tx, id, { revision, facts: { ...FACTS, persons: 3100 } })))
    expect((await Promise.all([change(0), change(0)])).sort()).toEqual([
      'building.changed-meanwhile',
      'done without a refusal',
    ])
    const attached = await as(land, (tx) => attachToBuilding(tx, id, 'design', [file()]))
    expect(attached.ids).toHaveLength(1)
    expect(await code(as(land, (tx) => attachToBuilding(tx, id, 'nonsense', [file()])))).toBe('attachment.kind')
    expect(
      await code(as(land, (tx) => attachToBuilding(tx, id, 'design', [{ name: 'a', bytes: new Uint8Array() }]))),
    ).toBe('attachment.empty')
    const other = account('officer', null, '532621', '532621')
    expect(await code(t.db.read(other, (tx) => buildingView(tx, id)))).toBe('building.missing')
  })
})

describe('the hand-over (A29)', () => {
  it('comes onto the street’s overdue list after its deadline, is warned of before, and told once', async () => {
    const id = await project()
    await walkTo(id, 'handover')
    const overdue = (actor: Actor) => t.db.read(actor, (tx) => buildingList(tx, { handover: 'overdue' }))
    t.setNow('2026-03-20T10:00:00+08:00')
    expect(
      (await t.db.read(street, (tx) => buildingList(tx, { handover: 'soon' }))).items.map((each) => each.id),
    ).toContain(id)
    expect(await as(system, watchHandovers)).toBeGreaterThan(0)
    expect(await as(system, watchHandovers)).toBe(0)
    t.setNow('2026-04-09T10:00:00+08:00')
    expect((await overdue(street)).items.map((each) => each.id)).not.toContain(id)
    t.setNow('2026-04-13T10:00:00+08:00')
    const late = (await overdue(street)).items.find((each) => each.id === id)
    expect(late).toMatchObject({ handoverDue: '2026-04-09', overdueWorkdays: 2 })
    expect(await as(system, watchHandovers)).toBeGreaterThan(0)
    t.setNow('2026-01-09T10:00:00+08:00')
  })

  it('follows the term of its place on the day of acceptance', async () => {
    await t.asOwner(
      `insert into territory.handover_term values ('532622', '2026-01-01', 20, 'workdays', 5, '测试规定', true), ('532622', '2026-02-01', 6, 'months', 5, '后来的规定', true)`,
    )
    const id = await project()
    await walkTo(id, 'handover')
    const view = await t.db.read(street, (tx) => buildingView(tx, id))
    expect(view.handoverTerm).toMatchObject({ amount: 20, unit: 'workdays', source: '测试规定' })
    await t.asOwner(`delete from territory.handover_term where region = '532622'`)
  })
})

describe('who decides, and within which time', () => {
  it('appoints units of the list from later and later days; today’s stays until then', async () => {
    const planner = account('planner', null)
    const appoint = (unit: string, from: string) =>
      as(planner, (tx) => appointAuthority(tx, { step: 'acceptance', unit, from }))
    expect(await code(appoint('没有的单位', '2026-06-01'))).toBe('unit.missing')
    expect(await code(appoint('县自然资源局', '2020-01-01'))).toBe('dated.order')
    expect(await code(appoint('县自然资源局', '2040-01-01'))).toBe('dated.when')
    await appoint('县自然资源局', '2026-06-01')
    const seen = await t.db.read(planner, buildingTerms)
    expect(seen.steps.find(({ step }) => step === 'acceptance')).toMatchObject({
      now: '县住房城乡建设局',
      appointed: [{ from: '2026-06-01', unit: '县自然资源局' }, { unit: '县住房城乡建设局' }],
    })
    expect(seen.may.arrange).toBe(true)
    expect((await t.db.read(street, buildingTerms)).may.arrange).toBe(false)
  })

  it('sets the term of the county, which then counts before the country’s', async () => {
    const planner = account('planner', null)
    const term = { amount: 45, unit: 'days' as const, warnDays: 10, source: '县移交办法（测试）' }
    await as(planner, (tx) => setHandoverTerm(tx, { ...term, from: '2026-01-05' }))
    const again = as(planner, (tx) => setHandoverTerm(tx, { ...term, from: '2026-01-05' }))
    expect(await code(again)).toBe('dated.order')
    await as(planner, (tx) => setHandoverTerm(tx, { ...term, amount: 60, from: '2026-09-01' }))
    const { terms } = await t.db.read(planner, buildingTerms)
    expect(terms.filter(({ inForce }) => inForce)).toMatchObject([{ region: '532622', amount: 45, own: true }])
    const id = await project()
    await walkTo(id, 'handover')
    const view = await t.db.read(street, (tx) => buildingView(tx, id))
    expect(view.handoverTerm).toMatchObject({ amount: 45, unit: 'days' })
    await t.asOwner(`delete from territory.handover_term where region = '532622'`)
  })
})

describe('use (A30)', () => {
  it('found otherwise leaves coverage the same day and opens one case; mended it counts again from that day', async () => {
    const id = await project()
    await walkTo(id, 'use')
    await as(system, (tx) => papersFor(tx, id, 'use'))
    expect(await decide(id, 'use', { facility: { code: 'T-9', kind: 'elder-day-care' } })).toBe(
      'done without a refusal',
    )
    t.setNow('2026-03-02T10:00:00+08:00')
    const counts = (day: string) => t.db.read(civil, (tx) => countsOn(tx, 'T-9', day))
    const inspect = (found: 'as-declared' | 'other-use', on: string) =>
      as(street, (tx) =>
        inspectUse(tx, { facility: 'T-9', on, inspectors: '王芳、李静', found, what: '一层出租给便利店' }, [
          file('现场.jpg'),
        ]),
      )
    const [first, second] = await Promise.all([inspect('other-use', '2026-03-02'), inspect('other-use', '2026-03-02')])
    expect([first.opened, second.opened].filter((each) => each !== null)).toHaveLength(1)
    expect([await counts('2026-03-01'), await counts('2026-03-02')]).toEqual([true, false])
    const [open] = await t.db.read(civil, (tx) => casesOfUse(tx, { open: true }))
    expect(open).toMatchObject({
      facility: 'T-9',
      project: id,
      openedOn: '2026-03-02',
      mendBy: '2026-04-01',
      suspended: true,
    })
    expect((await t.db.read(civil, (tx) => buildingView(tx, id))).openCase).toBe(true)
    t.setNow('2026-03-20T10:00:00+08:00')
    expect(await code(inspect('as-declared', '2026-03-01'))).toBe('inspection.case-since')
    expect((await inspect('as-declared', '2026-03-20')).closed).toBe(open!.id)
    expect([await counts('2026-03-19'), await counts('2026-03-20')]).toEqual([false, true])
    expect(await t.db.read(civil, (tx) => casesOfUse(tx, { open: true }))).toEqual([])
    const view = await t.db.read(civil, (tx) => buildingView(tx, id))
    expect(view.inspections).toHaveLength(3)
    expect(view.inspections[0]!.papers).toHaveLength(1)
    const told = await as(system, (tx) =>
      tx.rows(
        sql`select 1 from events.outbox where name = 'register.rows.changed' and payload->>'from' = '2026-03-02'`,
      ),
    )
    expect(told.length).toBeGreaterThan(0)
  })
})
