import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { writePopulation } from '../../territory/regions/register.ts'
import { writeKindergartens } from '../kindergartens/register.ts'
import { kindergartenCounts } from '../kindergartens/views.ts'
import { learningTest } from '../testkit.ts'
import { joinCourse, leaveCourse, noteSession, openCourse } from './commands.ts'
import { type Presence, regularsOf } from './rules.ts'
import { courseLines, courseView, educationShare } from './views.ts'

const { t, desk, setUp, persons, write, officer } = learningTest()
const VILLAGE = '532622101001'

beforeAll(async () => {
  await setUp()
  await write((tx) => {
    const band = (age_from: number, age_to: number, count: number) => ({
      region: '532622000000',
      as_of: '2020-11-01',
      measure: 'persons',
      sex: 'all',
      age_from,
      age_to,
      count,
      source: '第七次人口普查（测试）',
    })
    return writePopulation(tx, { added: [band(3, 5, 400), band(60, 999, 200)], changed: [], removed: [] }, null)
  })
})

describe('regular attendance', () => {
  it('counts persons, not presences: each once, whatever order and however often a line is repeated', () => {
    const presence = fc.record({
      person: fc.constantFrom('a', 'b', 'c', 'd'),
      session: fc.constantFrom('1', '2', '3', '4', '5'),
    })
    fc.assert(
      fc.property(fc.array(presence, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (list: Presence[], least) => {
        const found = regularsOf(list, least)
        const pairs = new Set(list.map(({ person, session }) => `${person} ${session}`))
        const sessions = (person: string) => [...pairs].filter((pair) => pair.startsWith(person)).length
        expect([...found.regulars].sort()).toEqual(['a', 'b', 'c', 'd'].filter((person) => sessions(person) >= least))
        expect(found.personTimes).toBe(pairs.size)
        expect(regularsOf([...list, ...list.toReversed()], least)).toEqual(found)
      }),
    )
  })
})

describe('courses', () => {
  it('keep persons and person-times apart, and the young out of the share (A78)', async () => {
    const old = await persons('1950-01-01', 3)
    const [young] = await persons('1990-01-01', 1)
    const course = (code: string, capacity: number | null) =>
      write((tx) =>
        openCourse(tx, {
          code,
          name: '智能手机课堂',
          facility: 'H',
          startsOn: '2026-01-01',
          endsOn: '2026-12-31',
          capacity,
        }),
      )
    const a = await course('LN-1', 2)
    const b = await course('LN-2', null)
    await expect(course('LN-1', null)).rejects.toMatchObject({ code: 'course.exists' })
    await write((tx) => joinCourse(tx, desk, a.id, old[0]!))
    const both = await Promise.allSettled(
      old.slice(1).map((person) => write((tx) => joinCourse(tx, desk, a.id, person))),
    )
    expect(both.filter((each) => each.status === 'rejected').map((each) => each.reason.code)).toEqual(['course.full'])
    await write((tx) => leaveCourse(tx, a.id, old[0]!))
    await expect(write((tx) => leaveCourse(tx, a.id, old[0]!))).rejects.toMatchObject({ code: 'course.not-in' })
    const days = ['03-02', '03-09', '03-16', '03-23', '03-30', '04-06', '04-13']
    for (const day of days)
      await write((tx) =>
        noteSession(tx, desk, a.id, { heldOn: `2026-${day}`, persons: [old[0]!, old[1]!, young!], guests: 2 }),
      )
    for (const day of days.slice(0, 5))
      await write((tx) =>
        noteSession(tx, desk, b.id, { heldOn: `2026-${day}`, persons: [old[0]!, old[0]!], guests: null }),
      )
    // Noted again: one of them was not there.
    await write((tx) => noteSession(tx, desk, a.id, { heldOn: '2026-04-13', persons: [old[0]!, young!], guests: 2 }))
    await expect(
      write((tx) => noteSession(tx, desk, a.id, { heldOn: '2027-01-02', persons: [], guests: 0 })),
    ).rejects.toMatchObject({ code: 'course.session-date' })
    const share = await write((tx) => educationShare(tx, desk, {}))
    // 7 + 5 sessions make the first regular; the second came to 6; the young one is in no share.
    expect(share).toMatchObject({ regulars: 1, persons: 2, others: 1, guests: 14, uncounted: 5 })
    expect(share.personTimes).toBe(7 + 6 + 7 + 5 + 14)
    expect(share.share).toBe(1 / 200)
    expect(await write((tx) => courseLines(tx))).toMatchObject([
      { code: 'LN-1', sessions: 7, persons: 3, personTimes: 34, uncounted: 0 },
      { code: 'LN-2', sessions: 5, persons: 1, personTimes: 5, uncounted: 5 },
    ])
    expect((await write((tx) => courseView(tx, desk, a.id)))?.held[0]).toMatchObject({
      heldOn: '2026-04-13',
      guests: 2,
    })
  })
})

describe('kindergartens', () => {
  it('give the three shares by the ministry’s definitions, and none while one of them is not counted (A82)', async () => {
    const row = (facility: string, kind: string, enrolled: number | null) => ({
      facility,
      kind,
      enrolled,
      year: 2026,
      name: facility,
      region: VILLAGE,
      toddlers: 10,
    })
    const put = (...added: ReturnType<typeof row>[]) =>
      write((tx) => writeKindergartens(tx, { added, changed: [], removed: [] }, null))
    const seen = () => t.db.read(officer, (tx) => kindergartenCounts(tx, { year: 2026 }))
    expect((await seen()).inclusive.value).toBeNull()
    await put(row('A', 'public', 120), row('B', 'inclusive', 60), row('C', 'private', 20))
    const counts = await seen()
    expect(counts.inclusive).toEqual({ part: 180, whole: 200, value: 0.9 })
    expect(counts.publicShare.value).toBe(0.6)
    expect(counts.gross).toEqual({ part: 200, whole: 400, value: 0.5 })
    await put(row('D', 'private', null))
    expect((await seen()).inclusive.value).toBeNull()
    expect((await seen()).unknown).toBe(1)
    const before = row('D', 'private', null)
    await write((tx) =>
      writeKindergartens(
        tx,
        { added: [], changed: [{ before, after: { ...before, enrolled: 40 } }], removed: [] },
        null,
      ),
    )
    expect((await seen()).inclusive.value).toBe(0.75)
    const kept = await t.asOwner(
      `select enrolled from learning.kindergarten where facility = 'D' order by recorded_at`,
      [],
      true,
    )
    expect(kept).toEqual([{ enrolled: null }, { enrolled: 40 }])
  })
})
