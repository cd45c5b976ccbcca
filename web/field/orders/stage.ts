import type { FieldOrder } from '../../../src/contexts/services/index.ts'
import type { Entry } from '../store/model.ts'
import { useField } from '../store/use.ts'

/** How far an order has come, as this device knows it: what the server said, and what was entered here since. */
export type Stage = 'assigned' | 'arrived' | 'started' | 'served' | 'confirmed' | 'gone'

const AFTER: Record<string, Stage> = {
  'order.arrive': 'arrived',
  'order.start': 'started',
  'order.finish': 'served',
  'order.confirm': 'confirmed',
  'order.no-show': 'gone',
}

function stageOf(order: FieldOrder, own: readonly Entry[]): Stage {
  const last = own.at(-1)
  if (last !== undefined) return AFTER[last.operation.kind] ?? 'assigned'
  if (order.state === 'served') return 'served'
  return order.startedAt !== null ? 'started' : order.state === 'arrived' ? 'arrived' : 'assigned'
}

/** The orders that were taken along, each with how far it has come and whether that has been sent. */
export function useOrders(): { order: FieldOrder; stage: Stage; unsent: boolean }[] {
  const { taken, entries } = useField()
  return (taken?.parts.orders?.orders ?? []).map((order) => {
    // What arrived before the list was taken is in the list already.
    const own = entries.filter(
      (entry) =>
        entry.subject === order.id &&
        entry.outcome?.state !== 'refused' &&
        (entry.outcome?.state !== 'done' || entry.operation.at > taken!.at),
    )
    return { order, stage: stageOf(order, own), unsent: own.some((entry) => entry.outcome?.state !== 'done') }
  })
}
