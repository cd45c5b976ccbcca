import Type from 'typebox'
import { type AnyRoute, command, read } from '../../http/index.ts'
import { ReviewBody } from '../../reviews/index.ts'
import { enactDraft, retireVersion, saveDraft } from '../catalogue/commands.ts'
import { editionInForce } from '../catalogue/store.ts'
import { definitionList, editorView, guide, guideList, previewOf } from '../catalogue/views.ts'
import { Definition as DefinitionSchema } from '../definition/schema.ts'
import type { Desk } from '../desk.ts'
import { openSchema } from '../form.ts'

const Code = Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' }) })
const Jurisdiction = { jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }
const Day = Type.String({ format: 'date' })
const Version = Type.Integer({ minimum: 1, maximum: 100_000 })
/** The document itself is judged by the reader, which says in words what does not fit. */
const Content = Type.Record(Type.String(), Type.Unknown())

/** Guides for everybody; definitions for those who write them. */
export function guideRoutes(desk: Desk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/guides',
      summary: { zh: '办事指南：现在受理的事项', en: 'Guides: the procedures that take applications now' },
      permission: 'public',
      query: Type.Object({ ...Jurisdiction, q: Type.Optional(Type.String({ maxLength: 60 })) }),
      handle: async (tx, { query }) => ({ items: await guideList(tx, query.q), next: null }),
    }),
    read({
      method: 'GET',
      url: '/api/guides/:code',
      summary: { zh: '一个事项的办事指南', en: 'The guide of one procedure' },
      permission: 'public',
      params: Code,
      query: Type.Object(Jurisdiction),
      handle: (tx, { params }) => guide(tx, desk, params.code),
    }),
    read({
      method: 'GET',
      url: '/api/guides/:code/schema',
      summary: {
        zh: '申请表的开放结构（JSON Schema 2020-12）',
        en: 'Open schema of the application (JSON Schema 2020-12)',
      },
      permission: 'public',
      params: Code,
      query: Type.Object(Jurisdiction),
      handle: async (tx, { params }) => {
        const edition = await editionInForce(tx, params.code)
        return openSchema(edition.definition, edition.version)
      },
    }),
    read({
      method: 'GET',
      url: '/api/guide-places',
      summary: { zh: '申请表可选的乡镇、村（社区）', en: 'Townships and villages one can choose in a form' },
      permission: 'public',
      query: Type.Object(Jurisdiction),
      handle: async (tx) => ({ items: await desk.places(tx) }),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/schema',
      summary: { zh: '事项定义的结构（JSON Schema）', en: 'JSON Schema of a procedure definition' },
      permission: 'public',
      handle: async () => DefinitionSchema,
    }),
    read({
      method: 'GET',
      url: '/api/procedures/definitions',
      summary: { zh: '事项及其版本', en: 'Procedures and their versions' },
      permission: 'procedure.read',
      handle: async (tx) => ({ items: await definitionList(tx) }),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/definitions/:code',
      summary: { zh: '打开一个事项来编写', en: 'Open a procedure for writing' },
      permission: 'procedure.define',
      params: Code,
      handle: (tx, { params }) => editorView(tx, params.code),
    }),
    read({
      method: 'POST',
      url: '/api/procedures/preview',
      summary: { zh: '检查并预览一份事项定义，不保存', en: 'Check and preview a definition without saving it' },
      permission: 'procedure.define',
      body: Content,
      handle: (tx, { body }) => previewOf(tx, desk, body),
    }),
    command({
      method: 'PUT',
      url: '/api/procedures/definitions',
      summary: { zh: '保存事项定义的草稿', en: 'Save the draft of a definition' },
      permission: 'procedure.define',
      body: Type.Object({
        content: Content,
        /** Of the draft that was opened; left out for the first one. */
        revision: Type.Optional(Type.Integer({ minimum: 0 })),
        note: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
      }),
      handle: (tx, { body }) => saveDraft(tx, { ...body, revision: body.revision ?? null }),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/definitions/:code/enactment',
      summary: { zh: '使草稿自某日起生效', en: 'Put a draft in force from a day on' },
      permission: 'procedure.define',
      params: Code,
      body: Type.Object({
        version: Version,
        from: Day,
        revision: Type.Integer({ minimum: 0 }),
        /** For what decides about recognition or subsidy. */
        review: Type.Optional(Type.Union([ReviewBody, Type.Null()])),
      }),
      handle: (tx, { params, body }) => enactDraft(tx, { ...params, ...body }),
    }),
    command({
      method: 'POST',
      url: '/api/procedures/definitions/:code/retirement',
      summary: { zh: '自某日后停止受理', en: 'Take no more applications after a day' },
      permission: 'procedure.define',
      params: Code,
      body: Type.Object({ version: Version, until: Day }),
      handle: (tx, { params, body }) => retireVersion(tx, { ...params, ...body }),
    }),
  ]
}
