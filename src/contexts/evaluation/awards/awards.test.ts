import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { type Relay, startRelay } from '../../../platform/events/index.ts'
import { actOnCase } from '../../../platform/procedures/cases/commands.ts'
import { caseWith } from '../../../platform/procedures/cases/store.ts'
import { changeCertificate } from '../../../platform/procedures/certificates/issue.ts'
import { openCase, type Values } from '../../../platform/procedures/index.ts'
import { atDesk, officer, TOWN, testDesk } from '../../../platform/procedures/testkit/index.ts'
import { evaluationReactions } from '../reactions.ts'
import { actOnApplication, apply, type NewProgramme, openProgramme } from './commands.ts'
import { awardsOn, programmeViews } from './views.ts'

const t = testDatabase()
const desk = testDesk()
let clerk: Actor
let leader: Actor
let relay: Relay

beforeAll(async () => {
  t.setNow('2026-03-02T09:00:00+08:00')
  clerk = await officer(t.db, 'civil', 'officer', '县民政局')
  leader = await officer(t.db, 'leader', 'leader', '县人民政府办公室')
  relay = await startRelay(t.db, evaluationReactions, {})
})
afterAll(() => relay.stop())

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const programme = (more: Partial<NewProgramme> = {}) =>
  as(clerk, (tx) =>
    openProgramme(tx, {
      code: 'SFZX',
      name: '示范养老服务中心创建（测试）',
      ledgerKind: 'demo-centre',
      category: 'elder',
      termYears: 3,
      conditions: '评审八十分以上',
      opensOn: '2026-01-01',
      closesOn: null,
      ...more,
    }),
  )
const FORM: Values = {
  org_name: '砚山县安康养老服务中心（测试）',
  credit_code: '91350100M000100Y43',
  legal_head: '王某',
  phone: '13800000001',
  place: '江那镇',
  kind: 'elder',
  merits: '三年来服务老年人三百余人，助餐、助浴、上门照护常年开展。',
  punished: false,
}
const act = (id: string, what: string, values: Values = {}, actor = clerk) =>
  as(actor, async (tx) => {
    const { revision } = await caseWith(tx, id)
    return actOnCase(tx, desk, id, { act: what, revision, reason: '', values }, 'officer')
  })
/** A case from the desk to the plaque; its number. */
async function granted(form: Values): Promise<string> {
  t.setNow('2026-03-02T09:00:00+08:00')
  const materials = ['application', 'evidence'].map((material) => ({ material, file: null, name: '' }))
  const { id } = await as(clerk, (tx) => openCase(tx, desk, atDesk('demonstration-award', form, materials)))
  await act(id, 'accept')
  await act(id, 'scored', { points: 88 })
  t.setNow('2026-03-16T09:00:00+08:00')
  await as(clerk, async (tx) => {
    const { revision } = await caseWith(tx, id)
    return actOnCase(tx, desk, id, { act: 'over', revision, reason: '', values: {} }, 'clock')
  })
  const { certificate } = await act(id, 'grant', {}, leader)
  await relay.drain()
  return certificate!
}
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (thrown: { code: string }) => thrown.code,
  )

describe('an award granted through the procedure', () => {
  it('becomes the award of the programme that takes its kind, counts, and ends with its plaque', async () => {
    const id = await programme()
    const certificate = await granted(FORM)
    const [found] = (await t.db.read(clerk, programmeViews)).filter((each) => each.id === id)
    expect(found!.applications).toMatchObject([
      {
        number: certificate,
        applicant: FORM.org_name,
        region: TOWN,
        state: 'awarded',
        awardedOn: '2026-03-16',
        endsOn: '2029-03-15',
        acts: [],
      },
    ])
    const { id: award, revision } = found!.applications[0]!
    const byHand = { act: 'revoke', text: '直接撤销', on: '2026-03-16', revision } as const
    expect(await refusalOf(as(clerk, (tx) => actOnApplication(tx, award, byHand)))).toBe('programme.by-procedure')
    const counting = (day: string) => t.db.read(clerk, (tx) => awardsOn(tx, 'demo-centre', day))
    expect(await counting('2026-03-16')).toBe(1)
    expect(await counting('2029-03-16')).toBe(0)
    t.setNow('2026-05-06T09:00:00+08:00')
    await as(clerk, (tx) => changeCertificate(tx, certificate, 'suspend', '整改'))
    await relay.drain()
    expect(await counting('2026-05-06')).toBe(1)
    await as(clerk, (tx) => changeCertificate(tx, certificate, 'revoke', '虚假材料'))
    await relay.drain()
    expect(await counting('2026-05-06')).toBe(0)
    expect(await counting('2026-05-05')).toBe(1)
  })

  it('is nobody’s award where no programme takes its kind', async () => {
    const before = (await t.db.read(clerk, programmeViews)).flatMap((each) => each.applications).length
    await granted({ ...FORM, kind: 'meals' })
    expect((await t.db.read(clerk, programmeViews)).flatMap((each) => each.applications)).toHaveLength(before)
  })

  it('is the only way into its programme; the others are dealt with by hand', async () => {
    const day = '2026-03-20'
    t.setNow(`${day}T09:00:00+08:00`)
    const input = {
      applicant: '乙单位（测试）',
      creditCode: '91350100M000100Y43',
      region: TOWN,
      text: '申报书',
      on: day,
    }
    const taken = await programme({ code: 'SFJZ', category: 'domestic', ledgerKind: null })
    expect(await refusalOf(as(clerk, (tx) => apply(tx, { ...input, programme: taken })))).toBe('programme.by-procedure')
    expect(await refusalOf(programme({ code: 'SFJ2', category: 'domestic' }))).toBe('programme.exists')
    const free = await programme({ code: 'LPZ', category: null })
    const id = await as(clerk, (tx) => apply(tx, { ...input, programme: free }))
    await as(clerk, (tx) => actOnApplication(tx, id, { act: 'review', text: '现场核查', on: day, revision: 0 }))
    expect(
      await as(clerk, (tx) => actOnApplication(tx, id, { act: 'award', text: '予以认定', on: day, revision: 1 })),
    ).toBe('awarded')
  })
})
