import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { deskSaying, dropRecord, saySurvey, takeOver } from './commands.ts'
import { CensusFields } from './model.ts'
import { censusRecords } from './views.ts'

const Uuid = Type.String({ format: 'uuid' })
const Id = Type.Object({ id: Uuid })

/** The census at the desk: what came in, settling, taking over into the register. */
export const censusRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/census',
    summary: { zh: '设施普查记录，含疑似重复和说法不一', en: 'Census records with likely duplicates and conflicts' },
    permission: 'register.write',
    query: Type.Object({ all: Type.Optional(Type.Boolean()) }),
    handle: async (tx, { query }) => ({
      items: await censusRecords(tx, { state: query.all ? 'all' : 'open' }),
      next: null,
    }),
  }),
  command({
    method: 'POST',
    url: '/api/territory/census/:id/sayings',
    summary: { zh: '裁定或补充普查记录', en: 'Settle or complete a census record' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Object({
      version: Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 0 })),
      fields: CensusFields,
    }),
    handle: (tx, { params, body }) =>
      saySurvey(tx, {
        ...deskSaying(),
        base: body.version,
        region: '',
        facility: null,
        record: params.id,
        fields: body.fields,
      }),
  }),
  command({
    method: 'POST',
    url: '/api/territory/census/:id/take',
    summary: { zh: '普查记录转入设施台账', en: 'Take a census record over into the register' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ as: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]) }),
    handle: (tx, { params, body }) => takeOver(tx, params.id, body.as),
  }),
  command({
    method: 'POST',
    url: '/api/territory/census/:id/drop',
    summary: { zh: '不采用普查记录', en: 'Drop a census record' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 300 }) }),
    handle: async (tx, { params, body }) => void (await dropRecord(tx, params.id, body.reason)),
  }),
]
