import type { Tx } from '../../../platform/db/index.ts'
import type { Subscriber } from '../../../platform/events/index.ts'
import { loadRows, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import type { HealthFiguresReported } from '../../health/index.ts'
import type { LearningFiguresReported } from '../../learning/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { ledgerRegisters } from './registers.ts'
import { writeLedger } from './write.ts'

const LEDGER = ledgerNamed('annual')

/**
 * Keeps yearly figures in the yearly ledger (年度统计台账) that another room counted from its own records and reported for the whole
 * government. A figure reported again is a new revision of its row.
 */
async function keepReported(tx: Tx, { year, figures }: HealthFiguresReported | LearningFiguresReported): Promise<void> {
  await takeTurn(tx, LEDGER.name)
  const region = tx.actor.jurisdiction.padEnd(12, '0')
  const definition = ledgerRegisters.find((each) => each.name === LEDGER.name)!
  const known = await loadRows(
    tx,
    definition,
    figures.map(({ item }) => JSON.stringify([region, year, item])),
  )
  const before = new Map([...known.values()].map((row) => [row.item, row]))
  const rows = figures.map(({ item, value }) => ({ region, year, item, value }))
  await writeLedger(
    tx,
    LEDGER,
    {
      added: rows.filter((row) => !before.has(row.item)),
      changed: rows.flatMap((after) => {
        const old = before.get(after.item)
        return old === undefined ? [] : [{ before: old, after }]
      }),
      removed: [],
    },
    { import: null },
  )
  const day = `${year}-12-31`
  await tellRowsChanged(tx, {
    register: LEDGER.name,
    import: null,
    rows: rows.length,
    regions: [region],
    from: day,
    to: day,
  })
}

/** Yearly figures that were counted from the work itself. */
export const observeReported: Subscriber = {
  name: 'statistics.keep-reported',
  on: ['health.figures.reported', 'learning.figures.reported'],
  handle: (tx, { payload }) => keepReported(tx, payload as HealthFiguresReported | LearningFiguresReported),
}
