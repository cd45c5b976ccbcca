import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { FACILITY_KINDS } from '../../territory/index.ts'
import { Day, Id, maybe, Name, Uuid, Words } from '../schemas.ts'
import { commitRound, drawRound, enterResult, qualityRounds } from './commands.ts'

/** Quality evaluation over HTTP. */
export const qualityRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/public/quality-rounds',
    summary: {
      zh: '服务质量评估：抽样可以核验，结果带置信区间',
      en: 'Quality rounds: draws anybody can check, results with bounds',
    },
    permission: 'public',
    query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }),
    handle: (tx) => qualityRounds(tx),
  }),
  command({
    method: 'POST',
    url: '/api/providers/quality-rounds',
    summary: { zh: '公布抽样总体', en: 'Fix and publish the pool of a round' },
    permission: 'provider.decide',
    status: 201,
    body: Type.Object({
      title: Name,
      instrument: Name,
      assessor: Name,
      kinds: Type.Array(Type.Enum(FACILITY_KINDS.map(({ code }) => code)), { minItems: 1, maxItems: 20 }),
      sampleSize: Type.Integer({ minimum: 1, maximum: 1000 }),
      randomnessSource: Words,
      drawOn: Day,
    }),
    handle: (tx, { body }) => commitRound(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/quality-rounds/:id/draw',
    summary: { zh: '用公开随机数抽样', en: 'Draw the sample with the public number' },
    permission: 'provider.decide',
    params: Id,
    body: Type.Object({ randomness: Name }),
    handle: (tx, { params, body }) => drawRound(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/quality-rounds/:id/results',
    summary: { zh: '录入样本结果', en: 'Enter the result of a site of the sample' },
    permission: 'provider.decide',
    params: Id,
    status: 201,
    body: Type.Object({
      site: Uuid,
      passed: Type.Boolean(),
      score: maybe(Type.Number({ minimum: 0, maximum: 10_000 })),
      note: Words,
      assessedOn: Day,
    }),
    handle: async (tx, { params, body }) => {
      await enterResult(tx, params.id, body)
      return {}
    },
  }),
]
