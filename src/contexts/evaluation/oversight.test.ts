import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, today as todayOf } from '../../kernel/dates.ts'
import { sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction, seedDemoAccounts } from '../../platform/identity/index.ts'
import type { SeriesPoint } from '../statistics/index.ts'
import { actOnApplication } from './awards/commands.ts'
import { awardsOn, programmeViews } from './awards/views.ts'
import { addMonitor, closeAlert, runMonitors } from './monitors/commands.ts'
import { figureBreach } from './monitors/rules.ts'
import { alertViews } from './monitors/views.ts'
import { seedProgramme, seedShares } from './seed/oversight.ts'
import { logShare } from './shares/commands.ts'
import { shareBoard } from './shares/views.ts'

const t = testDatabase()
const COUNTY = '532622'
const county = systemActor('test', COUNTY)
const day = todayOf(Date.now())
const read = <T>(work: (tx: Tx) => Promise<T>) => t.db.read(county, work)
const write = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(county, work)
let account = ''

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  const made = await seedDemoAccounts(t.db, COUNTY, [
    { username: 'planner', name: '周维', password: 'test-2026-test', roles: ['planner'] },
  ])
  account = made[0]!.id
  await write((tx) => seedProgramme(tx, day, addDays(day, -30)))
  await write((tx) => seedShares(tx, day))
})

const point = (asOf: string, value: number | null, revision = 1) => ({ asOf, value, revision }) as SeriesPoint

describe('a monitor', () => {
  it('tells a breach from a figure that is unknown, and a new figure from an old one', () => {
    const figure = { indicator: 'x', region: COUNTY }
    const low = { kind: 'threshold', ...figure, when: '<', limit: 80 } as const
    expect(figureBreach(low, [point('2026-01-31', 79)], '2026-02-10')?.key).toBe('2026-01-31 1')
    expect(figureBreach(low, [point('2026-01-31', 80)], '2026-02-10')).toBeNull()
    expect(figureBreach(low, [point('2026-01-31', null)], '2026-02-10')).toBeNull()
    const moved = { kind: 'change', ...figure, direction: 'down', percent: 10 } as const
    expect(figureBreach(moved, [point('2026-01-31', 100), point('2026-02-28', 90)], '2026-03-01')?.fact.change).toBe(
      -10,
    )
    expect(figureBreach(moved, [point('2026-01-31', 100), point('2026-02-28', 91)], '2026-03-01')).toBeNull()
    const old = { kind: 'staleness', ...figure, days: 45 } as const
    expect(figureBreach(old, [point('2026-01-31', 1)], '2026-03-17')).toBeNull()
    expect(figureBreach(old, [point('2026-01-31', 1)], '2026-03-18')?.fact.days).toBe(46)
  })

  it('raises one alert to a named person however many look at once; closed with a reason, the same breach is not told again', async () => {
    const rule = { kind: 'staleness', indicator: 'elder.visit-rate', region: COUNTY, days: 30 } as const
    await write((tx) => addMonitor(tx, { name: '没有数', rule, every: 'daily', account }))
    const raised = await Promise.all([1, 2, 3, 4].map(() => write((tx) => runMonitors(tx, true))))
    expect(raised.reduce((a, b) => a + b, 0)).toBe(1)
    const [alert] = await read((tx) => alertViews(tx))
    expect(alert).toMatchObject({ account, closedAt: null })
    const stranger = { ...county, permissions: new Set(['monitor.acknowledge']) }
    await expect(t.db.write(stranger, (tx) => closeAlert(tx, alert!.id, '不是我的事'))).rejects.toMatchObject({
      code: 'alert.not-yours',
    })
    await write((tx) => closeAlert(tx, alert!.id, '已催报，下月补齐'))
    await expect(write((tx) => closeAlert(tx, alert!.id, '再关一次'))).rejects.toMatchObject({ code: 'alert.closed' })
    expect(await write((tx) => runMonitors(tx, true))).toBe(0)
    expect((await read((tx) => alertViews(tx, { open: true }))).length).toBe(0)
  })
})

describe('awards', () => {
  it('count unrevoked and inside their term only', async () => {
    expect(await read((tx) => awardsOn(tx, 'demo-station', day))).toBe(2)
    expect(await read((tx) => awardsOn(tx, 'demo-station', addDays(day, 3000)))).toBe(0)
    const [programme] = await read(programmeViews)
    const counting = programme!.applications.find((each) => each.counts)!
    await expect(
      write((tx) =>
        actOnApplication(tx, counting.id, { act: 'award', text: '再认定', on: day, revision: counting.revision }),
      ),
    ).rejects.toMatchObject({ code: 'application.state' })
    await write((tx) =>
      actOnApplication(tx, counting.id, { act: 'revoke', text: '场地关停', on: day, revision: counting.revision }),
    )
    expect(await read((tx) => awardsOn(tx, 'demo-station', day))).toBe(1)
    expect(await read((tx) => awardsOn(tx, 'demo-station', addDays(day, -1)))).toBe(2)
  })
})

describe('shared data', () => {
  it('is scored from its log alone, late answers and faults included', async () => {
    const board = await read(shareBoard)
    const civil = board.departments.find((each) => each.unitName === '县民政局')!
    expect(civil.score).toMatchObject({ requests: 3, fulfilled: 2, refused: 1, faulty: 12, delivered: 3692 })
    expect(civil.score.score).toBeLessThan(100)
    expect(civil.score.filled).toContain('60')
    const open = board.datasets.flatMap((each) => each.requests).find((each) => each.state === 'open')!
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => write((tx) => logShare(tx, open.id, { act: 'fulfilled', on: day, amount: 5 }))),
    )
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    for (const each of answers)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'share.answered' })
    expect(
      await read((tx) => tx.rows(sql`select 1 from evaluation.share_event where request = ${open.id}`)),
    ).toHaveLength(1)
  })
})
