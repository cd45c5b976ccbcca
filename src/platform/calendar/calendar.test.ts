import { describe, expect, it } from 'vitest'
import { addWorkdays, isWorkday } from '../../kernel/workdays.ts'
import { publicActor, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { buildServer } from '../http/index.ts'
import { calendar, loadHolidayYear } from './index.ts'
import { calendarRoutes } from './routes.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const notice = (change: object = {}) => ({
  year: 2027,
  notices: ['https://www.gov.cn/example'],
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-04' }],
  work: ['2027-01-09'],
  ...change,
})
const known = () => t.db.read(publicActor('532622'), calendar)
const load = (json: unknown) => t.db.write(county, (tx) => loadHolidayYear(tx, json))

describe('the calendar', () => {
  it('knows the announced years from the start and says what is provisional', async () => {
    expect(isWorkday(await known(), '2026-02-14')).toEqual({ workday: true, festival: null, provisional: false })
    expect(addWorkdays(await known(), '2026-12-31', 1)).toEqual({ date: '2027-01-01', provisional: true })
  })

  it('takes a new year and its correction, in the journal and as an event, seen from the commit on', async () => {
    const before = await known()
    expect(await load(notice())).toEqual({ year: 2027, edition: 1 })
    expect(addWorkdays(await known(), '2026-12-31', 1)).toEqual({ date: '2027-01-05', provisional: false })
    expect(isWorkday(before, '2027-01-04').workday).toBe(true)
    expect(await load(notice({ work: [] }))).toEqual({ year: 2027, edition: 2 })
    expect(isWorkday(await known(), '2027-01-09').workday).toBe(false)
    expect(await known()).toBe(await known())
    const entries = await t.asOwner(
      `select action, subject_id, detail->>'edition' edition from journal.entry`,
      [],
      true,
    )
    expect(entries).toEqual(
      ['1', '2'].map((edition) => ({ action: 'calendar.year.load', subject_id: '2027', edition })),
    )
    const events = await t.asOwner('select name, payload from events.outbox order by id', [], true)
    expect(events).toEqual(
      [1, 2].map((edition) => ({ name: 'calendar.year.loaded', payload: { year: 2027, edition } })),
    )
  })

  it('refuses wrong input and what is known already, and keeps nothing of it', async () => {
    await expect(load(notice({ year: 2029 }))).rejects.toMatchObject({ code: 'holiday.outside' })
    await expect(load(notice({ work: ['2027-01-11'] }))).rejects.toMatchObject({
      code: 'holiday.weekday',
      at: '/work/0',
    })
    await expect(load(notice({ work: [] }))).rejects.toMatchObject({ code: 'calendar.unchanged' })
    expect(await t.asOwner('select from calendar.holiday_year', [], true)).toHaveLength(2)
  })

  it('of two loads at once one is told that the year has changed meanwhile', async () => {
    const results = await Promise.allSettled([
      load(notice({ year: 2026, off: [{ name: 'a', from: '2026-01-01', to: '2026-01-01' }], work: [] })),
      load(notice({ year: 2026, off: [{ name: 'b', from: '2026-01-01', to: '2026-01-01' }], work: [] })),
    ])
    const editions = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value.edition] : []))
    expect(editions.sort()).toEqual(editions.length === 2 ? [1, 2] : [1])
    for (const each of results) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: '23505' })
  })
})

describe('its routes', () => {
  it('answer years and working days to everybody and load for whom may', async () => {
    const server = await buildServer({
      db: t.db,
      routes: calendarRoutes,
      version: '0.0.0',
      authenticate: async ({ authorization }) =>
        authorization === 'loader'
          ? { ...county, kind: 'account', permissions: new Set(['calendar.load']) }
          : authorization === 'other'
            ? { ...county, kind: 'account', permissions: new Set() }
            : publicActor('532622'),
    })
    const get = async (url: string) => (await server.inject({ method: 'GET', url })).json()
    expect((await get('/api/calendar?year=2025')).years).toMatchObject([{ year: 2025, loaded: null }])
    expect((await get('/api/calendar')).years.length).toBeGreaterThan(20)
    expect(await get('/api/calendar/workdays?from=2025-09-26&days=5')).toEqual({
      date: '2025-10-10',
      workday: true,
      festival: null,
      provisional: false,
    })
    expect(await get('/api/calendar/workdays?from=2025-10-01')).toMatchObject({
      date: '2025-10-01',
      workday: false,
      festival: '国庆节、中秋节',
    })
    expect(await get('/api/calendar/workdays?from=2025-02-30&days=1')).toMatchObject({ code: 'calendar.date' })

    const post = async (authorization: string, payload: object, key: string) => {
      const headers = { authorization, 'idempotency-key': key }
      const reply = await server.inject({ method: 'POST', url: '/api/calendar/years', headers, payload })
      return [reply.statusCode, reply.json().code ?? reply.json().edition]
    }
    const next = notice({ year: 2028, off: [{ name: '元旦', from: '2028-01-01', to: '2028-01-03' }], work: [] })
    expect(await post('other', next, 'key-00001')).toEqual([403, 'access.forbidden'])
    expect(await post('loader', next, 'key-00002')).toEqual([201, 1])
    expect(await post('loader', next, 'key-00002')).toEqual([201, 1])
    expect(await post('loader', next, 'key-00003')).toEqual([409, 'calendar.unchanged'])
    expect(await post('loader', { year: 'x' }, 'key-00004')).toEqual([422, 'holiday.year'])
    await server.close()
  })
})
