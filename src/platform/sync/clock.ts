/** What is known of a device's clock: right, wrong by a measured amount and put right, or not to be relied on. */
export type Clock = 'ok' | 'corrected' | 'doubtful'

/** A clock that is off by no more than this needs no putting right. */
export const TOLERANCE_MS = 90_000
/** Entered so long after it happened, an operation is marked as late. */
export const LATE_MS = 24 * 3_600_000

/**
 * How far a device's clock is behind ours, in milliseconds: to be added to its time. It said `deviceMs` when it sent; the way here took about half
 * of the round trip it had measured before.
 */
export function offsetOf(receivedMs: number, deviceMs: number, roundTripMs: number): number {
  return Math.round(receivedMs - Math.min(roundTripMs, 60_000) / 2 - deviceMs)
}

/**
 * The instant at which something really happened, from the device's time. The offset that the device had measured itself before it happened goes
 * before the one measured now, because somebody may have set the clock in between; two that differ make it doubtful. Nothing happened later
 * than it was received: such a time is doubtful and becomes that of receipt.
 */
export function instantOf(
  deviceMs: number,
  known: { own: number | null; measured: number; receivedMs: number },
): { ms: number; clock: Clock; offset: number } {
  const offset = known.own ?? known.measured
  const moved = known.own !== null && Math.abs(known.own - known.measured) > TOLERANCE_MS
  const ms = deviceMs + (Math.abs(offset) <= TOLERANCE_MS ? 0 : offset)
  if (ms > known.receivedMs + TOLERANCE_MS) return { ms: known.receivedMs, clock: 'doubtful', offset }
  const settled = Math.min(ms, known.receivedMs)
  if (moved) return { ms: settled, clock: 'doubtful', offset }
  return { ms: settled, clock: Math.abs(offset) <= TOLERANCE_MS ? 'ok' : 'corrected', offset }
}
