import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, publicActor, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { applyImport, previewImport, undoImport } from '../../../platform/imports/index.ts'
import { account, file, unit } from '../projects/testkit.ts'
import { loadRegions } from '../regions/load.ts'
import { resolveRegions } from '../regions/views.ts'
import { demoRegions } from '../seed/regions.ts'
import {
  applyFor,
  approveApplication,
  listAsset,
  type NewAsset,
  recordConsent,
  registerAsset,
  shiftAsset,
} from './commands.ts'
import { handOverAsset, occupyAsset } from './handover.ts'
import { watchTransitions } from './jobs.ts'
import { assetRegister } from './register.ts'
import { assetList, assetView, publicAssets } from './views.ts'

const t = testDatabase()
let officer: Actor
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => t.db.write(actor, work)
const system = systemActor('test', '532622')
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
const ASSET: NewAsset = {
  code: '',
  name: '原粮站办公楼（测试）',
  owner_name: '县机关事务局',
  owner_kind: 'state',
  region: '532622101001',
  address: null,
  lon: null,
  lat: null,
  area: 320,
  storey: null,
  condition: 'light-repair',
  constraints: null,
  tenure: 'lease',
  price_mode: 'low',
  price: 6_000,
  market_price: 24_000,
  uses: '日间照料',
  in_estate: false,
  transition_from: null,
  transition_terms: null,
  note: null,
  source: null,
}
let made = 0
const enter = (change: Partial<NewAsset> = {}) =>
  as(officer, (tx) => registerAsset(tx, { ...ASSET, code: `XZ-${++made}`, ...change })).then(({ id }) => id)
const seen = (id: string) => t.db.read(officer, (tx) => assetView(tx, id))
const list = async (id: string) => {
  const { revision } = await seen(id)
  return code(as(officer, (tx) => listAsset(tx, id, { revision, applyUntil: '2026-02-28' })))
}
const apply = (id: string, applicant: string) =>
  as(officer, (tx) =>
    applyFor(tx, id, { applicant, applicantCode: null, contact: '13800000000', use: '日间照料', plan: '20 个席位' }),
  )

beforeAll(async () => {
  t.setNow('2026-01-09T10:00:00+08:00')
  officer = account('officer', await unit(t, '县民政局'))
  await as(system, (tx) => loadRegions(tx, demoRegions()))
})

describe('an idle asset (A31)', () => {
  it('moves from register to use with its price seen by everybody, and its lease names the price duty (A34)', async () => {
    const id = await enter()
    expect(await code(apply(id, '早到的'))).toBe('application.not-listed')
    expect(await list(id)).toBe('done without a refusal')
    const [first, second] = [await apply(id, '颐康养老'), await apply(id, '福满家')]
    expect(await code(apply(id, '颐康养老'))).toBe('application.twice')
    const visitor = publicActor('532622')
    const open = (await t.db.read(visitor, (tx) => publicAssets(tx, '532622'))).items.find((each) => each.id === id)
    expect(open).toMatchObject({
      priceMode: 'low',
      priceFen: 600_000,
      applications: 2,
      allottedTo: null,
      stage: 'listed',
    })
    expect(JSON.stringify(open)).not.toContain('13800000000')
    let { revision } = await seen(id)
    await as(officer, (tx) => approveApplication(tx, id, first.id, { revision, reason: '方案更合适' }))
    const approved = await seen(id)
    expect(approved.applications.map((each) => [each.id, each.state])).toEqual([
      [first.id, 'approved'],
      [second.id, 'declined'],
    ])
    ;({ revision } = approved)
    const handOver = (duty: string | null) =>
      code(
        as(officer, (tx) =>
          handOverAsset(tx, id, {
            revision,
            on: '2026-01-09',
            years: 5,
            leaseCode: `HT-${made}`,
            duty,
            mostShare: 0.8,
          }),
        ),
      )
    expect(await handOver(null)).toBe('lease.duty')
    expect(await handOver('日托收费不高于市场价八成')).toBe('done without a refusal')
    const handed = await seen(id)
    expect(handed.leases).toMatchObject([
      {
        lessee: '颐康养老',
        rentFen: 600_000,
        reliefFen: 1_800_000,
        duty: '日托收费不高于市场价八成',
        from: '2026-01-09',
        until: '2031-01-09',
      },
    ])
    expect(
      await code(
        as(officer, (tx) => occupyAsset(tx, id, { revision: handed.revision, on: '2026-01-09', facility: 'NONE' })),
      ),
    ).toBe('facility.missing')
    const shown = (await t.db.read(visitor, (tx) => publicAssets(tx, '532622'))).items.find((each) => each.id === id)
    expect(shown).toMatchObject({ stage: 'handed-over', allottedTo: '颐康养老', use: '日间照料' })
    await as(officer, (tx) => shiftAsset(tx, id, { revision: handed.revision, move: 'return', reason: '运营方退出' }))
    const back = await seen(id)
    expect(back).toMatchObject({ stage: 'registered', handedOverOn: null })
    expect(back.leases[0]!.endedOn).toBe('2026-01-09')
    expect(back.happenings.map((each) => each.act)).toEqual([
      'return',
      'hand-over',
      'approve',
      'apply',
      'apply',
      'list',
      'register',
    ])
  })

  it('goes to one of two who are approved at once', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await enter()
      await list(id)
      const [a, b] = [await apply(id, '甲'), await apply(id, '乙')]
      const { revision } = await seen(id)
      const answers = await Promise.all(
        [a, b].map((each) =>
          code(as(officer, (tx) => approveApplication(tx, id, each.id, { revision, reason: '合适' }))),
        ),
      )
      expect(answers.sort()).toEqual(['asset.changed-meanwhile', 'done without a refusal'])
      expect((await seen(id)).applications.map((each) => each.state).sort()).toEqual(['approved', 'declined'])
    }
  })

  it('in an estate is not allotted without the owners’ consent and its paper (A32)', async () => {
    const id = await enter({ in_estate: true })
    await list(id)
    const application = await apply(id, '颐康养老')
    const approve = async () => {
      const { revision } = await seen(id)
      return code(as(officer, (tx) => approveApplication(tx, id, application.id, { revision, reason: '合适' })))
    }
    const consent = (agreed: boolean, files = [file('纪要.pdf')]) =>
      code(
        as(officer, (tx) =>
          recordConsent(
            tx,
            id,
            { body: 'committee', metOn: '2026-01-08', minutes: '一致同意', agreed, votes: null },
            files,
          ),
        ),
      )
    expect(await approve()).toBe('asset.consent')
    expect(await consent(true, [])).toBe('attachment.none')
    expect(await consent(false)).toBe('done without a refusal')
    expect(await approve()).toBe('asset.consent')
    expect(await consent(true)).toBe('done without a refusal')
    expect(await approve()).toBe('done without a refusal')
    expect((await seen(id)).consents).toHaveLength(2)
  })

  it('whose five years run out is warned of 12, 6 and 3 months before, once each (A33)', async () => {
    const id = await enter({ transition_from: '2022-06-01' })
    const warned = async (instant: string) => {
      t.setNow(instant)
      const told = await as(system, watchTransitions)
      return [
        told,
        await as(system, watchTransitions),
        (await t.db.read(officer, (tx) => assetList(tx, { transition: 'warned' }))).items.some(
          (each) => each.id === id,
        ),
      ]
    }
    expect(await warned('2026-05-30T08:00:00+08:00')).toEqual([0, 0, false])
    expect(await warned('2026-05-31T08:00:00+08:00')).toEqual([1, 0, true])
    expect(await warned('2026-11-30T08:00:00+08:00')).toEqual([1, 0, true])
    expect(await warned('2027-02-28T08:00:00+08:00')).toEqual([1, 0, true])
    expect(await warned('2027-06-01T08:00:00+08:00')).toEqual([1, 0, true])
    t.setNow('2026-01-09T10:00:00+08:00')
  })
})

describe('the register of idle assets', () => {
  const preview = (lines: string[]) =>
    as(officer, (tx) =>
      previewImport(
        tx,
        assetRegister as never,
        { name: '闲置资源.csv', bytes: new TextEncoder().encode(lines.join('\n')) },
        resolveRegions,
      ),
    )
  const HEAD = '资产编号,名称,权属单位,权属性质,所在村（社区）,建筑面积,价格方式,价格'

  it('comes in by file with a preview, keeps what was published, and goes out again unless it was dealt with', async () => {
    const seenFirst = await preview([
      HEAD,
      'DR-1,旧校舍,者腊乡人民政府,国有,江那镇锦山社区,410,无偿,',
      'DR-2,旧仓库,者腊乡人民政府,国有,江那镇锦山社区,90,无偿,100',
    ])
    expect(seenFirst.counts).toMatchObject({ new: 1, refused: 1 })
    await as(officer, (tx) => applyImport(tx, assetRegister as never, seenFirst.id, 'good', seenFirst.contentHash))
    const row = await t.db.read(officer, (tx) =>
      tx.one<{ id: string }>(sql`select id from territory.idle_asset where code = 'DR-1'`),
    )
    await as(officer, (tx) => tx.run(sql`update territory.idle_asset set condition = 'ready' where code = 'DR-1'`))
    expect(await list(row.id)).toBe('done without a refusal')
    const second = await preview([HEAD, 'DR-1,旧校舍,者腊乡人民政府,国有,江那镇锦山社区,500,无偿,'])
    expect(second.counts).toMatchObject({ refused: 1, changed: 0 })
    expect(await code(as(officer, (tx) => undoImport(tx, assetRegister as never, seenFirst.id)))).not.toBe(
      'done without a refusal',
    )
  })
})
