import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { loadRows } from '../../../platform/imports/index.ts'
import { reportChecks } from '../../health/checks/report.ts'
import { testDesk } from '../../people/testkit.ts'
import { loadRegions } from '../../territory/index.ts'
import { demoRegions } from '../../territory/seed/regions.ts'
import { ledgerRegisters } from './registers.ts'
import { observeReported } from './reported.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)

beforeAll(async () => {
  t.setNow('2026-11-22T10:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await t.db.write(officer, (tx) => loadRegions(tx, demoRegions()))
})

describe('figures that another room counted', () => {
  it('stand in the yearly ledger, each report a new revision of one row', async () => {
    const drain = async () => {
      const relay = await startRelay(t.db, [observeReported], { log: () => undefined })
      await relay.drain()
      await relay.stop()
    }
    const rows = () =>
      t.db.read(officer, async (tx) => [
        ...(
          await loadRows(tx, ledgerRegisters.find((each) => each.name === 'annual')!, [
            JSON.stringify(['532622000000', 2026, 'health-checks']),
          ])
        ).values(),
      ])
    await t.db.write(officer, (tx) => reportChecks(tx, desk, 2026))
    await drain()
    expect(await rows()).toMatchObject([{ item: 'health-checks', year: 2026, value: 0 }])
    await t.db.write(officer, (tx) => reportChecks(tx, desk, 2026))
    await drain()
    expect(await rows()).toHaveLength(1)
    const kept = await t.asOwner<{ n: number }>(
      `select count(*)::int n from statistics.ledger_row where ledger = 'annual'`,
      [],
      true,
    )
    expect(kept[0]!.n).toBe(2)
    await expect(t.db.write(officer, (tx) => reportChecks(tx, desk, 2027))).rejects.toMatchObject({
      code: 'report.year',
    })
    await expect(
      t.db.write({ ...officer, region: '532622101' }, (tx) => reportChecks(tx, desk, 2026)),
    ).rejects.toMatchObject({ code: 'report.whole' })
  })
})
