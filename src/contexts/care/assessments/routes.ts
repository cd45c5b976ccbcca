import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, pagedBy, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { Day, Note, orNull, Uuid } from '../schemas.ts'
import { recordAssessment } from './commands.ts'
import { KINDS } from './model.ts'
import { LEVELS, SCALES } from './scales.ts'
import { assessmentList, assessmentsOf } from './views.ts'

const Count = Type.Integer({ minimum: 0, maximum: 99 })

export const assessmentRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/care/scales',
    summary: { zh: '能力评估量表', en: 'Scales of ability' },
    permission: 'care.read',
    handle: async () => ({ items: SCALES, levels: LEVELS, next: null }),
  }),
  open({
    method: 'GET',
    url: '/api/care/assessments',
    summary: { zh: '谁应评估、谁已过期（脱敏）', en: 'Who is to be assessed, whose assessment is late' },
    permission: 'care.read',
    query: Type.Object({
      ...PageQuery.properties,
      state: Type.Optional(Type.Enum(['never', 'late', 'soon', 'in-force'])),
    }),
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => assessmentList(tx, desk, pagedBy(query))),
  }),
  open({
    method: 'GET',
    url: '/api/care/assessments/:person',
    summary: { zh: '一个人的历次能力评估，记入读取记录', en: 'A person’s assessments; the reading is noted' },
    permission: 'care.read',
    params: Type.Object({ person: Uuid }),
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => ({
        items: await assessmentsOf(tx, desk, params.person, '查看能力评估'),
        next: null,
      })),
  }),
  command({
    method: 'POST',
    url: '/api/care/assessments',
    summary: { zh: '登记能力评估，等级由答案算出', en: 'Enter an assessment; the grade follows from the answers' },
    permission: 'care.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      scale: Type.String({ maxLength: 30 }),
      version: Type.String({ maxLength: 10 }),
      kind: Type.Enum([...KINDS]),
      on: Day,
      assessors: Type.Array(
        Type.Object({
          name: Type.String({ minLength: 1, maxLength: 40 }),
          certificate: orNull(Type.String({ maxLength: 60 })),
        }),
        { minItems: 1, maxItems: 4 },
      ),
      answers: Type.Optional(
        Type.Record(Type.String({ pattern: '^[a-z-]{2,30}$' }), Type.Integer({ minimum: 0, maximum: 10 })),
      ),
      circumstances: Type.Optional(
        Type.Object({
          coma: Type.Boolean(),
          dementia: Type.Boolean(),
          psychiatric: Type.Boolean(),
          events: Type.Object({ fall: Count, lost: Count, choking: Count, suicide: Count, other: Count }),
        }),
      ),
      grade: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
      certificate: orNull(Type.String({ maxLength: 60 })),
      note: orNull(Note),
      corrects: orNull(Uuid),
    }),
    handle: (tx, { body }) => recordAssessment(tx, desk, body as Parameters<typeof recordAssessment>[2]),
  }),
]
