import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../kernel/dates.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { testDesk } from '../people/testkit.ts'
import { cancelOrder } from './orders/acts.ts'
import { collector, isPlaced, placeOrders } from './orders/place.ts'
import { cancelSession, type NewSessions, openSessions } from './sessions/commands.ts'
import { placeAll } from './sessions/series.ts'
import { sessionCalendar, sessions } from './sessions/views.ts'
import { joinWaiting } from './sessions/waiting.ts'
import { type Bench, bench, COUNTY, enterPerson, offerOf, wishOf } from './testkit.ts'

const t = testDatabase()
const desk = testDesk()
let b: Bench
let offer: string
let people: string[]
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(b.actor, work)
const day = addDays(today(Date.now()), 10)
const open = (more: Partial<NewSessions> = {}) =>
  as((tx) =>
    openSessions(tx, desk, {
      offer,
      title: '书法课',
      date: day,
      from: '09:00',
      to: '10:30',
      repeat: null,
      capacity: 20,
      closesMinutes: 30,
      staff: [],
      room: null,
      ...more,
    }),
  )
const seat = (session: string, person: string, more = {}) =>
  wishOf(new Date(), person, offer, 500, { session, from: null, until: null, ...more })
const rows = (session: string) =>
  as((tx) =>
    tx.one<{ taken: number; orders: number; waiting: number }>(sql`select s.taken,
      (select count(*) from services.service_order o where o.session = s.id and o.state = 'placed') orders,
      (select count(*) from services.waiting w where w.session = s.id and w.state = 'waiting') waiting from services.session s where s.id = ${session}`),
  )

beforeAll(async () => {
  b = await bench(t.db, desk)
  offer = await as((tx) => offerOf(tx, b.site, 'elder-class', 500))
  people = await as(async (tx) => {
    const ids: string[] = []
    for (let i = 0; i < 200; i++)
      ids.push(
        await enterPerson(
          tx,
          desk,
          `老${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒'[Math.floor(i / 10)]}`,
        ),
      )
    return ids
  })
}, 120_000)

describe('the last places of a class', () => {
  it('go to exactly as many as there are, whatever the way and the rush; everybody else is told', async () => {
    const place = collector(t.db)
    for (let round = 0; round < 12; round++) {
      const { sessions: made } = await open({ date: addDays(day, round) })
      const session = made[0]!
      const together = round % 2 === 0
      const outcomes = await Promise.all(
        people.map((person) =>
          together
            ? place(COUNTY, seat(session, person))
            : as(async (tx) => (await placeOrders(tx, [seat(session, person)]))[0]!),
        ),
      )
      expect(outcomes.filter(isPlaced)).toHaveLength(20)
      for (const each of outcomes) if (!isPlaced(each)) expect(each.code).toBe('order.full')
      expect(await rows(session)).toMatchObject({ taken: 20, orders: 20 })
    }
  }, 120_000)

  it('are one to a person, and once for the same request', async () => {
    const { sessions: made } = await open({ capacity: 5, date: addDays(day, 20) })
    const wish = seat(made[0]!, people[0]!)
    const same = await Promise.all(
      Array.from({ length: 8 }, () => as(async (tx) => (await placeOrders(tx, [wish]))[0]!)),
    )
    expect(new Set(same.map((each) => (isPlaced(each) ? each.id : each.code))).size).toBe(1)
    const other = await Promise.all(
      Array.from({ length: 8 }, () => as(async (tx) => (await placeOrders(tx, [seat(made[0]!, people[0]!)]))[0]!)),
    )
    expect(other.map((each) => (isPlaced(each) ? 'placed' : each.code))).toEqual(Array(8).fill('order.already-in'))
    expect(await rows(made[0]!)).toMatchObject({ taken: 1, orders: 1 })
  })
})

describe('a waiting list', () => {
  it('moves up by itself, in turn, passing over whoever can no longer be placed', async () => {
    const { sessions: made } = await open({ capacity: 1, date: addDays(day, 21) })
    const session = made[0]!
    const [first] = await as((tx) => placeOrders(tx, [seat(session, people[0]!)]))
    const join = (person: string, seenFen = 500) =>
      as((tx) =>
        joinWaiting(tx, desk, { session, person, quantity: 1, seenFen, channel: 'phone', acting: { by: 'self' } }),
      )
    expect((await join(people[1]!, 400)).ahead).toBe(0)
    expect((await join(people[2]!)).ahead).toBe(1)
    await as((tx) =>
      cancelOrder(tx, desk, (first as { id: string }).id, {
        revision: null,
        told: { channel: 'phone' },
        reason: '不去了',
      }),
    )
    const states = await as((tx) =>
      tx.rows<{ person: string; state: string; reason: string | null }>(
        sql`select person, state, reason from services.waiting where session = ${session} order by id`,
      ),
    )
    expect(states).toEqual([
      { person: people[1], state: 'refused', reason: 'order.price-changed' },
      { person: people[2], state: 'placed', reason: null },
    ])
    expect(await rows(session)).toEqual({ taken: 1, orders: 1, waiting: 0 })
    await expect(join(people[3]!)).resolves.toBeDefined()
    await as((tx) => cancelSession(tx, desk, session, { series: false, reason: '停课' }))
    expect(await rows(session)).toEqual({ taken: 0, orders: 0, waiting: 0 })
  })
})

describe('a series', () => {
  it('is checked at every occurrence: all are ordered or none, each clash named', async () => {
    const { sessions: made } = await open({
      capacity: 1,
      date: addDays(day, 30),
      repeat: { every: 'week', until: addDays(day, 30 + 7 * 7) },
    })
    expect(made).toHaveLength(8)
    await as((tx) => placeOrders(tx, [seat(made[3]!, people[5]!), seat(made[6]!, people[5]!)]))
    const all = as((tx) =>
      placeAll(
        tx,
        made.map((session) => seat(session, people[6]!)),
      ),
    )
    await expect(all).rejects.toMatchObject({
      code: 'order.series',
      params: {
        refused: [
          { at: 3, code: 'order.full' },
          { at: 6, code: 'order.full' },
        ],
      },
    })
    const { n } = await as((tx) =>
      tx.one<{ n: number }>(
        sql`select count(*) n from services.service_order where person = ${people[6]} and session = any(${made}::uuid[])`,
      ),
    )
    expect(n).toBe(0)
    const free = made.filter((_, i) => i !== 3 && i !== 6)
    expect(
      await as((tx) =>
        placeAll(
          tx,
          free.map((session) => seat(session, people[6]!)),
        ),
      ),
    ).toHaveLength(6)
  })

  it('does not open where staff are bound, and names every clash', async () => {
    const staff = people[190]!
    const at = addDays(day, 60)
    await open({ date: addDays(at, 14), from: '10:00', to: '11:00', staff: [staff] })
    const series = open({
      date: at,
      from: '09:00',
      to: '10:30',
      repeat: { every: 'week', until: addDays(at, 21) },
      staff: [staff],
    })
    await expect(series).rejects.toBeInstanceOf(Refusal)
    await expect(series).rejects.toMatchObject({ code: 'order.staff-busy', params: { clashes: [{ staff }] } })
    expect(await as((tx) => sessions(tx, { from: at, until: at }))).toEqual([])
  })

  it('is a calendar that every calendar reads', async () => {
    const at = addDays(day, 90)
    await open({ date: at, title: '太极; 入门, 第一课' })
    const text = await as((tx) => sessionCalendar(tx, '课程', { from: at, until: at }, 'zh'))
    expect(text).toContain('SUMMARY:太极\\; 入门\\, 第一课\r\n')
    expect(text).toContain(`DTSTART:${at.replaceAll('-', '')}T010000Z\r\n`)
  })
})
