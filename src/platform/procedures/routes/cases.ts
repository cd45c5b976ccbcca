import { randomInt } from 'node:crypto'
import Type from 'typebox'
import { parseCreditCode } from '../../../kernel/creditcode.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { type AnyRoute, command, Download, open, PageQuery, read } from '../../http/index.ts'
import { record } from '../../journal/index.ts'
import { actOnCase, newSecret, openCase } from '../cases/commands.ts'
import { caseList } from '../cases/list.ts'
import { answerObjection } from '../cases/objections.ts'
import { replayCase } from '../cases/replay.ts'
import { caseWith, keyOf } from '../cases/store.ts'
import { casePage, knownOf } from '../cases/views.ts'
import type { Desk } from '../desk.ts'
import { openBytes } from '../vault.ts'
import { Authority, ChannelSchema, Id, Materials, Reason, Revision, Secret, Values } from './schemas.ts'

/** The bytes of a material, opened. @throws Refusal `material.missing` */
async function materialFile(tx: Tx, desk: Desk, caseId: string, id: string): Promise<{ name: string; bytes: Buffer }> {
  const row = await caseWith(tx, caseId)
  const material = await tx.maybe<{
    name: string
    sealed: Buffer | null
  }>(sql`select name, sealed from procedures.case_material
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${row.id} and id = ${id}`)
  const opened = await keyOf(tx, desk, row.id)
  if (material === null || material.sealed === null || opened === null)
    throw refuse('material.missing', { zh: '没有这份文件', en: 'There is no such file' }, { kind: 'missing' })
  return { name: material.name, bytes: openBytes(opened.key, material.sealed) }
}

/** The person a case is about is told who opened what, and why. */
async function tellPerson(tx: Tx, desk: Desk, caseId: string, purpose: string, field: string): Promise<void> {
  const { subject } = await caseWith(tx, caseId)
  if (subject !== null) await desk.persons?.read(tx, subject, { purpose, fields: [field] })
}

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
}

/** Cases at the desk: list, page, taking in, deciding. */
export function caseRoutes(desk: Desk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/procedures/cases',
      summary: { zh: '办件，按到期日', en: 'Cases by deadline' },
      permission: 'procedure.read',
      query: Type.Object({
        ...PageQuery.properties,
        q: Type.Optional(Type.String({ maxLength: 60 })),
        code: Type.Optional(Type.String({ maxLength: 60 })),
        state: Type.Optional(Type.Enum(['open', 'ended', 'late', 'mine'])),
      }),
      handle: (tx, { query }) => caseList(tx, desk, query),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/cases/:id',
      summary: { zh: '一件办件；个人信息不显示', en: 'A case; personal data masked' },
      permission: 'procedure.read',
      params: Id,
      handle: (tx, { params }) => casePage(tx, desk, params.id),
    }),
    open({
      method: 'POST',
      url: '/api/procedures/cases/:id/disclosure',
      summary: { zh: '为办理打开个人信息，记入日志', en: 'Open the personal data for a purpose; told in the journal' },
      permission: 'procedure.handle',
      params: Id,
      body: Type.Object({ purpose: Type.String({ minLength: 2, maxLength: 200 }) }),
      handle: (db, { params, body }, { actor }) =>
        db.write(actor, async (tx) => {
          const page = await casePage(tx, desk, params.id, true)
          await record(tx, {
            action: 'procedures.case.read',
            subject: { kind: 'case', id: params.id },
            purpose: body.purpose,
          })
          await tellPerson(tx, desk, params.id, body.purpose, 'case-form')
          return { fields: page.fields }
        }),
    }),
    open({
      method: 'GET',
      url: '/api/procedures/cases/:id/materials/:material',
      summary: { zh: '打开一份材料，记入日志', en: 'Open a material; told in the journal' },
      permission: 'procedure.handle',
      params: Type.Object({ id: Type.String({ format: 'uuid' }), material: Type.String({ format: 'uuid' }) }),
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => {
          const file = await materialFile(tx, desk, params.id, params.material)
          await record(tx, {
            action: 'procedures.material.read',
            subject: { kind: 'case', id: params.id },
            purpose: '审查材料',
            detail: { material: params.material },
          })
          await tellPerson(tx, desk, params.id, '审查材料', 'case-material')
          const ending = file.name.toLowerCase().split('.').at(-1) ?? ''
          return new Download(
            file.name,
            TYPES[ending] ?? 'application/octet-stream',
            file.bytes,
            TYPES[ending] !== undefined,
          )
        }),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/cases/:id/replay',
      summary: { zh: '按存下的事实重新作一遍决定', en: 'Decide the case again from what is stored' },
      permission: 'procedure.read',
      params: Id,
      handle: (tx, { params }) => replayCase(tx, desk, params.id),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/known/:number',
      summary: { zh: '同一信用代码以前填过的内容', en: 'What earlier cases of a credit code said' },
      permission: 'procedure.handle',
      params: Type.Object({ number: Type.String({ minLength: 18, maxLength: 20 }) }),
      handle: async (tx, { params }) => ({ values: await knownOf(tx, parseCreditCode(params.number)) }),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/cases',
      summary: { zh: '为申请人收件（窗口、电话、纸质）', en: 'Take an application in at the desk' },
      permission: 'procedure.handle',
      upload: true,
      status: 201,
      body: Type.Object({
        code: Type.String({ maxLength: 60 }),
        form: Values,
        materials: Materials,
        channel: ChannelSchema,
        authority: Authority,
        secret: Type.Optional(Secret),
        incomplete: Type.Boolean(),
      }),
      handle: (tx, { body }, { files }) =>
        openCase(tx, desk, { ...body, secret: body.secret ?? newSecret(randomInt), files }),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/cases/:id/acts',
      summary: { zh: '办理：受理、补正、审查、决定…', en: 'Do the next thing with a case' },
      permission: 'procedure.handle',
      upload: true,
      params: Id,
      body: Type.Object({
        act: Type.String({ maxLength: 40 }),
        revision: Revision,
        reason: Reason,
        values: Values,
        form: Type.Optional(Values),
        materials: Type.Optional(Materials),
        visit: Type.Optional(Type.Boolean()),
      }),
      handle: (tx, { params, body }, { files }) => actOnCase(tx, desk, params.id, { ...body, files }, 'officer'),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/cases/:id/objections/:objection/answer',
      summary: { zh: '答复公示异议', en: 'Answer an objection' },
      permission: 'procedure.handle',
      params: Type.Object({ id: Type.String({ format: 'uuid' }), objection: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ upheld: Type.Boolean(), answer: Type.String({ minLength: 2, maxLength: 2000 }) }),
      handle: async (tx, { params, body }) => {
        await answerObjection(tx, params.id, params.objection, body)
        return {}
      },
    }),
  ]
}
