/**
 * Steps that overlap: while the database writes what one gave it, the next is made ready, and no more than so many are open at once. The first
 * failure comes out with a later step or at the end, and only when nothing is open any more: no step may go on in a transaction that was given up.
 */
export class Ahead {
  private open: Promise<unknown>[] = []
  private readonly most: number

  /** @param most steps that may be open at once */
  constructor(most: number) {
    this.most = most
  }

  /** Waits until there is room, then starts the step. */
  async next(step: () => Promise<unknown>): Promise<void> {
    while (this.open.length >= this.most) {
      try {
        await this.open[0]
      } catch {
        await this.over()
      }
      this.open.shift()
    }
    const started = step()
    // It is waited for later; until then a failure has nobody to hear it.
    started.catch(() => undefined)
    this.open.push(started)
  }

  /** Waits until nothing is open. */
  async over(): Promise<void> {
    const all = await Promise.allSettled(this.open)
    this.open = []
    for (const each of all) if (each.status === 'rejected') throw each.reason
  }
}
