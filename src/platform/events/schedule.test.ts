import { describe, expect, it } from 'vitest'
import { testDatabase } from '../db/testkit/index.ts'
import { type Job, startSchedules } from './index.ts'
import { slotOf } from './schedule.ts'

const t = testDatabase()
const slot = (every: Job['every'], now: string) => slotOf(every, new Date(now)).toISOString()

/** Schedules on a hand-moved clock; `runs` collects what ran. */
function schedules(
  jobs: Omit<Job, 'run'>[],
  run: (name: string, code: string) => Promise<void> = async () => {},
  codes = ['532622'],
) {
  let now = new Date('2026-05-01T00:00:00Z')
  const runs: string[] = []
  const made = jobs.map(
    (job): Job => ({
      ...job,
      run: async (_db, code) => {
        runs.push(`${code} ${job.name}`)
        await run(job.name, code)
      },
    }),
  )
  const started = startSchedules(t.db, made, { jurisdictions: async () => codes, clock: () => now, look: null })
  return {
    runs,
    tick: (at: string) => {
      now = new Date(at)
      return started.tick()
    },
    stop: started.stop,
  }
}

describe('slots', () => {
  it('are counted in minutes, hours, and days in China', () => {
    expect(slot('15m', '2026-05-01T10:44:59Z')).toBe('2026-05-01T10:30:00.000Z')
    expect(slot('1h', '2026-05-01T10:44:59Z')).toBe('2026-05-01T10:00:00.000Z')
    expect(slot({ dailyAt: '02:30' }, '2026-05-01T18:29:59Z')).toBe('2026-04-30T18:30:00.000Z')
    expect(slot({ dailyAt: '02:30' }, '2026-05-01T18:30:00Z')).toBe('2026-05-01T18:30:00.000Z')
    expect(slot({ dailyAt: '23:59' }, '2026-05-01T00:00:00Z')).toBe('2026-04-30T15:59:00.000Z')
    for (const wrong of ['0m', '5', '1d'] as Job['every'][]) expect(() => slotOf(wrong, new Date())).toThrow(/rhythm/)
    expect(() => slotOf({ dailyAt: '24:00' }, new Date())).toThrow(/rhythm/)
  })
})

describe('schedules', () => {
  it('run once per slot and jurisdiction, and make up for missed slots once', async () => {
    const s = schedules(
      [
        { name: 'a.often', every: '10m' },
        { name: 'a.daily', every: { dailyAt: '02:30' } },
      ],
      undefined,
      ['532622', '532623'],
    )
    const all = ['532622 a.often', '532622 a.daily', '532623 a.often', '532623 a.daily']
    expect(await s.tick('2026-05-01T00:00:00Z')).toEqual(all)
    expect(await s.tick('2026-05-01T00:09:59Z')).toEqual([])
    expect(await s.tick('2026-05-01T00:10:00Z')).toEqual(['532622 a.often', '532623 a.often'])
    expect(await s.tick('2026-05-04T20:00:00Z')).toEqual(all)
    expect(await s.tick('2026-05-04T20:00:01Z')).toEqual([])
  })

  it('several processes run a job once', async () => {
    const together = Promise.withResolvers<void>()
    const many = Array.from({ length: 4 }, () => schedules([{ name: 'b.once', every: '1h' }], () => together.promise))
    const ticks = many.map((each) => each.tick('2026-05-01T00:00:00Z'))
    // Three find the row locked and go; the fourth is in the job.
    let gone = 0
    for (const tick of ticks) tick.then(() => ++gone === 3 && together.resolve())
    await Promise.all(ticks)
    expect(many.flatMap((each) => each.runs)).toEqual(['532622 b.once'])
    expect((await Promise.all(many.map((each) => each.tick('2026-05-01T00:00:01Z')))).flat()).toEqual([])
  })

  it('tries a failed run again, later and later, then waits for the next slot', async () => {
    let fails = 9
    const s = schedules([{ name: 'c.fails', every: '1h' }], async () => {
      if (fails-- > 0) throw new Error('no luck')
    })
    const ran = async (at: string) => (await s.tick(at)).length
    expect(await ran('2026-05-01T00:00:00Z')).toBe(1)
    expect(await ran('2026-05-01T00:00:59Z')).toBe(0)
    expect(await ran('2026-05-01T00:01:00Z')).toBe(1)
    expect(await ran('2026-05-01T00:02:00Z')).toBe(0)
    expect(await ran('2026-05-01T00:03:00Z')).toBe(1)
    expect(await ran('2026-05-01T00:07:00Z')).toBe(1)
    expect(await ran('2026-05-01T00:59:00Z')).toBe(0)
    const [row] = await t.asOwner(`select failures, error from events.schedule where job = 'c.fails'`, [], true)
    expect(row).toMatchObject({ failures: 4, error: expect.stringContaining('no luck') })
    fails = 0
    expect(await ran('2026-05-01T01:00:00Z')).toBe(1)
    expect((await t.asOwner(`select failures, error from events.schedule where job = 'c.fails'`, [], true))[0]).toEqual(
      { failures: 0, error: null },
    )
  })
})
