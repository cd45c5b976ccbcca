/** Somebody on duty, and how often this call paged them already. */
export type Candidate = { id: string; area: string; position: number; pages: number }

/**
 * Who is paged next (升级呼叫): whoever was paged least; among equals the nearest area first, then by position. So everybody is called once
 * before anybody is called twice, whatever changes in the roster meanwhile. Null: nobody is on duty.
 */
export function nextOf<C extends Candidate>(candidates: readonly C[]): C | null {
  return inOrder(candidates)[0] ?? null
}

/** Everybody on duty in the order in which they would be called. */
export function inOrder<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates.toSorted(
    (a, b) =>
      a.pages - b.pages ||
      b.area.length - a.area.length ||
      a.position - b.position ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}

/** When the next page is due. */
export const dueAfter = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
