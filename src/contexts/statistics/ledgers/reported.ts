import type { Tx } from '../../../platform/db/index.ts'
import type { Subscriber } from '../../../platform/events/index.ts'
import type { CommunityFiguresReported } from '../../community/index.ts'
import type { HealthFiguresReported } from '../../health/index.ts'
import type { LearningFiguresReported } from '../../learning/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { keepRows } from './rows.ts'

const LEDGER = ledgerNamed('annual')

type Reported = HealthFiguresReported | LearningFiguresReported | CommunityFiguresReported

/**
 * Keeps yearly figures in the yearly ledger (年度统计台账) that another room counted from its own records and reported for the whole
 * government. A figure reported again is a new revision of its row.
 */
async function keepReported(tx: Tx, { year, figures }: Reported): Promise<void> {
  const region = tx.actor.jurisdiction.padEnd(12, '0')
  await keepRows(
    tx,
    LEDGER,
    figures.map(({ item, value }) => ({ region, year, item, value })),
    `${year}-12-31`,
  )
}

/** Yearly figures that were counted from the work itself. */
export const observeReported: Subscriber = {
  name: 'statistics.keep-reported',
  on: ['health.figures.reported', 'learning.figures.reported', 'community.figures.reported'],
  handle: (tx, { payload }) => keepReported(tx, payload as Reported),
}
