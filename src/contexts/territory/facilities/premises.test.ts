import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { barriers, moveBarrier, reportBarrier } from '../barriers/commands.ts'
import { BARRIER_STATES, type BarrierMove } from '../barriers/model.ts'
import { whyNotMove } from '../barriers/rules.ts'
import { recordCheck } from '../checklists/commands.ts'
import { checkItems } from '../checklists/store.ts'
import { changeFacilityState, loadRegions } from '../index.ts'
import { endLease, enterLease, whyNotLease } from '../leases/commands.ts'
import type { NewLease } from '../leases/model.ts'
import { ruralVillages } from '../rural/views.ts'
import { blankFacility } from '../seed/blank.ts'
import { demoRegions } from '../seed/regions.ts'
import { openFacility } from './commands.ts'
import { facilityDepth } from './depth.ts'
import { setHoursException } from './exceptions.ts'
import { writeFacilities } from './write.ts'

const t = testDatabase()
const TODAY = '2026-11-20'
const county = systemActor('test', '532622')
const otherTown: Actor = { ...county, region: '532622102' }
const write = <T>(work: Parameters<typeof t.db.write<T>>[1], actor = county) => t.db.write(actor, work)

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  await write(async (tx) => {
    await loadRegions(tx, demoRegions())
    const at = (code: string, kind: string, region: string) => ({
      ...blankFacility(code, `设施${code}`, kind),
      region,
      opened_on: '2025-01-01',
      hours: '周一至周五 8:00—17:00',
    })
    const added = [
      at('A', 'service-hall', '532622101001'),
      { ...at('D', 'housekeeping', '532622101001'), in_dwelling: true, opened_on: null },
      { ...at('R1', 'rural-point', '532622101204'), offers: 'retail,parcel' },
      { ...at('R2', 'rural-store', '532622101000'), offers: 'retail,payment,farm' },
      { ...at('R3', 'rural-complex', '532622101001'), offers: 'retail' },
    ]
    await writeFacilities(tx, { added, changed: [], removed: [] }, { import: null, undoes: null })
  })
})

const lease = (more: Partial<NewLease> = {}): NewLease => ({
  code: 'ZL-1',
  lessor: '县机关事务局',
  lessee: '锦山养老服务中心',
  area: 300,
  startsOn: '2026-01-01',
  endsOn: '2030-12-31',
  rentFen: 0,
  marketRentFen: 6_000_000,
  reliefFen: 6_000_000,
  reliefBasis: '国有房屋免租',
  duty: {
    statement: '助餐收费不高于市场价的八折',
    mostShare: 0.8,
    prices: [{ service: '午餐', mostFen: 1_000, marketFen: 1_500 }],
    clause: '行动方案 第 2 条',
  },
  ...more,
})

describe('a lease', () => {
  it('that is free or relieved brings its price duty (A34)', async () => {
    expect(whyNotLease(lease({ duty: null }))).toMatchObject({ code: 'lease.duty' })
    expect(whyNotLease(lease({ rentFen: 100, reliefFen: 0, duty: null }))).toBeNull()
    const dear = { ...lease().duty!, prices: [{ service: '午餐', mostFen: 1_500, marketFen: 1_500 }] }
    expect(whyNotLease(lease({ duty: dear }))).toMatchObject({ code: 'lease.price', at: '/duty/prices/0/mostFen' })
    expect(whyNotLease(lease({ reliefBasis: null }))).toMatchObject({ code: 'lease.basis' })
    const { id } = await write((tx) => enterLease(tx, 'A', lease()))
    await expect(write((tx) => enterLease(tx, 'A', lease()))).rejects.toMatchObject({ code: 'lease.exists' })
    const { leases } = await t.db.read(county, (tx) => facilityDepth(tx, 'A'))
    expect(leases).toMatchObject([{ current: true, endsOn: '2030-12-31', duty: { mostShare: 0.8 } }])
    await write((tx) => endLease(tx, 'A', id, { on: TODAY, reason: '搬迁' }))
    expect((await t.db.read(county, (tx) => facilityDepth(tx, 'A'))).leases[0]?.current).toBe(false)
  })

  it('without its duty is refused by the database itself', async () => {
    await expect(
      t.asOwner(
        `insert into territory.lease (jurisdiction, id, code, region, facility, lessor, lessee, area, during, rent_fen, recorded_at, recorded_by)
         select '532622', gen_random_uuid(), 'X', '532622101001', id, 'a', 'b', 1, '[2026-01-01,)', 0, now(), 'x' from territory.facility limit 1`,
        [],
        true,
      ),
    ).rejects.toThrow('lease_duty')
  })
})

describe('hours', () => {
  it('say whether it is open now, and exceptions cut one another', async () => {
    const now = async () => (await t.db.read(county, (tx) => facilityDepth(tx, 'A'))).now
    expect(await now()).toMatchObject({ open: true, changesAt: '17:00' })
    const set = (from: string, to: string, hours: string | null) =>
      write((tx) => setHoursException(tx, 'A', { from, to, hours, reason: '值班' }))
    await set('2026-11-16', '2026-11-30', null)
    await set('2026-11-20', '2026-11-21', '9:00—11:00')
    expect(await now()).toMatchObject({ open: true, changesAt: '11:00' })
    const { exceptions } = await t.db.read(county, (tx) => facilityDepth(tx, 'A'))
    expect(exceptions.map(({ from, to, hours }) => [from, to, hours])).toEqual([
      ['2026-11-16', '2026-11-19', null],
      ['2026-11-20', '2026-11-21', '9:00—11:00'],
      ['2026-11-22', '2026-11-30', null],
    ])
    await expect(set('2026-12-01', '2026-12-01', '随时')).rejects.toMatchObject({ code: 'facility.hours' })
    await expect(
      write((tx) => setHoursException(tx, 'A', { from: TODAY, to: TODAY, hours: null, reason: '停' }), otherTown),
    ).rejects.toMatchObject({ code: 'access.region' })
  })
})

describe('checks', () => {
  const answers = async (list: 'dwelling-safety' | 'accessibility', wrong: string | null = null) =>
    (await t.db.read(county, (tx) => checkItems(tx, list, TODAY))).map(({ code }) => ({
      item: code,
      ok: code !== wrong,
      note: null,
    }))

  it('let an outlet in a dwelling open only when the newest one was passed', async () => {
    const check = async (wrong: string | null) =>
      (
        await write(async (tx) =>
          recordCheck(
            tx,
            'D',
            {
              list: 'dwelling-safety',
              checkedOn: TODAY,
              checkedBy: '街道安监',
              items: await answers('dwelling-safety', wrong),
              note: null,
            },
            [{ name: 'a.jpg', bytes: new Uint8Array([1, 2, 3]) }],
          ),
        )
      ).outcome
    const open = () => write((tx) => openFacility(tx, { code: 'D', on: TODAY }))
    expect(await check('fire-exits')).toBe('failed')
    await expect(open()).rejects.toMatchObject({ code: 'facility.dwelling-check' })
    t.setNow(`${TODAY}T10:01:00+08:00`)
    expect(await check(null)).toBe('passed')
    await open()
    await write((tx) => changeFacilityState(tx, { code: 'D', to: 'suspended', on: TODAY, reason: '复查' }))
    t.setNow(`${TODAY}T10:02:00+08:00`)
    expect(await check('wiring')).toBe('failed')
    await expect(
      write((tx) => changeFacilityState(tx, { code: 'D', to: 'open', on: TODAY, reason: '恢复' })),
    ).rejects.toMatchObject({ code: 'facility.dwelling-check' })
  })

  it('close a barrier at a facility, with those who use it (A42)', async () => {
    const { id } = await write((tx) =>
      reportBarrier(tx, {
        region: '532622101001',
        facility: 'A',
        place: '正门',
        what: '三级台阶，轮椅进不去',
        item: 'entrance',
        reportedOn: TODAY,
        channel: 'phone',
      }),
    )
    const move = (revision: number, step: BarrierMove, actor = county) =>
      write((tx) => moveBarrier(tx, id, { revision, move: step }), actor)
    const close = { to: 'closed' as const, on: TODAY, check: null, userAccepted: true, outcome: '已建坡道' }
    await expect(move(0, close)).rejects.toMatchObject({ code: 'barrier.state' })
    const order = { to: 'retrofit' as const, unitName: '县住建局', due: '2026-12-20', measure: '建坡道' }
    await expect(move(0, order, otherTown)).rejects.toMatchObject({ code: 'access.region' })
    const both = await Promise.allSettled([move(0, order), move(0, order)])
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(move(1, close)).rejects.toMatchObject({ code: 'barrier.check' })
    const items = await answers('accessibility')
    const { id: check } = await write((tx) =>
      recordCheck(tx, 'A', { list: 'accessibility', checkedOn: TODAY, checkedBy: '县残联', items, note: null }, []),
    )
    await expect(move(1, { ...close, check, userAccepted: false })).rejects.toMatchObject({ code: 'barrier.users' })
    await move(1, { ...close, check })
    expect(await t.db.read(county, (tx) => barriers(tx, {}))).toMatchObject([
      { state: 'closed', facility: 'A', userAccepted: true, unitName: '县住建局' },
    ])
  })

  it('are never skipped on the way of a barrier', () => {
    const check = fc.option(
      fc.record({
        outcome: fc.constantFrom('passed' as const, 'failed' as const, 'incomplete' as const),
        checkedOn: fc.constantFrom('2026-01-01', '2026-06-01', TODAY),
      }),
    )
    const stand = fc.record({
      state: fc.constantFrom(...BARRIER_STATES),
      atFacility: fc.boolean(),
      reportedOn: fc.constantFrom('2026-03-01', '2026-11-01'),
      check,
    })
    fc.assert(
      fc.property(
        stand,
        fc.boolean(),
        fc.constantFrom('2026-02-01', '2026-11-19', '2026-12-01'),
        (now, userAccepted, on) => {
          const wrong = whyNotMove(now, { to: 'closed', on, check: null, userAccepted, outcome: '完成' }, TODAY)
          const proven = !now.atFacility || (now.check?.outcome === 'passed' && now.check.checkedOn >= now.reportedOn)
          const inTime = on <= TODAY && on >= now.reportedOn
          expect(wrong === null).toBe(now.state === 'retrofit' && proven && userAccepted && inTime)
        },
      ),
    )
  })
})

describe('villages', () => {
  it('show their nearest point and what they lack (A38)', async () => {
    const { wanted, items } = await t.db.read(county, (tx) => ruralVillages(tx, { asOf: TODAY }))
    expect(wanted).toEqual(['retail', 'parcel', 'payment', 'farm'])
    const of = (code: string) => items.find((each) => each.code === code)
    expect(of('532622101204')).toMatchObject({
      nearest: { tier: 'village', point: { code: 'R1' } },
      missing: ['payment', 'farm'],
      inTownship: ['payment', 'farm'],
    })
    expect(of('532622101205')?.nearest).toMatchObject({ tier: 'township', point: { code: 'R2' }, metres: null })
    expect(of('532622102201')).toMatchObject({
      nearest: { tier: 'county', point: { code: 'R3' } },
      missing: wanted,
      inTownship: [],
    })
    expect(items).toHaveLength(86)
  })
})
