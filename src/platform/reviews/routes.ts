import Type from 'typebox'
import { today } from '../../kernel/dates.ts'
import { type AnyRoute, PageQuery, read } from '../http/index.ts'
import { checklistOn } from './checklist.ts'
import { reviewList } from './views.ts'

const Text = (max: number) => Type.String({ minLength: 2, maxLength: max })

/** A review as commands take it in their body. */
export const ReviewBody = Type.Object({
  answers: Type.Record(Type.String({ maxLength: 60 }), Type.Boolean()),
  exception: Type.Optional(
    Type.Union([
      Type.Object({ ground: Type.String({ maxLength: 40 }), reason: Text(1000), ends: Text(200) }),
      Type.Null(),
    ]),
  ),
  opinion: Text(2000),
  unit: Text(100),
  paperNumber: Type.Optional(Type.Union([Type.String({ maxLength: 60 }), Type.Null()])),
  reviewedOn: Type.String({ format: 'date' }),
})

/** Reviews are recorded with the rule that they let come into force; here they are read. */
export const reviewRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/reviews/checklist',
    summary: { zh: '公平竞争审查标准和例外规定', en: 'The checklist of the fair-competition review' },
    permission: 'register.read',
    handle: async (tx) => ({ checklist: checklistOn(today(tx.now.getTime())) }),
  }),
  read({
    method: 'GET',
    url: '/api/reviews',
    summary: { zh: '公平竞争审查记录', en: 'Fair-competition reviews on record' },
    permission: 'register.read',
    query: Type.Object({ ...PageQuery.properties, kind: Type.Optional(Type.Enum(['procedure', 'benefit'])) }),
    handle: (tx, { query }) => reviewList(tx, { ...query, limit: query.limit ?? 50 }),
  }),
]
