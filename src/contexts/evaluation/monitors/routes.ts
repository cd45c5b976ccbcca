import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { addMonitor, closeAlert, runMonitors, switchMonitor } from './commands.ts'
import { MonitorRule } from './model.ts'
import { alertViews, monitorViews } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Monitors and alerts. */
export const monitorRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/monitors',
    summary: { zh: '监测项及其最近一次检查', en: 'Monitors and what they saw last' },
    permission: 'monitor.acknowledge',
    handle: async (tx) => ({ items: await monitorViews(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/monitors/people',
    summary: { zh: '可以接收预警的人', en: 'People who can be told' },
    permission: 'monitor.manage',
    handle: async (tx) => ({
      items: (await workingAccounts(tx)).map(({ id, name, unitName }) => ({ id, name, unitName })),
    }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/monitors',
    summary: { zh: '设立监测项', en: 'Set up a monitor' },
    permission: 'monitor.manage',
    status: 201,
    body: Type.Object({
      name: Type.String({ minLength: 2, maxLength: 100 }),
      rule: MonitorRule,
      every: Type.Union([Type.Literal('daily'), Type.Literal('weekly')]),
      account: Type.String({ format: 'uuid' }),
    }),
    handle: async (tx, { body }) => ({ id: await addMonitor(tx, body) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/monitors/:id/switch',
    summary: { zh: '停用或恢复监测项', en: 'Stop a monitor or let it watch again' },
    permission: 'monitor.manage',
    params: Id,
    body: Type.Object({ active: Type.Boolean() }),
    handle: async (tx, { params, body }) => {
      await switchMonitor(tx, params.id, body.active)
      return { items: await monitorViews(tx) }
    },
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/monitors/run',
    summary: { zh: '立即检查全部监测项', en: 'Look at all monitors now' },
    permission: 'monitor.manage',
    handle: async (tx) => {
      const raised = await runMonitors(tx, true)
      await record(tx, {
        action: 'evaluation.monitor.run',
        subject: { kind: 'jurisdiction', id: tx.actor.jurisdiction },
        detail: { raised },
      })
      return { raised }
    },
  }),
  read({
    method: 'GET',
    url: '/api/evaluation/alerts',
    summary: { zh: '预警', en: 'Alerts' },
    permission: 'monitor.acknowledge',
    query: Type.Object({ mine: Type.Optional(Type.Boolean()), open: Type.Optional(Type.Boolean()) }),
    handle: async (tx, { query }) => ({ items: await alertViews(tx, query) }),
  }),
  command({
    method: 'POST',
    url: '/api/evaluation/alerts/:id/close',
    summary: { zh: '办结预警并写明原因', en: 'Close an alert with the reason' },
    permission: 'monitor.acknowledge',
    params: Id,
    body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 1000 }) }),
    handle: async (tx, { params, body }) => {
      await closeAlert(tx, params.id, body.reason)
      return { items: await alertViews(tx) }
    },
  }),
]
