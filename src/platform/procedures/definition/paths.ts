import type { Definition } from '../model.ts'
import { OUTCOMES } from './schema.ts'

/** Whether an act ends the case: it leads to an outcome and to no step. */
export const isOutcome = (to: string): boolean => (OUTCOMES as readonly string[]).includes(to)

/** Steps that an application can come to, from the first on. */
export function reachable(definition: Definition): Set<string> {
  const found = new Set<string>()
  const queue = [definition.steps[0]!.id]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    const step = definition.steps.find((each) => each.id === id)
    if (step === undefined) continue
    found.add(id)
    for (const act of step.acts) if (!isOutcome(act.to)) queue.push(act.to)
  }
  return found
}

/** Steps from which some way leads to an outcome. */
export function finishing(definition: Definition): Set<string> {
  const found = new Set<string>()
  for (let grown = true; grown; ) {
    grown = false
    for (const step of definition.steps) {
      if (found.has(step.id)) continue
      if (step.acts.some((act) => isOutcome(act.to) || found.has(act.to))) {
        found.add(step.id)
        grown = true
      }
    }
  }
  return found
}
