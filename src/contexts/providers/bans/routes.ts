import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import type { KeyRoom } from '../../../platform/keys/index.ts'
import { BAN_SCOPES } from '../model.ts'
import { Day, Id, maybe, Name, Reason, Revision, Words } from '../schemas.ts'
import { answerAppeal, appealBan, placeBan, revokeBan } from './commands.ts'
import { banViews } from './store.ts'

const closed = { additionalProperties: false } as const

/** Bans over HTTP. */
export const banRoutes = (keys: KeyRoom): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/providers/bans',
    summary: { zh: '市场和行业禁入', en: 'Bans' },
    permission: 'register.read',
    handle: async (tx) => ({ items: await banViews(tx) }),
  }),
  command({
    method: 'POST',
    url: '/api/providers/bans',
    summary: { zh: '登记禁入', en: 'Place a ban' },
    permission: 'provider.decide',
    status: 201,
    body: Type.Object({
      subject: Type.Union([
        Type.Object({ creditCode: Type.String({ minLength: 1, maxLength: 40 }) }, closed),
        Type.Object({ citizenId: Type.String({ minLength: 1, maxLength: 40 }), name: Name }, closed),
      ]),
      scopes: Type.Array(Type.Enum([...BAN_SCOPES]), { minItems: 1, maxItems: 3 }),
      basis: Words,
      paperNumber: Name,
      decidedBy: Name,
      reason: Reason,
      startsOn: Day,
      endsOn: maybe(Day),
    }),
    handle: (tx, { body }) => placeBan(tx, keys, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/bans/:id/appeal',
    summary: { zh: '收到申诉', en: 'Take an appeal in' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, text: Words }),
    handle: async (tx, { params, body }) => {
      await appealBan(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/bans/:id/answer',
    summary: { zh: '答复申诉', en: 'Answer an appeal' },
    permission: 'provider.decide',
    params: Id,
    body: Type.Object({ revision: Revision, upheld: Type.Boolean(), answer: Words }),
    handle: async (tx, { params, body }) => {
      await answerAppeal(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/bans/:id/revocation',
    summary: { zh: '提前解除禁入', en: 'Lift a ban before its time' },
    permission: 'provider.decide',
    params: Id,
    body: Type.Object({ revision: Revision, reason: Reason }),
    handle: async (tx, { params, body }) => {
      await revokeBan(tx, params.id, body)
      return {}
    },
  }),
]
