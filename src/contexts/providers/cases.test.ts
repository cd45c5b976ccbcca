import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor, sql } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { type Relay, startRelay } from '../../platform/events/index.ts'
import { actOnCase } from '../../platform/procedures/cases/commands.ts'
import { caseWith } from '../../platform/procedures/cases/store.ts'
import { changeCertificate } from '../../platform/procedures/certificates/issue.ts'
import { openCase, type Values } from '../../platform/procedures/index.ts'
import { inventedId } from '../../platform/procedures/seed/forms.ts'
import { atDesk, INSTITUTION } from '../../platform/procedures/testkit/index.ts'
import { answerAppeal, appealBan, expectNotBanned, noteExpired, personDigest, placeBan } from './bans/commands.ts'
import { banViews } from './bans/store.ts'
import { addBeds, useBed } from './beds/commands.ts'
import { bedBoard, siteBeds } from './beds/views.ts'
import { recordBreach } from './commitments/commands.ts'
import { listForExit, settleLine } from './exits/commands.ts'
import { exitList, exitView } from './exits/views.ts'
import { closeSheet, enterScores, openSheet } from './grading/commands.ts'
import { itemsOf } from './grading/rules.ts'
import { SHIPPED_SCHEME } from './grading/scheme.ts'
import { sheetView } from './grading/views.ts'
import { organisationList, organisationView } from './organisations/views.ts'
import { publicSite } from './publicpages/views.ts'
import { providerReactions } from './standings/reactions.ts'
import { organisationByCode } from './store.ts'
import { type Bench, bench, COUNTY, codeOf, refusalOf, VILLAGE } from './testkit.ts'

const t = testDatabase()
let b: Bench
let relay: Relay
const PAPERS = [
  'application',
  'registration',
  'commitment',
  'self_report',
  'filing',
  'placement',
  'accounts',
  'plaque',
  'signed',
  'proof',
  'receipt',
  'old_plaque',
]

beforeAll(async () => {
  t.setNow('2026-03-10T10:00:00+08:00')
  b = await bench(t.db)
  relay = await startRelay(t.db, providerReactions, {})
})
afterAll(() => relay.stop())

const form = (n: number, more: Values = {}): Values => ({
  ...INSTITUTION,
  org_name: `办件养老院${n}（测试）`,
  credit_code: codeOf(n),
  place: VILLAGE,
  ...more,
})
const open = (code: string, values: Values) =>
  b.as(b.officer, async (tx) => {
    const { definition } = await (await import('../../platform/procedures/catalogue/store.ts')).editionInForce(tx, code)
    const known = new Set(definition.fields.map((field) => field.id))
    const given = Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)))
    const materials = definition.materials
      .filter((each) => PAPERS.includes(each.id))
      .map((each) => ({ material: each.id, file: null, name: '' }))
    return openCase(tx, b.desk, atDesk(code, given, materials))
  })
const act = (id: string, what: string, values: Values = {}, reason = '') =>
  b.as(b.officer, async (tx) => {
    const { revision } = await caseWith(tx, id)
    return actOnCase(tx, b.desk, id, { act: what, revision, reason, values }, 'officer')
  })
const told = () => relay.drain()
const organisation = async (n: number) => {
  const row = await t.db.read(b.officer, (tx) => organisationByCode(tx, codeOf(n)))
  return t.db.read(b.officer, (tx) => organisationView(tx, row!.id))
}
const filed = async (n: number) => {
  const { id } = await open('elder-care-institution-filing', form(n))
  await act(id, 'accept')
  await act(id, 'confirm', { checked_on: '2026-03-10', inspectors: '李静、周维' })
  await told()
  return organisation(n)
}

describe('a filing that was granted (A49)', () => {
  it('enters organisation, site and filing, so that nobody types them twice; the plaque decides what counts', async () => {
    const view = await filed(101)
    expect(view).toMatchObject({ name: '办件养老院101（测试）', nature: 'non-profit' })
    expect(view.sites).toMatchObject([
      { kind: 'elder-institution', fullBeds: 40, nursingBeds: 20, floorArea: 1800, openedOn: '2026-03-02' },
    ])
    expect(view.standings).toMatchObject([{ kind: 'filing', state: 'valid', from: '2026-03-10', until: null }])
    expect(view.standings[0]!.detail.rules!.find((rule) => rule.rule === 'not_banned')).toMatchObject({
      result: 'pass',
    })
    expect(JSON.stringify(view.standings)).not.toContain('13800000001')
    const { certificate, site } = view.standings[0]!
    const shown = async () => (await t.db.read(publicActor(COUNTY), (tx) => publicSite(tx, site!))).filed
    expect(await shown()).toBe(true)
    await b.as(b.officer, (tx) => changeCertificate(tx, certificate!, 'suspend', '整改'))
    await told()
    expect(await shown()).toBe(false)
    await b.as(b.officer, (tx) => changeCertificate(tx, certificate!, 'restore', '整改完成'))
    await told()
    expect(await shown()).toBe(true)
    await b.as(b.officer, (tx) => changeCertificate(tx, certificate!, 'revoke', '虚假材料'))
    await told()
    expect(await shown()).toBe(false)
    expect((await organisation(101)).standings[0]).toMatchObject({ state: 'ended', endedReason: '证书被撤销' })
  })

  it('is taken over by a second one of the same site and ended by its cancellation', async () => {
    await filed(102)
    const twice = await filed(102)
    expect(twice.sites).toHaveLength(1)
    const [newer, older] = twice.standings.toSorted((x, y) => (x.casefile! < y.casefile! ? 1 : -1))
    expect(older).toMatchObject({ state: 'ended' })
    expect(newer).toMatchObject({ state: 'valid', follows: older!.id })
    const { id } = await open('filing-change', {
      ...form(102),
      filed_number: newer!.certificate,
      what: ['name'],
      before: '旧名',
      after: '新名',
      changed_on: '2026-03-09',
    })
    expect((await act(id, 'change')).outcome).toBe('granted')
    const wrong = await open('filing-change', {
      ...form(102),
      filed_number: 'YLJG-532622-2020-0001',
      what: ['name'],
      before: '旧名',
      after: '新名',
      changed_on: '2026-03-09',
    })
    expect(await refusalOf(act(wrong.id, 'change'))).toBe('case.rules')
    const { id: gone } = await open('filing-cancellation', {
      ...form(102),
      filed_number: newer!.certificate,
      stopped_on: '2026-03-10',
      why: '停办',
      clients: 0,
    })
    const counted = async () =>
      (
        await t.asOwner<{ n: number }>(
          `select count(*)::int n from events.outbox where name = 'register.rows.changed' and payload ->> 'register' = 'provider-site'`,
          [],
          true,
        )
      )[0]!.n
    const before = await counted()
    await act(gone, 'cancel')
    await told()
    // Whoever counts filings counts again.
    expect(await counted()).toBe(before + 1)
    expect((await organisation(102)).standings.every((each) => each.state === 'ended')).toBe(true)
  })
})

const BAN = {
  scopes: ['filing' as const],
  basis: '养老服务市场监管',
  paperNumber: '砚民禁〔2026〕1号',
  decidedBy: '县民政局',
  reason: '虚假备案',
  startsOn: '2026-03-10',
}

describe('a ban (A51)', () => {
  it('stops filing from its first day to its last, lifts itself the day after, and the journal tells of it once', async () => {
    const code = codeOf(110)
    await b.as(b.officer, (tx) => placeBan(tx, b.keys, { ...BAN, subject: { creditCode: code }, endsOn: '2026-04-09' }))
    expect(await refusalOf(open('elder-care-institution-filing', form(110)))).toBe('case.barred')
    expect(await refusalOf(b.as(b.officer, (tx) => expectNotBanned(tx, { creditCode: code }, 'filing')))).toBe(
      'ban.in-force',
    )
    expect(await refusalOf(b.as(b.officer, (tx) => expectNotBanned(tx, { creditCode: code }, 'dispatch')))).toBe(
      'done without a refusal',
    )
    t.setNow('2026-04-09T23:59:00+08:00')
    expect(await refusalOf(open('elder-care-institution-filing', form(110, { first_resident_on: '2026-04-01' })))).toBe(
      'case.barred',
    )
    t.setNow('2026-04-10T00:00:01+08:00')
    expect(await refusalOf(open('elder-care-institution-filing', form(110, { first_resident_on: '2026-04-01' })))).toBe(
      'done without a refusal',
    )
    const entries = () =>
      t.asOwner<{ n: number }>(
        `select count(*)::int n from journal.entry where action = 'providers.ban.lifted'`,
        [],
        true,
      )
    expect(await b.as(b.system, noteExpired)).toBe(1)
    expect(await b.as(b.system, noteExpired)).toBe(0)
    expect((await entries())[0]!.n).toBe(1)
    expect((await t.db.read(b.officer, (tx) => banViews(tx))).find((ban) => ban.creditCode === code)).toMatchObject({
      state: 'lifted',
      liftedHow: 'expiry',
      liftedOn: '2026-04-10',
    })
    t.setNow('2026-03-10T10:00:00+08:00')
  })

  it('is entered once, also before its first day', async () => {
    const place = () =>
      refusalOf(
        b.as(b.officer, (tx) =>
          placeBan(tx, b.keys, {
            ...BAN,
            subject: { creditCode: codeOf(118) },
            paperNumber: '8号',
            startsOn: '2026-06-01',
            endsOn: null,
          }),
        ),
      )
    expect(await place()).toBe('done without a refusal')
    expect(await place()).toBe('ban.twice')
  })

  it('of a person keeps no number, and is lifted by an appeal that is upheld', async () => {
    const number = inventedId('1980-05-06')
    const { id } = await b.as(b.officer, (tx) =>
      placeBan(tx, b.keys, {
        ...BAN,
        scopes: ['dispatch'],
        paperNumber: '2号',
        subject: { citizenId: number, name: '张三丰' },
        endsOn: null,
      }),
    )
    const asked = async () => {
      const digest = await t.db.read(b.officer, (tx) => personDigest(tx, b.keys, number))
      return refusalOf(b.as(b.officer, (tx) => expectNotBanned(tx, { personDigest: digest }, 'dispatch')))
    }
    expect(await asked()).toBe('ban.in-force')
    const [row] = await t.asOwner<{ all: string }>(
      `select b::text "all" from providers.ban b where id = $1`,
      [id],
      true,
    )
    expect(row!.all).not.toContain(number)
    expect(row!.all).toContain('张**')
    await b.as(b.officer, (tx) => appealBan(tx, id, { revision: 0, text: '认定有误' }))
    await b.as(b.officer, (tx) => answerAppeal(tx, id, { revision: 1, upheld: true, answer: '证据不足，撤销' }))
    expect(await asked()).toBe('done without a refusal')
    expect(await refusalOf(b.as(b.officer, (tx) => appealBan(tx, id, { revision: 3, text: '再次' })))).toBe(
      'ban.lifted',
    )
  })

  it('placed while a case is being decided leaves no filing of somebody banned', async () => {
    for (let round = 0; round < 4; round++) {
      const n = 120 + round
      const { id } = await open('elder-care-institution-filing', form(n))
      await act(id, 'accept')
      const results = await Promise.all([
        refusalOf(act(id, 'confirm', { checked_on: '2026-03-10', inspectors: '李静、周维' })),
        refusalOf(
          b.as(b.officer, (tx) =>
            placeBan(tx, b.keys, { ...BAN, paperNumber: `${n}号`, subject: { creditCode: codeOf(n) }, endsOn: null }),
          ),
        ),
      ])
      expect(results[1]).toBe('done without a refusal')
      expect(['done without a refusal', 'case.rules']).toContain(results[0])
      // Whatever came first: from now on nothing more is granted.
      expect(await refusalOf(open('elder-care-institution-filing', form(n)))).toBe('case.barred')
    }
  })
})

describe('grading (A52)', () => {
  it('follows from the scores, is reproducible, blocks on what differs from the sheet, and expires on the day', async () => {
    const view = await filed(130)
    const place = view.sites[0]!.id
    const grading = await open('elder-care-grading', {
      ...form(130),
      opened_on: '2024-01-01',
      filed: true,
      punished: false,
      first_time: false,
      wanted: '5',
      self_environment: 110,
      self_facilities: 120,
      self_management: 130,
      self_service: 500,
    })
    await act(grading.id, 'accept')
    const { id } = await b.as(b.officer, (tx) =>
      openSheet(tx, {
        organisation: view.id,
        site: place,
        casefile: grading.id,
        panel: ['甲', '乙'],
        firstTime: false,
      }),
    )
    const give = (member: number, share: number) =>
      b.as(b.officer, (tx) =>
        enterScores(tx, id, {
          member,
          scores: itemsOf(SHIPPED_SCHEME).map((item) => ({
            item: item.id,
            score: Math.floor(item.most * share),
            note: null,
          })),
        }),
      )
    await give(0, 0.85)
    await expect(b.as(b.officer, (tx) => closeSheet(tx, id))).rejects.toMatchObject({ code: 'grading.incomplete' })
    await give(1, 0.75)
    await give(1, 0.8)
    const sheet = await t.db.read(b.officer, (tx) => sheetView(tx, id))
    const sums = Object.fromEntries(
      sheet.computed.sections.map(({ id: section, points }) => [`panel_${section}`, points]),
    )
    await act(grading.id, 'scored', { ...sums, panel_service: sums.panel_service! + 50 })
    const closing = await Promise.all([1, 2].map(() => refusalOf(b.as(b.officer, (tx) => closeSheet(tx, id)))))
    expect(closing.sort()).toEqual(['done without a refusal', 'grading.closed'])
    expect(await refusalOf(give(0, 1))).toBe('grading.closed')
    t.setNow('2026-03-25T10:00:00+08:00')
    await act(grading.id, 'over')
    expect(await refusalOf(act(grading.id, 'grant'))).toBe('case.rules')
    await act(grading.id, 'refuse', {}, '得分与评分表不一致')
    const again = await open('elder-care-grading', {
      ...form(130),
      opened_on: '2024-01-01',
      filed: true,
      punished: false,
      first_time: false,
      wanted: '5',
      self_environment: 110,
      self_facilities: 120,
      self_management: 130,
      self_service: 500,
    })
    await act(again.id, 'accept')
    await act(again.id, 'scored', sums)
    t.setNow('2026-04-20T10:00:00+08:00')
    await act(again.id, 'over')
    await act(again.id, 'grant')
    await told()
    const closed = await t.db.read(b.officer, (tx) => sheetView(tx, id))
    expect(closed.reproduced).toBe(true)
    await t.asOwner(
      `update providers.grading_score set score = score + 1 where sheet = $1 and member = 0 and item = 'traffic'`,
      [id],
      true,
    )
    expect((await t.db.read(b.officer, (tx) => sheetView(tx, id))).reproduced).toBe(false)
    const graded = (await organisation(130)).standings.find((each) => each.kind === 'grade')!
    expect(graded).toMatchObject({ site: place, value: closed.result!.grade, state: 'valid', until: '2029-04-19' })
    const list = async () =>
      (await t.db.read(b.officer, (tx) => organisationList(tx, { only: 'graded' }))).items.map(
        (each) => each.creditCode,
      )
    expect(await list()).toContain(codeOf(130))
    t.setNow('2029-04-20T00:00:01+08:00')
    expect(await list()).not.toContain(codeOf(130))
    t.setNow('2026-03-10T10:00:00+08:00')
  })
})

const PROMISE = '明码标价，不临时加价；服务不满意的两日内返工或者退款。'

describe('a commitment (A48)', () => {
  it('is published, and its breach stands beside it and goes to the credit record', async () => {
    const view = await filed(140)
    const { id } = await open('service-commitment', {
      ...form(140),
      matters: ['price'],
      text: PROMISE,
      until: '2027-03-10',
    })
    await act(id, 'publish')
    await told()
    const promise = (await organisation(140)).standings.find((each) => each.kind === 'commitment')!
    expect(promise).toMatchObject({ until: '2027-03-10', detail: { text: PROMISE } })
    const breach = {
      foundOn: '2026-03-10',
      what: '临时加价',
      source: 'visit' as const,
      severity: 'general' as const,
      evidence: '收据照片',
    }
    expect(
      await refusalOf(b.as(b.officer, (tx) => recordBreach(tx, promise.id, { ...breach, foundOn: '2026-03-01' }))),
    ).toBe('commitment.not-then')
    await b.as(b.officer, (tx) => recordBreach(tx, promise.id, breach))
    const page = await t.db.read(publicActor(COUNTY), (tx) => publicSite(tx, view.sites[0]!.id))
    expect(page.commitments).toMatchObject([{ text: PROMISE, breaches: [{ what: '临时加价' }] }])
    const [event] = await t.asOwner<{ payload: unknown }>(
      `select payload from events.outbox where name = 'providers.commitment.breached'`,
      [],
      true,
    )
    expect(event!.payload).toMatchObject({ creditCode: codeOf(140), severity: 'general' })
  })
})

describe('an exit (A50)', () => {
  it('cannot close while one resident is unplaced or one yuan unrefunded; then sites and standings end', async () => {
    const view = await filed(150)
    const place = view.sites[0]!.id
    await b.as(b.officer, (tx) =>
      addBeds(tx, place, {
        kind: 'full',
        codes: ['1-1', '1-2', '1-3'],
        room: '101',
        floor: 1,
        rentFen: 180_000,
        openedOn: '2026-03-01',
      }),
    )
    const { beds } = await t.db.read(b.officer, (tx) => siteBeds(tx, place))
    const stay = (bed: string, shown: string, from = '2026-03-02') =>
      b.as(b.officer, (tx) =>
        useBed(tx, bed, { state: 'occupied', from, until: null, person: null, shown, note: null }),
      )
    await stay(beds[0]!.id, '王*')
    const both = await Promise.all([
      refusalOf(stay(beds[1]!.id, '李*')),
      refusalOf(stay(beds[1]!.id, '赵*', '2026-03-05')),
    ])
    expect(both.sort()).toEqual(['bed.taken', 'done without a refusal'])
    const board = (await t.db.read(b.officer, (tx) => bedBoard(tx))).items.find((each) => each.id === place)!
    expect(board.counts.full).toEqual({ all: 3, free: 1, occupied: 2, reserved: 0, closed: 0 })
    const { id } = await open('institution-exit', {
      ...form(150),
      residents: 2,
      balances: 42_800,
      notice_on: '2026-02-01',
      stop_on: '2026-05-01',
      plan: '两位老年人转至县社会福利院，预收费用逐笔清退，民政部门见证。',
    })
    await act(id, 'accept')
    await told()
    const exit = (await t.db.read(b.officer, (tx) => exitList(tx))).items.find((each) => each.casefile === id)!
    expect(exit.standing).toMatchObject({
      residents: { declared: 2, listed: 2, open: 2 },
      placed: false,
      refunded: null,
    })
    expect(await refusalOf(act(id, 'settled'))).toBe('case.rules')
    await b.as(b.officer, (tx) =>
      listForExit(tx, exit.id, [
        { kind: 'balance', shown: '王*', amountFen: 30_000 },
        { kind: 'balance', shown: '李*', amountFen: 12_799 },
      ]),
    )
    const settleAll = async () => {
      const { lines } = await t.db.read(b.officer, (tx) => exitView(tx, exit.id))
      for (const line of lines.filter((each) => each.settledOn === null))
        await b.as(b.officer, (tx) => settleLine(tx, exit.id, line.id, { on: '2026-03-10', how: '已办' }))
    }
    await settleAll()
    // One fen of what was declared is on no list.
    expect(await refusalOf(act(id, 'settled'))).toBe('case.rules')
    await b.as(b.officer, (tx) => listForExit(tx, exit.id, [{ kind: 'balance', shown: '尾款', amountFen: 1 }]))
    expect(await refusalOf(act(id, 'settled'))).toBe('case.rules')
    await settleAll()
    await act(id, 'settled')
    await act(id, 'grant')
    await told()
    const after = await organisation(150)
    expect(after.sites[0]).toMatchObject({ state: 'closed' })
    expect(after.standings.every((each) => each.state === 'ended')).toBe(true)
    expect(after.exits).toMatchObject([{ state: 'closed' }])
    expect(
      await b.as(b.officer, (tx) =>
        tx.rows(sql`select 1 from providers.bed_period q join providers.bed x on x.jurisdiction = q.jurisdiction
      and x.id = q.bed where x.site = ${place} and q.during @> '2026-03-11'::date`),
      ),
    ).toEqual([])
    expect(await refusalOf(t.db.read(publicActor(COUNTY), (tx) => publicSite(tx, place)))).toBe('site.missing')
  })
})
