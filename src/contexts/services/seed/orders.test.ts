import { describe, expect, it } from 'vitest'
import { today } from '../../../kernel/dates.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { ofDay } from './dayorders.ts'
import { type DemoOffer, demoOrders } from './orders.ts'

const HOUR = 3_600_000
/** A Sunday, 00:20 in China; the hours of a week follow, the small ones too. */
const HOURS = Array.from(
  { length: 7 * 24 },
  (_, hour) => new Date(Date.parse('2026-11-22T00:20:00+08:00') + hour * HOUR),
)

const offer = (id: string, item: string): DemoOffer => ({
  id,
  item,
  site: 'site',
  organisation: 'firm',
  region: '532622101',
  fen: 3000,
  before: 2800,
  freeSite: false,
  version: 1,
})
const OFFERS = ['home-care', 'bath-at-home', 'noon-meal', 'day-care', 'elder-class'].map((item) =>
  offer(`offer-${item}`, item),
)
const PERSONS = Array.from({ length: 60 }, (_, i) => ({
  id: `person-${i}`,
  region: '532622101001',
  dwelling: `dwelling-${i}`,
}))
const STAFF = new Map([['firm', ['carer-1', 'carer-2', 'carer-3']]])

const at = (now: Date) =>
  demoOrders({
    offers: OFFERS,
    sessions: [-7, 0, 5].map((days) => {
      const from = Date.parse(`${today(now.getTime())}T09:00:00+08:00`) + days * 24 * HOUR
      const told = (ms: number) => new Date(ms).toISOString()
      return {
        id: `session${days}`,
        offer: 'offer-elder-class',
        capacity: 12,
        from: told(from),
        until: told(from + 1.5 * HOUR),
      }
    }),
    persons: PERSONS,
    staff: STAFF,
    now,
    random: seededRandom(77_001),
  })

describe('orders of the demonstration at every hour of a week', () => {
  const week = HOURS.map((now) => ({ now: now.getTime(), ...at(now) }))

  it('never tells of what has not happened yet, nor before the order was placed', () => {
    for (const { now, orders, events } of week) {
      const placed = new Map(orders.map((each) => [each.id, Date.parse(each.placed)]))
      expect(orders).toHaveLength(400)
      expect(
        events.filter((each) => Date.parse(each.at) > now || Date.parse(each.at) < placed.get(each.order)!),
      ).toEqual([])
    }
  })

  it('has nobody arrived or served before the hour', () => {
    const reached = ['arrived', 'served', 'confirmed', 'rated', 'settled']
    for (const { now, orders } of week)
      expect(orders.filter((each) => reached.includes(each.state) && Date.parse(each.from) > now)).toEqual([])
  })

  it('has people being served in the middle of a morning and every other state at any hour', () => {
    for (const { now, orders } of week) {
      const states = new Set(orders.map((each) => each.state))
      const hour = new Date(now + 8 * HOUR).getUTCHours()
      if (hour === 10) expect(states).toContain('arrived')
      for (const state of [
        'placed',
        'assigned',
        'served',
        'confirmed',
        'rated',
        'settled',
        'cancelled',
        'no_show',
        'refused',
      ])
        expect(states).toContain(state)
    }
  })
})

it("a site's wishes of today and tomorrow were asked before now, at every hour", () => {
  const offers = ['home-care', 'bath-at-home', 'escort'].map((item) => ({
    id: item,
    item,
    version: 1,
    fen: 3000,
    staff: 1,
    minutes: 60,
    unit: 'hour',
  }))
  for (const now of HOURS)
    for (const ahead of [0, 1]) {
      const day = today(now.getTime() + ahead * 24 * HOUR)
      const made = ofDay(now, day, offers, PERSONS, ['carer-1', 'carer-2', 'carer-3'], seededRandom(5))
      if (ahead === 1) expect(made).toHaveLength(15)
      for (const each of made) {
        expect(Date.parse(each.placed)).toBeLessThan(Math.min(now.getTime(), Date.parse(each.from)))
        expect(each.state === 'confirmed' ? Date.parse(each.served!) : now.getTime()).toBeLessThanOrEqual(now.getTime())
      }
    }
})
