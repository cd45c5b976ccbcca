import { beforeAll, describe, expect, it } from 'vitest'
import { raw, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { startRelay } from '../../platform/events/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { addRelative, mergePersons, personFile, recordDeath, recordPerson, startCategory } from '../people/index.ts'
import { citizenNumber, testDesk } from '../people/testkit.ts'
import { seedTerritory } from '../territory/index.ts'
import { recordAssessment } from './assessments/commands.ts'
import type { NewAssessment } from './assessments/model.ts'
import { GBT_42195_2022 as SCALE } from './assessments/scales.ts'
import { assessmentList, assessmentsOf } from './assessments/views.ts'
import { acceptBed, endBed, installItem, openBed, removeItem, serveBed } from './beds/commands.ts'
import { bedList, bedView, countBeds } from './beds/views.ts'
import { addDevice, handleDevice, lendDevice, returnDevice } from './devices/commands.ts'
import { deviceList, deviceView } from './devices/views.ts'
import { careDue, careReactions, careToday } from './index.ts'
import {
  acceptRetrofit,
  addPhotos,
  dropRetrofit,
  finishItem,
  type NewRetrofit,
  planRetrofit,
} from './retrofit/commands.ts'
import { photoFile, retrofitList, retrofitView } from './retrofit/views.ts'

const COUNTY = '532622'
const NOW = '2026-11-22T09:00:00+08:00'
const DAY = '2026-11-22'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(officer, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const SELF = { by: 'self' } as const
let point: string
let order = 0

const person = async (born = '1945-01-01', numbered = true) => {
  order += 2
  const said = numbered ? { number: citizenNumber(born, order) } : { born }
  const name = `李演示${'甲乙丙丁戊己庚辛壬癸'[Math.floor(order / 2) % 10]}`
  return (await as((tx) => recordPerson(tx, desk, { name, ...said, distinct: true }))).id
}
const settle = async () => {
  const relay = await startRelay(t.db, careReactions(desk))
  await relay.drain()
  await relay.stop()
}
const items = SCALE.dimensions.flatMap((dimension) => [...dimension.items])
/** Every item at its best, less so many points from the first items. */
const answers = (less: number) => {
  let left = less
  return Object.fromEntries(
    items.map((item) => {
      const taken = Math.min(item.max, left)
      left -= taken
      return [item.id, item.max - taken]
    }),
  )
}
const CALM = {
  coma: false,
  dementia: false,
  psychiatric: false,
  events: { fall: 0, lost: 0, choking: 0, suicide: 0, other: 0 },
}
const assessment = (who: string, change: Partial<NewAssessment> = {}): NewAssessment => ({
  person: who,
  scale: 'gbt-42195',
  version: '2022',
  kind: 'first',
  on: '2026-11-01',
  assessors: [{ name: '评估员甲' }, { name: '评估员乙', certificate: 'PG-2' }],
  answers: answers(70),
  circumstances: CALM,
  ...change,
})
const enter = (input: NewAssessment) => as((tx) => recordAssessment(tx, desk, input))

beforeAll(async () => {
  t.setNow(NOW)
  await addJurisdiction(t.db, { code: '532600', name: '文山州' })
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, DAY)
  point = (await t.asOwner<{ code: string }>('select code from territory.facility order by code limit 1', [], true))[0]!
    .code
})

describe('an assessment', () => {
  it('is graded from the answers by two assessors, is due again in a year, and moves the category with it', async () => {
    const who = await person()
    expect(await enter(assessment(who))).toMatchObject({ nextDue: '2027-11-01' })
    const [seen] = await as((tx) => assessmentsOf(tx, desk, who, '测试'))
    expect(seen).toMatchObject({
      grade: 4,
      repeated: true,
      result: { total: 20, initial: 4 },
      gradeTitle: { zh: '完全失能' },
    })
    const held = async () =>
      (await as((tx) => personFile(tx, desk, who, '测试'))).categories
        .filter((each) => each.active)
        .map((each) => each.code)
    expect(await held()).toEqual(['lost-ability'])
    await enter(assessment(who, { on: '2026-11-10', kind: 'review', answers: answers(10) }))
    expect(await held()).toEqual(['part-lost-ability'])
    // One entered late changes nothing about today.
    await enter(assessment(who, { on: '2026-10-01', kind: 'other', answers: answers(80) }))
    expect(await held()).toEqual(['part-lost-ability'])
    await enter(assessment(who, { on: '2026-11-20', answers: answers(0) }))
    expect(await held()).toEqual([])
  })

  it('is refused with one assessor, two of one name, in the future, or without answers; nothing stays', async () => {
    const who = await person()
    const refused = async (change: Partial<NewAssessment>) => code(enter(assessment(who, change)))
    expect(await refused({ assessors: [{ name: '甲' }] })).toBe('assessment.two')
    expect(await refused({ assessors: [{ name: '甲' }, { name: ' 甲 ' }] })).toBe('assessment.two')
    expect(await refused({ on: '2026-11-23' })).toBe('assessment.future')
    expect(await refused({ on: '2026-02-30' })).toBe('assessment.future')
    expect(await refused({ answers: { eating: 4 } })).toBe('assessment.answers')
    expect(await refused({ version: '2013' })).toBe('assessment.scale')
    expect(await refused({ scale: 'ltci', version: '2021' })).toBe('assessment.stated')
    expect(await as((tx) => assessmentsOf(tx, desk, who, '测试'))).toEqual([])
  })

  it('by another scale is stated, kept beside and never mixed with the national one', async () => {
    const who = await person()
    await enter(
      assessment(who, {
        scale: 'ltci',
        version: '2021',
        grade: 5,
        certificate: '长护-1',
        assessors: [{ name: '定点机构' }],
      }),
    )
    const [seen] = await as((tx) => assessmentsOf(tx, desk, who, '测试'))
    expect(seen).toMatchObject({
      scale: 'ltci',
      grade: 5,
      result: null,
      repeated: null,
      gradeTitle: { zh: '重度失能Ⅲ级' },
    })
    expect((await as((tx) => personFile(tx, desk, who, '测试'))).categories).toEqual([])
    expect((await as((tx) => careDue(tx, [who]))).get(who)).toBeUndefined()
  })

  it('is corrected by another one, once, and what was corrected stays', async () => {
    const who = await person()
    const { id } = await enter(assessment(who))
    const fix = () => enter(assessment(who, { answers: answers(50), corrects: id }))
    expect((await Promise.all([code(fix()), code(fix())])).toSorted()).toEqual(['assessment.corrected', 'done'])
    const all = await as((tx) => assessmentsOf(tx, desk, who, '测试'))
    expect(all.map((each) => [each.grade, each.correctedBy !== null])).toEqual(
      expect.arrayContaining([
        [4, true],
        [3, false],
      ]),
    )
    expect(await code(enter(assessment(await person(), { corrects: id })))).toBe('assessment.corrected')
  })

  it('is on the list when it is late, soon due, or never made of somebody said to need it', async () => {
    const [late, soon, never] = [await person(), await person(), await person()]
    await enter(assessment(late, { on: '2025-11-01' }))
    await enter(assessment(soon, { on: '2025-12-01' }))
    await as((tx) => startCategory(tx, desk, never, { category: 'dementia', from: '2026-01-01', evidence: '诊断' }))
    const { items: list, counts } = await as((tx) => assessmentList(tx, desk, { limit: 100 }))
    const stateOf = (id: string) => list.find((each) => each.id === id)?.state
    expect([stateOf(late), stateOf(soon), stateOf(never)]).toEqual(['late', 'soon', 'never'])
    expect(counts['in-force']).toBeGreaterThan(0)
    expect((await as((tx) => careDue(tx, [late, soon]))).get(late)).toMatchObject([{ kind: 'assessment', late: true }])
    expect((await as((tx) => careToday(tx, desk))).map((each) => each.href)).toContain(
      '/console/care/assessments?state=late',
    )
  })

  it('leaves no grade, answer or diagnosis where the database could be read', async () => {
    const text = JSON.stringify(await t.asOwner('select * from care.assessment', [], true))
    for (const word of ['eating', 'dementia', '"grade":', '失能']) expect(text).not.toContain(word)
    const journal = JSON.stringify(await t.asOwner("select * from journal.entry where action like 'care.%'", [], true))
    for (const word of ['grade', 'dementia', 'lost-ability']) expect(journal).not.toContain(word)
  })
})

describe('a bed at home', () => {
  const bed = (who: string, change = {}) => ({
    person: who,
    provider: '县福利院（演示）',
    contractNumber: 'HT-1',
    from: '2026-09-01',
    until: '2027-08-31',
    servicesAMonth: 4,
    plan: '每周一次',
    ...change,
  })

  it('counts only while everything holds', async () => {
    const who = await person()
    await enter(assessment(who))
    const { id } = await as((tx) => openBed(tx, desk, bed(who)))
    const look = () => as((tx) => bedView(tx, desk, id))
    expect(await look()).toMatchObject({ counts: false, lacks: ['equipment', 'acceptance', 'services'] })
    expect(await code(as((tx) => acceptBed(tx, desk, id, { on: '2026-09-10', acting: SELF })))).toBe('bed.nothing')
    const item = await as((tx) => installItem(tx, desk, id, { kind: 'call-button', serial: 'A1', on: '2026-09-05' }))
    await as((tx) => acceptBed(tx, desk, id, { on: '2026-09-10', acting: SELF }))
    expect(await code(as((tx) => acceptBed(tx, desk, id, { on: '2026-09-10', acting: SELF })))).toBe('bed.accepted')
    for (const day of ['2026-10-02', '2026-10-09', '2026-10-16', '2026-11-03'])
      await as((tx) => serveBed(tx, desk, id, { on: day, kind: 'bathing', minutes: 60, carer: '护理员' }))
    expect((await look()).lacks).toEqual(['services'])
    await as((tx) => serveBed(tx, desk, id, { on: '2026-10-23', kind: 'bathing', minutes: 60, carer: '护理员' }))
    expect(await look()).toMatchObject({ counts: true, plan: '每周一次', before: 4, sofar: 1 })
    expect(await as((tx) => countBeds(tx, desk, DAY))).toEqual({ counted: 1, contracted: 1 })
    expect(await as((tx) => countBeds(tx, desk, '2027-09-01'))).toMatchObject({ counted: 0, contracted: 0 })
    expect(
      await code(as((tx) => serveBed(tx, desk, id, { on: '2026-08-31', kind: 'meals', minutes: 10, carer: '甲' }))),
    ).toBe('bed.day')
    await as((tx) => removeItem(tx, desk, id, item.id, '2026-11-20'))
    expect((await look()).lacks).toEqual(['equipment'])
  })

  it('is one to a person at a time, however many sign at once, and ends', async () => {
    const who = await person()
    const signed = await Promise.all(Array.from({ length: 6 }, () => code(as((tx) => openBed(tx, desk, bed(who))))))
    expect(signed.toSorted()).toEqual(['bed.held', 'bed.held', 'bed.held', 'bed.held', 'bed.held', 'done'])
    expect(await code(as((tx) => openBed(tx, desk, bed(who, { servicesAMonth: 1 }))))).toBe('bed.services')
    expect(await code(as((tx) => openBed(tx, desk, bed(who, { until: '2026-08-01' }))))).toBe('bed.dates')
    const { items: list } = await as((tx) => bedList(tx, desk, { limit: 100 }))
    const mine = list.find((each) => each.person.id === who)!
    await as((tx) => endBed(tx, desk, mine.id, { on: '2026-11-01', cause: 'admitted' }))
    expect(await code(as((tx) => endBed(tx, desk, mine.id, { on: '2026-11-01', cause: 'admitted' })))).toBe('bed.ended')
    expect(await code(as((tx) => openBed(tx, desk, bed(who, { from: '2026-11-01' }))))).toBe('done')
  })
})

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const photo = { name: '照片.jpg', bytes: JPEG }
const plan = (who: string, change: Partial<NewRetrofit> = {}): NewRetrofit => ({
  person: who,
  programme: 'elder',
  surveyedOn: '2026-11-01',
  needs: '卫生间湿滑',
  capFen: 30_000,
  items: [
    { item: 'floor-antislip', quantity: 1, fen: 25_000 },
    { item: 'toilet-rail', quantity: 2, fen: 12_000 },
  ],
  ...change,
})

describe('a retrofit', () => {
  it('is paid for only when the person accepted it and every item is done and photographed before and after', async () => {
    const who = await person()
    const { id } = await as((tx) => planRetrofit(tx, desk, plan(who)))
    const accept = () => as((tx) => acceptRetrofit(tx, desk, id, { on: DAY, acting: SELF }))
    const refused = (await accept().catch((error: unknown) => error)) as {
      code: string
      params: { missing: unknown[] }
    }
    expect([refused.code, refused.params.missing.length]).toEqual(['retrofit.incomplete', 6])
    const view = await as((tx) => retrofitView(tx, desk, id))
    for (const item of view.items) {
      await as((tx) => addPhotos(tx, desk, id, { item: item.id, stage: 'before' }, [photo]))
      await as((tx) => finishItem(tx, desk, id, item.id, '2026-11-15'))
      await as((tx) => addPhotos(tx, desk, id, { item: item.id, stage: 'after' }, [photo]))
    }
    expect(
      await code(
        as((tx) =>
          addPhotos(tx, desk, id, { item: view.items[0]!.id, stage: 'after' }, [
            { name: 'x.txt', bytes: new Uint8Array([1, 2, 3]) },
          ]),
        ),
      ),
    ).toBe('photo.kind')
    const proxy = await as((tx) =>
      addRelative(tx, desk, who, {
        role: 'proxy',
        name: '李四',
        scope: ['benefits'],
        from: '2026-01-01',
        until: '2027-01-01',
        document: '授权书',
      }),
    )
    expect(
      await code(as((tx) => acceptRetrofit(tx, desk, id, { on: DAY, acting: { by: 'proxy', relative: proxy.id } }))),
    ).toBe('proxy.authority')
    expect(await code(as((tx) => acceptRetrofit(tx, desk, id, { on: '2026-11-14', acting: SELF })))).toBe(
      'retrofit.date',
    )
    expect(await accept()).toEqual({ subsidyFen: 30_000 })
    expect(await code(accept())).toBe('retrofit.closed')
    const done = await as((tx) => retrofitView(tx, desk, id))
    expect(done).toMatchObject({
      state: 'accepted',
      quoteFen: 37_000,
      subsidyFen: 30_000,
      missing: [],
      needs: '卫生间湿滑',
    })
    const file = await as((tx) => photoFile(tx, desk, id, done.items[0]!.photos[0]!.id))
    expect([file.type, [...(file.bytes as Buffer)]]).toEqual(['image/jpeg', [...JPEG]])
    const stored = await t.asOwner<{ sealed: Buffer }>('select sealed from care.photo', [], true)
    for (const each of stored) expect(each.sealed.includes(Buffer.from(JPEG))).toBe(false)
  })

  it('pays no item twice to one household, by either programme, even when both are planned at once', async () => {
    const who = await person()
    const both = await Promise.all([
      code(as((tx) => planRetrofit(tx, desk, plan(who)))),
      code(
        as((tx) =>
          planRetrofit(
            tx,
            desk,
            plan(who, { programme: 'disability', items: [{ item: 'toilet-rail', quantity: 1, fen: 10_000 }] }),
          ),
        ),
      ),
    ])
    expect(both.toSorted()).toEqual(['done', 'retrofit.twice'])
    const open = (await as((tx) => retrofitList(tx, desk, { open: true, limit: 100 }))).items.filter(
      (each) => each.person.id === who,
    )
    expect(open).toHaveLength(1)
    expect(
      await code(
        as((tx) =>
          planRetrofit(
            tx,
            desk,
            plan(who, {
              items: [
                { item: 'toilet-rail', quantity: 1, fen: 1 },
                { item: 'toilet-rail', quantity: 1, fen: 1 },
              ],
            }),
          ),
        ),
      ),
    ).toBe('retrofit.items')
    await as((tx) => dropRetrofit(tx, desk, open[0]!.id, '本人放弃'))
    expect(await code(as((tx) => planRetrofit(tx, desk, plan(who))))).toBe('done')
  })

  it('comes first for whoever needs it most', async () => {
    const [less, more] = [await person('1960-01-01'), await person('1935-01-01')]
    await as((tx) => startCategory(tx, desk, more, { category: 'destitute', from: '2026-01-01', evidence: '证' }))
    await as((tx) => planRetrofit(tx, desk, plan(less)))
    await as((tx) => planRetrofit(tx, desk, plan(more)))
    const list = (await paged((tx, paging) => retrofitList(tx, desk, { open: true, ...paging }))).map(
      (each) => each.person.id,
    )
    expect(list.indexOf(more)).toBeLessThan(list.indexOf(less))
  })
})

/** Every row of a list, two to a page. */
async function paged<Row>(
  list: (tx: Tx, paging: { limit: number; cursor?: string }) => Promise<{ items: Row[]; next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page: { items: Row[]; next: string | null } = await as((tx) =>
      list(tx, { limit: 2, ...(cursor === null ? {} : { cursor }) }),
    )
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return rows
}

describe('lists', () => {
  it('show every row once, in the same order, whatever a page holds', async () => {
    const inParts = async (list: Parameters<typeof paged<{ id: string }>>[0]) => {
      const whole = (await as((tx) => list(tx, { limit: 200 }))).items.map((row) => row.id)
      expect(whole.length).toBeGreaterThan(2)
      expect((await paged(list)).map((row) => row.id)).toEqual(whole)
    }
    await inParts((tx, paging) => retrofitList(tx, desk, paging))
    await inParts((tx, paging) => bedList(tx, desk, paging))
    await inParts((tx, paging) => assessmentList(tx, desk, paging))
  })
})

describe('a device', () => {
  const device = async () =>
    (
      await as((tx) =>
        addDevice(tx, { serial: `W-${++order}`, kind: 'wheelchair', point, depositFen: 20_000, rentFen: 3_000 }),
      )
    ).id
  const lend = (id: string, who: string) =>
    as((tx) => lendDevice(tx, desk, id, { person: who, on: '2026-11-20', dueOn: '2026-12-20' }))

  it('is lent to one of many who ask at once', async () => {
    const id = await device()
    const who = await Promise.all(Array.from({ length: 3 }, () => person()))
    const asked = await Promise.all(Array.from({ length: 12 }, (_, n) => code(lend(id, who[n % 3]!))))
    expect(asked.filter((each) => each === 'done')).toHaveLength(1)
    expect(new Set(asked)).toEqual(new Set(['done', 'device.stand']))
    // Not even behind the commands: the database itself refuses a second loan.
    await expect(
      as((tx) =>
        tx.run(sql`insert into care.loan (jurisdiction, id, device, person, during, due_on, deposit_fen, recorded_by, recorded_at)
        values (${COUNTY}, gen_random_uuid(), ${id}, ${who[0]}, '[2026-11-21,)', '2026-12-01', 0, 'x', now())`),
      ),
    ).rejects.toThrow(/exclusion/)
  })

  it('is not lent again before it is disinfected; the deposit comes back but for what is deducted with a reason', async () => {
    const id = await device()
    const who = await person()
    await lend(id, who)
    const back = (input: { deductedFen: number; reason?: string; condition?: 'good' | 'damaged' | 'worn' }) =>
      as((tx) => returnDevice(tx, id, { on: DAY, condition: 'worn', ...input }))
    expect(await code(back({ deductedFen: 20_001, reason: '坏了' }))).toBe('device.deduction')
    expect(await code(back({ deductedFen: 100 }))).toBe('device.deduction')
    expect(await back({ deductedFen: 5_000, reason: '刹车损坏' })).toEqual({ refundFen: 15_000 })
    expect(await code(back({ deductedFen: 0 }))).toBe('device.stand')
    expect(await code(lend(id, who))).toBe('device.stand')
    await as((tx) => handleDevice(tx, id, { handling: 'disinfect', note: '含氯消毒液擦拭' }))
    // It was still out on the 20th; from the day after its return it can go out again.
    expect(await code(lend(id, who))).toBe('device.dates')
    t.setNow('2026-11-23T09:00:00+08:00')
    expect(
      await code(as((tx) => lendDevice(tx, desk, id, { person: who, on: '2026-11-23', dueOn: '2026-12-20' }))),
    ).toBe('done')
    t.setNow(NOW)
    const view = await as((tx) => deviceView(tx, desk, id))
    expect(view.loans.map((each) => each.refundFen)).toEqual([null, 15_000])
    expect(view.events.map((each) => each.act).toSorted()).toEqual(['added', 'disinfected', 'lent', 'lent', 'returned'])
  })

  it('goes to repair when damaged, is disinfected after it, and is scrapped when lost; serials are unique', async () => {
    const [id, other] = [await device(), await device()]
    const who = await person()
    await lend(id, who)
    await as((tx) => returnDevice(tx, id, { on: DAY, condition: 'damaged', deductedFen: 0 }))
    expect(await code(as((tx) => handleDevice(tx, id, { handling: 'disinfect', note: '擦拭' })))).toBe('device.stand')
    await as((tx) => handleDevice(tx, id, { handling: 'repaired', note: '换轮' }))
    expect((await as((tx) => deviceView(tx, desk, id))).stand).toBe('to-disinfect')
    await lend(other, who)
    await as((tx) => returnDevice(tx, other, { on: DAY, condition: 'lost', deductedFen: 20_000, reason: '遗失' }))
    const { counts } = await as((tx) => deviceList(tx, desk, { limit: 1 }))
    expect(counts.scrapped).toBe(1)
    const stands = await paged((tx, paging) => deviceList(tx, desk, paging))
    expect(new Set(stands.map((each) => each.id)).size).toBe(stands.length)
    for (const stand of ['ready', 'lent', 'to-disinfect', 'repair', 'scrapped'] as const)
      expect((await paged((tx, paging) => deviceList(tx, desk, { stand, ...paging }))).length).toBe(counts[stand])
    const again = {
      serial: (await as((tx) => deviceView(tx, desk, id))).serial.toLowerCase(),
      kind: 'wheelchair',
      point,
      depositFen: 0,
      rentFen: 0,
    }
    expect(await code(as((tx) => addDevice(tx, again)))).toBe('device.serial')
    expect(await code(as((tx) => addDevice(tx, { ...again, serial: 'NEU-1', point: 'nowhere' })))).toBe(
      'facility.missing',
    )
  })
})

describe('what happens to a person', () => {
  it('ends the bed, drops the works and calls back what was lent', async () => {
    const who = await person()
    await enter(assessment(who))
    const bed = await as((tx) =>
      openBed(tx, desk, {
        person: who,
        provider: '甲',
        contractNumber: '1',
        from: '2026-01-01',
        until: null,
        servicesAMonth: 4,
        plan: '照护',
      }),
    )
    const retrofit = await as((tx) => planRetrofit(tx, desk, plan(who)))
    const device = await as((tx) =>
      addDevice(tx, { serial: `D-${++order}`, kind: 'oxygen', point, depositFen: 0, rentFen: 0 }),
    )
    await as((tx) => lendDevice(tx, desk, device.id, { person: who, on: '2026-11-10', dueOn: '2026-12-30' }))
    await as((tx) => recordDeath(tx, desk, who, '2026-11-18'))
    await settle()
    expect(await as((tx) => bedView(tx, desk, bed.id))).toMatchObject({ ended: 'died', until: '2026-11-18' })
    expect(await as((tx) => retrofitView(tx, desk, retrofit.id))).toMatchObject({
      state: 'dropped',
      droppedReason: '本人去世',
    })
    expect((await as((tx) => deviceView(tx, desk, device.id))).loan).toMatchObject({ dueOn: '2026-11-18', late: true })
  })

  it('is seen in the file that remains when two are merged: what was sealed opens under its key', async () => {
    const [into, from] = [await person('1944-01-01'), await person('1944-01-01', false)]
    await enter(assessment(from))
    const { id } = await as((tx) => planRetrofit(tx, desk, plan(from)))
    const { items: planned } = await as((tx) => retrofitView(tx, desk, id))
    await as((tx) => addPhotos(tx, desk, id, { item: planned[0]!.id, stage: 'before' }, [photo]))
    await as((tx) => mergePersons(tx, desk, from, into, '同一个人'))
    await settle()
    expect((await as((tx) => assessmentsOf(tx, desk, into, '测试'))).map((each) => each.grade)).toEqual([4])
    const moved = await as((tx) => retrofitView(tx, desk, id))
    expect([moved.person.id, moved.needs]).toEqual([into, '卫生间湿滑'])
    expect(
      (await as((tx) => photoFile(tx, desk, id, moved.items.find((each) => each.photos.length > 0)!.photos[0]!.id)))
        .type,
    ).toBe('image/jpeg')
  })

  it('is nothing to the neighbouring county', async () => {
    const tables = [
      'assessment',
      'home_bed',
      'bed_item',
      'bed_service',
      'retrofit',
      'retrofit_item',
      'photo',
      'device',
      'loan',
      'device_event',
    ]
    await t.db.read(systemActor('test', '532623'), async (tx) => {
      for (const table of tables)
        expect(await tx.one(sql`select count(*)::int n from ${raw(`care.${table}`)}`)).toEqual({ n: 0 })
    })
    expect(
      (await t.asOwner<{ n: number }>('select count(*)::int n from care.assessment', [], true))[0]!.n,
    ).toBeGreaterThan(5)
  })
})
