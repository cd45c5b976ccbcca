import { readFileSync } from 'node:fs'
import Type from 'typebox'
import { VERIFY_PROGRAM } from '../../../engines/draw/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, Download, read } from '../../../platform/http/index.ts'
import { CLASS_KINDS, type ClassKind } from '../childcare/rules.ts'
import { abandonDraw, commitDraw, openDraw, revealDraw } from './commands.ts'
import { drawLines, drawView, proofOf } from './views.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Kind = Type.Unsafe<ClassKind>(Type.Enum([...CLASS_KINDS]))
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Draws (抽签): opened, fixed and published, drawn; and the proof for everybody. */
export const drawRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/public/draws',
    summary: { zh: '托位抽签：进行中的和已完成的', en: 'Draws of childcare places, under way and done' },
    permission: 'public',
    query: Type.Object({ facility: Type.Optional(Type.String({ maxLength: 60 })) }),
    handle: async (tx, { query }) => ({ items: await drawLines(tx, query) }),
  }),
  read({
    method: 'GET',
    url: '/api/public/draws/:id',
    summary: { zh: '一次抽签的名单、承诺值、随机数和顺序', en: 'List, commitment, chance and order of a draw' },
    permission: 'public',
    params: ById,
    handle: (tx, { params }) => drawView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/public/draws/:id/proof',
    summary: { zh: '抽签证明：任何人可用小程序重新计算', en: 'The proof of a draw, for the small program' },
    permission: 'public',
    params: ById,
    handle: async (tx, { params }) => {
      const proof = proofOf(await drawView(tx, params.id))
      if (proof === null)
        throw refuse(
          'draw.no-proof',
          { zh: '还没有抽签', en: 'It has not been drawn yet' },
          { kind: 'missing', next: { zh: '抽签当天之后再来', en: 'Come back after the day of the draw' } },
        )
      return new Download(`draw-${params.id}.json`, 'application/json', JSON.stringify(proof, null, 1))
    },
  }),
  read({
    method: 'GET',
    url: '/api/public/draw-verifier',
    summary: {
      zh: '重新计算抽签的小程序（Node，一页代码）',
      en: 'The small program that draws again (Node, a page of code)',
    },
    permission: 'public',
    handle: async () =>
      new Download('verify.mjs', 'text/javascript; charset=utf-8', readFileSync(VERIFY_PROGRAM, 'utf8')),
  }),
  command({
    method: 'POST',
    url: '/api/learning/draws',
    summary: { zh: '发起抽签', en: 'Open a draw' },
    permission: 'learning.manage',
    status: 201,
    body: Type.Object({
      facility: Type.String({ maxLength: 60 }),
      kind: Kind,
      title: Type.String({ minLength: 2, maxLength: 80 }),
      places: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    handle: (tx, { body }) => openDraw(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/draws/:id/commit',
    summary: { zh: '固定名单并公布承诺值', en: 'Fix the list and publish the commitment' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({
      parties: Type.Array(Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }), commitment: Hash }), {
        maxItems: 9,
      }),
      randomnessSource: Type.String({ maxLength: 120 }),
      drawOn: Type.String({ format: 'date' }),
    }),
    handle: (tx, { params, body }) => commitDraw(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/draws/:id/reveal',
    summary: { zh: '揭示密钥和随机数，得出顺序', en: 'Reveal secrets and chance: the order follows' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({
      secrets: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 9 }),
      randomness: Type.String({ maxLength: 200 }),
    }),
    handle: (tx, { params, body }) => revealDraw(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/draws/:id/abandon',
    summary: { zh: '取消还没有抽的签', en: 'Give up a draw that was not drawn' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 200 }) }),
    handle: async (tx, { params, body }) => void (await abandonDraw(tx, params.id, body.reason)),
  }),
]
