import Type from 'typebox'
import { type AnyRoute, read } from '../../../platform/http/index.ts'
import { cockpitView } from './views.ts'

/** The wall. */
export const cockpitRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/cockpit',
    summary: { zh: '驾驶舱：目标、地图、任务、趋势、预警', en: 'The cockpit: targets, map, tasks, trends, alerts' },
    permission: 'cockpit.read',
    query: Type.Object({
      shade: Type.Optional(Type.String({ maxLength: 100, description: 'indicator the map shows' })),
    }),
    handle: (tx, { query }) => cockpitView(tx, query.shade),
  }),
]
