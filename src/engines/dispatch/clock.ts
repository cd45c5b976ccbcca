/** A budget of time or of steps; what a search asks how far it is. */
export type Clock = {
  /** Share of the budget that is used up; 1 or more: stop now. */
  spent: (steps: number) => number
  /** Seconds since the beginning. */
  seconds: () => number
}

/**
 * A clock that began `already` seconds ago. With `iterations` only steps count, so that a seed repeats a run on any machine; without
 * them it stops after `seconds`. `cancelled` stops it at once.
 */
export function clockOf(
  budget: { seconds: number; iterations?: number | undefined },
  cancelled: () => boolean = () => false,
  already = 0,
): Clock {
  const { seconds, iterations } = budget
  const began = performance.now() - 1000 * already
  const passed = () => (performance.now() - began) / 1000
  return {
    spent: (steps) =>
      cancelled() ? 1 : iterations === undefined ? passed() / Math.max(seconds, 1e-9) : steps / iterations,
    seconds: passed,
  }
}
