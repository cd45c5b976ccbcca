import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { mergePersons, recordDeath } from '../../people/index.ts'
import { citizenNumber, testDesk } from '../../people/testkit.ts'
import { addCertificate, revokeCertificate, verifyCertificate } from '../certificates/commands.ts'
import { hire, openVacancy, proposeMatch } from '../hiring/commands.ts'
import { vacancyList } from '../hiring/views.ts'
import { expectSkills, skillsValidOf, skillsValidOn, workforceReactions } from '../index.ts'
import { remindCertificates } from '../jobs.ts'
import { enterFirm, enterPerson, enterWorker, FIRM } from '../testkit.ts'
import { changeEmployment, confirmStaff, endEmployment, keepWorker, startEmployment } from './commands.ts'
import { firmStaff, staffFile, staffList } from './views.ts'

const COUNTY = '532622'
const DAY = '2026-06-01'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write<T>(officer, work)

beforeAll(async () => {
  t.setNow(`${DAY}T02:00:00Z`)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await write((tx) => enterFirm(tx, '安康养老服务有限公司（演示数据）'))
})

const NUMBER = '5301234567890123'
const cook = { skill: 'health-certificate', issuer: '县疾控中心', issuedOn: '2026-01-10' }

describe('certificates', () => {
  it('send nobody out unless verified and in force on that day', async () => {
    const person = await write((tx) => enterWorker(tx, desk, '护理一'))
    const { id } = await write((tx) => addCertificate(tx, desk, person, { ...cook, number: NUMBER }))
    const on = (date: string) => t.db.read(officer, (tx) => skillsValidOn(tx, person, date))
    const need = [{ skill: 'health-certificate', level: null }]
    expect(await on(DAY)).toEqual([])
    await expect(t.db.read(officer, (tx) => expectSkills(tx, person, need, DAY))).rejects.toMatchObject({
      code: 'worker.skill',
      params: { lacks: [{ why: 'unverified' }] },
    })
    await write((tx) => verifyCertificate(tx, desk, id, { genuine: true, how: '核对原件' }))
    // The usual term of a year, its last day included.
    expect(await on('2027-01-09')).toEqual([
      { skill: 'health-certificate', level: null, certificate: id, until: '2027-01-09' },
    ])
    expect(await on('2027-01-10')).toEqual([])
    expect(await on('2026-01-09')).toEqual([])
    await t.db.read(officer, (tx) => expectSkills(tx, person, need, DAY))
    await expect(
      t.db.read(officer, (tx) =>
        expectSkills(
          tx,
          person,
          [...need, { skill: 'elder-care', level: 4 }, { skill: 'nurse', level: null }],
          '2027-02-01',
        ),
      ),
    ).rejects.toMatchObject({ params: { lacks: [{ why: 'expired' }, { why: 'none' }, { why: 'none' }] } })
    await write((tx) => revokeCertificate(tx, desk, id, { on: '2026-05-01', reason: '发证机构撤销' }))
    expect(await on('2026-04-30')).toHaveLength(1)
    expect(await on('2026-05-01')).toEqual([])
  })

  it('are not entered twice, and the number stands nowhere in plain', async () => {
    const [one, two] = await write(async (tx) => [
      await enterWorker(tx, desk, '重复一'),
      await enterWorker(tx, desk, '重复二'),
    ])
    const given = {
      skill: 'elder-care',
      level: 5,
      number: '53-0009 8877665544',
      issuer: '州人社局',
      issuedOn: '2024-02-03',
    }
    const { id } = await write((tx) => addCertificate(tx, desk, one!, given))
    await expect(
      write((tx) => addCertificate(tx, desk, two!, { ...given, number: '5300098877665544' })),
    ).rejects.toMatchObject({ code: 'certificate.exists' })
    // Found not to be genuine, it no longer stands in the way of the true holder.
    await write((tx) => verifyCertificate(tx, desk, id, { genuine: false, how: '发证机构复函' }))
    await write((tx) => addCertificate(tx, desk, two!, given))
    const rows = await t.asOwner<{ row: string }>(
      `select to_jsonb(c)::text as row from workforce.certificate c union all select detail::text from journal.entry
       union all select payload::text from events.outbox`,
      [],
      true,
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { row } of rows) {
      expect(row).not.toContain('98877665544')
      expect(row).not.toContain(Buffer.from('98877665544').toString('hex'))
    }
    expect((await write((tx) => staffFile(tx, desk, two!))).certificates[0]!.number).toMatch(/\*\*/)
    await expect(
      write((tx) => addCertificate(tx, desk, two!, { ...cook, level: 3, number: null })),
    ).rejects.toMatchObject({
      code: 'certificate.level',
    })
  })

  it('follow their holder when files are merged', async () => {
    const relay = await startRelay(t.db, workforceReactions, { log: () => undefined })
    const [from, into] = await write(async (tx) => [
      await enterPerson(tx, desk, '合并某', citizenNumber('1979-01-02', 321)),
      await enterPerson(tx, desk, '合并某', ''),
    ])
    await write((tx) => keepWorker(tx, desk, from!, {}))
    const { id } = await write((tx) => addCertificate(tx, desk, from!, { ...cook, number: 'HB-1' }))
    await write((tx) => verifyCertificate(tx, desk, id, { genuine: true, how: '核对原件' }))
    await write((tx) => mergePersons(tx, desk, from!, into!, '同一人'))
    await relay.drain()
    for (const person of [from!, into!])
      expect(await t.db.read(officer, (tx) => skillsValidOn(tx, person, DAY)), person).toHaveLength(1)
    expect((await t.db.read(officer, (tx) => skillsValidOf(tx, [into!], DAY))).get(into!)).toHaveLength(1)
    expect((await write((tx) => staffFile(tx, desk, into!))).certificates).toHaveLength(1)
    await relay.stop()
  })

  it('are told of before they end, each notice once', async () => {
    const person = await write((tx) => enterWorker(tx, desk, '提醒某'))
    await write((tx) => addCertificate(tx, desk, person, { ...cook, number: 'TX-1', issuedOn: '2025-06-20' }))
    await write(remindCertificates)
    const told = () =>
      t.asOwner<{ notice: string }>(
        `select payload ->> 'notice' notice from events.outbox where name = 'workforce.certificate.ending' and payload ->> 'person' = $1 order by id`,
        [person],
        true,
      )
    expect(await told()).toEqual([{ notice: 'month' }])
    expect(await write(remindCertificates)).toBe(0)
    t.setNow('2026-07-01T02:00:00Z')
    await write(remindCertificates)
    t.setNow(`${DAY}T02:00:00Z`)
    expect(await told()).toEqual([{ notice: 'month' }, { notice: 'expired' }])
  })
})

describe('employment', () => {
  const start = (person: string, more = {}) =>
    write((tx) =>
      startEmployment(tx, desk, person, {
        creditCode: FIRM,
        post: 'carer',
        mode: 'agency',
        payBand: 2,
        startsOn: '2026-01-01',
        ...more,
      }),
    )

  it('counts persons once, says what is unknown, and keeps what the share was', async () => {
    const [one, two, three] = await write(async (tx) => [
      await enterWorker(tx, desk, '员工一'),
      await enterWorker(tx, desk, '员工二'),
      await enterWorker(tx, desk, '员工三'),
    ])
    const { id } = await start(one!)
    await start(one!, { post: 'cook', mode: 'agency' })
    await start(two!, { mode: null })
    await start(three!, { mode: 'employee' })
    await expect(start(one!)).rejects.toMatchObject({ code: 'employment.overlap' })
    const share = async (day: string) => {
      const { persons, employed, known, unknown } = (await t.db.read(officer, (tx) => firmStaff(tx, day))).items[0]!
      return { persons, employed, known, unknown }
    }
    expect(await share(DAY)).toEqual({ persons: 3, employed: 1, known: 2, unknown: 1 })
    await write((tx) =>
      changeEmployment(tx, desk, id, { revision: 0, on: '2026-05-01', mode: 'employee', reason: '员工制转型' }),
    )
    expect(await share(DAY)).toEqual({ persons: 3, employed: 2, known: 2, unknown: 1 })
    expect(await share('2026-04-30')).toEqual({ persons: 3, employed: 1, known: 2, unknown: 1 })
    await expect(
      write((tx) => endEmployment(tx, desk, id, { revision: 1, on: DAY, reason: '离职' })),
    ).rejects.toMatchObject({ code: 'employment.ended' })
    expect(await write((tx) => confirmStaff(tx, { creditCode: FIRM, on: DAY, how: '社保名单' }))).toEqual({
      confirmed: 4,
    })
    expect(await write((tx) => confirmStaff(tx, { creditCode: FIRM, on: DAY, how: '社保名单' }))).toEqual({
      confirmed: 0,
    })
  })

  it('of one post at one time is one, whoever is quicker', async () => {
    const person = await write((tx) => enterWorker(tx, desk, '并发某'))
    const tries = await Promise.allSettled([1, 2, 3, 4].map((n) => start(person, { startsOn: `2026-02-0${n}` })))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })

  it('ends with a death', async () => {
    const relay = await startRelay(t.db, workforceReactions, { log: () => undefined })
    const person = await write((tx) => enterWorker(tx, desk, '去世某'))
    await start(person)
    await write((tx) => recordDeath(tx, desk, person, '2026-05-20'))
    await relay.drain()
    await relay.stop()
    const row = await t.db.read(officer, (tx) =>
      tx.one(sql`select upper(during) ends, ended_reason reason from workforce.employment where person = ${person}`),
    )
    expect(row).toEqual({ ends: '2026-05-20', reason: '去世' })
  })

  it('is shown to whoever may see the person, and its reading is noted', async () => {
    const { items } = await write((tx) => staffList(tx, desk, { limit: 50, organisation: undefined }))
    expect(items.length).toBeGreaterThan(3)
    expect(items.every((each) => each.name !== null)).toBe(true)
    const town = {
      ...officer,
      kind: 'account' as const,
      id: 'u1',
      region: '532622102',
      permissions: new Set(['people.read']),
    }
    expect((await t.db.write(town, (tx) => staffList(tx, desk, { limit: 50 }))).items).toEqual([])
    const noted = await t.asOwner<{ n: number }>(
      `select count(*)::int n from people.access where purpose = '查看从业人员名册' and persons = $1`,
      [items.length],
      true,
    )
    expect(noted[0]!.n).toBe(1)
  })
})

describe('from a vacancy to three months later', () => {
  it('can be traced, and what nobody confirmed is unknown', async () => {
    const person = await write((tx) => enterPerson(tx, desk, '求职某'))
    const { id } = await write((tx) =>
      openVacancy(tx, { creditCode: FIRM, post: 'nurse', places: 1, region: '532622101000' }),
    )
    const match = await write((tx) => proposeMatch(tx, desk, id, person))
    await expect(write((tx) => proposeMatch(tx, desk, id, person))).rejects.toMatchObject({ code: 'match.twice' })
    await write((tx) => hire(tx, desk, match.id, { on: '2026-02-10', mode: 'employee' }))
    await expect(write((tx) => hire(tx, desk, match.id, { on: '2026-02-10' }))).rejects.toMatchObject({
      code: 'match.settled',
    })
    const figures = async () => (await t.db.read(officer, (tx) => vacancyList(tx, {}))).figures
    expect(await figures()).toMatchObject({ open: 0, hired: 1, kept: 0, due: 0, unknown: 1, pending: 0 })
    await write((tx) => confirmStaff(tx, { creditCode: FIRM, on: '2026-05-31', how: '电话核实' }))
    expect(await figures()).toMatchObject({ kept: 1, due: 1, unknown: 0 })
  })
})
