import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { FACILITY_COLUMNS } from '../facilities/columns.ts'
import { writeFacilities } from '../facilities/write.ts'
import type { FacilityRow } from '../model.ts'
import { account, unit } from '../projects/testkit.ts'
import { loadRegions } from '../regions/load.ts'
import { demoRegions } from '../seed/regions.ts'
import { closeGap, openGaps, planGap, recheckGaps, reportGap } from './commands.ts'
import { verdictOf, whyNotClose } from './rules.ts'
import { gapList, gapView } from './views.ts'

const t = testDatabase()
const COMMUNITY = '532622101001'
const system = systemActor('test', '532622')
let officer: Actor
let street: Actor
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
const BLANK = Object.fromEntries(FACILITY_COLUMNS.map(({ key }) => [key, null])) as unknown as FacilityRow
const hall = (floor_area: number | null): FacilityRow => ({
  ...BLANK,
  code: 'HALL-1',
  name: '社区综合服务站（测试）',
  kind: 'community-hall',
  region: COMMUNITY,
  floor_area,
  activity_area: floor_area === null ? null : floor_area * 0.7,
  opened_on: '2025-01-01',
})
const origin = { import: null, undoes: null }
const build = (floor_area: number | null) =>
  as(system, (tx) =>
    writeFacilities(
      tx,
      {
        added: [],
        changed: [{ before: hall(200), after: { ...hall(floor_area), effective_on: '2026-01-09' } }],
        removed: [],
      },
      origin,
    ),
  )

beforeAll(async () => {
  t.setNow('2026-01-09T10:00:00+08:00')
  officer = account('officer', await unit(t, '县民政局'))
  street = account('township_worker', await unit(t, '平远镇人民政府', '532622102'), '532622102')
  await as(system, async (tx) => {
    await loadRegions(tx, demoRegions())
    await tx.run(sql`insert into territory.population (jurisdiction, id, region, as_of, measure, sex, count, source, recorded_at, recorded_by)
      values ('532622', ${newId()}, ${COMMUNITY}, '2025-12-31', 'households', 'all', 1000, '测试', now(), 'test')`)
    await writeFacilities(tx, { added: [hall(200)], changed: [], removed: [] }, origin)
  })
})

const open = (actor = officer) => as(actor, (tx) => openGaps(tx, { family: 'yanshan' }))
const area = async () =>
  (await t.db.read(officer, (tx) => gapList(tx))).items.find(
    (each) => each.region === COMMUNITY && each.line === 'per-100-households',
  )!

describe('gap items (A28)', () => {
  it('are opened from the failing lines at one click, once each, also by two at once; unknown opens none', async () => {
    const [a, b] = await Promise.all([open(), open()])
    expect(a.opened + b.opened).toBe(1)
    expect(a.unknown).toBeGreaterThan(50)
    expect(await open()).toMatchObject({ opened: 0, reopened: 0, known: 1 })
    expect(await area()).toMatchObject({
      required: 300,
      measured: 200,
      missing: 100,
      state: 'open',
      unplanned: true,
      regionName: '锦山社区',
      townName: '江那镇',
      clause: '砚山县行动方案 四（一）',
    })
    expect(await open(street)).toMatchObject({ opened: 0, known: 0 })
  })

  it('have an owner, a method, a date and a cost, and are overdue after that date', async () => {
    const { id, revision } = await area()
    const plan = (plannedOn: string, actor = officer, seen = revision) =>
      code(
        as(actor, (tx) =>
          planGap(tx, id, {
            revision: seen,
            ownerUnit: '江那镇人民政府',
            method: 'convert',
            plannedOn,
            costFen: 50_000_000,
            note: null,
          }),
        ),
      )
    expect(await plan('2026-01-08')).toBe('gap.date')
    expect(await plan('2026-02-28', street)).toBe('access.region')
    expect((await Promise.all([plan('2026-02-27'), plan('2026-02-27')])).sort()).toEqual([
      'done without a refusal',
      'gap.changed-meanwhile',
    ])
    expect(await area()).toMatchObject({ unplanned: false, overdueWorkdays: 0, method: 'convert' })
    t.setNow('2026-03-03T10:00:00+08:00')
    const late = (await t.db.read(officer, (tx) => gapList(tx, { overdue: true }))).items
    expect(late.map((each) => [each.id, each.overdueWorkdays])).toEqual([[id, 3]])
    t.setNow('2026-01-09T10:00:00+08:00')
  })

  it('close only when the measured area passes, and open again when it fails again', async () => {
    const close = async () => {
      const { id, revision } = await area()
      return code(as(officer, (tx) => closeGap(tx, id, { revision })))
    }
    const { id, revision } = await area()
    await as(officer, (tx) => reportGap(tx, id, { revision, share: 100, note: '已建成' }))
    expect(await close()).toBe('gap.still-short')
    await build(null)
    expect(await close()).toBe('gap.unmeasured')
    await build(299)
    expect(await close()).toBe('gap.still-short')
    expect(await as(system, (tx) => recheckGaps(tx))).toEqual({ closed: 0, reopened: 0 })
    expect(await area()).toMatchObject({ state: 'open', missing: 1 })
    await build(300)
    expect(await close()).toBe('done without a refusal')
    expect(await close()).toBe('gap.closed')
    expect(await area()).toMatchObject({ state: 'closed', closedOn: '2026-01-09', missing: 0, share: 100 })
    await build(250)
    expect(await as(system, (tx) => recheckGaps(tx, ['532622101']))).toEqual({ closed: 0, reopened: 1 })
    expect(await area()).toMatchObject({ state: 'open', missing: 50, timesOpened: 2 })
    expect(await as(system, (tx) => recheckGaps(tx, ['532622102']))).toEqual({ closed: 0, reopened: 0 })
    await build(320)
    expect(await as(system, (tx) => recheckGaps(tx))).toEqual({ closed: 1, reopened: 0 })
    const view = await t.db.read(officer, (tx) => gapView(tx, id))
    expect(view.now).toMatchObject({ state: 'pass', required: 300 })
    expect(view.happenings.map((each) => each.act)).toEqual(['close', 'reopen', 'close', 'progress', 'plan', 'open'])
  })
})

describe('rules of gap items', () => {
  it('nothing but a pass closes and nothing but a fail reopens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open' as const, 'closed' as const),
        fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const, null),
        (state, line) => {
          const verdict = verdictOf(state, line)
          expect(verdict === 'close').toBe(state === 'open' && line === 'pass')
          expect(verdict === 'reopen').toBe(state === 'closed' && line === 'fail')
          const now =
            line === null
              ? null
              : {
                  state: line,
                  missing: 5,
                  unit: { zh: '㎡', en: 'm²' },
                  clause: '条',
                  title: { zh: '面积', en: 'area' },
                }
          expect(whyNotClose({ state }, now) === null).toBe(verdict === 'close')
        },
      ),
    )
  })
})
