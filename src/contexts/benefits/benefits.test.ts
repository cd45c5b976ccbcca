import { beforeAll, describe, expect, it } from 'vitest'
import { raw, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { startRelay } from '../../platform/events/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { checklistOn, clearReview } from '../../platform/reviews/index.ts'
import {
  addRelative,
  destroyPerson,
  mergePersons,
  recordDeath,
  recordMoveOut,
  recordPerson,
  restorePerson,
  startCategory,
} from '../people/index.ts'
import { citizenNumber, testDesk } from '../people/testkit.ts'
import {
  benefitReactions,
  candidateIds,
  draftList,
  enterRule,
  freezeList,
  grantBenefit,
  type NewRule,
  repeatList,
  settleOverpayment,
  stopBenefit,
} from './index.ts'
import { candidates, entitlements, listLines, lists, overpayments } from './views.ts'

const COUNTY = '532622'
const PLACE = '532622101001'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(officer, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

const REVIEW = clearReview(checklistOn('2025-11-03')!, {
  unit: '县市场监管局',
  opinion: '符合',
  reviewedOn: '2025-11-03',
})
const OLD_AGE: NewRule = {
  benefit: 'old-age',
  kind: 'old-age',
  title: { zh: '高龄津贴', en: 'Old-age allowance' },
  region: COUNTY,
  from: '2026-01-01',
  basis: '测试',
  review: REVIEW,
  content: {
    facts: 'first-day',
    who: { ageFrom: 80 },
    bands: [
      { when: { ageFrom: 100 }, fen: 30_000, title: { zh: '百岁', en: '100' } },
      { when: {}, fen: 5_000, title: { zh: '八十', en: '80' } },
    ],
  },
}
const CARE: NewRule = {
  ...OLD_AGE,
  benefit: 'care',
  kind: 'care',
  content: {
    facts: 'first-day',
    who: { ageFrom: 60, groups: [['subsistence', 'destitute'], ['lost-ability']] },
    bands: [{ when: {}, fen: 20_000, title: { zh: '失能', en: 'lost' } }],
  },
}

let order = 0
const person = async (born: string, numbered = true) => {
  order += 2
  const name = `张演示${'甲乙丙丁戊己庚辛壬癸'[(order / 2) % 10]}`
  const said = numbered ? { number: citizenNumber(born, order) } : { born }
  return (await as((tx) => recordPerson(tx, desk, { name, ...said }))).id
}
const settle = async () => {
  const relay = await startRelay(t.db, benefitReactions)
  await relay.drain()
  await relay.stop()
}
const give = (id: string, benefit: string, from = '2026-02-01') =>
  as((tx) => grantBenefit(tx, desk, { person: id, benefit, from, acting: { by: 'self' } }))

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  t.setNow('2026-01-05T09:00:00+08:00')
  await as(async (tx) => {
    await enterRule(tx, OLD_AGE)
    await enterRule(tx, CARE)
  })
})

/** Residences are set behind the door of the people room, for no region is loaded here. */
const settleIn = (ids: string[], region = PLACE) =>
  t.asOwner(`update people.person set region = $1 where id = any($2::uuid[])`, [region, ids], true)

describe('a year of lists', () => {
  let old: string
  let older: string
  let poor: string
  let lost: string

  it('pays by the facts of the day: age, place, categories; what is unknown is neither paid nor refused', async () => {
    old = await person('1940-05-01')
    older = await person('1925-01-01')
    poor = await person('1950-01-01')
    lost = await person('1941-01-01')
    await settleIn([old, older, poor])
    await as(async (tx) => {
      await startCategory(tx, desk, poor, { category: 'subsistence', from: '2025-01-01', evidence: '确认书' })
      await startCategory(tx, desk, poor, { category: 'lost-ability', from: '2026-02-10', evidence: '评估' })
    })
    await give(old, 'old-age')
    await give(older, 'old-age')
    await give(lost, 'old-age')
    await give(poor, 'care')
    t.setNow('2026-02-20T09:00:00+08:00')
    const made = await as((tx) => freezeList(tx, desk, '2026-02'))
    expect(made).toMatchObject({ lines: 4, totalFen: 35_000 })
    const { items } = await as((tx) => listLines(tx, desk, '2026-02', { limit: 50 }))
    const of = (id: string) => items.find((each) => each.person?.id === id)
    expect([of(old)?.fen, of(older)?.fen]).toEqual([5_000, 30_000])
    expect(of(lost)).toMatchObject({ outcome: 'unknown', fen: 0, reasons: ['region-unknown'] })
    // On the first of the month the loss of ability was not yet established.
    expect(of(poor)).toMatchObject({ outcome: 'not-due', reasons: ['category'] })
    await settleIn([lost])
    t.setNow('2026-03-03T09:00:00+08:00')
    expect(await as((tx) => freezeList(tx, desk, '2026-03'))).toMatchObject({ totalFen: 60_000 })
  })

  it('is refused for a month that has not begun and for one that has its list, and by two officers at once frozen once', async () => {
    expect(await code(as((tx) => freezeList(tx, desk, '2026-05')))).toBe('benefits.month-open')
    expect(await code(as((tx) => freezeList(tx, desk, '2026-03')))).toBe('benefits.frozen')
    expect(await code(as((tx) => freezeList(tx, desk, '2025-03')))).toBe('benefits.no-rules')
    t.setNow('2026-04-02T09:00:00+08:00')
    const both = await Promise.all(Array.from({ length: 4 }, () => code(as((tx) => freezeList(tx, desk, '2026-04')))))
    expect(both.toSorted()).toEqual(['benefits.frozen', 'benefits.frozen', 'benefits.frozen', 'done'])
    const lines = await t.asOwner<{ n: number }>(
      `select count(*)::int n from benefits.line l join benefits.list m on m.id = l.list where m.month = '2026-04'`,
      [],
      true,
    )
    expect(lines[0]!.n).toBe(4)
    const town = { ...officer, region: '532622101' }
    expect(await code(t.db.write(town, (tx) => freezeList(tx, desk, '2026-04')))).toBe('benefits.whole')
  })

  it('repeats to the same hash, from the frozen facts and from the same facts drafted anew; a line that was altered shows', async () => {
    for (const month of ['2026-02', '2026-03', '2026-04'])
      expect(await as((tx) => repeatList(tx, desk, month))).toMatchObject({ agrees: true, differing: 0, unreadable: 0 })
    const [a, b] = await Promise.all([
      as((tx) => draftList(tx, desk, '2026-04')),
      as((tx) => draftList(tx, desk, '2026-04')),
    ])
    expect(a.lines).toEqual(b.lines)
    const hashes: string[] = []
    t.setNow('2026-05-02T09:00:00+08:00')
    for (let i = 0; i < 2; i++)
      await as(async (tx) => {
        hashes.push((await freezeList(tx, desk, '2026-05')).hash)
        throw new Error('back')
      }).catch((error: Error) => expect(error.message).toBe('back'))
    expect(hashes[0]).toBe(hashes[1])
    await t.asOwner(
      `update benefits.line set digest = set_byte(digest, 0, get_byte(digest, 0) # 1) where person = $1 and list = (select id from benefits.list where month = '2026-03')`,
      [old],
      true,
    )
    expect(await as((tx) => repeatList(tx, desk, '2026-03'))).toMatchObject({ agrees: true, differing: 1 })
    await t.asOwner(
      `update benefits.rule set content = jsonb_set(content, '{bands,1,fen}', '9000') where benefit = 'old-age'`,
      [],
      true,
    )
    expect(await as((tx) => repeatList(tx, desk, '2026-04'))).toMatchObject({ agrees: false })
    await t.asOwner(
      `update benefits.rule set content = jsonb_set(content, '{bands,1,fen}', '5000') where benefit = 'old-age'`,
      [],
      true,
    )
  })

  it('keeps no fact that decided where it could be read, and cannot be changed by the application', async () => {
    const raw = JSON.stringify(await t.asOwner(`select * from benefits.line`, [], true))
    for (const word of ['subsistence', 'lost-ability', '1940-05-01']) expect(raw).not.toContain(word)
    await expect(as((tx) => tx.run(sql`update benefits.line set fen = 1`))).rejects.toThrow(/permission denied/)
    await expect(as((tx) => tx.run(sql`update benefits.list set hash = ''`))).rejects.toThrow(/permission denied/)
    expect(await code(as((tx) => enterRule(tx, { ...OLD_AGE, from: '2026-04-01' })))).toBe('benefits.rule-frozen')
    expect(await code(as((tx) => enterRule(tx, { ...OLD_AGE, from: '2027-01-01', review: null })))).toBe(
      'review.missing',
    )
  })

  it('is stopped by a death that becomes known late: what was listed after it is noted once, and taken back when the death was an error', async () => {
    t.setNow('2026-04-20T09:00:00+08:00')
    await as((tx) => recordDeath(tx, desk, older, '2026-02-15'))
    await settle()
    const open = async () => (await as((tx) => overpayments(tx, desk, { limit: 50, open: true }))).items
    expect((await open()).map((each) => [each.month, each.fen, each.cause]).toSorted()).toEqual([
      ['2026-03', 30_000, 'died'],
      ['2026-04', 30_000, 'died'],
    ])
    expect((await as((tx) => entitlements(tx, desk, { limit: 50, person: older }))).items).toMatchObject([
      { until: '2026-02-15', endedCause: 'died' },
    ])
    await as((tx) => restorePerson(tx, desk, older, '同名误登'))
    await settle()
    expect(await open()).toEqual([])
    expect((await as((tx) => entitlements(tx, desk, { limit: 50, person: older }))).items).toMatchObject([
      { until: null, endedCause: null },
    ])
    // The same death again is noted again, once.
    await as((tx) => recordDeath(tx, desk, older, '2026-03-15'))
    await settle()
    await settle()
    expect((await open()).map((each) => each.month)).toEqual(['2026-04'])
    const [owed] = await open()
    await as((tx) => settleOverpayment(tx, desk, owed!.id, { how: 'recovered', note: '家属已退回' }))
    expect(await code(as((tx) => settleOverpayment(tx, desk, owed!.id, { how: 'waived', note: '再次' })))).toBe(
      'benefits.overpayment-missing',
    )
  })

  it('stops with a move out of the county', async () => {
    await as((tx) => recordMoveOut(tx, desk, lost, '2026-04-01'))
    await settle()
    const { items } = await as((tx) => overpayments(tx, desk, { limit: 50, open: true }))
    expect(items.map((each) => [each.person?.id, each.month, each.cause])).toEqual([[lost, '2026-04', 'moved-out']])
  })

  it('goes on when the facts of somebody are destroyed: the digests stand', async () => {
    await as((tx) => destroyPerson(tx, desk, lost))
    expect(await as((tx) => repeatList(tx, desk, '2026-02'))).toMatchObject({ agrees: true, unreadable: 1 })
    expect((await as(lists)).map((each) => each.month)).toEqual(['2026-04', '2026-03', '2026-02'])
  })
})

describe('an entitlement', () => {
  it('is one of its kind at a time, however many ask at once, and on whose word is checked', async () => {
    const who = await person('1939-01-01')
    const asked = await Promise.all(Array.from({ length: 8 }, () => code(give(who, 'old-age', '2026-04-01'))))
    expect(asked.filter((each) => each === 'done')).toHaveLength(1)
    expect(new Set(asked)).toEqual(new Set(['done', 'benefits.held']))
    const proxy = await as((tx) =>
      addRelative(tx, desk, who, {
        role: 'proxy',
        name: '李四',
        scope: ['apply'],
        from: '2026-01-01',
        until: '2027-01-01',
        document: '授权书',
      }),
    )
    const by = (relative: string) =>
      as((tx) =>
        grantBenefit(tx, desk, { person: who, benefit: 'care', from: '2026-04-01', acting: { by: 'proxy', relative } }),
      )
    expect(await code(by(proxy.id))).toBe('proxy.authority')
    expect(await code(give(who, 'none', '2026-04-01'))).toBe('benefit.unknown')
  })

  it('is missing to those who qualify without it, until they have it', async () => {
    const who = await person('1942-01-01')
    await settleIn([who])
    const missing = async () => (await as((tx) => candidateIds(tx, desk))).filter((each) => each.person === who)
    expect(await missing()).toEqual([{ person: who, benefit: 'old-age', fen: 5_000 }])
    expect((await as((tx) => candidates(tx, desk, { limit: 10 }))).items.some((each) => each.person.id === who)).toBe(
      true,
    )
    const { id } = await give(who, 'old-age', '2026-04-01')
    expect(await missing()).toEqual([])
    expect(
      await code(as((tx) => stopBenefit(tx, desk, id, { on: '2026-04-01', cause: 'error', note: '登记有误' }))),
    ).toBe('benefits.stop-date')
    await as((tx) => stopBenefit(tx, desk, id, { on: '2026-04-10', cause: 'renounced', note: '本人放弃' }))
    expect((await missing()).length).toBe(1)
  })

  it('moves with a merged file, and what both had at once ends with what was listed twice', async () => {
    const [one, two] = [await person('1938-01-01'), await person('1938-01-02', false)]
    await settleIn([one, two])
    await give(one, 'old-age', '2026-04-01')
    await give(two, 'old-age', '2026-04-01')
    t.setNow('2026-05-03T09:00:00+08:00')
    await as((tx) => freezeList(tx, desk, '2026-05'))
    await as((tx) => mergePersons(tx, desk, two, one, '同一个人'))
    await settle()
    const rows = await t.asOwner<{ person: string; ended_cause: string | null }>(
      `select person, ended_cause from benefits.entitlement where person = any($1::uuid[])`,
      [[one, two]],
      true,
    )
    expect(rows.toSorted((a, b) => String(a.ended_cause).localeCompare(String(b.ended_cause)))).toEqual([
      { person: two, ended_cause: 'merged' },
      { person: one, ended_cause: null },
    ])
    const paid = await t.asOwner<{ fen: number }>(`select fen from benefits.overpayment where person = $1`, [two], true)
    expect(paid.map((each) => Number(each.fen))).toEqual([5_000])
  })

  it('is invisible to the neighbouring county', async () => {
    await t.db.read(systemActor('test', '532623'), async (tx) => {
      for (const table of ['rule', 'entitlement', 'list', 'line', 'overpayment'])
        expect((await tx.one<{ n: number }>(sql`select count(*)::int n from ${raw(`benefits.${table}`)}`)).n).toBe(0)
    })
  })
})
