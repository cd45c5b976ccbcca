import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { checklistOn, itemsOf } from './checklist.ts'
import { clearReview, judgeReview, type Review } from './rules.ts'

const TODAY = '2026-11-22'
const list = checklistOn(TODAY)!
const items = itemsOf(list).map((item) => item.id)
const clear = clearReview(list, { unit: '县市场监管局', opinion: '符合', reviewedOn: TODAY })
const exception = { ground: 'public-interest', reason: '灾区急需', ends: '2027-12-31' }
const codeOf = (review: Review, by = list as typeof list | null) => {
  const judged = judgeReview(by, review, TODAY)
  return judged instanceof Refusal ? judged.code : judged.conclusion
}

describe('a fair-competition review', () => {
  it('lets a rule in force exactly when every item is answered and what it touches is excepted', () => {
    const answer = fc.constantFrom(true, false, undefined)
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: items.length, maxLength: items.length }),
        fc.boolean(),
        (given, excepted) => {
          const answers = Object.fromEntries(
            items.flatMap((id, i) => (given[i] === undefined ? [] : [[id, given[i]!]])),
          )
          const touched = given.includes(true)
          const passes = !given.includes(undefined) && touched === excepted
          const code = codeOf({ ...clear, answers, exception: excepted ? exception : null })
          expect(code === 'conforms' || code === 'exception').toBe(passes)
          if (passes) expect(code).toBe(touched ? 'exception' : 'conforms')
        },
      ),
    )
  })

  it('tells what is wrong', () => {
    expect(codeOf({ ...clear, reviewedOn: '2026-11-23' })).toBe('review.future')
    expect(codeOf(clear, checklistOn('2020-01-01'))).toBe('review.checklist')
    expect(codeOf({ ...clear, answers: {} })).toBe('review.incomplete')
    const touches = { ...clear, answers: { ...clear.answers, 'movement-tender': true } }
    expect(codeOf(touches)).toBe('review.restricts')
    expect(codeOf({ ...touches, exception: { ...exception, ground: 'habit' } })).toBe('review.exception')
    expect(codeOf({ ...clear, exception })).toBe('review.exception')
  })

  it('has a checklist with a name for every item, once', () => {
    expect(new Set(items).size).toBe(items.length)
  })
})
