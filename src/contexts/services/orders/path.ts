import type { OrderState } from '../model.ts'

/** What may be done to an order. `start` keeps the state: somebody who arrived has begun. */
export type Act =
  | 'assign'
  | 'arrive'
  | 'start'
  | 'finish'
  | 'confirm'
  | 'rate'
  | 'settle'
  | 'cancel'
  | 'no-show'
  | 'refuse'

type Step = { from: readonly OrderState[]; to: OrderState }

/**
 * 下单 → 派单 → 到达 → 服务 → 确认 → 评价 → 结算. Whoever is served at the provider's arrives without anybody being sent. A rating is the person's
 * free choice: an order is settled with or without one, and may be rated after it.
 */
const STEPS: Record<Act, Step> = {
  assign: { from: ['placed', 'assigned'], to: 'assigned' },
  arrive: { from: ['placed', 'assigned'], to: 'arrived' },
  start: { from: ['arrived'], to: 'arrived' },
  finish: { from: ['arrived'], to: 'served' },
  confirm: { from: ['served'], to: 'confirmed' },
  rate: { from: ['confirmed', 'settled'], to: 'rated' },
  settle: { from: ['confirmed', 'rated'], to: 'settled' },
  cancel: { from: ['placed', 'assigned'], to: 'cancelled' },
  'no-show': { from: ['placed', 'assigned', 'arrived'], to: 'no_show' },
  refuse: { from: ['placed', 'assigned'], to: 'refused' },
}

/** Where an order ends and nothing more happens to it but a rating. */
export const CLOSED: readonly OrderState[] = ['settled', 'cancelled', 'no_show', 'refused']

/** What decides whether an act may be done. */
export type Standing = {
  state: OrderState
  /** How many have to come; 0: served at the provider's. */
  staff: number
  startedAt: string | null
}

/** Where an act leads, or why it may not be done. */
export type Led = { to: OrderState } | { why: 'state' | 'unassigned' | 'started' | 'not-started' }

/** Where an act leads from where an order stands. Pure. */
export function lead(order: Standing, act: Act): Led {
  const step = STEPS[act]
  if (!step.from.includes(order.state)) return { why: 'state' }
  // Nobody arrives at a home whom nobody sent.
  if (act === 'arrive' && order.state === 'placed' && order.staff > 0) return { why: 'unassigned' }
  if (act === 'start' && order.startedAt !== null) return { why: 'started' }
  if (act === 'finish' && order.startedAt === null) return { why: 'not-started' }
  if (act === 'no-show' && order.startedAt !== null) return { why: 'started' }
  // What was settled stays settled; the rating stands beside it.
  return { to: act === 'rate' && order.state === 'settled' ? 'settled' : step.to }
}

/** Acts that may be done now. */
export const openActs = (order: Standing): Act[] =>
  (Object.keys(STEPS) as Act[]).filter((act) => 'to' in lead(order, act))
