import type { Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { ServicesCounted } from '../../services/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { keepRows } from './rows.ts'

const LEDGER = ledgerNamed('service')

/** Keeps the rows of a month in the service ledger (服务台账) as the services room counted them from the orders themselves. */
const keepServices = (tx: Tx, { month, rows }: ServicesCounted): Promise<void> =>
  keepRows(
    tx,
    LEDGER,
    rows.map((row) => ({ month, ...row })),
    month,
    false,
    'skipped',
  )

/** A month of services was counted. */
export const observeServices: Subscriber = subscriber<ServicesCounted>(
  'statistics.keep-services',
  'services.month.counted',
  (tx, { payload }) => keepServices(tx, payload),
)
