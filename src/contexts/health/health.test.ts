import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { type Actor, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { startRelay } from '../../platform/events/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import {
  giveConsent,
  mergePersons,
  recordDeath,
  recordPerson,
  unmergePerson,
  withdrawConsent,
} from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { writeFacilities } from '../territory/facilities/write.ts'
import { loadRegions } from '../territory/index.ts'
import { blankFacility } from '../territory/seed/blank.ts'
import { demoRegions } from '../territory/seed/regions.ts'
import { standingOf } from './agreements/views.ts'
import { attributeCounts, writeAttributes } from './attributes/register.ts'
import { nursingBeds } from './beds/views.ts'
import { holdCheck, invite, voidCheck } from './checks/commands.ts'
import { checkState, checksOf, missingChecks } from './checks/views.ts'
import { closeTeam, endContract, noteService, openTeam, signContract } from './doctors/commands.ts'
import { contractsDue, contractsOf, doctorState } from './doctors/views.ts'
import { holdFitnessTest } from './fitness/commands.ts'
import type { Grade } from './fitness/model.ts'
import { fitnessOf, fitnessTable } from './fitness/views.ts'
import { healthDue, healthReactions } from './index.ts'

const COUNTY = '532622'
const TODAY = '2026-11-22'
const VILLAGE = '532622101001'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const otherTown: Actor = { ...officer, region: '532622102' }
const write = <R>(act: (tx: Tx) => Promise<R>, actor = officer) => t.db.write(actor, act)
const drain = async () => {
  const relay = await startRelay(t.db, healthReactions, { log: () => undefined })
  await relay.drain()
  await relay.stop()
}

let made = 0
const person = async (born: string | null, region = VILLAGE) =>
  (
    await write((tx) =>
      recordPerson(tx, desk, { name: `演示${String.fromCodePoint(0x4e00 + ++made)}`, born, region, distinct: true }),
    )
  ).id

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await write(async (tx) => {
    await loadRegions(tx, demoRegions())
    const place = (code: string, name: string, kind: string, more: object = {}) => ({
      ...blankFacility(code, name, kind),
      region: VILLAGE,
      opened_on: '2020-01-01',
      ...more,
    })
    const added = [
      place('W', '江那镇卫生院', 'township-health-centre', { beds: 40, nursing_beds: 10 }),
      place('S', '锦山社区卫生服务中心', 'community-health-centre', { beds: 20, nursing_beds: null }),
      place('L', '安康养老院', 'elder-institution', { beds: 80, nursing_beds: 60 }),
      place('B', '便利店', 'library'),
    ]
    await writeFacilities(tx, { added, changed: [], removed: [] }, { import: null, undoes: null })
  })
})

const check = (of: string, heldOn: string, actor = officer) =>
  write(
    (tx) =>
      holdCheck(tx, desk, {
        person: of,
        heldOn,
        facility: 'W',
        channel: 'clinic',
        results: { items: ['体格检查'], summary: '血压偏高152/94', advice: '两周后复查' },
      }),
    actor,
  )
const missing = async (asOf?: string) =>
  (await write((tx) => missingChecks(tx, desk, { limit: 100, ...(asOf === undefined ? {} : { asOf }) }))).items

describe('yearly checks', () => {
  let old: string
  let turning: string
  let dead: string

  it('list exactly who is missing on any day, with those who reach 65 in the year from their birthday on (A104)', async () => {
    old = await person('1950-05-05')
    turning = await person('1961-08-15')
    dead = await person('1940-01-01')
    await person('1980-01-01')
    await person(null)
    await person('1948-02-02', '532622102001')
    await write((tx) => recordDeath(tx, desk, dead, '2026-06-01'))
    expect((await missing('2026-03-01')).map((each) => each.person).sort()).toEqual(
      [
        old,
        dead,
        ...(await missing('2026-03-01')).filter((each) => each.born === '1948-02-02').map((each) => each.person),
      ].sort(),
    )
    expect((await missing('2026-08-14')).some((each) => each.person === turning)).toBe(false)
    expect((await missing('2026-08-15')).find((each) => each.person === turning)).toMatchObject({
      since: '2026-08-15',
      turnedThisYear: true,
      age: 65,
    })
    expect((await missing('2026-05-31')).some((each) => each.person === dead)).toBe(true)
    expect((await missing('2026-06-01')).some((each) => each.person === dead)).toBe(false)
    expect(await write((tx) => checkState(tx, desk, {}))).toMatchObject({
      due: 3,
      checked: 0,
      missing: 3,
      turned: 1,
      unknown: 1,
    })
    expect(await write((tx) => checkState(tx, desk, {}), otherTown)).toMatchObject({ due: 1, missing: 1, unknown: 0 })
  })

  it('count one a year from the birthday on; one before it counts for nobody', async () => {
    expect(await check(turning, '2026-08-01')).toMatchObject({ counts: false })
    expect((await missing()).find((each) => each.person === turning)).toMatchObject({ earlyOn: '2026-08-01' })
    expect(await write((tx) => checkState(tx, desk, {}))).toMatchObject({ missing: 3, early: 1 })
    expect(await check(turning, '2026-09-01')).toMatchObject({ counts: true })
    const { id } = await check(old, '2026-02-01')
    const both = await Promise.allSettled([check(old, '2026-03-01'), check(old, '2026-03-02')])
    expect(both.map((each) => (each as PromiseRejectedResult).reason?.code)).toEqual(['check.done', 'check.done'])
    expect(await write((tx) => checkState(tx, desk, {}))).toMatchObject({ due: 3, checked: 2, missing: 1 })
    // As the list stood before.
    expect(await write((tx) => checkState(tx, desk, { asOf: '2026-01-31' }))).toMatchObject({ checked: 0 })
    await write((tx) => voidCheck(tx, desk, id))
    await expect(write((tx) => voidCheck(tx, desk, id))).rejects.toMatchObject({ code: 'check.void' })
    await check(old, '2026-03-01')
    await expect(check(old, '2026-11-23')).rejects.toMatchObject({ code: 'check.future' })
    await expect(check(dead, '2026-06-02')).rejects.toMatchObject({ code: 'check.dead' })
    await expect(check(old, '2025-03-01', otherTown)).rejects.toMatchObject({ code: 'person.missing' })
    await check(old, '2025-03-01')
    expect(
      (await write((tx) => missingChecks(tx, desk, { asOf: '2026-02-28', limit: 9 }))).items.find(
        (each) => each.person === old,
      ),
    ).toMatchObject({ lastOn: '2025-03-01' })
  })

  it('held once when two enter it at the same time', async () => {
    const some = await person('1951-01-01')
    const tries = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => check(some, `2026-04-0${i + 1}`)))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(tries.filter((each) => each.status === 'rejected').every((each) => each.reason.code === 'check.done')).toBe(
      true,
    )
  })

  it('keep what was found under the key of the person, and note every reading', async () => {
    const seen = await write((tx) => checksOf(tx, desk, old, '复诊'))
    expect(seen[0]).toMatchObject({ heldOn: '2026-03-01', results: { summary: '血压偏高152/94' } })
    const raw = await t.asOwner<{ row: string }>(
      `select k::text row from health.check k union all select e::text from journal.entry e`,
      [],
      true,
    )
    expect(raw.some((each) => each.row.includes('血压') || each.row.includes('152/94'))).toBe(false)
    expect(raw.some((each) => each.row.includes(Buffer.from('血压').toString('hex')))).toBe(false)
    const read = await t.asOwner<{ n: number }>(
      `select count(*)::int n from people.access a join people.access_person p on p.access = a.id where p.person = $1 and a.purpose = '复诊'`,
      [old],
      true,
    )
    expect(read[0]!.n).toBe(1)
  })

  it('page without losing or repeating anybody', async () => {
    for (let i = 0; i < 7; i++) await person('1949-07-07')
    const all = (await missing()).map((each) => each.person)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await write((tx) =>
        missingChecks(tx, desk, { limit: 3, ...(cursor === undefined ? {} : { cursor }) }),
      )
      seen.push(...page.items.map((each) => each.person))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(all)
    expect(new Set(seen).size).toBe(seen.length)
    await write((tx) => invite(tx, desk, { person: all[0]!, invitedOn: TODAY, channel: 'phone', outcome: 'unreached' }))
    await write((tx) => invite(tx, desk, { person: all[0]!, invitedOn: TODAY, channel: 'visit', outcome: 'agreed' }))
    expect((await missing())[0]!.invited).toEqual({ on: TODAY, outcome: 'agreed', times: 2 })
  })
})

describe('family doctors', () => {
  let team: string
  const sign = (of: string, from: string, until: string) =>
    write((tx) => signContract(tx, desk, { person: of, team, pack: 'basic', from, until }))

  it('have one contract with a person at a time, which ends by itself (A103)', async () => {
    const place = { code: 'T1', name: '锦山团队', leader: '王医生（演示）', phone: null, since: '2025-01-01' }
    await expect(write((tx) => openTeam(tx, { ...place, facility: 'B' }))).rejects.toMatchObject({
      code: 'health.institution',
    })
    team = (await write((tx) => openTeam(tx, { ...place, facility: 'S' }))).id
    const before = await write((tx) => doctorState(tx, desk, {}))
    const some = await person('1955-01-01')
    await expect(sign(some, '2026-01-01', '2029-01-01')).rejects.toMatchObject({ code: 'contract.term' })
    await expect(sign(some, '2024-12-31', '2026-01-01')).rejects.toMatchObject({ code: 'contract.team' })
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => sign(some, '2026-01-01', '2026-12-10')))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(tries.filter((each) => each.status === 'rejected').map((each) => each.reason.code)).toEqual(
      Array(4).fill('contract.held'),
    )
    const rate = async (asOf: string) => (await write((tx) => doctorState(tx, desk, { asOf }))).contracted
    expect([
      await rate('2025-12-31'),
      await rate('2026-01-01'),
      await rate('2026-12-10'),
      await rate('2026-12-11'),
    ]).toEqual([0, 1, 1, 0])
    const state = await write((tx) => doctorState(tx, desk, {}))
    const line = state.lines.find((each) => each.group === '65-79')!
    expect(line.residents).toBe(before.lines.find((each) => each.group === '65-79')!.residents + 1)
    expect(line.rate).toBe(1 / line.residents)
    expect(state.lines.reduce((sum, each) => sum + each.residents, 0) + state.unknownAge.residents).toBe(
      state.residents,
    )
    expect(state.teams).toMatchObject([{ persons: 1, ending: 1 }])
    expect((await write((tx) => contractsDue(tx, desk, { list: 'ending', limit: 9 }))).items).toMatchObject([
      { person: some, until: '2026-12-10' },
    ])
    expect((await write((tx) => healthDue(desk)(tx, [some]))).get(some)?.map((each) => each.kind)).toEqual([
      'health-check',
      'doctor-contract',
    ])
    await sign(some, '2026-12-11', '2027-12-10')
    expect((await write((tx) => contractsDue(tx, desk, { list: 'ending', limit: 9 }))).items).toEqual([])
    expect(
      (await write((tx) => contractsDue(tx, desk, { list: 'none', ageFrom: 65, limit: 99 }))).items.some(
        (each) => each.person === some,
      ),
    ).toBe(false)
    const [, now] = await write((tx) => contractsOf(tx, desk, some))
    await write((tx) => noteService(tx, desk, now!.id, { heldOn: '2026-05-01', kind: 'first-contact', atTeam: true }))
    await write((tx) => noteService(tx, desk, now!.id, { heldOn: '2026-06-01', kind: 'first-contact', atTeam: false }))
    await expect(
      write((tx) => noteService(tx, desk, now!.id, { heldOn: '2026-06-01', kind: 'first-contact', atTeam: null })),
    ).rejects.toMatchObject({ code: 'service.first-contact' })
    expect((await write((tx) => doctorState(tx, desk, {}))).firstContact).toMatchObject({
      all: 2,
      atTeam: 1,
      share: 0.5,
    })
    await write((tx) => endContract(tx, desk, now!.id, { on: '2026-11-21', reason: '换团队' }))
    expect((await write((tx) => doctorState(tx, desk, {}))).contracted).toBe(0)
  })

  it('lose the contract with the life, and keep it through a merge and back', async () => {
    const [a, b, c] = [await person('1952-01-01'), await person('1952-01-02'), await person('1952-01-03')]
    await sign(a, '2026-01-01', '2026-12-31')
    await write((tx) => recordDeath(tx, desk, a, '2026-10-01'))
    await sign(b, '2026-01-01', '2026-12-31')
    await check(b, '2026-02-02')
    await drain()
    expect(await write((tx) => contractsOf(tx, desk, a))).toMatchObject([
      { until: '2026-09-30', endedReason: '死亡', state: 'over' },
    ])
    await write((tx) => mergePersons(tx, desk, b, c, '同一人'))
    await drain()
    expect(await write((tx) => contractsOf(tx, desk, c))).toHaveLength(1)
    expect((await missing()).some((each) => each.person === c)).toBe(false)
    await write((tx) => unmergePerson(tx, desk, b))
    await drain()
    expect(await write((tx) => contractsOf(tx, desk, c))).toHaveLength(0)
    expect(await write((tx) => contractsOf(tx, desk, b))).toHaveLength(1)
  })
})

describe('medical care and elder care', () => {
  it('count an agreement until its last day, and only while something is done under it (A105)', () => {
    const from = '2025-01-01'
    expect(standingOf({ from, activeOn: '2026-06-01' }, TODAY, 6)).toBe('active')
    expect(standingOf({ from, activeOn: '2026-05-22' }, TODAY, 6)).toBe('idle')
    expect(standingOf({ from, activeOn: null }, TODAY, 6)).toBe('idle')
    expect(standingOf({ from: addDays(TODAY, -30), activeOn: null }, TODAY, 6)).toBe('fresh')
  })

  it('keep the two shares of nursing beds apart, and beds nobody knows out of both (A107)', async () => {
    const { shares } = await t.db.read(officer, (tx) => nursingBeds(tx, {}))
    expect(shares).toMatchObject([
      { definition: 'care-institutions', usable: 80, nursing: 60, share: 0.75, unknown: 0 },
      { definition: 'health-centres', institutions: 2, usable: 40, nursing: 10, share: 0.25, unknown: 1 },
    ])
  })

  it('count attributes in force with evidence, each institution once (A106)', async () => {
    const row = (facility: string, from_on: string, until_on: string | null, evidence: string | null) => ({
      facility,
      attribute: 'elder-friendly',
      from_on,
      until_on,
      name: facility,
      region: VILLAGE,
      evidence,
    })
    const added = [
      row('W', '2024-01-01', '2026-11-21', '甲'),
      row('W', '2026-11-22', null, '乙'),
      row('S', '2026-01-01', null, null),
    ]
    await write((tx) => writeAttributes(tx, { added, changed: [], removed: [] }, null))
    const on = async (day: string) =>
      (await t.db.read(officer, (tx) => attributeCounts(tx, day))).find((each) => each.attribute === 'elder-friendly')
    expect(await on('2026-11-21')).toMatchObject({ institutions: 1, withoutEvidence: 1 })
    expect(await on('2026-11-22')).toMatchObject({ institutions: 1, withoutEvidence: 1 })
    expect(await on('2025-06-01')).toMatchObject({ institutions: 1, withoutEvidence: 0 })
  })
})

describe('a team', () => {
  it('is closed once no contract runs beyond the day, and signs nobody from then on', async () => {
    const place = {
      code: 'T9',
      name: '将撤团队',
      leader: '李医生（演示）',
      phone: null,
      since: '2025-01-01',
      facility: 'S',
    }
    const team = (await write((tx) => openTeam(tx, place))).id
    const who = await person('1970-01-01')
    const sign = (from: string) =>
      write((tx) => signContract(tx, desk, { person: who, team, pack: 'basic', from, until: '2026-12-31' }))
    const { id } = await sign('2026-01-01')
    const close = (on: string) => write((tx) => closeTeam(tx, team, on))
    await expect(close('2026-12-01')).rejects.toMatchObject({ code: 'team.contracts' })
    await write((tx) => endContract(tx, desk, id, { on: '2026-11-30', reason: '团队撤销' }))
    await close('2026-12-01')
    await expect(close('2026-12-01')).rejects.toMatchObject({ code: 'team.missing' })
    await expect(sign('2026-12-05')).rejects.toMatchObject({ code: 'contract.team' })
  })
})

describe('fitness tests', () => {
  const test = (of: string, grade: Grade, heldOn = '2026-05-10') =>
    write((tx) =>
      holdFitnessTest(tx, desk, {
        person: of,
        heldOn,
        place: '健身中心',
        result: { grade, values: [{ item: 'grip', value: 31.5 }], advice: '多走路' },
      }),
    )
  const agree = (of: string) =>
    write((tx) => giveConsent(tx, desk, of, { purpose: 'fitness', acting: { by: 'self' }, channel: 'counter' }))
  const tested = async (born: string, grade: Grade) => {
    const id = await person(born)
    await agree(id)
    await test(id, grade)
    return id
  }
  const rowOf = async (group: string) =>
    (await write((tx) => fitnessTable(tx, desk, 2026))).rows.find((row) => row.group === group)!

  it('are kept with consent only, once a day, and stand nowhere in plain', async () => {
    const id = await person('1960-02-03')
    await expect(test(id, 'good')).rejects.toMatchObject({ code: 'consent.needed' })
    await agree(id)
    await test(id, 'good')
    await expect(test(id, 'pass')).rejects.toMatchObject({ code: 'fitness.done' })
    const plain = JSON.stringify(await t.asOwner('select * from health.fitness_test', [], true))
    for (const word of ['good', '31.5', '多走路']) expect(plain).not.toContain(word)
    const [own] = await write((tx) => fitnessOf(tx, desk, id, '本人查看'))
    expect(own?.result).toMatchObject({ grade: 'good', advice: '多走路' })
  })

  it('show others counts only, and no count that gives somebody away', async () => {
    for (let i = 0; i < 6; i++) await tested('1990-01-01', 'good')
    expect((await rowOf('20-39')).cells).toEqual([0, 6, 0, 0])
    await tested('1991-01-01', 'fail')
    const { cells, total } = await rowOf('20-39')
    expect(cells).toEqual([0, null, 0, null])
    expect(total).toBe(7)
    expect(await rowOf('60-79')).toMatchObject({ cells: [null, null, null, null], total: null })
  })

  it('are deleted when the consent is withdrawn', async () => {
    const id = await tested('1930-01-01', 'pass')
    await write((tx) => withdrawConsent(tx, desk, id, { purpose: 'fitness', acting: { by: 'self' } }))
    await drain()
    const [own] = await write((tx) => fitnessOf(tx, desk, id, '本人查看'))
    expect(own).toMatchObject({ heldOn: '2026-05-10', result: null })
    expect(await rowOf('80+')).toMatchObject({ cells: [0, 0, 0, 0], total: 0 })
  })
})
