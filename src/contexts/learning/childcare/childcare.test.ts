import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { learningTest, TODAY } from '../testkit.ts'
import { changeClass, closeClass, openClass } from './classes.ts'
import { apply, endEnrolment, enrol, withdrawApplication } from './enrolments.ts'
import { applicationByNumber, childcareHome, childcarePlaces } from './views.ts'

const { t, desk, setUp, persons, write, otherTown, officer } = learningTest()
let infants: string[]
let older: string[]

beforeAll(async () => {
  await setUp()
  infants = await persons('2026-02-10', 16)
  older = await persons('2024-06-01', 8)
})
beforeEach(() =>
  t.asOwner(
    'truncate learning.class, learning.enrolment, learning.application, learning.draw, learning.draw_entry, learning.draw_rank',
    [],
    true,
  ),
)

const infantClass = (places = 12, carers = 4) =>
  write((tx) => openClass(tx, 'T', { kind: 'infant', name: '乳儿一班', places, carers, openedOn: '2026-09-01' }))
const place = (of: string, child: string, more: object = {}) =>
  write((tx) => enrol(tx, desk, { class: of, child, from: TODAY, until: null, outOfTurn: null, ...more }))

describe('a class', () => {
  it('takes no more than size and carers allow, and says which of them it is', async () => {
    const { id } = await infantClass(12, 2)
    for (const child of infants.slice(0, 6)) await place(id, child)
    await expect(place(id, infants[6]!)).rejects.toMatchObject({
      code: 'childcare.full',
      params: { capacity: 6, binding: 'carers' },
    })
    await write((tx) => changeClass(tx, id, { revision: 1, name: '乳儿一班', places: 12, carers: 5 }))
    for (const child of infants.slice(6, 10)) await place(id, child)
    await expect(place(id, infants[10]!)).rejects.toMatchObject({
      code: 'childcare.full',
      params: { capacity: 10, binding: 'size' },
    })
    await expect(
      write((tx) => changeClass(tx, id, { revision: 2, name: '乳儿一班', places: 12, carers: 3 })),
    ).rejects.toMatchObject({ code: 'childcare.too-many', params: { capacity: 9, children: 10 } })
    await expect(write((tx) => closeClass(tx, id, '2026-12-01'))).rejects.toMatchObject({
      code: 'childcare.children-left',
    })
  })

  it('in a family point refuses the sixth child, and the fourth for one carer', async () => {
    const home = { kind: 'home' as const, name: '李家', places: 5, carers: 2, openedOn: '2026-01-01' }
    const { id } = await write((tx) => openClass(tx, 'J', home))
    for (const child of infants.slice(0, 5)) await place(id, child)
    await expect(place(id, infants[5]!)).rejects.toMatchObject({ code: 'childcare.full', params: { capacity: 5 } })
    await expect(write((tx) => openClass(tx, 'J', { ...home, name: '又一班' }))).rejects.toMatchObject({
      code: 'childcare.home-one',
    })
    await expect(write((tx) => openClass(tx, 'T', home))).rejects.toMatchObject({ code: 'childcare.facility-kind' })
    await expect(write((tx) => openClass(tx, 'J', { ...home, kind: 'infant' }))).rejects.toMatchObject({
      code: 'childcare.facility-kind',
    })
    await expect(
      write((tx) => changeClass(tx, id, { revision: 1, name: '李家', places: 5, carers: 1 })),
    ).rejects.toMatchObject({ code: 'childcare.too-many', params: { capacity: 3 } })
  })

  it('is never overfilled, however many enrol at once and whenever they leave', async () => {
    const stay = fc.record({ child: fc.nat(15), start: fc.nat(20), length: fc.option(fc.integer({ min: 1, max: 20 })) })
    const day = (n: number) => new Date(Date.parse(`${TODAY}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
    await fc.assert(
      fc.asyncProperty(fc.array(stay, { minLength: 10, maxLength: 24 }), async (stays) => {
        await t.asOwner(
          'truncate learning.class, learning.enrolment, learning.application, learning.draw, learning.draw_entry, learning.draw_rank',
          [],
          true,
        )
        const { id } = await infantClass(8, 1)
        const tries = await Promise.allSettled(
          stays.map(({ child, start, length }) =>
            place(id, infants[child]!, { from: day(start), until: length === null ? null : day(start + length) }),
          ),
        )
        for (const each of tries)
          if (each.status === 'rejected') expect(each.reason.code).toMatch(/^childcare\.(full|placed)$/)
        const rows = await t.asOwner<{ from: string; until: string | null }>(
          `select lower(during)::text "from", upper(during)::text "until" from learning.enrolment`,
          [],
          true,
        )
        expect(rows.length).toBe(tries.filter((each) => each.status === 'fulfilled').length)
        expect(rows.length).toBeGreaterThan(0)
        for (let n = 0; n < 45; n++) {
          const there = rows.filter((row) => row.from <= day(n) && (row.until === null || row.until > day(n)))
          expect(there.length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('checks age on the day of entry, and the area of the clerk', async () => {
    const { id } = await infantClass()
    await expect(place(id, older[0]!)).rejects.toMatchObject({ code: 'childcare.age', params: { months: 29 } })
    await expect(place(id, infants[0]!, { from: '2027-02-10' })).rejects.toMatchObject({ code: 'childcare.age' })
    await place(id, infants[0]!, { from: '2027-02-09' })
    await expect(place(id, infants[0]!, { from: '2027-02-09' })).rejects.toMatchObject({ code: 'childcare.placed' })
    const there = { class: id, child: infants[1]!, from: TODAY, until: null, outOfTurn: null }
    await expect(write((tx) => enrol(tx, desk, there), otherTown)).rejects.toMatchObject({ code: 'access.region' })
  })
})

describe('a waiting list', () => {
  it('is served in turn; who goes before needs a reason', async () => {
    const { id } = await infantClass(1, 1)
    const sign = (child: string, priority = 1) =>
      write((tx) => apply(tx, desk, { facility: 'T', kind: 'infant', child, priority, draw: null }))
    await place(id, infants[0]!)
    const first = await sign(infants[1]!, 2)
    const second = await sign(infants[2]!, 1)
    await expect(sign(infants[1]!)).rejects.toMatchObject({ code: 'childcare.waiting' })
    const { enrolment } = (await write((tx) => childcareHome(tx, desk, 'T'))).children[0]!
    await write((tx) => endEnrolment(tx, enrolment, { on: '2026-12-01', reason: '转学' }))
    const december = { from: '2026-12-01' }
    await expect(place(id, infants[1]!, december)).rejects.toMatchObject({
      code: 'childcare.turn',
      params: { next: second.number },
    })
    expect(await t.db.read(officer, (tx) => applicationByNumber(tx, first.number.toLowerCase()))).toMatchObject({
      place: 2,
      state: 'waiting',
    })
    await place(id, infants[2]!, december)
    expect(await t.db.read(officer, (tx) => applicationByNumber(tx, second.number))).toMatchObject({
      place: null,
      state: 'enrolled',
    })
    await write((tx) => withdrawApplication(tx, first.id, '不再需要'))
    await expect(write((tx) => withdrawApplication(tx, first.id, '再次'))).rejects.toMatchObject({
      code: 'childcare.application-over',
    })
  })
})

describe('places of a county', () => {
  it('count filed facilities only, capped by size and carers, for each thousand of a stated population', async () => {
    await infantClass(30, 2)
    await write((tx) =>
      openClass(tx, 'T', { kind: 'older', name: '托大一班', places: 18, carers: 3, openedOn: '2026-01-01' }),
    )
    const seen = await t.db.read(officer, (tx) => childcarePlaces(tx, {}))
    expect(seen.places).toBe(6 + 18)
    expect(seen.cut).toBe(24)
    expect(seen.unrecorded).toEqual({ facilities: 1, declared: 5 })
    expect(seen.perThousand).toBeNull()
    const before = await t.db.read(officer, (tx) => childcarePlaces(tx, { asOf: '2024-01-31' }))
    expect(before.places).toBe(0)
  })
})
