import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/dates.ts'
import { raw } from '../../../platform/db/index.ts'
import { startRelay } from '../../../platform/events/index.ts'
import { isSigned } from '../../../platform/procedures/certificates/token.ts'
import { actOnCase, openCase } from '../../../platform/procedures/index.ts'
import { testDesk } from '../../../platform/procedures/testkit/index.ts'
import { mergePersons, recordDeath, unmergePerson } from '../../people/index.ts'
import { communityReactions } from '../reactions.ts'
import { COMMUNITY, communityTest, TODAY } from '../testkit.ts'
import { cancelActivity, type NewActivity, openActivity, signUp, withdrawSignUp } from './activities.ts'
import { addInsurance, addTraining, registerVolunteer } from './files.ts'
import { correctHours, noteAttendance } from './hours.ts'
import { certifyHours, communityHooks } from './records.ts'
import { hoursOf, isTrained, uninsuredDay } from './rules.ts'
import { activityView, volunteers, volunteerView } from './views.ts'

const { t, desk, setUp, write, persons, villages, townWorker } = communityTest()
beforeAll(setUp)

const hour = (day: string, clock: string) => `${day}T${clock}:00+08:00`
const activity = (more: Partial<NewActivity> = {}) =>
  write((tx) =>
    openActivity(tx, {
      title: '探访独居老人',
      kind: 'visit',
      region: COMMUNITY,
      place: '锦山社区',
      organiser: '锦山社区居委会（演示）',
      from: hour(TODAY, '06:00'),
      until: hour(TODAY, '09:00'),
      places: 10,
      risky: false,
      training: null,
      ...more,
    }),
  )
/** An activity that is over, with its hours beforehand. */
const later = { from: hour('2026-11-25', '09:00'), until: hour('2026-11-25', '12:00') }
const volunteer = async (count = 1) => {
  const ids: string[] = []
  for (const person of await persons(count))
    ids.push((await write((tx) => registerVolunteer(tx, desk, { person, skills: [] }))).id)
  return ids
}
const at = (clock: string, day = TODAY) => t.setNow(hour(day, clock))

describe('fitness for an activity', () => {
  it('wants every day covered, by one policy or several', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2026-11-01', n))
    const span = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a }))
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 4 }), ({ from, until }, insured) => {
        const found = uninsuredDay(
          { risky: true, training: null, firstDay: from, lastDay: until, insured, trained: [] },
          (each) => addDays(each, 1),
        )
        const covered = (each: string) => insured.some((one) => one.from <= each && each <= one.until)
        const days: string[] = []
        for (let each = from; each <= until; each = addDays(each, 1)) days.push(each)
        expect(found).toBe(days.find((each) => !covered(each)) ?? null)
      }),
    )
    const fitness = { risky: false, training: '用电安全', firstDay: TODAY, lastDay: TODAY, insured: [] }
    expect(isTrained({ ...fitness, trained: [{ topic: '用电安全', heldOn: '2026-11-23' }] })).toBe(false)
    expect(isTrained({ ...fitness, trained: [{ topic: '用电安全', heldOn: TODAY }] })).toBe(true)
    expect([hoursOf(29), hoursOf(30), hoursOf(89), hoursOf(120)]).toEqual([0, 0.5, 1, 2])
  })
})

describe('sign-ups', () => {
  it('refuse risky work without insurance and without the training, and take it with both (D22)', async () => {
    at('05:00')
    const [v] = await volunteer()
    const { id } = await activity({ ...later, risky: true, training: '用电安全' })
    const sign = () => write((tx) => signUp(tx, id, v!))
    await expect(sign()).rejects.toMatchObject({ code: 'signup.uninsured', params: { day: '2026-11-25' } })
    const policy = { insurer: '示范财险（演示）', paidBy: '县民政局' }
    await write((tx) => addInsurance(tx, v!, { ...policy, policy: 'A', from: '2026-01-01', until: '2026-11-24' }))
    await expect(sign()).rejects.toMatchObject({ code: 'signup.uninsured' })
    await write((tx) => addInsurance(tx, v!, { ...policy, policy: 'B', from: '2026-11-25', until: '2026-11-25' }))
    await expect(sign()).rejects.toMatchObject({ code: 'signup.untrained' })
    await write((tx) =>
      addTraining(tx, v!, { topic: '用电安全', hours: 4, heldOn: '2026-11-01', organiser: '县供电局' }),
    )
    expect(await sign()).toEqual({ taken: 1 })
    await expect(sign()).rejects.toMatchObject({ code: 'signup.exists' })
  })

  it('never go beyond the places, however many come at once', async () => {
    const { id } = await activity({ ...later, places: 3 })
    const all = await volunteer(12)
    const answers = await Promise.allSettled(all.map((v) => write((tx) => signUp(tx, id, v))))
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(3)
    for (const each of answers)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'activity.full' })
    const taken = (await write((tx) => activityView(tx, desk, id)))!.volunteers.map((each) => each.volunteer)
    await write((tx) => withdrawSignUp(tx, id, taken[0]!))
    const other = all.find((each) => !taken.includes(each))!
    expect(await write((tx) => signUp(tx, id, other))).toEqual({ taken: 3 })
    await write((tx) => cancelActivity(tx, id, '下雨'))
    await expect(write((tx) => signUp(tx, id, other))).rejects.toMatchObject({ code: 'activity.cancelled' })
  })

  it('belong to the area of the actor', async () => {
    const elsewhere = townWorker(villages[1].slice(0, 9))
    const [v] = await volunteer()
    const { id } = await activity(later)
    await expect(write((tx) => signUp(tx, id, v!), elsewhere)).rejects.toMatchObject({ code: 'access.region' })
    await expect(
      write((tx) => addTraining(tx, v!, { topic: '基础', hours: 2, heldOn: TODAY, organiser: '县' }), elsewhere),
    ).rejects.toMatchObject({ code: 'access.region' })
    expect(await write((tx) => volunteerView(tx, desk, v!), elsewhere)).toBeNull()
    expect((await write((tx) => volunteers(tx, desk), elsewhere)).items).toEqual([])
  })
})

describe('hours', () => {
  it('are checked once, corrected by new entries, and never overlap', async () => {
    at('05:30')
    const [v] = await volunteer()
    const [one, two] = [await activity(), await activity({ from: hour(TODAY, '08:00'), until: hour(TODAY, '10:00') })]
    for (const each of [one, two]) await write((tx) => signUp(tx, each.id, v!))
    const note = (id: string, from: string, until: string) =>
      write((tx) => noteAttendance(tx, id, [{ volunteer: v!, from: hour(TODAY, from), until: hour(TODAY, until) }]))
    await expect(note(one.id, '06:00', '09:00')).rejects.toMatchObject({ code: 'hours.future' })
    at('11:00')
    await expect(note(one.id, '06:00', '09:30')).rejects.toMatchObject({ code: 'hours.span' })
    await note(one.id, '06:00', '09:00')
    await expect(note(one.id, '06:00', '07:00')).rejects.toMatchObject({ code: 'hours.recorded' })
    await expect(note(two.id, '08:30', '10:00')).rejects.toMatchObject({ code: 'hours.overlap' })
    const entry = (await write((tx) => activityView(tx, desk, one.id)))!.volunteers[0]!.entry!
    const correct = (span: { from: string; until: string } | null, of = entry) =>
      write((tx) => correctHours(tx, one.id, v!, { entry: of, span, reason: '提前离开' }))
    const { id: second } = await correct({ from: hour(TODAY, '06:00'), until: hour(TODAY, '08:30') })
    await note(two.id, '08:30', '10:00')
    await expect(correct(null)).rejects.toMatchObject({ code: 'hours.changed' })
    await expect(correct({ from: hour(TODAY, '06:00'), until: hour(TODAY, '09:00') }, second)).rejects.toMatchObject({
      code: 'hours.overlap',
    })
    const view = (await write((tx) => volunteerView(tx, desk, v!)))!
    expect(view).toMatchObject({ minutes: 240, activities: 2 })
    expect(view.hours).toHaveLength(3)
    await correct(null, second)
    expect((await write((tx) => volunteerView(tx, desk, v!)))!.minutes).toBe(90)
    // Nothing of the record is changed or taken away, by anybody.
    for (const change of [`update community.hour_entry set during = 'empty'`, 'delete from community.hour_entry'])
      await expect(write((tx) => tx.run(raw(change)))).rejects.toMatchObject({ code: '42501' })
  })

  it('of two organisers at once overlap nowhere', async () => {
    at('05:30')
    const [v] = await volunteer()
    const all = await Promise.all([0, 1, 2, 3, 4].map(() => activity()))
    for (const each of all) await write((tx) => signUp(tx, each.id, v!))
    at('11:00')
    const answers = await Promise.allSettled(
      all.map(({ id }) =>
        write((tx) =>
          noteAttendance(tx, id, [{ volunteer: v!, from: hour(TODAY, '06:00'), until: hour(TODAY, '08:00') }]),
        ),
      ),
    )
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect((await write((tx) => volunteerView(tx, desk, v!)))!.minutes).toBe(120)
  })
})

describe('certificates', () => {
  it('say what the record says, are signed, and verify without a network (A114)', async () => {
    at('05:30')
    const procedures = testDesk(Object.fromEntries(communityHooks))
    const [v] = await volunteer()
    const { id } = await activity()
    await write((tx) => signUp(tx, id, v!))
    const certify = () => write((tx) => certifyHours(tx, procedures, desk, v!, (n) => n - 1))
    await expect(certify()).rejects.toMatchObject({ code: 'record.empty' })
    at('11:00')
    await write((tx) =>
      noteAttendance(tx, id, [{ volunteer: v!, from: hour(TODAY, '06:00'), until: hour(TODAY, '08:40') }]),
    )
    const { certificate } = await certify()
    expect(certificate).toMatch(/^ZYZM-532622-2026-\d{4}$/)
    const [row] = await t.asOwner<{ payload: string; signature: string; shown: { value: string }[] }>(
      `select payload, signature, shown from procedures.certificate where number = '${certificate}'`,
      [],
      true,
    )
    expect(row!.shown.map((each) => each.value).join(' ')).toContain('2.5')
    const { keys } = procedures
    expect(isSigned(keys, row!.payload, row!.signature)).toBe(true)
    expect(isSigned(keys, row!.payload.replace('2026', '2027'), row!.signature)).toBe(false)
    expect((await write((tx) => volunteerView(tx, desk, v!)))!.records[0]).toMatchObject({ certificate, minutes: 160 })
    // Who applies by the public form with other hours gets nothing.
    const { no } = (await write((tx) => volunteerView(tx, desk, v!)))!
    await expect(
      write(async (tx) => {
        const opened = await openCase(tx, procedures, {
          code: 'volunteer-record',
          form: {
            person_name: '演示',
            volunteer_no: no,
            place: '江那镇',
            hours: 250,
            activities: 1,
            first_on: TODAY,
            last_on: TODAY,
          },
          materials: [],
          files: [],
          channel: 'screen',
          authority: { kind: 'self', relation: '', document: '', proxy: null },
          secret: 'ABCD2345',
          incomplete: false,
        })
        return actOnCase(tx, procedures, opened.id, { act: 'issue', revision: 0, reason: '', values: {} }, 'officer')
      }),
    ).rejects.toMatchObject({ kind: 'conflict' })
  })
})

describe('files that become one', () => {
  it('join their hours, each moment once, and part again; a death ends what is to come', async () => {
    at('05:30')
    const relay = await startRelay(t.db, communityReactions)
    const [a, b] = await persons(2)
    const [va, vb] = [
      await write((tx) => registerVolunteer(tx, desk, { person: a!, skills: [] })),
      await write((tx) => registerVolunteer(tx, desk, { person: b!, skills: [] })),
    ]
    const [one, two, coming] = [await activity(), await activity(), await activity(later)]
    await write((tx) => signUp(tx, one.id, va.id))
    await write((tx) => signUp(tx, two.id, vb.id))
    await write((tx) => signUp(tx, coming.id, va.id))
    at('11:00')
    const note = (id: string, v: string, from: string, until: string) =>
      write((tx) => noteAttendance(tx, id, [{ volunteer: v, from: hour(TODAY, from), until: hour(TODAY, until) }]))
    await note(one.id, va.id, '06:00', '08:00')
    await note(two.id, vb.id, '07:00', '09:00')
    await write((tx) => mergePersons(tx, desk, b!, a!, '同一人'))
    await relay.drain()
    const joined = (await write((tx) => volunteerView(tx, desk, va.id)))!
    expect(joined.minutes).toBe(180)
    expect(await write((tx) => volunteerView(tx, desk, vb.id))).toBeNull()
    await write((tx) => unmergePerson(tx, desk, b!))
    await relay.drain()
    expect((await write((tx) => volunteerView(tx, desk, vb.id)))!.minutes).toBe(120)
    await write((tx) => recordDeath(tx, desk, a!, TODAY))
    await relay.drain()
    await relay.stop()
    expect((await write((tx) => volunteerView(tx, desk, va.id)))!).toMatchObject({ leftOn: TODAY, signedUp: [] })
    expect((await write((tx) => activityView(tx, desk, coming.id)))!.taken).toBe(0)
  })
})
