import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { emit, type Relay, startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import type { VisitsCounted } from '../../care/index.ts'
import { loadRegions } from '../../territory/index.ts'
import { demoRegions } from '../../territory/seed/regions.ts'
import { syncLibrary } from '../library/store.ts'
import { statisticsSubscribers } from '../reactions.ts'
import { latestSeries, seriesKey } from '../series.ts'

const COUNTY = '532622'
const t = testDatabase()
const officer = systemActor('test', COUNTY)
let relay: Relay

beforeAll(async () => {
  t.setNow('2026-11-10T09:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await t.db.write(officer, (tx) => loadRegions(tx, demoRegions()))
  await syncLibrary(t.db)
  relay = await startRelay(t.db, statisticsSubscribers, { log: () => undefined })
  return () => relay.stop()
})

async function told(rows: VisitsCounted['rows'], month = '2026-10') {
  await t.db.write(officer, (tx) => emit(tx, 'care.visits.counted', { month, rows }))
  await relay.drain()
  const points = await t.db.read(officer, (tx) =>
    latestSeries(tx, { indicators: ['elder.visit-rate'], regions: [COUNTY], asOf: '2026-11-10' }),
  )
  return points.get(seriesKey('elder.visit-rate', COUNTY))?.find((point) => point.asOf === '2026-10-31')
}

describe('the monthly rate as an indicator', () => {
  it('follows the visits as they were counted, and moves when they are counted anew', async () => {
    const row = (region: string, reached: number, eligible: number) => ({
      region,
      eligible,
      reached,
      contacts: reached,
      attempts: 0,
    })
    expect(await told([row('532622101001', 3, 4), row('532622101002', 1, 4)])).toMatchObject({ value: 50 })
    expect(await told([row('532622101002', 3, 4)])).toMatchObject({ value: 75 })
  })
})
