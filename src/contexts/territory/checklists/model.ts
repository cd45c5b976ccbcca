import Type, { type Static } from 'typebox'
import type { Bilingual } from '../../../kernel/refusal.ts'

/** Checklists there are: safety of outlets in dwellings (A35); accessibility of halls and of retrofits (A42, A43). */
export const CHECK_LISTS = ['dwelling-safety', 'accessibility'] as const
export type CheckList = (typeof CHECK_LISTS)[number]

/** One thing to look at, with the clause that asks for it. */
export type CheckItem = { code: string; title: Bilingual; clause: string; certainty: 'V' | 'V2' | 'M' | 'U' }

/** What was seen; `ok` null: could not be seen. */
export const CheckAnswer = Type.Object({
  item: Type.String({ maxLength: 40 }),
  ok: Type.Union([Type.Boolean(), Type.Null()]),
  note: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
})
export type CheckAnswer = Static<typeof CheckAnswer>

export type CheckOutcome = 'passed' | 'failed' | 'incomplete'

/** A check of a facility as it was done. */
export type FacilityCheck = {
  id: string
  list: CheckList
  checkedOn: string
  checkedBy: string
  items: CheckAnswer[]
  outcome: CheckOutcome
  note: string | null
  recordedAt: string
}
