import Type from 'typebox'
import { type AnyRoute, command, Download, PageOf, PageQuery, pageOf, read } from '../../../platform/http/index.ts'
import { ExternalSchema } from '../schemas.ts'
import { replaceExternal, signExternal } from './commands.ts'
import { externalFigures, externalFile, externalHistory } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Value = Type.Number({ minimum: -1e15, maximum: 1e15 })
const SIGN = 'statistics.external.sign'

/** Signed figures from outside: sign, replace, read, open the file. */
export const externalRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/statistics/external',
    summary: { zh: '签报数', en: 'Signed figures from outside' },
    permission: 'statistics.read',
    query: Type.Object({
      ...PageQuery.properties,
      indicator: Type.Optional(Text(80)),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
      all: Type.Optional(Type.Boolean({ description: 'replaced ones too' })),
    }),
    response: PageOf(ExternalSchema),
    handle: async (tx, { query }) => {
      const limit = query.limit ?? 50
      const rows = await externalFigures(tx, { ...query, limit: limit + 1 })
      return pageOf(rows, limit, (row) => [row.signedAt, row.id])
    },
  }),
  read({
    method: 'GET',
    url: '/api/statistics/external/:id',
    summary: { zh: '一个签报数的历次数值', en: 'Every figure that stood for a place and date' },
    permission: 'statistics.read',
    params: Id,
    response: Type.Object({ items: Type.Array(ExternalSchema) }),
    handle: async (tx, { params }) => ({ items: await externalHistory(tx, params.id) }),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/external/:id/file',
    summary: { zh: '签报数所附文件', en: 'The file a figure was taken from' },
    permission: 'statistics.read',
    params: Id,
    handle: async (tx, { params }) => {
      const { name, bytes } = await externalFile(tx, params.id)
      return new Download(name, 'application/octet-stream', bytes)
    },
  }),
  command({
    method: 'POST',
    url: '/api/statistics/external',
    summary: { zh: '签报一个外部数，可附文件', en: 'Sign for a figure from outside, with its file' },
    permission: SIGN,
    upload: true,
    status: 201,
    body: Type.Object({
      indicator: Text(80),
      region: Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' }),
      asOf: Type.String({ format: 'date' }),
      period: Text(40),
      value: Value,
      source: Text(200),
    }),
    response: ExternalSchema,
    handle: (tx, { body }, { files }) => signExternal(tx, body, files[0] ?? null),
  }),
  command({
    method: 'POST',
    url: '/api/statistics/external/:id/replace',
    summary: { zh: '更换签报数，写明理由', en: 'Replace a signed figure, with the reason' },
    permission: SIGN,
    upload: true,
    params: Id,
    body: Type.Object({ value: Value, source: Text(200), period: Text(40), reason: Type.String({ maxLength: 500 }) }),
    response: ExternalSchema,
    handle: (tx, { params, body }, { files }) => replaceExternal(tx, params.id, body, files[0] ?? null),
  }),
]
