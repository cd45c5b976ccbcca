import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { writeCsv } from '../../../platform/documents/index.ts'
import { applyImport, previewImport, type RegisterDefinition } from '../../../platform/imports/index.ts'
import { setHoursException } from '../facilities/exceptions.ts'
import { writeFacilities } from '../facilities/write.ts'
import { changeFacilityState, loadRegions, resolveRegions } from '../index.ts'
import { blankFacility } from '../seed/blank.ts'
import { demoRegions } from '../seed/regions.ts'
import { bookSpace, cancelBooking, setSlots } from './commands.ts'
import type { NewBooking, NewRoom } from './model.ts'
import { spaceRegister } from './register.ts'
import { enterRoom } from './rooms.ts'
import { areasByUse, instantOf, minutesOf, occurrencesOf } from './rules.ts'
import { spaceHomes, spacePlan } from './views.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const otherTown: Actor = { ...county, region: '532622102' }

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await t.db.write(county, async (tx) => {
    await loadRegions(tx, demoRegions())
    const row = {
      ...blankFacility('A', '锦山社区综合服务站', 'community-hall'),
      region: '532622101001',
      floor_area: 300,
      opened_on: '2025-01-01',
      hours: '周一至周六 8:00—21:00',
    }
    await writeFacilities(tx, { added: [row], changed: [], removed: [] }, { import: null, undoes: null })
  })
})
beforeEach(() =>
  t.asOwner(
    'truncate territory.space, territory.space_slot, territory.space_booking, territory.facility_hours',
    [],
    true,
  ),
)

const head = ['设施编号', '房间编号', '房间名称', '面积', '可容纳人数', '主要用途', '兼作用途', '可预订']
async function rooms(rows: (string | number | null)[][], refused = 0) {
  const bytes = writeCsv(
    head.map((title) => ({ title })),
    rows,
  )
  const register = spaceRegister as unknown as RegisterDefinition
  const seen = await t.db.write(county, (tx) => previewImport(tx, register, { name: 'f.csv', bytes }, resolveRegions))
  expect(seen.counts.refused).toBe(refused)
  if (refused === 0) await t.db.write(county, (tx) => applyImport(tx, register, seen.id, 'all', seen.contentHash))
}
const hall = () => rooms([['A', 'H1', '多功能厅', 120, 60, '文化活动', '议事协商、培训', '是']])
const booking = (more: Partial<NewBooking> = {}): NewBooking => ({
  space: 'H1',
  date: '2026-11-23',
  from: '09:00',
  to: '11:00',
  use: 'culture',
  title: '合唱队排练',
  organiser: '锦山合唱队',
  contact: '0876-0000000',
  persons: 30,
  repeat: null,
  ...more,
})
const book = (more: Partial<NewBooking> = {}, actor = county) =>
  t.db.write(actor, (tx) => bookSpace(tx, 'A', booking(more)))
const plan = (from = '2026-11-23', actor = county) => t.db.read(actor, (tx) => spacePlan(tx, 'A', { from, days: 7 }))

const enter = (more: Partial<NewRoom> = {}, actor = county) =>
  t.db.write(actor, (tx) =>
    enterRoom(tx, 'A', {
      code: 'h1',
      name: '多功能厅',
      storey: '1',
      area: 120,
      capacity: 60,
      mainUse: 'culture',
      otherUses: ['meeting'],
      bookable: true,
      ...more,
    }),
  )

describe('a room entered by hand', () => {
  it('stands in the register like one that came by file, and can be booked', async () => {
    expect(await enter()).toEqual({ code: 'H1' })
    expect((await plan()).rooms).toEqual([
      {
        code: 'H1',
        name: '多功能厅',
        storey: '1',
        area: 120,
        capacity: 60,
        uses: ['culture', 'meeting'],
        bookable: true,
      },
    ])
    expect((await book()).bookings).toHaveLength(1)
  })

  it('is judged like one that came by file, and stands once', async () => {
    await enter()
    const code = (more: Partial<NewRoom>, actor?: Actor) =>
      enter(more, actor).then(
        () => null,
        (thrown: { code: string }) => thrown.code,
      )
    expect(await code({})).toBe('space.exists')
    expect(await code({ code: 'H2', area: 181 })).toBe('space.area')
    expect(await code({ code: 'H2', area: 10, otherUses: ['culture'] })).toBe('space.uses')
    expect(await code({ code: 'H2' }, otherTown)).toBe('access.region')
    expect(await code({ code: 'H2', area: 180 })).toBeNull()
  })
})

describe('rooms', () => {
  it('count their area once, however many uses they have (A37)', async () => {
    await rooms([
      ['A', 'H1', '多功能厅', 120, 60, '文化活动', '议事协商、培训', '是'],
      ['A', 'H2', '助餐间', 80, 30, '助餐', '文化活动', '是'],
    ])
    expect((await plan()).areas).toEqual({
      uses: [
        { use: 'culture', area: 120, rooms: 1, alsoIn: 1 },
        { use: 'meals', area: 80, rooms: 1, alsoIn: 0 },
        { use: 'training', area: 0, rooms: 0, alsoIn: 1 },
        { use: 'meeting', area: 0, rooms: 0, alsoIn: 1 },
      ].sort((a, b) => b.area - a.area || (a.use < b.use ? -1 : 1)),
      rooms: 2,
      rest: 100,
    })
    await rooms([['A', 'H3', '大厅', 150, null, '健身', null, '否']], 1)
    expect(await t.db.read(county, (tx) => spaceHomes(tx, { asOf: TODAY }))).toMatchObject([
      { code: 'A', rooms: 2, area: 200 },
    ])
  })

  it('add up to the sum of their areas, whatever their uses', () => {
    const room = fc.record({
      area: fc.integer({ min: 1, max: 5_000 }).map((n) => n / 10),
      uses: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(room), (list) => {
        const { uses, rest } = areasByUse(list, 10_000)
        const total = list.reduce((sum, each) => sum + each.area, 0)
        expect(uses.reduce((sum, use) => sum + use.area, 0)).toBeCloseTo(total, 6)
        expect(rest).toBeCloseTo(10_000 - total, 6)
        expect(uses.reduce((sum, use) => sum + use.rooms, 0)).toBe(list.length)
      }),
    )
  })
})

describe('bookings', () => {
  it('follow the hours of the place, its exceptions and its own slots', async () => {
    await hall()
    await book()
    const sunday = { date: '2026-11-29' }
    await expect(book(sunday)).rejects.toMatchObject({ code: 'space.shut' })
    await expect(book({ from: '20:00', to: '22:00' })).rejects.toMatchObject({ code: 'space.shut' })
    await t.db.write(county, (tx) =>
      setHoursException(tx, 'A', { from: '2026-11-24', to: '2026-11-24', hours: null, reason: '消杀' }),
    )
    await expect(book({ date: '2026-11-24' })).rejects.toMatchObject({ code: 'space.shut' })
    await t.db.write(county, (tx) =>
      setSlots(tx, 'A', { space: 'H1', from: TODAY, slots: [{ weekday: 7, from: 540, to: 720 }] }),
    )
    await book(sunday)
    await expect(book({ date: '2026-11-25' })).rejects.toMatchObject({ code: 'space.shut' })
    expect((await plan()).days.map((day) => day.open.H1?.length)).toEqual([0, 0, 0, 0, 0, 0, 1])
  })

  it('are refused where the room, the use, the size or the time does not fit', async () => {
    await hall()
    const codes = [
      [{ space: 'H9' }, 'space.missing'],
      [{ use: 'meals' }, 'space.use'],
      [{ persons: 61 }, 'space.capacity'],
      [{ from: '11:00', to: '09:00' }, 'space.times'],
      [{ date: '2026-11-20' }, 'space.past'],
      [{ repeat: { every: 'week', until: '2026-11-01' } }, 'space.repeat'],
      [{ repeat: { every: 'day', until: '2027-11-01' } }, 'space.repeat'],
    ] as const
    for (const [more, code] of codes) await expect(book(more)).rejects.toMatchObject({ code })
    await expect(book({}, otherTown)).rejects.toMatchObject({ code: 'access.region' })
    await t.db.write(county, (tx) =>
      changeFacilityState(tx, { code: 'A', to: 'suspended', on: '2026-11-23', reason: '装修' }),
    )
    await expect(book()).rejects.toMatchObject({ code: 'space.shut' })
    await t.db.write(county, (tx) =>
      changeFacilityState(tx, { code: 'A', to: 'open', on: '2026-11-23', reason: '完工' }),
    )
  })

  it('in series are checked one by one: one clash, and nothing is booked', async () => {
    await hall()
    const series = { repeat: { every: 'week' as const, until: '2026-12-21' } }
    await book({ date: '2026-12-14', from: '10:30', to: '12:00' })
    await expect(book(series)).rejects.toMatchObject({
      code: 'space.taken',
      params: { taken: ['2026-12-14 10:30—12:00'] },
    })
    expect((await plan('2026-11-23')).bookings).toEqual([])
    const { bookings } = await book({ ...series, from: '08:00', to: '10:30' })
    expect(bookings).toHaveLength(5)
    await expect(
      t.db.write(county, (tx) => cancelBooking(tx, bookings[2]!, { series: true, reason: '停课' })),
    ).resolves.toEqual({
      cancelled: 3,
    })
    await expect(
      t.db.write(county, (tx) => cancelBooking(tx, bookings[2]!, { series: false, reason: '再取消' })),
    ).rejects.toMatchObject({ code: 'space.cancelled' })
    await book({ date: '2026-12-07', from: '08:00', to: '10:00' })
  })

  it('touch without overlapping, and show who has them only to those who keep the place', async () => {
    await hall()
    await book()
    await book({ from: '11:00', to: '12:00', title: '议事会', use: 'meeting' })
    expect((await plan()).bookings.map((each) => [each.from, each.to, each.title])).toEqual([
      ['09:00', '11:00', '合唱队排练'],
      ['11:00', '12:00', '议事会'],
    ])
    expect((await plan('2026-11-23', otherTown)).bookings.map((each) => [each.title, each.contact])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('never overlap, however many want the room at once', async () => {
    await hall()
    const want = fc.record({
      start: fc.integer({ min: 16, max: 40 }),
      length: fc.integer({ min: 1, max: 6 }),
      weekly: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(want, { minLength: 8, maxLength: 16 }), async (wants) => {
        await t.asOwner('truncate territory.space_booking', [], true)
        const clock = (halves: number) => `${String(halves >> 1).padStart(2, '0')}:${halves % 2 === 0 ? '00' : '30'}`
        const tries = await Promise.allSettled(
          wants.map(({ start, length, weekly }) =>
            book({
              from: clock(start),
              to: clock(Math.min(start + length, 42)),
              repeat: weekly ? { every: 'week', until: '2026-12-07' } : null,
            }),
          ),
        )
        for (const each of tries) {
          if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'space.taken' })
        }
        const { n } = await t.db.read(county, (tx) =>
          tx.one<{ n: number }>(sql`select count(*) n from territory.space_booking a join territory.space_booking b
            on a.id < b.id and a.space = b.space and a.during && b.during and a.state = 'booked' and b.state = 'booked'`),
        )
        expect(n).toBe(0)
        const kept = tries.flatMap((each) => (each.status === 'fulfilled' ? each.value.bookings : []))
        const { stored } = await t.db.read(county, (tx) =>
          tx.one<{ stored: number }>(sql`select count(*) stored from territory.space_booking where state = 'booked'`),
        )
        expect(stored).toBe(kept.length)
        expect(kept.length).toBeGreaterThan(0)
      }),
      { numRuns: 6 },
    )
  })
})

describe('occurrences', () => {
  it('keep their time of day, lie apart as said and end in time', () => {
    const every = fc.constantFrom('day' as const, 'workday' as const, 'week' as const, 'fortnight' as const)
    fc.assert(
      fc.property(every, fc.integer({ min: 0, max: 50 }), (step, span) => {
        const until = new Date(Date.parse('2026-11-23T00:00:00Z') + span * 86_400_000).toISOString().slice(0, 10)
        const found = occurrencesOf({ date: '2026-11-23', from: '09:00', to: '10:30', repeat: { every: step, until } })
        expect(found[0]?.date).toBe('2026-11-23')
        for (const [i, each] of found.entries()) {
          expect([each.from, each.to]).toEqual([540, 630])
          expect(each.date <= until).toBe(true)
          if (i > 0) expect(each.date > found[i - 1]!.date).toBe(true)
        }
      }),
    )
    expect(minutesOf('24:00')).toBe(1440)
    expect(instantOf('2026-12-31', 1440)).toBe('2027-01-01T00:00:00+08:00')
  })
})
