import Type from 'typebox'
import { refuse } from '../../kernel/refusal.ts'
import { type AnyRoute, command, read } from '../http/index.ts'
import { applyImport } from './apply.ts'
import { previewImport } from './preview.ts'
import { exportRows, refusedRows, templateOf } from './sheets.ts'
import { countRows, pageRows } from './source.ts'
import { listImports } from './store.ts'
import type { RegionResolver, RegisterDefinition } from './types.ts'
import { undoImport } from './undo.ts'
import { importFor, lineViews, mayRead, registerFor, registerView, sees } from './views.ts'

const Name = Type.Object({ name: Type.String({ maxLength: 60 }) })
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Format = Type.Optional(Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]))
const Outcomes = Type.Union(['new', 'changed', 'unchanged', 'refused'].map((outcome) => Type.Literal(outcome as 'new')))
const Selection = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  region: Type.Optional(Type.String({ pattern: '^[0-9]{2,12}$' })),
  filter: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]*=', maxLength: 200 }), {
      maxItems: 20,
      description: 'column=value; dates and months also column=from..to; an empty value asks for unknown',
    }),
  ),
}
const Paging = {
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
}

type Selected = { q?: string; region?: string; filter?: string[] }

function selectionOf({ q, region, filter }: Selected) {
  const filters = Object.fromEntries(
    (filter ?? []).map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  )
  return { filters, ...(q === undefined ? {} : { q }), ...(region === undefined ? {} : { region }) }
}

/**
 * The routes of all registers.
 *
 * @param definitions registers of all contexts
 * @param regions finds regions by code or name; the territory context brings it
 */
export function importRoutes(definitions: readonly RegisterDefinition[], regions: RegionResolver): AnyRoute[] {
  const names = new Set(definitions.map((each) => each.name))
  if (names.size !== definitions.length) throw new Error('two registers have the same name')
  return [...registerRoutes(definitions, regions), ...fileRoutes(definitions)]
}

function registerRoutes(definitions: readonly RegisterDefinition[], regions: RegionResolver): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/registers',
      summary: { zh: '您可以查看的台账', en: 'Registers you may see' },
      permission: 'signed-in',
      handle: async (tx) => ({
        items: definitions.filter((each) => mayRead(each, tx.actor)).map((each) => registerView(each, tx.actor)),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/registers/:name/template',
      summary: { zh: '下载台账模板', en: 'Template of a register' },
      permission: 'signed-in',
      params: Name,
      query: Type.Object({ format: Format }),
      handle: async (tx, { params, query }, { language }) =>
        templateOf(registerFor(definitions, params.name, tx.actor, 'read'), query.format ?? 'xlsx', language),
    }),
    read({
      method: 'GET',
      url: '/api/registers/:name/rows',
      summary: { zh: '台账的行', en: 'Rows of a register' },
      permission: 'signed-in',
      params: Name,
      query: Type.Object({ ...Selection, ...Paging }),
      handle: async (tx, { params, query }) => {
        const definition = registerFor(definitions, params.name, tx.actor, 'read')
        const selection = { ...selectionOf(query), limit: query.limit ?? 50 }
        const page = await pageRows(tx, definition, query.cursor ? { ...selection, cursor: query.cursor } : selection)
        // The first page tells how many there are; later pages need not count again.
        const total = query.cursor === undefined ? await countRows(tx, definition, selection) : null
        return { ...page, total, hrefs: page.items.map((row) => definition.href?.(row) ?? null) }
      },
    }),
    read({
      method: 'GET',
      url: '/api/registers/:name/export',
      summary: { zh: '导出台账，可原样再导入', en: 'Export of a register; it imports again unchanged' },
      permission: 'signed-in',
      params: Name,
      query: Type.Object({ ...Selection, format: Format }),
      handle: async (tx, { params, query }, { language }) => {
        const definition = registerFor(definitions, params.name, tx.actor, 'read')
        return exportRows(tx, definition, selectionOf(query), query.format ?? 'xlsx', language)
      },
    }),
    command({
      method: 'POST',
      url: '/api/registers/:name/imports',
      summary: { zh: '上传文件并预览，不写入台账', en: 'Upload a file and preview it; the register stays as it is' },
      permission: 'signed-in',
      params: Name,
      upload: true,
      status: 201,
      handle: async (tx, { params }, { files }) => {
        const definition = registerFor(definitions, params.name, tx.actor, 'import')
        const file = files[0]
        if (file === undefined || files.length > 1) {
          throw refuse('imports.file', { zh: '请上传一个文件', en: 'Send exactly one file' }, { at: '/file' })
        }
        return previewImport(tx, definition, file, regions)
      },
    }),
  ]
}

function fileRoutes(definitions: readonly RegisterDefinition[]): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/imports',
      summary: { zh: '导入记录', en: 'Imports, newest first' },
      permission: 'signed-in',
      query: Type.Object({
        ...Paging,
        register: Type.Optional(Type.String({ maxLength: 60 })),
        state: Type.Optional(Type.Union([Type.Literal('previewed'), Type.Literal('applied'), Type.Literal('undone')])),
      }),
      handle: async (tx, { query }) => {
        const readable = definitions.filter((each) => mayRead(each, tx.actor))
        const asked = readable.filter((each) => query.register === undefined || each.name === query.register)
        const page = await listImports(tx, {
          registers: asked.map((each) => each.name),
          limit: query.limit ?? 50,
          ...(query.state === undefined ? {} : { state: query.state }),
          ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        })
        const visible = page.items.filter((item) =>
          asked.some((each) => each.name === item.register && sees(each, tx.actor, item)),
        )
        return { items: visible, next: page.next }
      },
    }),
    read({
      method: 'GET',
      url: '/api/imports/:id',
      summary: { zh: '一次导入及其各行', en: 'An import and its lines' },
      permission: 'signed-in',
      params: Id,
      query: Type.Object({
        outcome: Type.Optional(Outcomes),
        moved: Type.Optional(Type.Boolean()),
        after: Type.Optional(Type.Integer({ minimum: 0 })),
        limit: Paging.limit,
      }),
      handle: async (tx, { params, query }) => {
        const { item, definition } = await importFor(tx, definitions, params.id, 'read')
        const { outcome, moved, after, limit } = query
        const lines = await lineViews(tx, definition, item, {
          after: after ?? 0,
          limit: limit ?? 50,
          ...(outcome === undefined ? {} : { outcome }),
          ...(moved === undefined ? {} : { moved }),
        })
        return { import: item, lines }
      },
    }),
    read({
      method: 'GET',
      url: '/api/imports/:id/refused',
      summary: { zh: '下载未导入的行及原因', en: 'Refused rows with their reasons' },
      permission: 'signed-in',
      params: Id,
      handle: async (tx, { params }, { language }) => {
        const { definition } = await importFor(tx, definitions, params.id, 'read')
        return refusedRows(tx, definition, params.id, language)
      },
    }),
    command({
      method: 'POST',
      url: '/api/imports/:id/apply',
      summary: { zh: '把预览写入台账', en: 'Write a previewed import into its register' },
      permission: 'signed-in',
      params: Id,
      body: Type.Object({
        which: Type.Union([Type.Literal('all'), Type.Literal('good')]),
        seen: Type.String({ minLength: 64, maxLength: 64, description: 'contentHash of the preview that was seen' }),
      }),
      handle: async (tx, { params, body }) => {
        const { definition } = await importFor(tx, definitions, params.id, 'import')
        return applyImport(tx, definition, params.id, body.which, body.seen)
      },
    }),
    command({
      method: 'POST',
      url: '/api/imports/:id/undo',
      summary: { zh: '用反向导入撤销一次导入', en: 'Undo an import by a counter-import' },
      permission: 'signed-in',
      params: Id,
      handle: async (tx, { params }) => {
        const { definition } = await importFor(tx, definitions, params.id, 'import')
        return undoImport(tx, definition, params.id)
      },
    }),
  ]
}
