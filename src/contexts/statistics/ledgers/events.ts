import type { Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { EventsHeld } from '../../community/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { keepRows } from './rows.ts'

const LEDGER = ledgerNamed('event')

/** Keeps events in the event ledger (活动台账) as the room of community services noted that they were held, or that they were not after all. */
async function keepEvents(tx: Tx, { events, removed }: EventsHeld): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ code, name, region, kind, heldOn, visits }) => ({
    code,
    name,
    region,
    held_on: heldOn,
    kind,
    held: true,
    visits,
  }))
  const first = events.reduce((day, { heldOn }) => (heldOn < day ? heldOn : day), events[0]!.heldOn)
  await keepRows(tx, LEDGER, rows, first, removed)
}

/** Events were held. */
export const observeEvents: Subscriber = subscriber<EventsHeld>(
  'statistics.keep-events',
  'community.events.held',
  (tx, { payload }) => keepEvents(tx, payload),
)
