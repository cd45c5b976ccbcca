import type { Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import { loadRows, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import type { TrainingCounted } from '../../workforce/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { ledgerRegisters } from './registers.ts'
import { writeLedger } from './write.ts'

const LEDGER = ledgerNamed('training')

/**
 * Keeps the row of a class in the training ledger (培训台账) as the workforce room counted it: persons who completed for the first time, and
 * person-times. A class that was opened again loses its row until it is closed anew.
 */
async function keepTraining(tx: Tx, told: TrainingCounted): Promise<void> {
  await takeTurn(tx, LEDGER.name)
  const { code, name, region, kind, endedOn, persons, personTimes, removed } = told
  const after = { code, name, region, kind, ended_on: endedOn, persons, person_times: personTimes }
  const definition = ledgerRegisters.find((each) => each.name === LEDGER.name)!
  const before = (await loadRows(tx, definition, [JSON.stringify([code])])).values().next().value
  if (removed && before === undefined) return
  const changes = {
    added: before === undefined ? [after] : [],
    changed: before !== undefined && !removed ? [{ before, after }] : [],
    removed: before !== undefined && removed ? [before] : [],
  }
  await writeLedger(tx, LEDGER, changes, { import: null })
  await tellRowsChanged(tx, {
    register: LEDGER.name,
    import: null,
    rows: 1,
    regions: [region],
    from: endedOn,
    to: endedOn,
  })
}

/** A training class was counted. */
export const observeTraining: Subscriber = subscriber<TrainingCounted>(
  'statistics.keep-training',
  'workforce.training.counted',
  (tx, { payload }) => keepTraining(tx, payload),
)
