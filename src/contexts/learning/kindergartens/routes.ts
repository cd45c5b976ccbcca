import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, read } from '../../../platform/http/index.ts'
import { kindergartenCounts } from './views.ts'

/** Kindergartens (学前教育) by year. */
export const kindergartenRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/learning/kindergartens',
    summary: {
      zh: '幼儿园年度统计：普惠覆盖率、公办占比、毛入园率',
      en: 'Kindergartens of a year: inclusive coverage, public share, gross enrolment',
    },
    permission: 'learning.read',
    query: Type.Object({
      year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
    }),
    handle: (tx, { query }) =>
      kindergartenCounts(tx, { ...query, year: query.year ?? Number(today(tx.now.getTime()).slice(0, 4)) }),
  }),
]
