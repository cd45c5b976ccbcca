/** How parts of one process tell each other that there may be work, without saying which. */
export type Bell = {
  /** Wakes everybody who listens. */
  ring(): void
  /** Asks to be woken; returns a function that ends it. */
  onRing(rouse: () => void): () => void
}

/** A bell that nobody listens to yet. */
export function makeBell(): Bell {
  const sleepers = new Set<() => void>()
  return {
    ring: () => {
      for (const rouse of sleepers) rouse()
    },
    onRing: (rouse) => {
      sleepers.add(rouse)
      return () => sleepers.delete(rouse)
    },
  }
}
