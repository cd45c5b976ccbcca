import { beforeAll, describe, expect, it } from 'vitest'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { emit, type Relay, startRelay } from '../../../platform/events/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import type { TrainingCounted } from '../../workforce/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { ledgerSource } from './registers.ts'
import { observeTraining } from './training.ts'

const COUNTY = '532622'
const t = testDatabase()
const officer = systemActor('test', COUNTY)
let relay: Relay

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  relay = await startRelay(t.db, [observeTraining], { log: () => undefined })
  return () => relay.stop()
})

const COUNTED: TrainingCounted = {
  code: 'PX-1',
  name: '养老护理员班',
  region: '532622101000',
  endedOn: '2026-03-10',
  kind: 'carer',
  persons: 20,
  personTimes: 24,
  removed: false,
}

async function told(more: Partial<TrainingCounted>) {
  await t.db.write(officer, (tx) => emit(tx, 'workforce.training.counted', { ...COUNTED, ...more }))
  await relay.drain()
  return t.db.read(officer, (tx) =>
    tx.rows<{ code: string; persons: number; person_times: number }>(
      sql`select code, persons, person_times from (${ledgerSource(tx, ledgerNamed('training'))}) l order by code`,
    ),
  )
}

describe('the training ledger', () => {
  it('follows what the workforce room counts, row by row, and keeps what it said before', async () => {
    expect(await told({})).toEqual([{ code: 'PX-1', persons: 20, person_times: 24 }])
    expect(await told({ code: 'PX-2', persons: 0, personTimes: 9 })).toHaveLength(2)
    // An earlier class was closed late: fewer of this one completed for the first time.
    expect((await told({ persons: 17 }))[0]).toEqual({ code: 'PX-1', persons: 17, person_times: 24 })
    expect(await told({ persons: 0, personTimes: 0, removed: true })).toEqual([
      { code: 'PX-2', persons: 0, person_times: 9 },
    ])
    expect(await told({})).toHaveLength(2)
    const revisions = await t.db.read(officer, (tx) =>
      tx.one<{ n: number }>(
        sql`select count(*)::int n from statistics.ledger_row where ledger = 'training' and key = 'PX-1'`,
      ),
    )
    expect(revisions.n).toBe(4)
    expect(await told({ code: 'PX-9', removed: true })).toHaveLength(2)
  })
})
