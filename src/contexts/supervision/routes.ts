import Type from 'typebox'
import { type AnyRoute, read } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { itemsOn } from './items/views.ts'
import { qualityRoutes } from './quality/routes.ts'

/** Supervision over HTTP: who supervises what, ratings, complaints. */
export const supervisionRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/supervision/items',
    summary: {
      zh: '监管事项清单：责任单位和还没有责任单位的地方',
      en: 'Regulatory items: who answers where, and where nobody does',
    },
    permission: 'register.read',
    query: Type.Object({ asOf: Type.Optional(Type.String({ format: 'date' })) }),
    handle: (tx, { query }) => itemsOn(tx, query.asOf),
  }),
  ...qualityRoutes(desk),
]
