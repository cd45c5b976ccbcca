/** A window in which a service is wanted: ISO instants. */
export type Window = { from: string; until: string }

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China's clock ahead of UTC. */
const OFFSET = 8 * HOUR

/** Times of day that are offered, in hours from midnight: a meal has its hour, everything else mornings and afternoons. */
const MEAL: readonly (readonly [number, number])[] = [[11, 12.5]]
const VISIT: readonly (readonly [number, number])[] = [
  [9, 11],
  [14, 16],
  [16, 18],
]

/**
 * The next windows that can still be ordered, soonest first.
 *
 * @param now epoch milliseconds
 * @param leadMinutes how long before its beginning an order has to come
 */
export function nextWindows(now: number, leadMinutes: number, meal: boolean, count = 6): Window[] {
  const midnight = Math.floor((now + OFFSET) / DAY) * DAY - OFFSET
  const windows: Window[] = []
  for (let day = 0; windows.length < count; day++) {
    for (const [start, end] of meal ? MEAL : VISIT) {
      const from = midnight + day * DAY + start * HOUR
      if (from < now + leadMinutes * 60_000 || windows.length === count) continue
      windows.push({
        from: new Date(from).toISOString(),
        until: new Date(midnight + day * DAY + end * HOUR).toISOString(),
      })
    }
  }
  return windows
}

/** A window of a day and two times of day as typed (`2026-11-23`, `09:00`, `10:30`); null while something is missing or the wrong way round. */
export function windowOf(day: string, from: string, until: string): Window | null {
  if (day === '' || from === '' || until === '' || until <= from) return null
  const at = (time: string) => new Date(`${day}T${time}:00+08:00`).toISOString()
  return { from: at(from), until: at(until) }
}
