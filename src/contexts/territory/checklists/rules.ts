import type { CheckAnswer, CheckItem, CheckOutcome } from './model.ts'

/** Passed when every item in force was seen to be right; failed when one is wrong; else something is still to be looked at. */
export function outcomeOf(items: readonly Pick<CheckItem, 'code'>[], answers: readonly CheckAnswer[]): CheckOutcome {
  const found = items.map(({ code }) => answers.find((answer) => answer.item === code)?.ok ?? null)
  if (found.includes(false)) return 'failed'
  return found.length > 0 && found.every((ok) => ok === true) ? 'passed' : 'incomplete'
}
