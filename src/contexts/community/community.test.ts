import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { startRelay } from '../../platform/events/index.ts'
import { statisticsSubscribers, syncLibrary } from '../statistics/index.ts'
import { observe } from '../statistics/observations/observe.ts'
import { writePopulation } from '../territory/regions/register.ts'
import { cancelEvent, eventLines, holdEvent, type NewEvent, planEvent } from './events/events.ts'
import { toursView } from './events/tours.ts'
import { reportYear } from './report.ts'
import { COMMUNITY, communityTest, TODAY } from './testkit.ts'
import { bookSlot, cancelSlot, openSlots, settleBooking, slotView } from './venues/slots.ts'
import { noteVisits, visitDays, visitsView } from './venues/visits.ts'
import { notePointActivity, pointsView, voidPointActivity } from './villages/points.ts'

const { t, desk, setUp, write, persons, villages, rural, townWorker } = communityTest()
beforeAll(async () => {
  await setUp()
  await syncLibrary(t.db)
  await write((tx) =>
    writePopulation(
      tx,
      {
        added: [
          {
            region: '532622000000',
            as_of: '2020-11-01',
            measure: 'persons',
            sex: 'all',
            age_from: 0,
            age_to: 999,
            count: 100_000,
            source: '第七次人口普查（测试）',
          },
        ],
        changed: [],
        removed: [],
      },
      null,
    ),
  )
})

const at = (clock: string) => t.setNow(`${TODAY}T${clock}:00+08:00`)
/** What an indicator says of the county, once everything was told to statistics. */
async function figure(indicator: string): Promise<{ value: number | null; numerator: number | null } | undefined> {
  const relay = await startRelay(t.db, statisticsSubscribers)
  await relay.drain()
  await relay.stop()
  const [row] = await t.asOwner<{ value: number | null; numerator: number | null }>(
    `select value::float8 "value", numerator::float8 numerator from statistics.observation
     where indicator = '${indicator}' and region = '532622000000' order by as_of desc, revision desc limit 1`,
    [],
    true,
  )
  return row
}

describe('mutual-aid points (A116)', () => {
  it('count a village only while its point is active, and nothing is said without records', async () => {
    expect(await write(pointsView)).toMatchObject({ active: null, covered: 2, villages: rural })
    await write((tx) => observe(tx, { indicators: ['elder.mutual-aid-villages'], from: null, reason: null }))
    expect((await figure('elder.mutual-aid-villages'))?.value ?? null).toBeNull()
    const note = (facility: string, heldOn: string) =>
      write((tx) => notePointActivity(tx, { facility, heldOn, kind: 'meal', title: '互助用餐', persons: 12 }))
    const old = await note('M1', '2026-08-22')
    expect((await write(pointsView)).points.map((each) => each.active)).toEqual([null, null])
    const { id } = await note('M2', '2026-08-23')
    const view = await write(pointsView)
    expect(view).toMatchObject({ active: 1, covered: 2 })
    expect(view.points.map(({ facility, active }) => [facility, active])).toEqual([
      ['M1', false],
      ['M2', true],
    ])
    expect(await figure('elder.mutual-aid-villages')).toMatchObject({ numerator: 1 })
    await expect(note('M2', '2026-08-23')).rejects.toMatchObject({ code: 'point.exists' })
    await expect(note('L', '2026-08-23')).rejects.toMatchObject({ code: 'point.kind' })
    await expect(note('M2', '2026-11-23')).rejects.toMatchObject({ code: 'point.future' })
    await note('M1', TODAY)
    expect(await figure('elder.mutual-aid-villages')).toMatchObject({ numerator: 2 })
    await write((tx) => voidPointActivity(tx, id, '登记错误'))
    expect(await figure('elder.mutual-aid-villages')).toMatchObject({ numerator: 1 })
    expect(old.id).not.toBe(id)
    await expect(
      write(
        (tx) => notePointActivity(tx, { facility: 'M2', heldOn: TODAY, kind: 'meal', title: '用餐', persons: null }),
        townWorker('532622101'),
      ),
    ).rejects.toMatchObject({ code: 'access.region' })
  })
})

describe('events', () => {
  const event = (more: Partial<NewEvent> = {}): NewEvent => ({
    name: '健步走',
    kind: 'fitness',
    tour: null,
    region: COMMUNITY,
    facility: null,
    plannedOn: '2026-05-01',
    organiser: '县教育体育局',
    ...more,
  })
  it('are counted once each, when they were held (A122)', async () => {
    const { id } = await write((tx) => planEvent(tx, event()))
    await expect(write((tx) => planEvent(tx, event()))).rejects.toMatchObject({ code: 'event.exists' })
    const second = await write((tx) => planEvent(tx, event({ name: '健步走（下午场）' })))
    await write((tx) => planEvent(tx, event({ name: '没有举办' })))
    const hold = (one: string, visits: number | null) =>
      write((tx) => holdEvent(tx, one, { heldOn: '2026-05-02', visits, method: visits === null ? null : 'manual' }))
    await hold(id, null)
    await hold(second.id, 120)
    await hold(second.id, 140)
    expect((await figure('sport.events'))?.value).toBe(2)
    await write((tx) => cancelEvent(tx, second.id, '登记错误'))
    expect((await figure('sport.events'))?.value).toBe(1)
    await expect(hold(second.id, 1)).rejects.toMatchObject({ code: 'event.state' })
    expect((await write((tx) => eventLines(tx, { year: 2026 }))).map((each) => each.state)).toEqual([
      'planned',
      'held',
      'cancelled',
    ])
  })

  it('of many who enter the same one stand once', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => write((tx) => planEvent(tx, event({ name: '篮球赛' })))),
    )
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })

  it('brought to villages show the last day and what is regular (A117)', async () => {
    const before = await write(toursView)
    expect(before.regular.film).toBeNull()
    expect(before.villages).toHaveLength(rural)
    const [near, far] = villages
    for (let month = 1; month <= 10; month++)
      for (const name of month <= 2 ? ['上午', '下午'] : ['晚场']) {
        const plannedOn = `2026-${String(month).padStart(2, '0')}-15`
        const { id } = await write((tx) =>
          planEvent(tx, event({ kind: 'outreach', tour: 'film', region: near, name: `电影${name}`, plannedOn })),
        )
        await write((tx) => holdEvent(tx, id, { heldOn: plannedOn, visits: null, method: null }))
      }
    await write((tx) =>
      planEvent(tx, event({ kind: 'outreach', tour: 'film', region: far, name: '电影', plannedOn: '2026-12-01' })),
    )
    const view = await write(toursView)
    const of = (code: string) => view.villages.find((each) => each.code === code)!
    expect(of(near)).toMatchObject({
      lastOn: '2026-10-15',
      tours: { film: { times: 12, regular: true }, opera: { regular: null } },
    })
    expect(of(far)).toMatchObject({ lastOn: null, tours: { film: { times: 0, regular: false, nextOn: '2026-12-01' } } })
    expect(view.regular).toMatchObject({ film: 1, opera: null })
    expect(view.villages.at(-1)!.code).toBe(near)
    await expect(write((tx) => planEvent(tx, event({ kind: 'outreach' })))).rejects.toMatchObject({
      code: 'event.tour',
    })
  })
})

describe('visits to venues (A118)', () => {
  const note = (
    facility: string,
    day: string,
    visits: number,
    method: 'counted' | 'sampled' | 'manual',
    why: string | null = null,
  ) => write((tx) => noteVisits(tx, { facility, day, visits, method, note: why }))
  it('say how each venue was counted, keep corrections, and are not reported while a venue is unknown', async () => {
    expect(await write((tx) => visitsView(tx, 2026))).toMatchObject({
      visits: null,
      unknown: 2,
      perTenThousand: null,
      rooms: { open: 1, others: 0 },
    })
    await note('L', '2026-11-01', 500, 'counted')
    await expect(note('L', '2026-11-02', 300, 'sampled')).rejects.toMatchObject({ code: 'visits.note' })
    await note('L', '2026-11-02', 300, 'sampled', '每月抽一周')
    await expect(note('L', '2026-11-01', 450, 'counted')).rejects.toMatchObject({ code: 'visits.note' })
    expect(await note('L', '2026-11-01', 450, 'counted', '重复计入')).toEqual({ revision: 2 })
    const view = await write((tx) => visitsView(tx, 2026))
    expect(view).toMatchObject({ visits: 750, unknown: 1, methods: { counted: 450, sampled: 300, manual: 0 } })
    expect(view.perTenThousand).toBeCloseTo(0.0075)
    expect(view.area).toMatchObject({ total: 3200, perTenThousand: 320 })
    expect((await write((tx) => visitDays(tx, 'L', 2026))).at(-1)).toMatchObject({
      visits: 450,
      before: [{ visits: 500, revision: 1 }],
    })
    const report = () => write((tx) => reportYear(tx, { year: 2026, what: 'visits' }))
    await expect(report()).rejects.toMatchObject({ code: 'report.unknown', params: { unknown: 1 } })
    await note('S', '2026-11-01', 50, 'manual')
    await report()
    expect((await figure('culture.visits-per-10000'))?.value).toBeCloseTo(0.008)
    await expect(
      write((tx) => reportYear(tx, { year: 2026, what: 'area' }), townWorker('532622101')),
    ).rejects.toMatchObject({ code: 'report.whole' })
    await expect(note('X', TODAY, 1, 'manual')).rejects.toMatchObject({ code: 'venue.kind' })
    await expect(note('none', TODAY, 1, 'manual')).rejects.toMatchObject({ code: 'facility.missing' })
  })
  it('of many who correct one day at once all stand, one after the other', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => note('S', '2026-10-01', 10 + i, 'manual', '更正')))
    const day = (await write((tx) => visitDays(tx, 'S', 2026))).find((each) => each.day === '2026-10-01')!
    expect([day.revision, ...day.before.map((each) => each.revision)]).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  })
})

describe('opening slots (A123)', () => {
  let week = 0
  const open = async (capacity: number, hours: [string, string] = ['09:00', '11:00']) => {
    const day = addDays('2026-12-01', week++)
    const title = `阅览专场 ${week}`
    await write((tx) =>
      openSlots(tx, {
        facility: 'L',
        title,
        audience: 'students',
        terms: '免费',
        from: `${day}T${hours[0]}:00+08:00`,
        until: `${day}T${hours[1]}:00+08:00`,
        weeks: 0,
        capacity,
      }),
    )
    const [row] = await t.asOwner<{ id: string }>(
      `select id from community.opening_slot where title = '${title}'`,
      [],
      true,
    )
    return row!.id
  }
  const book = (slot: string, person: string | null, places = 1, group: string | null = null) =>
    write((tx) => bookSlot(tx, desk, slot, { person, group, places, channel: 'counter' }))

  it('are never booked beyond their capacity, however many ask at once', async () => {
    at('08:00')
    const slot = await open(5)
    const all = await persons(30)
    const answers = await Promise.allSettled(all.map((person) => book(slot, person)))
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(5)
    for (const each of answers) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'slot.full' })
    const view = (await write((tx) => slotView(tx, desk, slot)))!
    expect([view.taken, view.bookings.length]).toEqual([5, 5])
    await write((tx) => settleBooking(tx, view.bookings[0]!.id, 'cancelled'))
    expect(await book(slot, all.at(-1)!)).toMatchObject({ left: 0 })
    await expect(write((tx) => settleBooking(tx, view.bookings[0]!.id, 'cancelled'))).rejects.toMatchObject({
      code: 'booking.state',
    })
  })

  it('keep a person from two at one time, and a group from being entered twice', async () => {
    const [person] = await persons(1)
    const [one, two] = [await open(10), await open(10)]
    await t.asOwner(
      `update community.opening_slot set during = (select during from community.opening_slot where id = '${one}') where id = '${two}'`,
      [],
      true,
    )
    await book(one, person!)
    await expect(book(two, person!)).rejects.toMatchObject({ code: 'booking.twice' })
    await book(two, null, 8, '二年级一班')
    await expect(book(two, null, 1, '二年级一班')).rejects.toMatchObject({ code: 'booking.twice' })
    await expect(book(two, null, 3, '三年级')).rejects.toMatchObject({ code: 'slot.full', params: { left: 2 } })
    await expect(book(two, null)).rejects.toMatchObject({ code: 'booking.who' })
    expect((await write((tx) => slotView(tx, desk, two)))!.taken).toBe(8)
    expect(await write((tx) => cancelSlot(tx, two, '停电'))).toEqual({ bookings: 1 })
    await expect(book(two, person!)).rejects.toMatchObject({ code: 'slot.cancelled' })
  })

  it('count exactly what stands after any bookings and cancellations', async () => {
    const people = await persons(6)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.nat(5), places: fc.integer({ min: 1, max: 3 }), back: fc.boolean() }), {
          maxLength: 12,
        }),
        async (acts) => {
          const slot = await open(6)
          for (const { who, places, back } of acts) {
            const made = await book(slot, people[who]!, places).catch(() => null)
            if (back && made !== null) await write((tx) => settleBooking(tx, made.id, 'cancelled'))
          }
          const view = (await write((tx) => slotView(tx, desk, slot)))!
          const standing = view.bookings.filter((each) => each.state === 'booked')
          expect(view.taken).toBe(standing.reduce((sum, each) => sum + each.places, 0))
          expect(view.taken).toBeLessThanOrEqual(6)
          expect(new Set(standing.map((each) => each.card?.id)).size).toBe(standing.length)
        },
      ),
      { numRuns: 12 },
    )
  })
})
