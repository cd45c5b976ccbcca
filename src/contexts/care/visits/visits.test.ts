import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import {
  endCategory,
  issueCodes,
  mergePersons,
  recordDeath,
  recordMoveOut,
  recordPerson,
  startCategory,
} from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { assignCells, drawCells, dwellings, seedTerritory } from '../../territory/index.ts'
import { careReactions } from '../reactions.ts'
import { callVisit, editVisit, recordVisit, setRisk, voidVisit } from './commands.ts'
import { checkVisits, flagList, settleFlag } from './flags.ts'
import type { NewVisit } from './model.ts'
import { countVisits, monthRate } from './month.ts'
import { answerReferral } from './referrals.ts'
import { dueList, referralList, roundOf, visitsOf } from './views.ts'

const COUNTY = '532622'
const VILLAGE = '532622101001'
const NOW = '2026-10-20T09:00:00+08:00'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(officer, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
let homes: { code: string; cell: string }[]
let n = 0

beforeAll(async () => {
  t.setNow(NOW)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, '2026-10-20')
  homes = await as(async (tx) => {
    const points = (await dwellings(tx, VILLAGE)).slice(0, 6)
    const cells = points.map((each, i) => ({ code: `T-${i}`, name: `${i}`, region: VILLAGE, dwellings: [each.code] }))
    const ids = await drawCells(tx, cells, '2026-01-01')
    return points.map((each, i) => ({ code: each.code, cell: ids.get(`T-${i}`)! }))
  })
})

/** Somebody who lives alone at one of the dwelling points since a day. */
async function elder(since = '2026-01-01', more: { born?: string; home?: number; category?: 'living-alone' } = {}) {
  n++
  return as(async (tx) => {
    const dwelling = homes[more.home ?? n % homes.length]!.code
    const name = `周演示${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`
    const { id } = await recordPerson(tx, desk, {
      name,
      born: more.born ?? `194${n % 10}-0${1 + (n % 9)}-11`,
      dwelling,
      phones: [{ number: '13800000000', label: null }],
      address: '演示路 1 号',
      distinct: true,
    })
    await startCategory(tx, desk, id, { category: more.category ?? 'living-alone', from: since, evidence: '演示' })
    return id
  })
}

const visit = (person: string, more: Partial<NewVisit> = {}): NewVisit => ({
  person,
  mode: 'door',
  answered: true,
  heldAt: NOW,
  minutes: 15,
  place: { lon: 104.33712, lat: 23.60451 },
  findings: ['well'],
  needs: null,
  note: null,
  code: null,
  signature: null,
  photos: [],
  refer: [],
  ...more,
})
const rate = (month = '2026-10') => as((tx) => monthRate(tx, desk, month))

describe('a visit', () => {
  it('counts once a month for a person; an attempt that nobody answered is none', async () => {
    const [one, two] = [await elder(), await elder()]
    expect(await rate()).toMatchObject({ eligible: 2, reached: 0, share: 0 })
    const attempt = visit(two, { answered: false, findings: [], note: '敲门无人' })
    await as((tx) => recordVisit(tx, desk, attempt))
    await as((tx) => recordVisit(tx, desk, visit(one)))
    await as((tx) => recordVisit(tx, desk, visit(one, { mode: 'phone', heldAt: '2026-10-19T10:00:00+08:00' })))
    expect(await rate()).toMatchObject({ eligible: 2, reached: 1, contacts: 2, attempts: 1, share: 0.5 })
    const { items } = await as((tx) => dueList(tx, desk, { state: 'all', most: 10 }))
    expect(items.find((each) => each.id === one)).toMatchObject({
      last: '2026-10-20',
      due: '2026-11-20',
      reached: true,
    })
    expect(items.find((each) => each.id === two)).toMatchObject({ last: null, attempts: 1, reached: false })
    expect(await code(as((tx) => recordVisit(tx, desk, visit(two, { answered: false }))))).toBe('visit.nobody-there')
    expect(await code(as((tx) => recordVisit(tx, desk, visit(two, { findings: [] }))))).toBe('visit.findings')
  })

  it('refuses a future one, one long past, one with somebody who was dead by then, and keeps nothing of them', async () => {
    const before = await rate()
    const person = await elder()
    await as((tx) => recordDeath(tx, desk, person, '2026-10-10'))
    const tomorrow = visit(await elder(), { heldAt: '2026-10-21T10:00:00+08:00' })
    expect(await code(as((tx) => recordVisit(tx, desk, tomorrow)))).toBe('visit.future')
    expect(await code(as((tx) => recordVisit(tx, desk, visit(person))))).toBe('visit.person-gone')
    const long = visit(person, { heldAt: '2026-07-01T10:00:00+08:00' })
    expect(await code(as((tx) => recordVisit(tx, desk, long)))).toBe('visit.too-old')
    expect((await rate()).contacts).toBe(before.contacts)
    // Before the death it was a visit like any other.
    await as((tx) => recordVisit(tx, desk, visit(person, { heldAt: '2026-10-05T10:00:00+08:00' })))
  })

  it('is proved by the code that the person spoke, once; a wrong one does not undo the visit', async () => {
    const person = await elder()
    const { codes } = await as((tx) => issueCodes(tx, desk, person))
    const spoken = (typed: string) => as((tx) => recordVisit(tx, desk, visit(person, { code: typed })))
    expect((await spoken(`${codes[0]!.slice(0, 3)} ${codes[0]!.slice(3)}`)).confirmed).toBe('code')
    expect((await spoken(codes[0]!)).confirmed).toBe('code-wrong')
    const other = await elder()
    expect((await as((tx) => recordVisit(tx, desk, visit(other, { code: codes[1]! })))).confirmed).toBe('code-wrong')
    await as((tx) => issueCodes(tx, desk, person))
    expect((await spoken(codes[2]!)).confirmed).toBe('code-wrong')
  })

  it('keeps the place to a hundred metres and what was found under the person’s key', async () => {
    const person = await elder()
    const { id } = await as((tx) => recordVisit(tx, desk, visit(person, { needs: '想装扶手', signature: 'M1 1L2 2' })))
    const [row] = await t.asOwner<{ place_lon: number; sealed: Buffer }>(
      'select place_lon::float, sealed from care.visit where id = $1',
      [id],
      true,
    )
    expect(row!.place_lon).toBe(104.337)
    expect(row!.sealed.includes(Buffer.from('扶手'))).toBe(false)
    const [view] = await as((tx) => visitsOf(tx, desk, person, '核对'))
    expect(view).toMatchObject({ needs: '想装扶手', confirmed: 'signature', papers: [{ kind: 'signature' }] })
  })

  it('opens referrals from what was found, which another unit answers', async () => {
    const person = await elder()
    const input = visit(person, { findings: ['fall'], refer: [{ kind: 'medical', note: '右腿' }] })
    const { referrals } = await as((tx) => recordVisit(tx, desk, input))
    const open = () => as((tx) => referralList(tx, desk, { open: true }))
    expect((await open()).find((each) => each.id === referrals[0])).toMatchObject({
      unit: '县卫生健康局',
      note: '右腿',
      due: '2026-10-22',
    })
    const answer = (state: 'accepted' | 'done', said: string | null) =>
      as((tx) => answerReferral(tx, desk, referrals[0]!, { state, answer: said }))
    await answer('accepted', null)
    expect(await code(answer('done', null))).toBe('referral.answer')
    await answer('done', '已就诊')
    expect(await code(answer('done', '再次'))).toBe('referral.closed')
    expect((await open()).some((each) => each.id === referrals[0])).toBe(false)
  })

  it('can be said again; two who did not know of each other leave a conflict, and whoever settles it knew both', async () => {
    const person = await elder()
    const { id } = await as((tx) => recordVisit(tx, desk, visit(person)))
    const edit = (device: string, base: Record<string, number>, needs: string) =>
      as((tx) => editVisit(tx, desk, id, { id: newId(), device, seq: 1, base, fields: { needs } }))
    const view = async () => (await as((tx) => visitsOf(tx, desk, person, '核对')))[0]!
    await edit('a', {}, '助浴')
    await edit('b', {}, '助餐')
    expect((await view()).conflicts.map((each) => each.field)).toEqual(['needs'])
    await edit('desk', (await view()).version, '助浴和助餐')
    expect(await view()).toMatchObject({ needs: '助浴和助餐', conflicts: [], findings: ['well'] })
    await as((tx) => voidVisit(tx, desk, id, '登记错人'))
    expect(await code(edit('c', {}, '无'))).toBe('visit.voided')
  })
})

describe('who is due', () => {
  it('follows the class that categories bring or somebody set, and what happened', async () => {
    const person = await elder('2026-09-01')
    await as((tx) => recordVisit(tx, desk, visit(person, { heldAt: '2026-10-12T09:00:00+08:00' })))
    const due = async () =>
      (await as((tx) => dueList(tx, desk, { state: 'all', most: 300 }))).items.find((each) => each.id === person)!
    expect(await due()).toMatchObject({ risk: 'key', riskSet: false, due: '2026-11-12' })
    await as((tx) => setRisk(tx, desk, person, { risk: 'high', reason: '跌倒两次' }))
    expect(await due()).toMatchObject({ risk: 'high', riskSet: true, due: '2026-10-19', late: 1 })
    await as((tx) => setRisk(tx, desk, person, { risk: 'key', reason: '好转' }))
    await as((tx) => callVisit(tx, desk, person, '出院'))
    expect(await due()).toMatchObject({ risk: 'key', due: '2026-10-21' })
    await as((tx) => recordVisit(tx, desk, visit(person)))
    expect(await due()).toMatchObject({ due: '2026-11-20', calledBy: null })
  })

  it('leaves out of the denominator who died or moved before the first due date of the month, and nobody else', async () => {
    const before = await rate()
    const [early, owed] = [await elder('2026-09-25'), await elder('2026-01-01')]
    const ended = await elder('2026-01-01')
    await as((tx) => recordMoveOut(tx, desk, early, '2026-10-10'))
    await as((tx) => recordDeath(tx, desk, owed, '2026-10-10'))
    const file = await t.asOwner<{ id: string }>('select id from people.category where person = $1', [ended], true)
    await as((tx) => endCategory(tx, desk, ended, file[0]!.id, '2026-10-02'))
    const after = await rate()
    expect(after.eligible - before.eligible).toBe(2)
    expect(after.leftOut - before.leftOut).toBe(1)
    expect(after.rule.zh).toContain('不含当月首个应访日之前去世或迁出的人')
    // In September neither was eligible before becoming so, and nobody is too young.
    await elder('2026-01-01', { born: '1980-01-01' })
    expect((await rate()).eligible).toBe(after.eligible)
  })

  it('follows a person whose two files were one', async () => {
    const [from, into] = [await elder(), await elder()]
    await as((tx) => recordVisit(tx, desk, visit(from, { needs: '轮椅', signature: 'M0 0L1 1' })))
    await as((tx) => mergePersons(tx, desk, from, into, '同一个人'))
    const relay = await startRelay(t.db, careReactions(desk))
    await relay.drain()
    await relay.stop()
    expect((await as((tx) => visitsOf(tx, desk, into, '核对')))[0]).toMatchObject({ needs: '轮椅' })
    // A telephone that does not know yet still names the file that went.
    await as((tx) => recordVisit(tx, desk, visit(from, { needs: '拐杖' })))
    expect(await as((tx) => visitsOf(tx, desk, into, '核对'))).toHaveLength(2)
  })
})

describe('a round', () => {
  it('holds the own cells only, in walking order over the streets, with address and telephone noted as opened', async () => {
    const account = newId()
    const grid: Actor = {
      ...officer,
      kind: 'account',
      id: account,
      region: VILLAGE,
      permissions: new Set(['people.use', 'people.reveal', 'visit.record', 'care.read']),
    }
    await as((tx) => assignCells(tx, account, [homes[0]!.cell, homes[1]!.cell, homes[2]!.cell], '2026-01-01'))
    const mine = [
      await elder('2026-01-01', { home: 0 }),
      await elder('2026-01-01', { home: 2 }),
      await elder('2026-01-01', { home: 1 }),
    ]
    const elsewhere = await elder('2026-01-01', { home: 4 })
    const round = await t.db.write(grid, (tx) => roundOf(tx, desk, { start: null }))
    const ids = round.items.map((each) => each.id)
    expect(ids).toEqual(expect.arrayContaining(mine))
    expect(ids).not.toContain(elsewhere)
    expect(round.streets).toBe(true)
    for (const stop of round.items.slice(1)) expect(stop.minutes).toBeGreaterThanOrEqual(0)
    expect(round.items[0]).toMatchObject({ address: '演示路 1 号', phones: [{ number: '13800000000' }] })
    // Same home, next to each other: nobody walks away and comes back.
    const at = round.items.map((each) => each.place!.name)
    expect(at).toEqual([...Map.groupBy(at, (each) => each).values()].flat())
    const [noted] = await t.asOwner<{ n: number }>(
      `select count(*)::int n from people.access a join people.access_person x on x.access = a.id
        where a.purpose = '今日探访' and a.actor = $1 and x.person = $2`,
      [account, mine[0]],
      true,
    )
    expect(noted!.n).toBe(1)
    expect(await code(t.db.write(grid, (tx) => recordVisit(tx, desk, visit(elsewhere))))).toBe('person.missing')
  })
})

describe('cross-checks', () => {
  it('note two places at once, a way nobody makes, and somebody who had died; once, for a person to settle', async () => {
    const [one, two, three] = [await elder(), await elder(), await elder()]
    const at = (person: string, time: string, lon: number) =>
      as((tx) =>
        recordVisit(tx, desk, visit(person, { heldAt: `2026-10-18T${time}+08:00`, place: { lon, lat: 23.6 } })),
      )
    await at(one, '10:00:00', 104.1)
    const twice = await at(two, '10:05:00', 104.2)
    await at(three, '15:00:00', 104.1)
    const far = await at(one, '15:16:00', 104.5)
    const dead = await at(three, '17:00:00', 104.5)
    await as((tx) => recordDeath(tx, desk, three, '2026-10-16'))
    expect(await as((tx) => checkVisits(tx, desk, '2026-10-18', '2026-10-18'))).toBe(4)
    expect(await as((tx) => checkVisits(tx, desk, '2026-10-18', '2026-10-18'))).toBe(0)
    const flags = await as((tx) => flagList(tx, desk))
    const of = (id: string) => flags.filter((flag) => flag.visit === id).map((flag) => flag.kind)
    expect([of(twice.id), of(far.id), of(dead.id)]).toEqual([['two-places'], ['travel'], ['gone']])
    const settle = () =>
      as((tx) => settleFlag(tx, desk, far.id, { kind: 'travel', settled: 'explained', note: '搭车' }))
    await settle()
    expect(await code(settle())).toBe('flag.missing')
    expect((await as((tx) => flagList(tx, desk))).some((flag) => flag.visit === far.id)).toBe(false)
  })
})

describe('the count for statistics', () => {
  it('tells each village once and again only when it changed', async () => {
    const first = await as((tx) => countVisits(tx, desk, '2026-10'))
    expect(first.find((each) => each.region === VILLAGE)?.eligible).toBeGreaterThan(3)
    expect(await as((tx) => countVisits(tx, desk, '2026-10'))).toEqual([])
    const person = await elder()
    await as((tx) => recordVisit(tx, desk, visit(person)))
    const again = await as((tx) => countVisits(tx, desk, '2026-10'))
    expect(again).toHaveLength(1)
    const sum = (await rate()).reached
    const all = await t.asOwner<{ n: number }>(
      `select sum(reached)::int n from care.visit_count where month = '2026-10-01'`,
      [],
      true,
    )
    expect(all[0]!.n).toBe(sum)
  })
})
