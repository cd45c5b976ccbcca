import Type, { type Static } from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { Code, Day, Id, maybe, Name, short, Uuid, Words } from '../schemas.ts'
import { closeSheet, enterScores, openSheet } from './commands.ts'
import type { Scheme } from './rules.ts'
import { enactScheme, schemeOn, schemes } from './scheme.ts'
import { sheetList, sheetView } from './views.ts'

const Title = Type.Object({ zh: Name, en: Type.String({ minLength: 1, maxLength: 300 }) })
const SchemeBody = Type.Object({
  title: Title,
  validFrom: Day,
  basis: Type.Object({ title: Name, says: Words, certainty: Type.Enum(['V', 'V2', 'M', 'U']) }),
  months: Type.Integer({ minimum: 1, maximum: 120 }),
  firstMost: Type.Integer({ minimum: 1, maximum: 5 }),
  bands: Type.Array(
    Type.Object({
      grade: Type.Integer({ minimum: 1, maximum: 5 }),
      from: Type.Number({ minimum: 0, maximum: 100_000 }),
    }),
    { minItems: 1, maxItems: 5 },
  ),
  sections: Type.Array(
    Type.Object({
      id: Code,
      title: Title,
      items: Type.Array(
        Type.Object({ id: Code, title: Title, most: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }) }),
        {
          minItems: 1,
          maxItems: 100,
        },
      ),
    }),
    { minItems: 1, maxItems: 20 },
  ),
})

/** Grading over HTTP. */
export const gradingRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/providers/gradings',
    summary: { zh: '等级评定评分表', en: 'Scoring sheets of gradings' },
    permission: 'register.read',
    handle: (tx) => sheetList(tx),
  }),
  read({
    method: 'GET',
    url: '/api/providers/grading-schemes',
    summary: { zh: '等级评定标准的各个版本', en: 'Versions of the grading scheme' },
    permission: 'register.read',
    handle: async (tx) => {
      const day = today(tx.now.getTime())
      return { items: await schemes(tx), inForce: (await schemeOn(tx, day)).version }
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/grading-schemes',
    summary: { zh: '起用新版评定标准', en: 'Put a version of the scheme in force' },
    permission: 'provider.decide',
    status: 201,
    body: SchemeBody,
    handle: (tx, { body }) => enactScheme(tx, body as Static<typeof SchemeBody> as Omit<Scheme, 'code' | 'version'>),
  }),
  read({
    method: 'GET',
    url: '/api/providers/gradings/:id',
    summary: { zh: '一份评分表：得分、缺项、结果和重算', en: 'A scoring sheet with its scores and its result' },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => sheetView(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/providers/gradings',
    summary: { zh: '开评分表', en: 'Open a scoring sheet' },
    permission: 'provider.decide',
    status: 201,
    body: Type.Object({
      organisation: Uuid,
      site: maybe(Uuid),
      casefile: maybe(Uuid),
      panel: Type.Array(Name, { minItems: 2, maxItems: 15 }),
      firstTime: Type.Boolean(),
    }),
    handle: (tx, { body }) => openSheet(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/gradings/:id/scores',
    summary: {
      zh: '录入一位评审员（-1 为自评）的得分',
      en: 'Enter the scores of one member (-1: the institution itself)',
    },
    permission: 'register.write',
    params: Id,
    body: Type.Object({
      member: Type.Integer({ minimum: -1, maximum: 14 }),
      scores: Type.Array(
        Type.Object({ item: Code, score: Type.Number({ minimum: 0, maximum: 10_000 }), note: short(300) }),
        { minItems: 1, maxItems: 500 },
      ),
    }),
    handle: (tx, { params, body }) => enterScores(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/gradings/:id/close',
    summary: { zh: '关闭评分表，得出等级', en: 'Close a sheet: the grade follows from its scores' },
    permission: 'provider.decide',
    params: Id,
    handle: (tx, { params }) => closeSheet(tx, params.id),
  }),
]
