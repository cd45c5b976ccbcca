import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { seedPlan } from '../seed.ts'
import { STATES } from './model.ts'
import { targetPage } from './page.ts'
import { refreshTargets } from './refresh.ts'
import { targetList } from './views.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const province = systemActor('test', '530000')

/** A figure of the county, or of a town, as statistics keeps it. */
async function observe(
  indicator: string,
  asOf: string,
  value: number | null,
  options: { revision?: number; region?: string } = {},
): Promise<void> {
  await t.asOwner(
    `insert into statistics.observation (jurisdiction, id, indicator, indicator_version, region, as_of, revision, value, inputs, source, recorded_at)
     values ('532622', $1, $2, 1, $3, $4, $5, $6, '{}', 'registers', $4::date + 10)`,
    [newId(), indicator, options.region ?? '532622000000', asOf, options.revision ?? 1, value],
    true,
  )
}
const PLACES = 'childcare.places-per-1000'
let plan: string

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await t.asOwner(
    `insert into statistics.indicator (code, version, valid_from, families, name, aliases, unit, direction, source, formula, inputs, numerator, time_window)
    select code, 1, '2020-01-01', '{}', '{}', '{}', 'x', 'up', 'registers', 'a', '[]', '{}', 'at' from unnest(array['${PLACES}', 'health.model-institutions']) code
    on conflict do nothing`,
    [],
    true,
  )
  plan = (await seedPlan(t.db)).plan
  await observe(PLACES, '2022-12-31', 2.6)
  await observe(PLACES, '2023-12-31', 3.3)
  await observe(PLACES, '2024-06-30', 3.4)
  await observe(PLACES, '2024-12-31', 3.6)
  await observe(PLACES, '2025-12-31', 4.4)
  await t.db.write(county, (tx) => refreshTargets(tx))
})

const places = async (asOf?: string) =>
  (await t.db.read(county, (tx) => targetList(tx, { indicator: PLACES, plan, asOf }))).items[0]!

describe('a target with a ladder (A2)', () => {
  it('is judged on any day against the step due then, never against a later one', async () => {
    expect((await places('2024-01-31')).standing).toMatchObject({
      state: 'on-track',
      due: '2023-12-31',
      dueValue: 3.2,
      actual: 3.3,
    })
    expect((await places('2024-07-31')).standing).toMatchObject({
      state: 'behind',
      due: '2023-12-31',
      dueValue: 3.2,
      actual: 3.4,
      nextDue: '2024-12-31',
    })
    expect((await places('2023-12-31')).standing).toMatchObject({ due: '2023-12-31', dueValue: 3.2, actual: 3.3 })
    expect((await places('2025-03-01')).standing).toMatchObject({
      state: 'missed',
      due: '2024-12-31',
      dueValue: 3.9,
      actual: 3.6,
    })
    expect((await places()).standing).toMatchObject({ state: 'missed', due: '2025-12-31', dueValue: 4.5, actual: 4.4 })
  })

  it('shows a corrected figure as a restatement', async () => {
    expect((await places()).standing.restated).toBe(false)
    await observe(PLACES, '2025-12-31', 4.52, { revision: 2 })
    await t.db.write(county, (tx) => refreshTargets(tx, { indicators: [PLACES] }))
    expect((await places()).standing).toMatchObject({ state: 'met', actual: 4.52, restated: true })
  })

  it('opens to clause, quote, steps, series, lineage and decisions (A1)', async () => {
    const page = (await t.db.read(county, async (tx) =>
      targetPage(tx, (await targetList(tx, { indicator: PLACES, plan })).items[0]!.id),
    ))!
    expect(page).toMatchObject({ clause: '一', printed: '每千人口拥有3岁以下婴幼儿托位数', planState: 'in-force' })
    expect(page.quote).toContain('4.5个')
    expect(page.series.map((point) => point.revision)).toEqual([1, 1, 1, 1, 2])
    expect(page.lineage.map((line) => line.relation)).toEqual(['inherited'])
    expect(page.mentions.map((each) => each.clause)).toEqual(expect.arrayContaining(['annex:4', '三']))
    expect(page.decisions.length).toBeGreaterThan(0)
  })
})

describe('a target each town has to meet', () => {
  it('counts the towns that reach it', async () => {
    for (const [town, value] of [
      ['532622101000', 1],
      ['532622102000', 0],
      ['532622103000', 2],
    ] as const) {
      await observe('health.model-institutions', '2025-12-31', value, { region: town })
    }
    const { items } = await t.db.read(county, (tx) =>
      targetList(tx, { indicator: 'health.model-institutions', asOf: '2026-01-31' }),
    )
    const each = items.find((item) => item.scope !== null)!
    expect(each.standing).toMatchObject({ state: 'missed', regions: { total: 3, met: 2 } })
  })
})

describe('the list of a province', () => {
  const COUNTIES = 170

  beforeAll(async () => {
    await t.asOwner(
      `with county as (select (530101 + n)::text j from generate_series(1, ${COUNTIES}) n), source as (select * from plan.target where jurisdiction = '532622' and state = 'confirmed' and dup_of is null limit 54)
       , d as (insert into plan.document (jurisdiction, id, title, record_paper, created_at) select j, md5(j)::uuid, 'x', md5(j)::uuid, now() from county returning jurisdiction)
       , p as (insert into plan.paper (jurisdiction, id, document, name, format, sha256, size, text, reading, fingerprint, complete, notes, similarity, read_ms, uploaded_by, uploaded_at)
           select j, md5(j)::uuid, md5(j)::uuid, 'x', 'txt', 'x', 1, 'x', '{}', '{}', true, '[]', 1, 1, 'x', now() from county returning 1)
       , q as (insert into plan.plan (jurisdiction, id, series, version, document, paper, title, state, created_by, created_at, taken_force_at, taken_force_on)
           select j, md5(j)::uuid, md5(j)::uuid, 1, md5(j)::uuid, md5(j)::uuid, 'x', 'in-force', 'x', now(), now(), '2023-01-01' from county returning 1)
       , g as (insert into plan.target (jurisdiction, plan, id, seq, read_id, clause, quote, span_start, span_end, indicator, printed, printed_key, kind, comparator, value, unit, units, state, reading)
           select j, md5(j)::uuid, md5(j || s.id)::uuid, seq, read_id, clause, quote, span_start, span_end, indicator, printed, printed_key, kind, comparator, value, unit, units, 'confirmed', '{}' from county, source s returning 1)
       insert into plan.target_state (jurisdiction, target, plan, as_of, indicator, printed, state, detail, judged_at)
           select j, md5(j || s.id)::uuid, md5(j)::uuid, '2026-11-22', indicator, printed, (array['missed','behind','unknown','on-track','not-due','met'])[1 + (seq % 6)], jsonb_build_object('state', (array['missed','behind','unknown','on-track','not-due','met'])[1 + (seq % 6)], 'ladder', '[]'::jsonb), now() from county, source s`,
      [],
      true,
    )
  })

  it('takes a fixed number of statements, whatever the size', async () => {
    const cost = async (actor: typeof county, limit: number) => {
      let statements = 0
      const list = await t.db.read(
        actor,
        (tx) => targetList(tx, { limit }),
        (spent) => {
          statements = spent.statements
        },
      )
      return { statements, total: list.summary!.total, rows: list.items.length }
    }
    const one = await cost(county, 50)
    const all = await cost(province, 50)
    expect(all.total).toBeGreaterThan(COUNTIES * 30)
    expect(all.statements).toBe(one.statements)
    expect(all.statements).toBeLessThanOrEqual(5)
    expect((await cost(province, 500)).statements).toBe(one.statements)
  })

  it('pages through every row once, the worst state first', async () => {
    const seen: string[] = []
    const places: number[] = []
    let cursor: string | undefined
    do {
      const page = await t.db.read(province, (tx) =>
        targetList(tx, { limit: 500, cursor, under: '5301', summary: false }),
      )
      seen.push(...page.items.map((item) => `${item.jurisdiction} ${item.id}`))
      places.push(...page.items.map((item) => STATES.indexOf(item.standing.state)))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    const { summary } = await t.db.read(province, (tx) => targetList(tx, { under: '5301', limit: 1 }))
    expect(seen.length).toBe(summary!.total)
    expect(places).toEqual(places.toSorted())
    expect(Object.keys(summary!.states).toSorted()).toEqual([...STATES].toSorted())
  })
})
