import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { barriers, moveBarrier, reportBarrier } from './commands.ts'
import { BARRIER_STATES, BarrierMove, NewBarrier } from './model.ts'

/** Barriers reported, mended and checked (无障碍改造). */
export const barrierRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/barriers',
    summary: { zh: '障碍报告和改造', en: 'Barriers reported and their retrofits' },
    permission: 'register.read',
    query: Type.Object({
      state: Type.Optional(Type.Enum(BARRIER_STATES)),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
      facility: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    handle: async (tx, { query }) => ({ items: await barriers(tx, query) }),
  }),
  command({
    method: 'POST',
    url: '/api/territory/barriers',
    summary: { zh: '登记障碍报告', en: 'Enter a barrier that was reported' },
    permission: 'register.write',
    status: 201,
    body: NewBarrier,
    handle: (tx, { body }) => reportBarrier(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/barriers/:id/moves',
    summary: { zh: '安排改造、办结或不予受理', en: 'Order the retrofit, close or reject' },
    permission: 'register.write',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ revision: Type.Integer({ minimum: 0 }), move: BarrierMove }),
    handle: (tx, { params, body }) => moveBarrier(tx, params.id, body),
  }),
]
