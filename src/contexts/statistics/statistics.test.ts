import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql, systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { writeCsv } from '../../platform/documents/index.ts'
import { startRelay } from '../../platform/events/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { applyImport, loadRows, previewImport, undoImport } from '../../platform/imports/index.ts'
import { loadRegions, type RegionEntry, resolveRegions } from '../territory/index.ts'
import { explain } from './explain.ts'
import { replaceExternal, signExternal } from './external/commands.ts'
import { ledgerRegisters } from './ledgers/registers.ts'
import { LEDGERS } from './library/ledgers.ts'
import { syncLibrary } from './library/store.ts'
import { observe } from './observations/observe.ts'
import { statisticsSubscribers } from './reactions.ts'
import { latestSeries, seriesKey } from './series.ts'
import { seriesOf } from './views.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const OWN = '532622000000'
const TOWN = '532622101000'
const visits = ledgerRegisters.find((each) => each.name === 'visit')!
const NOW = '2026-11-22T09:00:00+08:00'

const HEADER = ['region', 'month', 'eligible', 'reached', 'contacts']
const title = (key: string) =>
  LEDGERS.find((each) => each.name === 'visit')!.columns.find((column) => column.key === key)!.title.zh
const file = (rows: (string | number | null)[][]) => ({
  name: 'visits.csv',
  bytes: writeCsv(
    HEADER.map((key) => ({ title: title(key) })),
    rows,
  ),
})

const preview = (rows: (string | number | null)[][], actor = county) =>
  t.db.write(actor, (tx) => previewImport(tx, visits, file(rows), resolveRegions))
const apply = (item: { id: string; contentHash: string }, which: 'all' | 'good' = 'all') =>
  t.db.write(county, (tx) => applyImport(tx, visits, item.id, which, item.contentHash))
const rateOf = (region = OWN) =>
  t.db.read(
    county,
    async (tx) =>
      (await latestSeries(tx, { indicators: ['elder.visit-rate'], regions: [region], asOf: '2026-11-22' })).get(
        seriesKey('elder.visit-rate', region),
      ) ?? [],
  )

async function react() {
  const relay = await startRelay(t.db, statisticsSubscribers, { log: () => undefined })
  await relay.drain()
  await relay.stop()
}

beforeAll(async () => {
  t.setNow(NOW)
  await addJurisdiction(t.db, { code: '532622', name: '砚山县' })
  await addJurisdiction(t.db, { code: '532623', name: '西畴县' })
  await syncLibrary(t.db)
  const entry = (code: string, name: string, level: RegionEntry['level'], parent: string | null): RegionEntry => ({
    tree: 'statistical',
    code,
    name,
    level,
    parent,
    validFrom: '2020-01-01',
    source: 'test',
  })
  const entries = [
    entry(OWN, '砚山县', 'county', null),
    entry(TOWN, '江那镇', 'township', OWN),
    entry('532622102000', '平远镇', 'township', OWN),
    entry('532622101001', '锦山社区', 'village', TOWN),
    entry('532622101201', '路德村委会', 'village', TOWN),
    entry('532622102001', '平远社区', 'village', '532622102000'),
  ]
  await t.db.write(county, (tx) => loadRegions(tx, entries))
})

describe('a ledger and what is measured from it', () => {
  it('is refused where the cells disagree', async () => {
    const item = await preview([
      ['532622101001', '2026-10', 10, 12, 5],
      ['532622101201', '2027-01', 10, 9, 9],
      ['532622101000', '2026-10', 10, 9, 9],
      ['532622102001', '2026-10', 10, 9, 9],
    ])
    expect(item.counts).toMatchObject({ new: 1, refused: 3 })
  })

  it('gives a figure at once, in every place, when an import is applied', async () => {
    await apply(
      await preview([
        ['532622101001', '2026-10', 20, 19, 25],
        ['532622102001', '2026-10', 20, 15, 20],
      ]),
    )
    await react()
    expect((await rateOf()).map(({ asOf, value, revision }) => [asOf, value, revision])).toEqual([
      ['2026-10-31', 85, 1],
    ])
    expect((await rateOf(TOWN)).map((each) => each.value)).toEqual([95])
  })

  it('restates a figure when a row is corrected, visibly and for the reason', async () => {
    const before = await t.db.read(county, (tx) =>
      tx.one<{ n: number }>(sql`select count(*) n from statistics.observation`),
    )
    t.setNow('2026-11-22T10:00:00+08:00')
    await apply(await preview([['532622102001', '2026-10', 20, 17, 22]]))
    await react()
    expect(await rateOf()).toMatchObject([{ asOf: '2026-10-31', value: 90, revision: 2 }])
    const [point] = (
      await t.db.read(county, (tx) => seriesOf(tx, { indicator: 'elder.visit-rate', region: OWN, to: '2026-11-22' }))
    ).items
    expect(point!.earlier).toMatchObject([{ value: 85 }])
    expect(point!.reason).toMatch(/^register:visit:/)
    const known = await t.db.read(county, (tx) =>
      seriesOf(tx, {
        indicator: 'elder.visit-rate',
        region: OWN,
        to: '2026-11-22',
        knownAt: '2026-11-22T09:30:00+08:00',
      }),
    )
    expect(known.items.map((each) => each.value)).toEqual([85])
    // Only what changed was appended: the rate and the contacts, of the county and of the one township.
    const after = await t.db.read(county, (tx) =>
      tx.one<{ n: number }>(sql`select count(*) n from statistics.observation`),
    )
    expect(after.n - before.n).toBe(4)
    expect(await rateOf(TOWN)).toMatchObject([{ value: 95, revision: 1 }])
  })

  it('appends nothing when nothing changed', async () => {
    expect(await t.db.write(county, (tx) => observe(tx, { from: '2026-01-01', reason: 'test' }))).toBe(0)
  })

  it('says so when a row did not tell, and bounds the figure', async () => {
    await apply(await preview([['532622101201', '2026-10', 10, null, null]]))
    await react()
    const [point] = await rateOf()
    expect(point).toMatchObject({ value: 72, unknown: 1, low: 72, revision: 3 })
    const why = await t.db.read(county, (tx) =>
      explain(tx, { indicator: 'elder.visit-rate', region: OWN, asOf: '2026-11-22' }),
    )
    expect(why.filled).toBe('100 × 36 ÷ 50 = 72')
    expect(why.inputs[0]).toMatchObject({
      unknown: 1,
      records: 2,
      source: { href: '/console/registers/visit?region=532622000000&filter=month%3D2026-10..2026-10' },
    })
  })

  it('is unknown, not zero, where nobody filled the ledger', async () => {
    const why = await t.db.read(county, (tx) =>
      explain(tx, { indicator: 'training.carers', region: OWN, asOf: '2026-11-22' }),
    )
    expect(why).toMatchObject({ value: null, recorded: false, inputs: [{ value: null }] })
  })

  it('goes back to unknown when the rows are taken out again', async () => {
    const applied = await apply(await preview([['532622101001', '2026-08', 8, 8, 8]]))
    await react()
    expect((await rateOf()).map((each) => each.asOf)).toContain('2026-08-31')
    await t.db.write(county, (tx) => undoImport(tx, visits, applied.import.id))
    await react()
    expect((await rateOf()).find((each) => each.asOf === '2026-08-31')).toMatchObject({ value: null, revision: 2 })
  })

  it('keeps every revision of a row, and lets two imports at once through one after the other', async () => {
    const items = await Promise.all([18, 16].map((reached) => preview([['532622102001', '2026-09', 20, reached, 20]])))
    const results = await Promise.all(items.map((item) => apply(item)))
    expect(results.map((each) => each.applied).sort()).toEqual([false, true])
    await react()
    const rows = await t.db.read(county, (tx) => loadRows(tx, visits, ['["532622102001","2026-09"]']))
    expect([18, 16]).toContain([...rows.values()][0]!.reached)
    const revisions = await t.db.read(county, (tx) =>
      tx.rows<{ revision: number }>(sql`select revision from statistics.ledger_row
      where ledger = 'visit' and key = '532622102001|2026-10' order by revision`),
    )
    expect(revisions.map((each) => each.revision)).toEqual([1, 2])
  })

  it('takes no rows from other towns, and shows none to another county', async () => {
    const worker = { ...county, id: newId(), region: '532622101' }
    const item = await preview([['532622102001', '2026-07', 20, 17, 22]], worker)
    expect(item.counts).toMatchObject({ refused: 1 })
    const other = systemActor('test', '532623')
    const seen = await t.db.read(other, (tx) =>
      tx.rows(sql`select 1 from statistics.ledger_row union all select 1 from statistics.observation`),
    )
    expect(seen).toEqual([])
  })
})

describe('figures from outside', () => {
  const signed = {
    indicator: 'health.nurses-per-1000',
    region: '532622',
    asOf: '2025-12-31',
    period: '2025',
    value: 3.46,
    source: '年报',
  }
  const sign = (change: object = {}) =>
    t.db.write(county, (tx) => signExternal(tx, { ...signed, ...change }, { name: 'a.pdf', bytes: Buffer.from('x') }))

  it('are signed once, with their file, and become the figure', async () => {
    const figure = await sign()
    expect(figure).toMatchObject({ value: 3.46, fileName: 'a.pdf', replacedBy: null })
    await expect(sign({ value: 4 })).rejects.toMatchObject({ code: 'external.exists' })
    const why = await t.db.read(county, (tx) =>
      explain(tx, { indicator: signed.indicator, region: OWN, asOf: '2026-11-22' }),
    )
    expect(why).toMatchObject({ value: 3.46, external: { source: '年报', file: 'a.pdf' } })
  })

  it('are refused for what is computed, for other places, for the future and for another period', async () => {
    await expect(sign({ indicator: 'elder.visit-rate' })).rejects.toMatchObject({ code: 'external.computed' })
    await expect(sign({ region: '532623' })).rejects.toMatchObject({ code: 'external.region' })
    await expect(sign({ asOf: '2027-12-31' })).rejects.toMatchObject({ code: 'external.future' })
    await expect(sign({ period: '2024' })).rejects.toMatchObject({ code: 'external.period' })
  })

  it('are replaced with a reason; of two at once one wins and the other is told', async () => {
    const { id } = await sign({ asOf: '2024-12-31', period: '2024', value: 3.28 })
    const replace = (value: number, reason = '年报校核后更正') =>
      t.db.write(county, (tx) => replaceExternal(tx, id, { value, reason, source: '年报', period: '2024' }, null))
    await expect(replace(3.3, ' ')).rejects.toMatchObject({ code: 'external.reason' })
    const settled = await Promise.allSettled([replace(3.31), replace(3.32)])
    expect(settled.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = settled.find((each) => each.status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ code: 'external.replaced' })
    const series = await t.db.read(county, (tx) =>
      seriesOf(tx, { indicator: signed.indicator, region: OWN, to: '2024-12-31' }),
    )
    expect(series.items).toMatchObject([{ revision: 2, earlier: [{ value: 3.28 }], reason: '年报校核后更正' }])
  })
})
