import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { ById, Instant, Reason, Uuid, Village, Words } from '../schemas.ts'
import { acknowledgeCall, closeCall, noteCall, openUrgentCall, releaseCall } from './commands.ts'
import { addContact, endContact, roster } from './roster.ts'
import { urgentCall, urgentCalls } from './views.ts'

const Note = Type.Union([Words(500), Type.Null()])

/** Urgent help duty (助急): calls, paging, the roster. */
export const urgentRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/community/urgent',
    summary: { zh: '紧急求助：未应答的在前', en: 'Calls for urgent help, open ones first' },
    permission: 'urgent.answer',
    handle: (tx) => urgentCalls(tx),
  }),
  open({
    method: 'GET',
    url: '/api/community/urgent/:id',
    summary: { zh: '一次求助的内容和经过', en: 'One call: where, what, and every step' },
    permission: 'urgent.answer',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => {
        const found = await urgentCall(tx, desk, params.id)
        if (found === null)
          throw refuse('urgent.missing', { zh: '没有这个求助', en: 'There is no such call' }, { kind: 'missing' })
        return found
      }),
  }),
  command({
    method: 'POST',
    url: '/api/community/urgent',
    summary: { zh: '接到紧急求助，立即呼叫值班人员', en: 'Take a call for help and page the first on duty' },
    permission: 'urgent.answer',
    status: 201,
    body: Type.Object({
      region: Village,
      place: Words(200),
      what: Words(500),
      caller: Type.Union([Words(50), Type.Null()]),
      phone: Type.Union([Words(30), Type.Null()]),
      person: Type.Union([Uuid, Type.Null()]),
      channel: Type.Enum(['phone', 'app', 'device', 'counter', 'field', 'paper']),
    }),
    handle: (tx, { body }) => openUrgentCall(tx, desk, { ...body, source: null }),
  }),
  command({
    method: 'POST',
    url: '/api/community/urgent/:id/acknowledge',
    summary: { zh: '应答求助，停止呼叫', en: 'Acknowledge a call; paging ends' },
    permission: 'urgent.answer',
    params: ById,
    body: Type.Object({ contact: Type.Union([Uuid, Type.Null()]), note: Note }),
    handle: (tx, { params, body }) => acknowledgeCall(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/urgent/:id/release',
    summary: { zh: '退回求助，立即呼叫下一位', en: 'Give a call back; the next on duty is paged' },
    permission: 'urgent.answer',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => releaseCall(tx, desk, params.id, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/community/urgent/:id/notes',
    summary: { zh: '记录到达或进展', en: 'Note an arrival or anything else' },
    permission: 'urgent.answer',
    params: ById,
    body: Type.Object({ kind: Type.Enum(['arrived', 'note']), note: Note }),
    handle: (tx, { params, body }) => noteCall(tx, desk, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/urgent/:id/close',
    summary: { zh: '处置完毕', en: 'Close a call with its outcome' },
    permission: 'urgent.answer',
    params: ById,
    body: Type.Object({ outcome: Words(500, 2) }),
    handle: (tx, { params, body }) => closeCall(tx, desk, params.id, body.outcome),
  }),
  read({
    method: 'GET',
    url: '/api/community/duty',
    summary: { zh: '紧急救助值班表', en: 'Roster of urgent help' },
    permission: 'urgent.answer',
    handle: async (tx) => ({ items: await roster(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/community/duty/accounts',
    summary: { zh: '可以排班的账号', en: 'Accounts that can be put on duty' },
    permission: 'community.manage',
    handle: async (tx) => ({
      items: (await workingAccounts(tx)).map(({ id, name, unitName }) => ({ id, name, unitName })),
    }),
  }),
  command({
    method: 'POST',
    url: '/api/community/duty',
    summary: { zh: '排班', en: 'Put somebody on duty' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({
      area: Type.String({ pattern: '^([0-9]{6}|[0-9]{9}|[0-9]{12})$' }),
      position: Type.Integer({ minimum: 1, maximum: 20 }),
      name: Words(50),
      phone: Words(30, 3),
      account: Type.Union([Uuid, Type.Null()]),
      from: Instant,
      until: Type.Union([Instant, Type.Null()]),
    }),
    handle: (tx, { body }) => addContact(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/duty/:id/end',
    summary: { zh: '结束值班', en: 'End a duty' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => endContact(tx, params.id, body.reason),
  }),
]
