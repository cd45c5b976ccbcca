import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { actOnApplication, apply, openProgramme } from './commands.ts'
import { APPLICATION_ACTS } from './rules.ts'
import { programmeViews } from './views.ts'

const Day = Type.String({ format: 'date' })

/** Demonstration programmes, applications and awards. */
export const awardRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/programmes',
    summary: { zh: '示范创建项目、申报和认定', en: 'Demonstration programmes, applications and awards' },
    permission: 'evaluation.read',
    handle: async (tx) => ({ items: await programmeViews(tx) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/programmes',
    summary: { zh: '设立示范创建项目', en: 'Open a programme' },
    permission: 'evaluation.publish',
    status: 201,
    body: Type.Object({
      code: Type.String({ pattern: '^[A-Z0-9-]{2,20}$' }),
      name: Type.String({ minLength: 2, maxLength: 100 }),
      ledgerKind: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
      category: Type.Union([Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }), Type.Null()]),
      termYears: Type.Integer({ minimum: 1, maximum: 10 }),
      conditions: Type.String({ minLength: 2, maxLength: 2000 }),
      opensOn: Day,
      closesOn: Type.Union([Day, Type.Null()]),
    }),
    handle: async (tx, { body }) => ({ id: await openProgramme(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/applications',
    summary: { zh: '受理申报', en: 'Take an application' },
    permission: 'evaluation.freeze',
    status: 201,
    body: Type.Object({
      programme: Type.String({ format: 'uuid' }),
      applicant: Type.String({ minLength: 2, maxLength: 100 }),
      creditCode: Type.String({ minLength: 18, maxLength: 18 }),
      region: Type.String({ pattern: '^[0-9]{12}$' }),
      text: Type.String({ minLength: 2, maxLength: 2000 }),
      on: Day,
    }),
    handle: async (tx, { body }) => ({ id: await apply(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/applications/:id/acts',
    summary: { zh: '评审、认定、不予认定或撤销', en: 'Review, award, refuse or revoke' },
    permission: 'evaluation.publish',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({
      act: Type.Enum(APPLICATION_ACTS),
      text: Type.String({ minLength: 2, maxLength: 2000 }),
      on: Day,
      revision: Type.Integer({ minimum: 0 }),
    }),
    handle: async (tx, { params, body }) => ({ state: await actOnApplication(tx, params.id, body) }),
  }),
]
