import { beforeAll, describe, expect, it } from 'vitest'
import { today as todayOf } from '../../../kernel/dates.ts'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { seedTerritory } from '../../territory/index.ts'
import { explain } from '../explain.ts'
import { LIBRARY } from '../library/library.ts'
import { observe } from '../observations/observe.ts'
import { latestSeries, seriesKey } from '../series.ts'
import { mapOf } from '../views.ts'
import { seedStatistics } from './seed.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const prefecture = systemActor('test', '532600')
const today = todayOf(Date.now())
const lastYear = `${Number(today.slice(0, 4)) - 1}-12-31`
const codes = LIBRARY.map((each) => each.code)

describe('the demo county', () => {
  beforeAll(async () => {
    await addJurisdiction(t.db, { code: '532600', name: '文山州' })
    await addJurisdiction(t.db, { code: '532622', name: '砚山县' })
    await seedTerritory(t.db, today)
    await seedStatistics(t.db, today)
  }, 120_000)

  it('has two years of figures, and honestly none where nobody reported', async () => {
    const series = await t.db.read(county, (tx) =>
      latestSeries(tx, { indicators: codes, regions: ['532622'], asOf: today }),
    )
    const points = (code: string) => series.get(seriesKey(code, '532622'))?.length ?? 0
    expect(points('childcare.places-per-1000')).toBeGreaterThanOrEqual(24)
    expect(points('elder.visit-rate')).toBeGreaterThanOrEqual(24)
    // Villages count by the mutual-aid points of the community room, which has not been filled here.
    expect(codes.filter((code) => points(code) === 0).sort()).toEqual([
      'education.district-schools',
      'elder.mutual-aid-villages',
      'elder.subdistrict-centres',
      'health.hospice-tertiary',
      // Services are counted from the orders of their room, of which there are none here.
      'service.baths',
      'service.home-persons',
      'service.meal-persons',
      'service.meals',
      'service.served-share',
      'service.unmet-share',
      'training.schools-with-courses',
    ])
  })

  it('shows the restated figure with both values, its reason and who signed', async () => {
    const why = await t.db.read(county, (tx) =>
      explain(tx, { indicator: 'health.physicians-per-1000', region: '532622', asOf: today }),
    )
    expect(why).toMatchObject({ value: 2.61, asOf: lastYear, external: { signedBy: '演示数据' } })
    expect(why.history.map((each) => each.value)).toEqual([2.54, 2.61])
    expect(why.history[1]!.reason).toContain('年报校核')
  })

  it('observes nothing new when nothing changed, and seeds once', async () => {
    await seedStatistics(t.db, today)
    const added = await t.db.write(county, (tx) => observe(tx, { from: null, reason: 'test', most: 6 }))
    expect(added).toBe(0)
  })

  it('gives the prefecture its counties, the county’s own figure before its own', async () => {
    const series = await t.db.read(prefecture, (tx) =>
      latestSeries(tx, { indicators: ['health.nurses-per-1000'], reach: '5326', asOf: today }),
    )
    expect(series.size).toBe(9)
    expect(series.get(seriesKey('health.nurses-per-1000', '532622'))!.at(-1)).toMatchObject({
      value: 3.46,
      jurisdiction: '532622',
    })
    const map = await t.db.read(prefecture, (tx) =>
      mapOf(tx, { indicator: 'health.nurses-per-1000', asOf: today, level: 'county' }),
    )
    expect(map).toMatchObject({ unknown: 0 })
    const seen = await t.db.read(county, (tx) =>
      tx.rows(sql`select 1 from statistics.observation where jurisdiction = '532600'`),
    )
    expect(seen).toEqual([])
  })
})
