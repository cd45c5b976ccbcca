import Type from 'typebox'
import { type AnyRoute, command, Download, read } from '../../../platform/http/index.ts'
import { publishRelease, withdrawRelease } from './commands.ts'
import { releaseFile, releaseHeads, releaseView } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Release = Type.Object({ id: Type.Union([Type.String({ format: 'uuid' }), Type.Literal('latest')]) })
const Place = Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) })

/** Publishing, and what everybody may read of it. */
export const releaseRoutes: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/evaluation/releases',
    summary: { zh: '公布一个时期的评价结果', en: 'Publish the frozen rounds of a period' },
    permission: 'evaluation.publish',
    status: 201,
    body: Type.Object({
      period: Type.String({ maxLength: 8 }),
      reason: Type.Optional(Type.String({ maxLength: 500, description: 'why there is a new version' })),
    }),
    handle: (tx, { body }) => publishRelease(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/releases/:id/withdraw',
    summary: { zh: '撤回公布', en: 'Withdraw a release' },
    permission: 'evaluation.publish',
    params: Id,
    body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 500 }) }),
    handle: async (tx, { params, body }) => {
      await withdrawRelease(tx, params.id, body.reason)
      return { items: await releaseHeads(tx) }
    },
  }),
  read({
    method: 'GET',
    url: '/api/public/releases',
    summary: { zh: '已公布的评价结果，含被代替和撤回的', en: 'Published results, also those superseded or withdrawn' },
    permission: 'public',
    query: Place,
    handle: async (tx) => ({ items: await releaseHeads(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/public/releases/:id',
    summary: { zh: '一次公布的全部数据', en: 'Everything one release says' },
    permission: 'public',
    params: Release,
    query: Place,
    handle: (tx, { params }) => releaseView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/public/releases/:id/files/:name',
    summary: { zh: '下载开放数据包', en: 'The bundle of open data' },
    permission: 'public',
    params: Type.Object({ ...Id.properties, name: Type.String({ maxLength: 100 }) }),
    query: Place,
    handle: async (tx, { params }) => {
      const file = await releaseFile(tx, params.id, params.name)
      return new Download(file.name, file.type, file.bytes)
    },
  }),
]
