import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { tellMonth } from './month.ts'
import { publishedServices } from './publish.ts'

const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })

/** Figures of the month over HTTP: counted for the ledger, and published. */
export const figureRoutes: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/services/months/count',
    summary: { zh: '重新统计一个月的服务并报入台账', en: 'Count a month of services anew for the ledger' },
    permission: 'services.catalogue',
    body: Type.Object({ month: Month }),
    handle: (tx, { body }) => tellMonth(tx, body.month),
  }),
  read({
    method: 'GET',
    url: '/api/public/services',
    summary: {
      zh: '一个月订了什么、服务了什么、什么没有满足：按类别和乡镇，少于 5 的不公布',
      en: 'What was ordered, served and not to be had in a month, by kind and town; numbers under five are withheld',
    },
    permission: 'public',
    query: Type.Object({ month: Type.Optional(Month) }),
    handle: (tx, { query }) => publishedServices(tx, query.month),
  }),
]
