import type { ItemFacts, Missing, Need } from './model.ts'

/** Points of need by category: those who are supported by the state first. A person's best one counts. */
const MEANS = { destitute: 40, subsistence: 30, 'low-income': 20, 'family-planning': 20 } as const
const ALONE = 10
const OLD = 80

/**
 * Who comes first: means, then how much ability is lost, living alone, great age. Larger comes first. The order of the points is the rule,
 * not their size; the decision is an officer's.
 */
export function priorityOf({ categories, grade, age }: Need): number {
  const means = Math.max(0, ...categories.map((code) => (code in MEANS ? MEANS[code as keyof typeof MEANS] : 0)))
  const alone = categories.includes('living-alone') ? ALONE : 0
  const severe = categories.includes('severe-disability') ? 12 : 0
  return means + Math.max((grade ?? 0) * 4, severe) + alone + (age !== null && age >= OLD ? 5 : 0)
}

/** What stands against the acceptance, all of it: no item, items not done, photographs before and after that are missing. */
export function missingFor(items: readonly ItemFacts[]): Missing[] {
  if (items.length === 0) return [{ item: null, what: 'none' }]
  return items.flatMap(({ item, doneOn, before, after }) => [
    ...(before === 0 ? [{ item, what: 'before' as const }] : []),
    ...(doneOn === null ? [{ item, what: 'done' as const }] : []),
    ...(after === 0 ? [{ item, what: 'after' as const }] : []),
  ])
}

/** What the government pays: the items, up to the cap. */
export function subsidyOf(items: readonly Pick<ItemFacts, 'fen'>[], capFen: number): number {
  return Math.min(
    capFen,
    items.reduce((sum, item) => sum + item.fen, 0),
  )
}
