import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type Database, publicActor, sql, type Tx } from '../../db/index.ts'
import { type AnyRoute, command, open, PageQuery, read } from '../../http/index.ts'
import { jurisdictionNamed } from '../../identity/index.ts'
import { record } from '../../journal/index.ts'
import { actOnCase, openCase } from '../cases/commands.ts'
import { followPage } from '../cases/follow.ts'
import { fileObjection } from '../cases/objections.ts'
import { changeCertificate } from '../certificates/issue.ts'
import { readToken } from '../certificates/token.ts'
import { verifyNumber, verifyToken } from '../certificates/verify.ts'
import { certificateList, certificatePage } from '../certificates/views.ts'
import type { Desk } from '../desk.ts'
import { Authority, CaseNumber, Materials, Reason, Revision, Secret, Values } from './schemas.ts'

const Follow = { number: CaseNumber, secret: Secret }

/** Opens a case by its number and code. One answer for a wrong number and a wrong code. @throws Refusal `follow.unknown` */
async function followed(tx: Tx, desk: Desk, number: string, secret: string): Promise<string> {
  const found = await tx.maybe<{ id: string }>(sql`select id from procedures.casefile
    where jurisdiction = ${tx.actor.jurisdiction} and number = ${number}
      and secret_digest = ${desk.vault.digest(`secret ${number}`, secret)}`)
  if (found !== null) return found.id
  throw refuse(
    'follow.unknown',
    { zh: '办件编号或查询码不对', en: 'The case number or the code is not right' },
    {
      kind: 'missing',
      next: {
        zh: '两样都印在回执上；忘记了可到窗口重新打印',
        en: 'Both stand on the receipt; the desk prints it again',
      },
    },
  )
}

/** Runs as a reader of the jurisdiction that a number begins with, if this installation keeps it. */
async function asPublicOf<T>(db: Database, jurisdiction: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.read(publicActor(jurisdiction), async (tx) => {
    if ((await jurisdictionNamed(tx, jurisdiction)) === null) {
      throw refuse(
        'jurisdiction.unknown',
        { zh: '这个编号不是本系统的', en: 'This number does not belong to this installation' },
        { kind: 'missing' },
      )
    }
    return work(tx)
  })
}

const CERTIFICATE_NUMBER = '^[A-Z]{2,8}-[0-9]{6}-[0-9]{4}-[0-9]{4,8}$'

/** What needs no account: applying, following, objecting, verifying; and the register of certificates. */
export function publicRoutes(desk: Desk): AnyRoute[] {
  return [
    command({
      method: 'POST',
      url: '/api/applications',
      summary: { zh: '网上申请，不需要账号', en: 'Apply on screen, without an account' },
      permission: 'public',
      perMinute: 20,
      upload: true,
      status: 201,
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      body: Type.Object({
        code: Type.String({ maxLength: 60 }),
        form: Values,
        materials: Materials,
        authority: Authority,
        secret: Secret,
      }),
      handle: (tx, { body }, { files }) => openCase(tx, desk, { ...body, channel: 'screen', incomplete: false, files }),
    }),
    open({
      method: 'POST',
      url: '/api/follow',
      summary: { zh: '凭办件编号和查询码查看进度', en: 'See how a case stands, by its number and code' },
      permission: 'public',
      perMinute: 30,
      body: Type.Object(Follow),
      handle: (db, { body }) =>
        db.write(publicActor(body.number.slice(0, 6)), async (tx) => {
          const id = await followed(tx, desk, body.number, body.secret)
          await record(tx, { action: 'procedures.case.follow', subject: { kind: 'case', id }, purpose: '申请人查询' })
          return followPage(tx, desk, id)
        }),
    }),
    command({
      method: 'POST',
      url: '/api/follow/acts',
      summary: { zh: '申请人补正或撤回', en: 'The applicant corrects or withdraws' },
      permission: 'public',
      perMinute: 20,
      upload: true,
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      body: Type.Object({
        ...Follow,
        act: Type.String({ maxLength: 40 }),
        revision: Revision,
        reason: Reason,
        form: Type.Optional(Values),
        materials: Type.Optional(Materials),
      }),
      handle: async (tx, { body }, { files }) => {
        const { number, secret, ...input } = body
        const id = await followed(tx, desk, number, secret)
        return actOnCase(tx, desk, id, { ...input, values: {}, files }, 'applicant')
      },
    }),
    read({
      method: 'GET',
      url: '/api/notices',
      summary: { zh: '公示：正在公示的办件', en: 'What is publicised now' },
      permission: 'public',
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      handle: async (tx) => ({
        items: await tx.rows(sql`select c.number, c.title, c.applicant, c.entered "from", c.step_due "until"
          from procedures.casefile c join procedures.definition d on d.jurisdiction = c.jurisdiction and d.code = c.code and d.version = c.version
          where c.jurisdiction = ${tx.actor.jurisdiction} and c.outcome is null and exists (
            select from jsonb_array_elements(d.content -> 'steps') s where s ->> 'id' = c.step and s ->> 'kind' = 'publicity')
          order by c.step_due, c.number limit 200`),
        next: null,
      }),
    }),
    command({
      method: 'POST',
      url: '/api/notices/:number/objections',
      summary: { zh: '对公示提出异议', en: 'Object to what is publicised' },
      permission: 'public',
      perMinute: 20,
      status: 201,
      params: Type.Object({ number: CaseNumber }),
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      body: Type.Object({
        text: Type.String({ minLength: 5, maxLength: 2000 }),
        contact: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
      }),
      handle: (tx, { params, body }) => fileObjection(tx, desk, params.number, body),
    }),
    open({
      method: 'GET',
      url: '/api/verify',
      summary: { zh: '核验证书、标牌：按编号或二维码', en: 'Verify a certificate or plaque by number or code' },
      permission: 'public',
      query: Type.Object({
        number: Type.Optional(Type.String({ pattern: CERTIFICATE_NUMBER })),
        token: Type.Optional(Type.String({ maxLength: 5000 })),
      }),
      handle: (db, { query }) => {
        if (query.number !== undefined)
          return asPublicOf(db, query.number.split('-')[1]!, (tx) => verifyNumber(tx, desk.keys, query.number!))
        const token = query.token ?? ''
        const read = readToken(token)
        // A code that cannot be read is forged wherever one looks.
        return db.read(publicActor(read?.payload.j ?? '000000'), (tx) => verifyToken(tx, desk.keys, token))
      },
    }),
    read({
      method: 'GET',
      url: '/api/verify/keys',
      summary: { zh: '验签公钥，供离线核验', en: 'Public keys for checking a signature without network' },
      permission: 'public',
      handle: async () => ({
        purpose: 'yike-certificate:1:',
        keys: [...new Map([...desk.keys.trusted, [desk.keys.id, desk.keys.publicKey] as const])].map(([id, key]) => ({
          id,
          spki: key.export({ type: 'spki', format: 'der' }).toString('base64'),
        })),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/certificates',
      summary: { zh: '证书、标牌台账', en: 'Register of certificates and plaques' },
      permission: 'procedure.read',
      query: Type.Object({
        ...PageQuery.properties,
        q: Type.Optional(Type.String({ maxLength: 60 })),
        state: Type.Optional(Type.Enum(['valid', 'suspended', 'revoked', 'expired'])),
      }),
      handle: (tx, { query }) => certificateList(tx, query),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/certificates/:number',
      summary: { zh: '一份证书及其经过', en: 'A certificate and its life' },
      permission: 'procedure.read',
      params: Type.Object({ number: Type.String({ pattern: CERTIFICATE_NUMBER }) }),
      handle: (tx, { params }) => certificatePage(tx, params.number),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/certificates/:number/acts',
      summary: { zh: '暂停、恢复或撤销证书', en: 'Suspend, restore or revoke a certificate' },
      permission: 'procedure.certify',
      params: Type.Object({ number: Type.String({ pattern: CERTIFICATE_NUMBER }) }),
      body: Type.Object({
        act: Type.Enum(['suspend', 'restore', 'revoke']),
        reason: Type.String({ minLength: 2, maxLength: 500 }),
      }),
      handle: async (tx, { params, body }) => ({
        state: await changeCertificate(tx, params.number, body.act as 'suspend', body.reason),
      }),
    }),
  ]
}
