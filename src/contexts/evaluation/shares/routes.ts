import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { addDataset, askForData, logShare } from './commands.ts'
import { shareBoard } from './views.ts'

const Day = Type.String({ format: 'date' })
const Words = (most: number) => Type.String({ minLength: 2, maxLength: most })

/** Requests for shared data, their times and scores. */
export const shareRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/shares',
    summary: { zh: '信息资源共享：申请、用时、使用、评分', en: 'Shared data: requests, times, use, scores' },
    permission: 'evaluation.read',
    handle: (tx) => shareBoard(tx),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/shares/datasets',
    summary: { zh: '登记共享数据目录', en: 'Enter a dataset' },
    permission: 'evaluation.freeze',
    status: 201,
    body: Type.Object({
      name: Words(100),
      unitName: Words(100),
      promisedWorkdays: Type.Integer({ minimum: 1, maximum: 250 }),
    }),
    handle: async (tx, { body }) => ({ id: await addDataset(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/shares/requests',
    summary: { zh: '登记共享申请', en: 'Log a request for data' },
    permission: 'evaluation.freeze',
    status: 201,
    body: Type.Object({ dataset: Type.String({ format: 'uuid' }), askedBy: Words(100), purpose: Words(500), on: Day }),
    handle: async (tx, { body }) => ({ id: await askForData(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/shares/requests/:id/events',
    summary: {
      zh: '登记提供、不予共享、使用或数据差错',
      en: 'Log that data were delivered, refused, used or found wrong',
    },
    permission: 'evaluation.freeze',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({
      act: Type.Enum(['fulfilled', 'refused', 'used', 'faulty'] as const),
      on: Day,
      amount: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
      note: Type.Optional(Type.Union([Type.String({ maxLength: 500 }), Type.Null()])),
    }),
    handle: async (tx, { params, body }) => {
      await logShare(tx, params.id, body)
      return shareBoard(tx)
    },
  }),
]
