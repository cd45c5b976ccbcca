/**
 * How a relay in the same process learns that there may be work, before the commit that makes it visible. `NOTIFY` would tell it
 * exactly, but PostgreSQL serialises the commits of all transactions that notify; a relay in another process polls instead.
 */
const sleepers = new Set<() => void>()

/** Wakes every relay of this process. */
export function wake(): void {
  for (const rouse of sleepers) rouse()
}

/** Asks to be woken; returns a function that ends it. */
export function onWake(rouse: () => void): () => void {
  sleepers.add(rouse)
  return () => sleepers.delete(rouse)
}
