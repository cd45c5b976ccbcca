import type { Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { TrainingCounted } from '../../workforce/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { keepRows } from './rows.ts'

const LEDGER = ledgerNamed('training')

/**
 * Keeps the row of a class in the training ledger (培训台账) as the workforce room counted it: persons who completed for the first time, and
 * person-times. A class that was opened again loses its row until it is closed anew.
 */
async function keepTraining(tx: Tx, told: TrainingCounted): Promise<void> {
  const { code, name, region, kind, endedOn, persons, personTimes, removed } = told
  const row = { code, name, region, kind, ended_on: endedOn, persons, person_times: personTimes }
  await keepRows(tx, LEDGER, [row], endedOn, removed)
}

/** A training class was counted. */
export const observeTraining: Subscriber = subscriber<TrainingCounted>(
  'statistics.keep-training',
  'workforce.training.counted',
  (tx, { payload }) => keepTraining(tx, payload),
)
