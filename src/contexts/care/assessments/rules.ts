import { addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { GBT_42195_2022, Scale } from './scales.ts'

/** Points by item. */
export type Answers = Record<string, number>

/** What makes the grade worse beside the points. Events are those of the last 30 days. */
export type Circumstances = {
  /** 昏迷 */
  coma: boolean
  /** ICD-10 F00–F03 */
  dementia: boolean
  /** ICD-10 F04–F99 */
  psychiatric: boolean
  events: { fall: number; lost: number; choking: number; suicide: number; other: number }
}

export type Escalation = 'coma' | 'dementia' | 'psychiatric' | 'events'

/** What follows from the answers. `initial` is the grade by points alone. */
export type Result = {
  total: number
  byDimension: Record<string, number>
  initial: number
  grade: number
  escalations: Escalation[]
}

type Computed = Extract<Scale, { by: 'computed' }>

/**
 * The items that lack an answer, and those whose answer is none of the scale.
 */
export function faults(scale: Computed, answers: Answers): { missing: string[]; wrong: string[] } {
  const items = scale.dimensions.flatMap((dimension) => dimension.items)
  const known = new Set(items.map((item) => item.id))
  const missing = items.filter((item) => answers[item.id] === undefined).map((item) => item.id)
  const wrong = [
    ...items.flatMap((item) => {
      const given = answers[item.id]
      return given === undefined || (Number.isInteger(given) && given >= 0 && given <= item.max) ? [] : [item.id]
    }),
    ...Object.keys(answers).filter((id) => !known.has(id)),
  ]
  return { missing, wrong }
}

/**
 * The grade by GB/T 42195-2022. Points add up; a coma is complete loss at once; a diagnosis of dementia or mental illness, or two or more
 * care-risk events in 30 days, make it one grade worse. Several of these reasons are one step: the standard does not say that they add up.
 *
 * @throws Refusal `assessment.answers` that names every item at once
 */
export function assess(scale: Computed, answers: Answers, circumstances: Circumstances): Result {
  const { missing, wrong } = faults(scale, answers)
  if (missing.length + wrong.length > 0) {
    const titles = scale.dimensions.flatMap((dimension) => dimension.items)
    const names = (ids: string[], language: 'zh' | 'en') =>
      ids.map((id) => titles.find((each) => each.id === id)?.title[language] ?? id)
    throw refuse(
      'assessment.answers',
      {
        zh: [
          ...(missing.length > 0 ? [`未填：${names(missing, 'zh').join('、')}`] : []),
          ...(wrong.length > 0 ? [`分值不对：${names(wrong, 'zh').join('、')}`] : []),
        ].join('；'),
        en: [
          ...(missing.length > 0 ? [`No answer: ${names(missing, 'en').join(', ')}`] : []),
          ...(wrong.length > 0 ? [`Not a score: ${names(wrong, 'en').join(', ')}`] : []),
        ].join('; '),
      },
      { at: `/answers/${[...missing, ...wrong][0]}`, params: { missing, wrong } },
    )
  }
  const byDimension = Object.fromEntries(
    scale.dimensions.map((dimension) => [
      dimension.id,
      dimension.items.reduce((sum, item) => sum + answers[item.id]!, 0),
    ]),
  )
  const total = Object.values(byDimension).reduce((sum, points) => sum + points, 0)
  const initial = scale.bands.find((band) => total >= band.from)!.grade
  const worst = Math.max(...scale.grades.map((each) => each.grade))
  const events = Object.values(circumstances.events).reduce((sum, count) => sum + count, 0)
  const escalations: Escalation[] = [
    ...(circumstances.coma ? (['coma'] as const) : []),
    ...(circumstances.dementia ? (['dementia'] as const) : []),
    ...(circumstances.psychiatric ? (['psychiatric'] as const) : []),
    ...(events >= 2 ? (['events'] as const) : []),
  ]
  const grade = circumstances.coma ? worst : Math.min(worst, initial + (escalations.length > 0 ? 1 : 0))
  return { total, byDimension, initial, grade, escalations }
}

/** When the next assessment is due: so many months later. */
export function nextDue(assessedOn: IsoDate, months: number): IsoDate {
  return addMonths(assessedOn, months)
}

/** What a grade of the national scale means for the register of special difficulties: 3 and 4 lost ability, 1 and 2 partly. */
export function categoryOf(grade: number): 'lost-ability' | 'part-lost-ability' | null {
  return grade >= 3 ? 'lost-ability' : grade >= 1 ? 'part-lost-ability' : null
}

/** The least grade for which care at home is set up: moderate loss. */
export const NEEDS_BED: (typeof GBT_42195_2022)['grades'][number]['grade'] = 2
