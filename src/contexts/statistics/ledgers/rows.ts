import type { Tx } from '../../../platform/db/index.ts'
import { loadRows, type RegisterRow, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import type { Ledger } from '../library/ledgers.ts'
import { ledgerRegisters } from './registers.ts'
import { writeLedger } from './write.ts'

/**
 * Keeps rows of a ledger that another room counted or decided, as an import of them would: new rows, or new revisions of the rows under their
 * keys. The indicators that read the ledger are then measured anew from that day.
 *
 * @param day the day the rows speak of
 * @param same what says the same as the row that stands: a report made again, a new revision; or skipped, where a job counts hour by hour
 * @param gone the rows are taken out instead; those that do not stand there are passed over
 */
export async function keepRows(
  tx: Tx,
  ledger: Ledger,
  rows: readonly RegisterRow[],
  day: string,
  gone = false,
  same: 'again' | 'skipped' = 'again',
): Promise<void> {
  await takeTurn(tx, ledger.name)
  const definition = ledgerRegisters.find((each) => each.name === ledger.name)!
  const keyOf = (row: RegisterRow) => JSON.stringify(ledger.key.map((column) => row[column]))
  const known = await loadRows(tx, definition, rows.map(keyOf))
  const pairs = rows.map((after) => ({ before: known.get(keyOf(after)) ?? null, after }))
  const standing = pairs.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]))
  const moved = standing.filter(
    ({ before, after }) => same === 'again' || Object.keys(after).some((key) => after[key] !== before[key]),
  )
  const changes = {
    added: gone ? [] : pairs.filter(({ before }) => before === null).map(({ after }) => after),
    changed: gone ? [] : moved,
    removed: gone ? standing.map(({ before }) => before) : [],
  }
  const written = await writeLedger(tx, ledger, changes, { import: null })
  if (written === 0) return
  await tellRowsChanged(tx, {
    register: ledger.name,
    import: null,
    rows: written,
    regions: [...new Set(rows.map((row) => row.region as string))].sort(),
    from: day,
    to: day,
  })
}
