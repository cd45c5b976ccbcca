import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { reportItem } from './commands.ts'
import { ITEM_STATES, ServiceItemList, ServiceItemPage } from './model.ts'
import { serviceItemPage, serviceItems } from './views.ts'

const Code = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) })

export const itemRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/items',
    summary: { zh: '服务事项目录（某一天执行的版本）', en: 'The catalogue of service items as it holds on a day' },
    permission: 'plan.read',
    query: Type.Object({
      asOf: Type.Optional(Type.String({ format: 'date' })),
      field: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    response: ServiceItemList,
    handle: (tx, { query }) => serviceItems(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/plan/items/:code',
    summary: { zh: '一个服务事项的各版本和落实情况', en: 'The versions of one service item and how it stands' },
    permission: 'plan.read',
    params: Code,
    response: ServiceItemPage,
    handle: async (tx, { params }) => {
      const page = await serviceItemPage(tx, params.code)
      if (page === null)
        throw refuse(
          'item.missing',
          { zh: '目录里没有这个事项', en: 'The catalogue has no such item' },
          { kind: 'missing', params },
        )
      return page
    },
  }),
  command({
    method: 'POST',
    url: '/api/plan/items/:code/reports',
    summary: { zh: '报告服务事项的落实情况', en: 'Report how a service item stands' },
    permission: 'plan.decide',
    params: Code,
    body: Type.Object({
      state: Type.Enum(ITEM_STATES),
      asOf: Type.Optional(Type.String({ format: 'date' })),
      note: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    response: Type.Object({ id: Type.String() }),
    handle: (tx, { params, body }) => reportItem(tx, params.code, body),
  }),
]
