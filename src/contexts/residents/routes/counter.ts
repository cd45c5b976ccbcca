import Type from 'typebox'
import { writePdf } from '../../../platform/documents/index.ts'
import { type AnyRoute, command, Download, open } from '../../../platform/http/index.ts'
import { jurisdictionNamed } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson } from '../../people/index.ts'
import { accountView, closeAccount, openAtCounter } from '../accounts.ts'
import { answerCorrection, correctionsDue } from '../corrections.ts'
import type { ResidentDesk } from '../desk.ts'
import { slipPaper } from '../slip.ts'
import { codesToTell, tellCode } from '../telling.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Person = Type.Object({ person: Type.String({ format: 'uuid' }) })

/** What the counter and the hotline do for residents' accounts. */
export function counterRoutes(desk: ResidentDesk): AnyRoute[] {
  return [
    open({
      method: 'GET',
      url: '/api/residents/accounts/:person',
      summary: { zh: '一个人的居民账号', en: 'The account of a person' },
      permission: 'resident.desk',
      params: Person,
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => ({ account: await accountView(tx, desk, params.person) })),
    }),
    // Not a command: the answer of a command is kept, and the code on the slip must not be.
    open({
      method: 'POST',
      url: '/api/residents/accounts/:person/slip',
      summary: {
        zh: '开通居民账号或补发开通码：打印开通单（含二维码）',
        en: 'Open an account or give a new way in: the slip with code and QR',
      },
      permission: 'resident.desk',
      params: Person,
      body: Type.Object({ phone: Type.String({ minLength: 5, maxLength: 30 }) }),
      handle: async (db, { params, body }, { actor, origin }) => {
        const facts = await db.write(actor, async (tx) => ({
          ...(await openAtCounter(tx, desk, params.person, body.phone)),
          place: (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? '',
          now: tx.now,
        }))
        return new Download(
          '居民账号开通单.pdf',
          'application/pdf',
          await writePdf(slipPaper({ ...facts, origin })),
          true,
        )
      },
    }),
    command({
      method: 'POST',
      url: '/api/residents/accounts/:person/close',
      summary: { zh: '停用居民账号，立即退出', en: 'Close a resident’s account at once' },
      permission: 'resident.desk',
      params: Person,
      body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 200 }) }),
      handle: async (tx, { params, body }) => {
        await demandPerson(tx, desk.people, params.person)
        const closed = await closeAccount(tx, params.person, body.reason)
        await record(tx, { action: 'residents.account.close', subject: { kind: 'person', id: params.person } })
        return { closed }
      },
    }),
    open({
      method: 'GET',
      url: '/api/residents/codes',
      summary: { zh: '等待告知的验证码（不含验证码）', en: 'Codes that wait to be told, without the codes' },
      permission: 'resident.desk',
      handle: (db, _, { actor }) =>
        db.write(actor, async (tx) => ({ told: desk.sender.told, items: await codesToTell(tx, desk) })),
    }),
    open({
      method: 'POST',
      url: '/api/residents/codes/:id/tell',
      summary: { zh: '核实本人后打开一个验证码，记入日志', en: 'Open a code to tell the person who was recognised' },
      permission: 'resident.desk',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => tellCode(tx, desk, params.id)),
    }),
    open({
      method: 'GET',
      url: '/api/residents/corrections',
      summary: { zh: '居民提出的更正请求', en: 'Corrections that residents asked for' },
      permission: 'resident.desk',
      handle: (db, _, { actor }) =>
        db.write(actor, async (tx) => ({ items: await correctionsDue(tx, desk), next: null })),
    }),
    command({
      method: 'POST',
      url: '/api/residents/corrections/:id/answer',
      summary: { zh: '答复更正请求', en: 'Answer a correction' },
      permission: 'resident.desk',
      params: Id,
      body: Type.Object({
        state: Type.Enum(['done', 'declined']),
        answer: Type.String({ minLength: 2, maxLength: 500 }),
      }),
      handle: async (tx, { params, body }) => void (await answerCorrection(tx, desk, params.id, body)),
    }),
  ]
}
