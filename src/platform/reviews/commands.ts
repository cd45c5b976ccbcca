import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Bilingual, Refusal, refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { checklistOn } from './checklist.ts'
import { judgeReview, type Review } from './rules.ts'

/** The version of a rule that is to come into force. */
export type Subject = {
  kind: 'procedure' | 'benefit'
  code: string
  version: number
  title: { zh: string; en?: string }
}

const missing = ({ zh, en }: Bilingual) =>
  refuse(
    'review.missing',
    { zh: `${zh}没有公平竞争审查，不能施行`, en: `${en}: without a fair-competition review it cannot come into force` },
    {
      kind: 'conflict',
      at: '/review',
      next: { zh: '请先逐项审查并写明意见', en: 'Review it item by item and give the opinion' },
    },
  )

/**
 * Records the fair-competition review (公平竞争审查) with which a version of a recognition or subsidy rule comes into force, in the
 * transaction that puts it in force; without one there is none.
 *
 * @returns id of the review
 * @throws Refusal `review.missing` and those of `judgeReview`
 */
export async function recordReview(tx: Tx, subject: Subject, review: Review | null | undefined): Promise<string> {
  const title = { zh: subject.title.zh, en: subject.title.en ?? subject.title.zh }
  if (review === null || review === undefined) throw missing(title)
  const list = checklistOn(review.reviewedOn)
  const judged = judgeReview(list, review, today(tx.now.getTime()))
  if (judged instanceof Refusal) throw judged
  const id = newId()
  const { kind, code, version } = subject
  await tx.run(sql`insert into reviews.review (jurisdiction, id, kind, code, version, title_zh, title_en, checklist, touches, exception, opinion,
      unit, paper_number, reviewed_on, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${kind}, ${code}, ${version}, ${title.zh}, ${title.en}, ${list!.version}, ${judged.touches},
      ${review.exception ? JSON.stringify(review.exception) : null}::jsonb, ${review.opinion}, ${review.unit}, ${review.paperNumber ?? null},
      ${review.reviewedOn}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'reviews.review.record',
    subject: { kind: 'review', id },
    detail: { kind, code, version, checklist: list!.version, conclusion: judged.conclusion, touches: judged.touches },
  })
  return id
}
