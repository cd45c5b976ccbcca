import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { type Relay, startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { mergePersons, recordPerson, unmergePerson } from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { workforceReactions } from '../index.ts'
import { classOf, enterPerson, enterPersons } from '../testkit.ts'
import { cancelClass, closeClass, reopenClass } from './close.ts'
import { enrol, enterScores, markAttendance, openClass, withdraw } from './commands.ts'
import { classPage, trainingFigures } from './views.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write<T>(officer, work)

beforeAll(async () => {
  t.setNow('2026-06-01T02:00:00Z')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
})

/** Opens a class in which all given persons were present and passed, and closes it. */
async function held(code: string, persons: string[], more: Parameters<typeof classOf>[1] = {}): Promise<string> {
  return write(async (tx) => {
    const { id } = await openClass(tx, classOf(code, more))
    for (const person of persons) await enrol(tx, desk, id, { person, channel: 'counter' })
    const marks = persons.map((person) => ({ person, present: true }))
    for (const session of [1, 2]) await markAttendance(tx, id, { session, marks })
    await enterScores(
      tx,
      id,
      persons.map((person) => ({ person, score: 80 })),
    )
    await closeClass(tx, id, 0)
    return id
  })
}

const told = () =>
  t.asOwner<{ payload: { code: string; persons: number; personTimes: number; removed: boolean } }>(
    `select payload from events.outbox where name = 'workforce.training.counted' order by id`,
    [],
    true,
  )

/** What the statistics were last told of each class. */
async function toldLast(): Promise<Record<string, string>> {
  const last = new Map((await told()).map(({ payload }) => [payload.code, payload]))
  return Object.fromEntries(
    [...last].filter(([, each]) => !each.removed).map(([code, each]) => [code, `${each.persons}/${each.personTimes}`]),
  )
}

const figures = async () => {
  const all = await t.db.read(officer, (tx) => trainingFigures(tx, '2026-01-01', '2026-12-31'))
  const { persons, personTimes, completions, classes } = all.kinds.find((each) => each.kind === 'carer')!
  return { persons, personTimes, completions, classes }
}

describe('classes', () => {
  it('have no more learners than places, each once, also under contention', async () => {
    const { id, persons } = await write(async (tx) => ({
      id: (await openClass(tx, classOf('A-1'))).id,
      persons: await enterPersons(tx, desk, ['甲某', '乙某', '丙某', '丁某', '戊某']),
    }))
    const tries = await Promise.allSettled(
      [...persons, ...persons].map((person) => write((tx) => enrol(tx, desk, id, { person, channel: 'phone' }))),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(3)
    const codes = new Set(tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : [])))
    expect([...codes].every((code) => ['enrolment.full', 'enrolment.twice'].includes(code))).toBe(true)
    const page = await write((tx) => classPage(tx, desk, id))
    expect(page.learners).toBe(3)
    await write((tx) => withdraw(tx, id, page.learnerList[0]!.person, '有事'))
    const late = persons.find((person) => !page.learnerList.some((each) => each.person === person))!
    await write((tx) => enrol(tx, desk, id, { person: late, channel: 'counter' }))
    await write((tx) => cancelClass(tx, id, { revision: 0, reason: '人数不足' }))
    await expect(write((tx) => enrol(tx, desk, id, { person: late, channel: 'counter' }))).rejects.toMatchObject({
      code: 'class.closed',
    })
  })

  it('are not closed while it is not known who completed', async () => {
    const person = await write((tx) => enterPerson(tx, desk, '未知'))
    const id = await write(async (tx) => {
      const { id } = await openClass(tx, classOf('B-1', { kind: 'family', skill: null }))
      await enrol(tx, desk, id, { person, channel: 'paper' })
      return id
    })
    await expect(write((tx) => closeClass(tx, id, 0))).rejects.toMatchObject({
      code: 'class.unknown',
      params: { persons: [person] },
    })
    await write((tx) => markAttendance(tx, id, { session: 1, marks: [{ person, present: true }] }))
    await expect(write((tx) => closeClass(tx, id, 0))).rejects.toMatchObject({ code: 'class.unknown' })
    await write((tx) => enterScores(tx, id, [{ person, score: 59.5 }]))
    expect(await write((tx) => closeClass(tx, id, 0))).toEqual({ completed: 0, learners: 1 })
    await expect(write((tx) => closeClass(tx, id, 1))).rejects.toMatchObject({ code: 'class.closed' })
  })

  it('keep every mark; the newest counts', async () => {
    const person = await write((tx) => enterPerson(tx, desk, '更正'))
    const id = (await write((tx) => openClass(tx, classOf('B-2', { kind: 'barber', skill: null })))).id
    await write((tx) => enrol(tx, desk, id, { person, channel: 'screen' }))
    const mark = (present: boolean) =>
      write((tx) => markAttendance(tx, id, { session: 1, marks: [{ person, present }] }))
    expect([await mark(true), await mark(true), await mark(false)]).toEqual([
      { changed: 1 },
      { changed: 0 },
      { changed: 1 },
    ])
    const rows = await t.db.read(officer, (tx) =>
      tx.rows<{ present: boolean }>(
        sql`select present from workforce.attendance where class = ${id} order by revision`,
      ),
    )
    expect(rows.map((row) => row.present)).toEqual([true, false])
    expect((await write((tx) => classPage(tx, desk, id))).learnerList[0]!.marks).toEqual({ 1: false })
  })
})

describe('a class of another town', () => {
  it('is missing for whoever works elsewhere', async () => {
    const { id } = await write((tx) => openClass(tx, classOf('Z-1')))
    const elsewhere = { ...officer, region: '532622102' }
    await expect(t.db.write(elsewhere, (tx) => classPage(tx, desk, id))).rejects.toMatchObject({
      code: 'class.missing',
    })
    await expect(t.db.write(elsewhere, (tx) => closeClass(tx, id, 0))).rejects.toMatchObject({ code: 'class.missing' })
    await expect(t.db.write(elsewhere, (tx) => openClass(tx, classOf('Z-2')))).rejects.toMatchObject({
      code: 'access.region',
    })
    const own = { ...officer, region: '532622101' }
    expect((await t.db.write(own, (tx) => classPage(tx, desk, id))).code).toBe('Z-1')
  })
})

describe('persons and person-times', () => {
  let relay: Relay
  beforeAll(async () => {
    relay = await startRelay(t.db, workforceReactions, { log: () => undefined })
    return () => relay.stop()
  })

  it('stay apart whatever the order of closing, and follow merges of files', async () => {
    const [one, two, three] = await write((tx) => enterPersons(tx, desk, ['一某', '二某', '三某']))
    await held('C-2', [one!, two!], { startsOn: '2026-04-01', endsOn: '2026-04-10', sessions: sessionsIn('2026-04') })
    expect(await toldLast()).toMatchObject({ 'C-2': '2/2' })
    // An earlier class is closed later: who was in it completed there first.
    const early = await held('C-1', [one!, three!])
    expect(await toldLast()).toMatchObject({ 'C-1': '2/2', 'C-2': '1/2' })
    expect(await figures()).toEqual({ persons: 3, personTimes: 4, completions: 4, classes: 2 })

    // Somebody's second file: the same person in another class.
    const again = await write(
      async (tx) => (await recordPerson(tx, desk, { name: '三某', born: '1984-05-06', distinct: true })).id,
    )
    await held('C-3', [again], { startsOn: '2026-05-01', endsOn: '2026-05-10', sessions: sessionsIn('2026-05') })
    expect(await figures()).toEqual({ persons: 4, personTimes: 5, completions: 5, classes: 3 })
    await write((tx) => mergePersons(tx, desk, again, three!, '同一人'))
    await relay.drain()
    expect(await figures()).toEqual({ persons: 3, personTimes: 5, completions: 5, classes: 3 })
    expect(await toldLast()).toMatchObject({ 'C-1': '2/2', 'C-2': '1/2', 'C-3': '0/1' })
    await write((tx) => unmergePerson(tx, desk, again))
    await relay.drain()
    expect(await toldLast()).toMatchObject({ 'C-3': '1/1' })

    await write((tx) => reopenClass(tx, early, { revision: 1, reason: '考勤有误' }))
    expect(await figures()).toEqual({ persons: 3, personTimes: 3, completions: 3, classes: 2 })
    const now = await toldLast()
    expect(now).not.toHaveProperty('C-1')
    expect(now).toMatchObject({ 'C-2': '2/2' })
  })
})

const sessionsIn = (month: string) => [
  { heldOn: `${month}-02`, hours: 8 },
  { heldOn: `${month}-10`, hours: 8 },
]
