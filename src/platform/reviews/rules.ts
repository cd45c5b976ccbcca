import type { IsoDate } from '../../kernel/dates.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { type Checklist, itemsOf } from './checklist.ts'

/** Why a rule that limits competition may come into force all the same. */
export type Exception = { ground: string; reason: string; ends: string }

/** A review as it is handed in: every item of the checklist answered, `true` where the rule does it. */
export type Review = {
  answers: { [item: string]: boolean }
  exception?: Exception | null
  opinion: string
  unit: string
  paperNumber?: string | null
  reviewedOn: IsoDate
}

/** What a review comes to: the rule touches nothing, or a ground of exception holds. */
export type Conclusion = 'conforms' | 'exception'

const at = (field: string) => `/review/${field}`

/**
 * What a review comes to by the checklist of its day. A rule that does what an item names comes into force only under a ground of exception
 * with a reason and an end (条例第十二条); an unanswered item is no answer.
 *
 * @returns the items touched and the conclusion, or why the rule cannot come into force: Refusal `review.future`, `review.checklist`,
 *   `review.incomplete`, `review.restricts`, `review.exception`
 */
export function judgeReview(
  list: Checklist | null,
  review: Review,
  today: IsoDate,
): { touches: string[]; conclusion: Conclusion } | Refusal {
  if (review.reviewedOn > today)
    return refuse(
      'review.future',
      { zh: '审查日期在今天之后', en: 'The review lies in the future' },
      { at: at('reviewedOn') },
    )
  if (list === null)
    return refuse(
      'review.checklist',
      { zh: '这一天还没有适用的审查标准', en: 'No checklist was in force on that day' },
      { at: at('reviewedOn'), next: { zh: '请按现行标准重新审查', en: 'Review it by the checklist of today' } },
    )
  const items = itemsOf(list)
  const open = items.filter(({ id }) => review.answers[id] === undefined)
  if (open.length > 0)
    return refuse(
      'review.incomplete',
      {
        zh: `还有 ${open.length} 项没有回答：${open.map((item) => item.text.zh).join('；')}`,
        en: `${open.length} items have no answer: ${open.map((item) => item.text.en).join('; ')}`,
      },
      { at: at('answers'), params: { open: open.map((item) => item.id) } },
    )
  const touched = items.filter(({ id }) => review.answers[id] === true)
  const exception = review.exception ?? null
  if (touched.length > 0 && exception === null)
    return refuse(
      'review.restricts',
      {
        zh: `含有限制竞争的内容，不得出台：${touched.map((item) => item.text.zh).join('；')}`,
        en: `It limits competition and cannot come into force: it ${touched.map((item) => item.text.en).join('; ')}`,
      },
      {
        kind: 'conflict',
        at: at('answers'),
        params: { touches: touched.map((item) => item.id) },
        next: {
          zh: `请修改规则；确属${list.exceptions.article}例外情形的，写明理由和终止条件`,
          en: 'Change the rule; where an exception of the law applies, give the ground, the reason and the end',
        },
      },
    )
  if (
    exception !== null &&
    (touched.length === 0 || !list.exceptions.grounds.some(({ id }) => id === exception.ground))
  )
    return refuse(
      'review.exception',
      touched.length === 0
        ? { zh: '没有限制竞争的内容，不需要例外规定', en: 'Nothing limits competition: no exception is needed' }
        : { zh: '没有这种例外情形', en: 'There is no such ground of exception' },
      { at: at('exception') },
    )
  return { touches: touched.map((item) => item.id), conclusion: touched.length === 0 ? 'conforms' : 'exception' }
}

/** A review in which no item is touched: what a rule that favours nobody gets. */
export function clearReview(list: Checklist, input: Pick<Review, 'opinion' | 'unit' | 'reviewedOn'>): Review {
  return { answers: Object.fromEntries(itemsOf(list).map(({ id }) => [id, false])), paperNumber: null, ...input }
}
