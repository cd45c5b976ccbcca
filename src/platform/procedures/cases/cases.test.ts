import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../db/index.ts'
import { publicActor } from '../../db/index.ts'
import { testDatabase } from '../../db/testkit/index.ts'
import { changeCertificate } from '../certificates/issue.ts'
import { readToken, tokenOf } from '../certificates/token.ts'
import { verifyNumber, verifyToken } from '../certificates/verify.ts'
import { certificatePage } from '../certificates/views.ts'
import { atDesk, COUNTY, INSTITUTION, officer, PAPERS, testDesk } from '../testkit/index.ts'
import { actOnCase, openCase } from './commands.ts'
import { followPage } from './follow.ts'
import { caseList } from './list.ts'
import { answerObjection, fileObjection } from './objections.ts'
import { replayCase } from './replay.ts'
import { runTimeouts } from './timeouts.ts'
import { casePage, knownOf } from './views.ts'

const t = testDatabase()
const desk = testDesk()
let civil: Actor
let other: Actor
let health: Actor
let leader: Actor

beforeAll(async () => {
  t.setNow('2026-01-05T09:00:00+08:00')
  civil = await officer(t.db, 'civil', 'officer', '县民政局')
  other = await officer(t.db, 'civil2', 'officer', '县民政局')
  health = await officer(t.db, 'health', 'officer', '县卫生健康局')
  leader = await officer(t.db, 'leader', 'leader', '县人民政府办公室')
})
beforeEach(() => t.setNow('2026-04-01T09:00:00+08:00'))

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal but ${thrown}`)
  return thrown
}

const open = (code = 'elder-care-institution-filing', form = INSTITUTION, materials = PAPERS) =>
  t.db.write(civil, (tx) => openCase(tx, desk, atDesk(code, form, materials)))
const page = (id: string, actor = civil) => t.db.read(actor, (tx) => casePage(tx, desk, id))
const act = async (id: string, name: string, more: object = {}, actor = civil) => {
  const { revision } = await page(id)
  return t.db.write(actor, (tx) =>
    actOnCase(tx, desk, id, { act: name, revision, reason: '', values: {}, ...more }, 'officer'),
  )
}

describe('a case', () => {
  it('names everything that is missing and wrong at once, and keeps nothing', async () => {
    const before = (await t.db.read(civil, (tx) => caseList(tx, desk, {}))).items.length
    const told = await refusal(
      open(
        'elder-care-institution-filing',
        { ...INSTITUTION, credit_code: '91350211M000100Y43', beds: null, phone: '12' },
        [PAPERS[0]!],
      ),
    )
    const problems = told.params.problems as { at: string; kind: string }[]
    expect(problems.map((each) => each.at).sort()).toEqual([
      '/form/beds',
      '/form/credit_code',
      '/form/phone',
      '/materials/commitment',
      '/materials/registration',
    ])
    expect(problems.find((each) => each.at === '/form/credit_code')?.kind).toBe('wrong')
    expect((await t.db.read(civil, (tx) => caseList(tx, desk, {}))).items.length).toBe(before)
  })

  it('goes from the desk to a signed plaque, and deciding it again gives the same', async () => {
    const { id, due } = await open()
    expect(due).toBe('2026-04-03')
    await act(id, 'accept')
    const accepted = await page(id)
    expect(accepted.step).toBe('onsite')
    expect(accepted.dues.term?.due).toBe('2026-04-30')
    t.setNow('2026-04-10T09:00:00+08:00')
    const { certificate } = await act(id, 'confirm', { values: { checked_on: '2026-04-09', inspectors: '李静、周某' } })
    expect(certificate).toMatch(/^YLJG-532622-2026-0001$/)
    const done = await page(id)
    expect(done.outcome).toBe('granted')
    expect(done.certificate).toBe(certificate)
    expect(await t.db.read(civil, (tx) => replayCase(tx, desk, id))).toEqual({ same: true, steps: 3, differences: [] })
  })

  it('is not granted while a rule fails or is unknown, and says which', async () => {
    const { id } = await open('elder-care-institution-filing', { ...INSTITUTION, beds: 8, nursing_beds: 2 })
    await act(id, 'accept')
    const values = { checked_on: '2026-04-01', inspectors: '甲、乙' }
    const told = await refusal(act(id, 'confirm', { values }))
    expect(told.code).toBe('case.rules')
    expect(told.params.rules).toEqual(['ten_beds'])
    expect((await page(id)).step).toBe('onsite')
    expect((await refusal(act(id, 'refuse'))).code).toBe('case.reason')
  })

  it('does not close an exit while the room that knows is not connected, nor while it says no', async () => {
    const form = {
      org_name: '甲院（演示）',
      credit_code: '91350100M000100Y43',
      legal_head: '王某',
      phone: '13800000001',
      place: '江那镇',
      residents: 3,
      balances: 120000,
      notice_on: '2026-03-01',
      stop_on: '2026-05-01',
      plan: '三位老年人转至县社会福利院，费用逐笔清退，由民政部门见证。',
    }
    const papers = ['application', 'placement', 'accounts'].map((material) => ({ material, file: null, name: '' }))
    const { id } = await open('institution-exit', form, papers)
    await act(id, 'accept')
    const told = await refusal(act(id, 'settled'))
    expect(told.params.rules).toEqual(['placed', 'refunded'])
    expect(told.text.zh).toContain('尚未接通')
    const rooms = (placed: boolean) =>
      testDesk({
        'providers.residents-placed': async () => ({
          truth: placed,
          says: { zh: placed ? '已全部安置' : '还有 1 人', en: '' },
        }),
        'providers.balances-refunded': async () => ({ truth: true, says: { zh: '已清退', en: 'refunded' } }),
      })
    const settle = (placed: boolean) =>
      t.db.write(civil, (tx) =>
        actOnCase(
          tx,
          { ...rooms(placed), vault: desk.vault, keys: desk.keys },
          id,
          { act: 'settled', revision: 1, reason: '', values: {} },
          'officer',
        ),
      )
    expect((await refusal(settle(false))).params.rules).toEqual(['placed'])
    expect((await settle(true)).step).toBe('decision')
    expect((await t.db.read(civil, (tx) => replayCase(tx, desk, id))).same).toBe(true)
  })

  it('is decided once when many officers decide at the same moment', async () => {
    const { id } = await open()
    await act(id, 'accept')
    const decide = (actor: Actor, name: string) =>
      t.db
        .write(actor, (tx) =>
          actOnCase(
            tx,
            desk,
            id,
            {
              act: name,
              revision: 1,
              reason: '条件不符',
              values: { checked_on: '2026-04-01', inspectors: '甲、乙' },
            },
            'officer',
          ),
        )
        .then(
          () => 'done',
          (error: Refusal) => error.code,
        )
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => decide(i % 2 === 0 ? civil : other, i % 3 === 0 ? 'refuse' : 'confirm')),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'case.changed')).toHaveLength(11)
    const events = (await page(id)).events
    expect(events.filter((event) => event.outcome !== null)).toHaveLength(1)
  })

  it('is decided by the office the definition names and nobody else', async () => {
    const { id } = await open()
    for (const actor of [health, leader]) {
      const told = await refusal(
        t.db.write(actor, (tx) =>
          actOnCase(tx, desk, id, { act: 'accept', revision: 0, reason: '', values: {} }, 'officer'),
        ),
      )
      expect(told.code).toBe('case.decider')
    }
    const applicant = await refusal(
      t.db.write(civil, (tx) =>
        actOnCase(tx, desk, id, { act: 'accept', revision: 0, reason: '', values: {} }, 'applicant'),
      ),
    )
    expect(applicant.code).toBe('case.decider')
    expect((await page(id, health)).acts.map((each) => each.id)).toEqual(['withdraw'])
  })

  it('goes back for correction with the clock stopped, keeps every edition, and goes on', async () => {
    const { id } = await t.db.write(civil, (tx) =>
      openCase(tx, desk, atDesk('childcare-filing', CHILDCARE, [], { incomplete: true })),
    )
    await act(id, 'return', { reason: '缺材料' }, health)
    const waiting = await page(id)
    expect(waiting.step).toBe('supplement')
    expect(waiting.dues.term).toMatchObject({ due: null, stopped: true })
    expect(waiting.events.at(-1)?.missing.map((each) => each.zh)).toContain('消防安全检查合格证明')
    t.setNow('2026-04-20T09:00:00+08:00')
    const papers = ['licence', 'site_proof', 'staff_list', 'health_report', 'fire'].map((material) => ({
      material,
      file: null,
      name: '',
    }))
    await t.db.write(publicActor(COUNTY), (tx) =>
      actOnCase(
        tx,
        desk,
        id,
        { act: 'resubmit', revision: 1, reason: '', values: {}, form: { infants: 9 }, materials: papers },
        'applicant',
      ),
    )
    const again = await page(id)
    expect(again.step).toBe('intake')
    expect(again.fields.find((field) => field.id === 'infants')?.value).toBe(9)
    expect(again.dues.term).toMatchObject({ used: 0, stopped: false })
    expect(again.dues.term?.due).toBe('2026-04-27')
    expect((await t.db.read(civil, (tx) => replayCase(tx, desk, id))).same).toBe(true)
  })

  it('ends by itself when nobody answers', async () => {
    const { id } = await t.db.write(civil, (tx) =>
      openCase(tx, desk, atDesk('elder-care-institution-filing', INSTITUTION, [], { incomplete: true })),
    )
    await act(id, 'return', { reason: '缺材料' })
    t.setNow('2026-05-06T09:00:00+08:00')
    expect(await runTimeouts(t.db, desk, COUNTY)).toBe(0)
    t.setNow('2026-05-07T09:00:00+08:00')
    await runTimeouts(t.db, desk, COUNTY)
    expect((await page(id)).outcome).toBe('closed')
  })

  it('waits in publicity until objections are answered', async () => {
    const { id } = await open('inclusive-recognition', RECOGNITION, RECOGNITION_PAPERS)
    await act(id, 'accept')
    await act(id, 'pass')
    const { number, dues } = await page(id)
    expect(dues.step).toBe('2026-04-08')
    expect(
      (
        await refusal(
          t.db.write(civil, (tx) =>
            fileObjection(tx, desk, '532622-2026-999999', { text: '没有这回事', contact: null }),
          ),
        )
      ).code,
    ).toBe('case.missing')
    await t.db.write(publicActor(COUNTY), (tx) =>
      fileObjection(tx, desk, number, { text: '价格与公示不符', contact: '13900000000' }),
    )
    t.setNow('2026-04-10T09:00:00+08:00')
    await runTimeouts(t.db, desk, COUNTY)
    expect((await page(id)).step).toBe('publicity')
    const [objection] = (await page(id)).objections
    await t.db.write(civil, (tx) =>
      answerObjection(tx, id, objection!.id, { upheld: false, answer: '经核实价格与公示一致' }),
    )
    await runTimeouts(t.db, desk, COUNTY)
    expect((await page(id)).step).toBe('decision')
    const { certificate } = await act(id, 'grant')
    const verified = await t.db.read(publicActor(COUNTY), (tx) => verifyNumber(tx, desk.keys, certificate!))
    expect(verified.verdict).toBe('valid')
    expect(verified.certificate?.validUntil).toBe('2029-04-09')
  })

  it('keeps no identity number, telephone or name in the clear', async () => {
    const { id } = await t.db.write(civil, (tx) => openCase(tx, desk, atDesk('training-enrolment', TRAINEE, ID_CARD)))
    const tables = await t.asOwner<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('procedures', 'journal', 'events', 'http')`,
    )
    const secrets = ['11010519491231002X', '13900001234', '欧阳小红', 'SECRET23', '和平路 9 号']
    for (const { name } of tables) {
      const rows = await t.asOwner<{ text: string }>(`select r::text as text from ${name} r`, [], true)
      for (const { text } of rows)
        for (const secret of secrets) expect(text.includes(secret), `${secret} in ${name}`).toBe(false)
    }
    const masked = await page(id)
    expect(masked.applicant).toBe('欧***')
    expect(masked.fields.find((field) => field.id === 'citizen_id')).toMatchObject({ text: '••••••', value: null })
    const own = await t.db.read(publicActor(COUNTY), (tx) => followPage(tx, desk, id))
    expect(own.fields.find((field) => field.id === 'citizen_id')?.value).toBe('11010519491231002X')
    const found = await t.db.read(civil, (tx) => caseList(tx, desk, { q: '13900001234' }))
    expect(found.items.map((each) => each.id)).toEqual([id])
  })

  it('is not asked twice for what an earlier case said', async () => {
    await open()
    const known = await t.db.read(civil, (tx) => knownOf(tx, '91350100M000100Y43'))
    expect(known).toMatchObject({ org_name: INSTITUTION.org_name, beds: 40 })
    expect(known).not.toHaveProperty('phone')
  })
})

describe('a certificate', () => {
  it('looks forged, revoked and expired when it is', async () => {
    const { id } = await open('inclusive-recognition', RECOGNITION, RECOGNITION_PAPERS)
    await act(id, 'accept')
    await act(id, 'pass')
    t.setNow('2026-04-10T09:00:00+08:00')
    await runTimeouts(t.db, desk, COUNTY)
    const { certificate } = await act(id, 'grant')
    const { token } = await t.db.read(civil, (tx) => certificatePage(tx, certificate!))
    const check = (code: string) => t.db.read(publicActor(COUNTY), (tx) => verifyToken(tx, desk.keys, code))
    expect(await check(token)).toMatchObject({ verdict: 'valid', signature: 'good', issuer: '砚山县' })
    const { text, signature } = readToken(token)!
    expect(await check(tokenOf(text.replace('演示', '真的'), signature))).toMatchObject({
      verdict: 'forged',
      signature: 'bad',
    })
    expect(await check('1.bm90LWEtdG9rZW4.AAAA')).toMatchObject({ verdict: 'forged', certificate: null })
    const stranger = testDesk()
    const forged = JSON.parse(text) as { s: string }
    forged.s = stranger.keys.id
    const forgedText = JSON.stringify(forged)
    expect(
      await check(
        tokenOf(
          forgedText,
          Buffer.from(stranger.keys.sign(`yike-certificate:1:${forgedText}`), 'base64').toString('base64url'),
        ),
      ),
    ).toMatchObject({ verdict: 'forged', signature: 'bad' })
    t.setNow('2029-04-10T09:00:00+08:00')
    expect((await check(token)).verdict).toBe('expired')
    t.setNow('2026-04-12T09:00:00+08:00')
    await t.db.write(civil, (tx) => changeCertificate(tx, certificate!, 'suspend', '整改'))
    expect((await check(token)).verdict).toBe('suspended')
    await t.db.write(civil, (tx) => changeCertificate(tx, certificate!, 'revoke', '弄虚作假'))
    expect(await check(token)).toMatchObject({
      verdict: 'revoked',
      certificate: { reason: '弄虚作假', changedOn: '2026-04-12' },
    })
    expect(
      (await refusal(t.db.write(civil, (tx) => changeCertificate(tx, certificate!, 'restore', '误判')))).code,
    ).toBe('certificate.state')
    await t.asOwner(`update procedures.certificate set holder = '别人' where number = $1`, [certificate], true)
    expect((await t.db.read(publicActor(COUNTY), (tx) => verifyNumber(tx, desk.keys, certificate!))).verdict).toBe(
      'forged',
    )
  })
})

const CHILDCARE = {
  org_name: '乙托育园（演示）',
  credit_code: '91350100M000100Y43',
  legal_head: '赵某',
  phone: '13800000002',
  place: '江那镇',
  address: '文化路 2 号',
  area: 400,
  site: 'own',
  cctv_days: 90,
  makes_meals: false,
  infants: 8,
  infant_groups: 1,
  infant_carers: 3,
  toddlers: 15,
  toddler_groups: 1,
  toddler_carers: 3,
  seniors: 20,
  senior_groups: 1,
  senior_carers: 3,
  health_workers: 0,
}
const RECOGNITION = {
  org_name: '丙便民餐厅（演示）',
  credit_code: '91350100M000100Y43',
  legal_head: '钱某',
  phone: '13800000003',
  place: '江那镇',
  address: '书院社区 3 号',
  service: 'meals',
  price: 800,
  local_price: 1000,
  opened_on: '2025-06-01',
  prices_public: true,
  punished: false,
}
const RECOGNITION_PAPERS = ['application', 'licence', 'commitment', 'price_list'].map((material) => ({
  material,
  file: null,
  name: '',
}))
const TRAINEE = {
  person_name: '欧阳小红',
  citizen_id: '11010519491231002X',
  phone: '139 0000 1234',
  place: '江那镇',
  address: '和平路 9 号',
  age: 76,
  course: 'elder_care',
  worked: false,
  consent: true,
}
const ID_CARD = [{ material: 'id_card', file: null, name: '' }]
