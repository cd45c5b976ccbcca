import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSchedules } from '../../../platform/events/index.ts'
import { COMMUNITY, COUNTY, communityTest, TODAY } from '../testkit.ts'
import { acknowledgeCall, closeCall, escalateOne, noteCall, openUrgentCall, releaseCall } from './commands.ts'
import { destroyOldCalls, urgentJobs } from './jobs.ts'
import { addContact, endContact, roster } from './roster.ts'
import { type Candidate, inOrder, nextOf } from './rules.ts'
import { urgentCall, urgentCalls } from './views.ts'

const { t, desk, setUp, write, villages, townWorker, persons } = communityTest()
const at = (clock: string) => t.setNow(`${TODAY}T${clock}+08:00`)

const call = (region: string = COMMUNITY, source: string | null = null) => ({
  region,
  place: '锦山社区 3 栋 201',
  what: '老人跌倒，起不来',
  caller: '邻居',
  phone: '13800000000',
  person: null,
  channel: 'phone' as const,
  source,
})
const contact = (area: string, position: number, name: string) => ({
  area,
  position,
  name,
  phone: `1380000000${position}`,
  account: null,
  from: '2026-01-01T00:00:00+08:00',
  until: null,
})
const stepsOf = async (id: string) =>
  (await write((tx) => urgentCall(tx, desk, id)))!.steps.map((each) => [each.kind, each.contactName])
const isDue = () =>
  write(async (tx) => {
    let done = 0
    while (await escalateOne(tx)) done++
    return done
  })

beforeAll(async () => {
  await setUp()
  await write(async (tx) => {
    await addContact(tx, contact(COMMUNITY, 1, '社区甲'))
    await addContact(tx, contact(COMMUNITY, 2, '社区乙'))
    await addContact(tx, contact('532622101', 1, '镇值班'))
  })
})

describe('who is paged next', () => {
  const candidate = fc.record({
    id: fc.uuid(),
    area: fc.constantFrom('532622', '532622101', '532622101001'),
    position: fc.integer({ min: 1, max: 5 }),
    pages: fc.integer({ min: 0, max: 3 }),
  })
  it('is somebody on duty, and everybody once before anybody twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { selector: (each) => each.id, maxLength: 8 }), (all: Candidate[]) => {
        const fresh = all.map((each) => ({ ...each, pages: 0 }))
        const paged: string[] = []
        let now = fresh
        for (let i = 0; i < fresh.length * 2; i++) {
          const next = nextOf(now)!
          paged.push(next.id)
          now = now.map((each) => (each.id === next.id ? { ...each, pages: each.pages + 1 } : each))
        }
        expect(new Set(paged.slice(0, fresh.length)).size).toBe(fresh.length)
        expect(paged.slice(fresh.length)).toEqual(paged.slice(0, fresh.length))
        expect(paged.slice(0, fresh.length)).toEqual(inOrder(fresh).map((each) => each.id))
        expect(nextOf([])).toBeNull()
      }),
    )
  })
})

describe('a call', () => {
  it('pages by order and time until somebody answers, with every step kept', async () => {
    at('10:00:00')
    const { id, no, contact: first } = await write((tx) => openUrgentCall(tx, desk, call()))
    expect(first).toBe('社区甲')
    expect(no).toMatch(/^ZJ-2026-\d{4}$/)
    at('10:02:59')
    expect(await isDue()).toBe(0)
    at('10:03:00')
    expect(await isDue()).toBe(1)
    expect(await isDue()).toBe(0)
    at('10:06:30')
    expect(await isDue()).toBe(1)
    at('10:10:00')
    expect(await isDue()).toBe(1)
    await write((tx) => acknowledgeCall(tx, desk, id, { contact: null, note: '马上去' }))
    at('11:00:00')
    expect(await isDue()).toBe(0)
    expect(await stepsOf(id)).toEqual([
      ['opened', null],
      ['paged', '社区甲'],
      ['paged', '社区乙'],
      ['paged', '镇值班'],
      ['paged', '社区甲'],
      ['acknowledged', '社区甲'],
    ])
    await expect(write((tx) => acknowledgeCall(tx, desk, id, { contact: null, note: null }))).rejects.toMatchObject({
      code: 'urgent.state',
    })
    expect(await write((tx) => releaseCall(tx, desk, id, '车坏了'))).toEqual({ contact: '社区乙' })
    await write((tx) => acknowledgeCall(tx, desk, id, { contact: null, note: null }))
    await write((tx) => noteCall(tx, desk, id, { kind: 'arrived', note: null }))
    await write((tx) => closeCall(tx, desk, id, '送医'))
    const view = (await write((tx) => urgentCall(tx, desk, id)))!
    expect(view.content).toEqual({
      place: '锦山社区 3 栋 201',
      what: '老人跌倒，起不来',
      caller: '邻居',
      phone: '13800000000',
    })
    expect(view.steps.at(-1)).toMatchObject({ kind: 'closed', note: '送医' })
    await expect(write((tx) => closeCall(tx, desk, id, '再次'))).rejects.toMatchObject({ code: 'urgent.state' })
  })

  it('is taken where nobody is on duty, says so, and pages as soon as somebody is', async () => {
    at('12:00:00')
    const { id, contact: nobody } = await write((tx) => openUrgentCall(tx, desk, call(villages[1])))
    expect(nobody).toBeNull()
    expect((await write((tx) => urgentCalls(tx))).items.find((each) => each.id === id)).toMatchObject({
      nobody: true,
      state: 'open',
    })
    const { id: duty } = await write((tx) => addContact(tx, contact(villages[1].slice(0, 9), 1, '乡值班')))
    at('12:03:00')
    expect(await isDue()).toBe(1)
    expect((await stepsOf(id)).at(-1)).toEqual(['paged', '乡值班'])
    await write((tx) => endContact(tx, duty, '换班'))
    expect((await write(roster)).some((each) => each.id === duty)).toBe(false)
    await write((tx) => closeCall(tx, desk, id, '误报'))
  })

  it('that comes from one record twice is one call', async () => {
    at('12:30:00')
    const first = await write((tx) => openUrgentCall(tx, desk, call(COMMUNITY, 'order:1')))
    expect((await write((tx) => openUrgentCall(tx, desk, call(COMMUNITY, 'order:1')))).id).toBe(first.id)
    await write((tx) => closeCall(tx, desk, first.id, '完成'))
  })

  it('is seen in its area, and by whoever took it', async () => {
    at('12:40:00')
    const elsewhere = townWorker(villages[1].slice(0, 9))
    const { id } = await write((tx) => openUrgentCall(tx, desk, call()), townWorker('532622101'))
    expect(await write((tx) => urgentCall(tx, desk, id), elsewhere)).toBeNull()
    await expect(
      write((tx) => acknowledgeCall(tx, desk, id, { contact: null, note: null }), elsewhere),
    ).rejects.toMatchObject({ code: 'urgent.missing' })
    const taken = await write((tx) => openUrgentCall(tx, desk, call()), elsewhere)
    const seen = (await write((tx) => urgentCalls(tx), elsewhere)).items.filter((each) => each.state === 'open')
    expect(seen.map((each) => each.id)).toEqual([taken.id])
    for (const each of [id, taken.id]) await write((tx) => closeCall(tx, desk, each, '完成'))
  })

  it('refuses two at one place of the order, places outside, and persons nobody knows', async () => {
    await expect(write((tx) => addContact(tx, contact(COMMUNITY, 1, '丙')))).rejects.toMatchObject({
      code: 'duty.position',
    })
    await expect(write((tx) => addContact(tx, contact('532623', 1, '丙')))).rejects.toMatchObject({
      code: 'region.outside',
    })
    await expect(
      write((tx) => addContact(tx, contact(villages[1], 1, '丙')), townWorker('532622101')),
    ).rejects.toMatchObject({ code: 'access.region' })
    await expect(write((tx) => openUrgentCall(tx, desk, call('532623101001')))).rejects.toMatchObject({
      code: 'region.outside',
    })
  })

  it('keeps nothing readable in the database, and nothing at all after its time', async () => {
    at('13:00:00')
    const [person] = await persons(1)
    const { id } = await write((tx) => openUrgentCall(tx, desk, { ...call(), person: person! }))
    await write((tx) => closeCall(tx, desk, id, '已送县医院'))
    const stored = JSON.stringify(
      await t.asOwner(`select *, sealed::text s from community.urgent_call where id = '${id}'`, [], true),
    )
    const steps = JSON.stringify(
      await t.asOwner(`select *, encode(note, 'escape') n from community.urgent_step where call = '${id}'`, [], true),
    )
    expect(stored).toContain(person!)
    for (const secret of ['锦山社区 3 栋', '跌倒', '县医院']) expect(stored + steps).not.toContain(secret)
    expect((await write((tx) => urgentCall(tx, desk, id)))!.person?.id).toBe(person)
    t.setNow('2029-12-01T10:00:00+08:00')
    expect(await write(destroyOldCalls)).toBeGreaterThan(0)
    expect((await write((tx) => urgentCall(tx, desk, id)))!).toMatchObject({ content: null })
    at('13:30:00')
  })
})

describe('escalation across processes', () => {
  const running: ChildProcess[] = []
  afterEach(() => {
    for (const each of running.splice(0)) each.kill('SIGKILL')
  })
  const child = async (now: string, how: 'hold' | 'commit') => {
    const { socket, database, user } = t.address as { socket: string; database: string; user: string }
    const process_ = spawn(
      process.execPath,
      [join(import.meta.dirname, 'escalate.child.ts'), socket, database, user, COUNTY, now, how],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = once(process_, 'exit')
    running.push(process_)
    await once(process_.stdout, 'data')
    return {
      kill: async () => {
        process_.kill('SIGKILL')
        await ended
      },
    }
  }
  const tick = () =>
    startSchedules(t.db, urgentJobs, {
      jurisdictions: async () => [COUNTY],
      look: null,
      clock: () => new Date(`${TODAY}T14:10:00+08:00`),
    }).tick()
  const pages = async (id: string) => (await stepsOf(id)).filter(([kind]) => kind === 'paged').map(([, name]) => name)

  it('killed in the midst of a page, the page is made by the next process, once', async () => {
    at('14:00:00')
    const { id } = await write((tx) => openUrgentCall(tx, desk, call()))
    at('14:03:00')
    const killed = await child(`${TODAY}T14:03:00+08:00`, 'hold')
    // While the other holds the call nobody else pages for it.
    expect(await isDue()).toBe(0)
    await killed.kill()
    while ((await isDue()) === 0);
    expect(await pages(id)).toEqual(['社区甲', '社区乙'])
    await write((tx) => closeCall(tx, desk, id, '完成'))
  }, 90_000)

  it('killed after a page, a restart does not page twice and goes on after the time', async () => {
    at('14:04:00')
    const { id } = await write((tx) => openUrgentCall(tx, desk, call()))
    at('14:07:00')
    const killed = await child(`${TODAY}T14:07:00+08:00`, 'commit')
    await killed.kill()
    expect(await isDue()).toBe(0)
    expect(await pages(id)).toEqual(['社区甲', '社区乙'])
    at('14:10:00')
    await Promise.all([tick(), tick()])
    expect(await pages(id)).toEqual(['社区甲', '社区乙', '镇值班'])
    await write((tx) => closeCall(tx, desk, id, '完成'))
  }, 90_000)

  it('of many at once makes one page', async () => {
    at('15:00:00')
    const { id } = await write((tx) => openUrgentCall(tx, desk, call()))
    at('15:03:00')
    await Promise.all(Array.from({ length: 12 }, () => isDue()))
    expect(await pages(id)).toHaveLength(2)
    await write((tx) => closeCall(tx, desk, id, '完成'))
  })
})
