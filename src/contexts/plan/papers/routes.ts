import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, Download, PageOf, PageQuery, read } from '../../../platform/http/index.ts'
import { loadPaper, writeNote } from './commands.ts'
import { DocumentRow, PaperLoaded, PaperPage, Passage } from './model.ts'
import { documents, paperFile, paperPage, searchClauses } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

const TYPES: Record<string, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  html: 'application/octet-stream',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** @throws Refusal `paper.missing` */
function found<T>(paper: T | null, id: string): T {
  if (paper !== null) return paper
  throw refuse(
    'paper.missing',
    { zh: '没有这份文件', en: 'There is no such paper' },
    { kind: 'missing', params: { id } },
  )
}

export const paperRoutes: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/plan/papers',
    summary: { zh: '上传一份文件并读出目标和任务', en: 'Upload a paper and read targets and tasks from it' },
    permission: 'plan.load',
    upload: true,
    body: Type.Object({ supersedes: Type.Optional(Type.String({ format: 'uuid' })) }),
    response: PaperLoaded,
    handle: async (tx, { body }, { files }) => {
      const [file] = files
      if (file === undefined || files.length > 1) {
        throw refuse('paper.one', { zh: '请一次上传一份文件', en: 'Upload one paper at a time' }, { at: '/file' })
      }
      return loadPaper(tx, { ...file, supersedes: body.supersedes })
    },
  }),
  command({
    method: 'POST',
    url: '/api/plan/papers/text',
    summary: { zh: '粘贴文件文字并读出目标和任务', en: 'Paste the text of a paper and read targets and tasks from it' },
    permission: 'plan.load',
    body: Type.Object({
      text: Type.String({ minLength: 1, maxLength: 3_000_000 }),
      name: Type.Optional(Type.String({ maxLength: 200 })),
      supersedes: Type.Optional(Type.String({ format: 'uuid' })),
    }),
    response: PaperLoaded,
    handle: (tx, { body }, { language }) =>
      loadPaper(tx, {
        text: body.text,
        name: body.name?.trim() || (language === 'zh' ? '粘贴的文字' : 'Pasted text'),
        supersedes: body.supersedes,
      }),
  }),
  read({
    method: 'GET',
    url: '/api/plan/papers',
    summary: { zh: '文件及其各个来源、方案', en: 'Papers with their copies and plans' },
    permission: 'plan.read',
    query: PageQuery,
    response: PageOf(DocumentRow),
    handle: (tx, { query }) => documents(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/plan/papers/:id',
    summary: { zh: '一份文件的原文、段落和解读', en: 'The words, paragraphs and notes of one paper' },
    permission: 'plan.read',
    params: Id,
    response: PaperPage,
    handle: async (tx, { params }) => found(await paperPage(tx, params.id), params.id),
  }),
  read({
    method: 'GET',
    url: '/api/plan/papers/:id/file',
    summary: { zh: '下载收到的原件', en: 'Download the paper as it came in' },
    permission: 'plan.read',
    params: Id,
    handle: async (tx, { params }) => {
      const file = found(await paperFile(tx, params.id), params.id)
      const name = /\.[a-z]{2,4}$/i.test(file.name) ? file.name : `${file.name}.${file.format}`
      return new Download(name, TYPES[file.format] ?? 'application/octet-stream', file.bytes)
    },
  }),
  read({
    method: 'GET',
    url: '/api/plan/clauses',
    summary: { zh: '在政策库里查条款', en: 'Find passages in the policy library' },
    permission: 'plan.read',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      inForce: Type.Optional(Type.Boolean()),
    }),
    response: Type.Object({ items: Type.Array(Passage) }),
    handle: (tx, { query }) => searchClauses(tx, query),
  }),
  command({
    method: 'POST',
    url: '/api/plan/documents/:id/notes',
    summary: {
      zh: '在条款旁写通俗解读、问题或答复',
      en: 'Write a plain note, a question or an answer beside a clause',
    },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      clause: Type.String({ maxLength: 100 }),
      kind: Type.Enum(['note', 'question', 'answer']),
      answers: Type.Optional(Type.String({ format: 'uuid' })),
      text: Type.String({ minLength: 2, maxLength: 4000 }),
    }),
    response: Type.Object({ id: Type.String() }),
    handle: (tx, { params, body }) =>
      writeNote(tx, {
        document: params.id,
        clause: body.clause,
        kind: body.kind,
        answers: body.answers ?? null,
        text: body.text,
      }),
  }),
]
