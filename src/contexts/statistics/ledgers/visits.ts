import type { Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import { loadRows, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import type { VisitsCounted } from '../../care/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { ledgerRegisters } from './registers.ts'
import { writeLedger } from './write.ts'

const LEDGER = ledgerNamed('visit')

/** Keeps the rows of a month in the visit ledger (探访台账) as the care room counted them from the visits themselves, village by village. */
async function keepVisits(tx: Tx, { month, rows }: VisitsCounted): Promise<void> {
  await takeTurn(tx, LEDGER.name)
  const definition = ledgerRegisters.find((each) => each.name === LEDGER.name)!
  const keyOf = (region: string) => JSON.stringify([region, month])
  const known = await loadRows(
    tx,
    definition,
    rows.map((row) => keyOf(row.region)),
  )
  const before = new Map([...known.values()].map((row) => [row.region, row]))
  const after = rows.map((row) => ({ month, ...row }))
  await writeLedger(
    tx,
    LEDGER,
    {
      added: after.filter((row) => !before.has(row.region)),
      changed: after.flatMap((row) => {
        const old = before.get(row.region)
        return old === undefined ? [] : [{ before: old, after: row }]
      }),
      removed: [],
    },
    { import: null },
  )
  await tellRowsChanged(tx, {
    register: LEDGER.name,
    import: null,
    rows: rows.length,
    regions: rows.map((row) => row.region),
    from: month,
    to: month,
  })
}

/** A month of visits was counted. */
export const observeVisits: Subscriber = subscriber<VisitsCounted>(
  'statistics.keep-visits',
  'care.visits.counted',
  (tx, { payload }) => keepVisits(tx, payload),
)
