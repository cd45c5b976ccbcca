import type { Subscriber } from '../../platform/events/index.ts'
import { subscriber } from '../../platform/events/index.ts'
import type { RowsChanged } from '../../platform/imports/index.ts'
import { observeEvents } from './ledgers/events.ts'
import { observeReported } from './ledgers/reported.ts'
import { observeServices } from './ledgers/services.ts'
import { observeTraining } from './ledgers/training.ts'
import { observeVisits } from './ledgers/visits.ts'
import { storedIndicators } from './library/store.ts'
import { observe } from './observations/observe.ts'
import { firstDay, registersOf } from './observations/periods.ts'

/** A register changed: exactly the indicators that read it are computed anew, from the first day the change can affect. */
const observeRows = subscriber<RowsChanged>(
  'statistics.observe-rows',
  'register.rows.changed',
  async (tx, { payload }) => {
    const concerned = (await storedIndicators(tx)).filter(
      (each) => each.source === 'registers' && registersOf(each).has(payload.register),
    )
    if (concerned.length === 0) return
    await observe(tx, {
      indicators: concerned.map((each) => each.code),
      from: firstDay(payload.from),
      reason: reasonOf(payload),
    })
  },
  together,
)

/**
 * Changes of one register that came one behind the other are computed once: what is computed is how the registers stand. An import is told by
 * itself, because figures that it restates name it.
 */
function together(earlier: RowsChanged, later: RowsChanged): RowsChanged | null {
  if (earlier.register !== later.register || earlier.import !== null || later.import !== null) return null
  const [from, to] = [
    [earlier.from, later.from],
    [earlier.to, later.to],
  ].map((days) => (days.includes(null) ? null : days))
  return {
    register: later.register,
    import: null,
    rows: earlier.rows + later.rows,
    regions: [...new Set([...earlier.regions, ...later.regions])].sort(),
    from: from?.toSorted()[0] ?? null,
    to: to?.toSorted().at(-1) ?? null,
  }
}

/** Other streets: whatever is counted by walking is computed anew. */
const observeStreets = subscriber('statistics.observe-streets', 'territory.streets.replaced', async (tx) => {
  const concerned = (await storedIndicators(tx)).filter((each) => registersOf(each).has('streets'))
  if (concerned.length === 0) return
  await observe(tx, { indicators: concerned.map((each) => each.code), from: null, reason: 'streets' })
})

/** Why figures were restated, for machines: `register:visit` and, where an import did it, its id. */
function reasonOf({ register, import: id }: RowsChanged): string {
  return id === null ? `register:${register}` : `register:${register}:${id}`
}

/** What statistics reacts to. */
export const statisticsSubscribers: Subscriber[] = [
  observeRows,
  observeStreets,
  observeTraining,
  observeReported,
  observeVisits,
  observeEvents,
  observeServices,
]
