import Type from 'typebox'
import { type AnyRoute, command, Download, read } from '../../../platform/http/index.ts'
import { answerEscalation, finishStep, planSteps, reportTask, reviewReport } from './commands.ts'
import { boardOf, evidenceFile, taskLines, taskView } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Words = Type.String({ minLength: 1, maxLength: 4000 })
const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

const Filter = Type.Object({
  jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  plan: Type.Optional(Type.String({ format: 'uuid' })),
  mine: Type.Optional(Type.Boolean()),
  unit: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(
    Type.Union([Type.Literal('lead'), Type.Literal('support'), Type.Literal('supervise'), Type.Literal('implement')]),
  ),
  state: Type.Optional(
    Type.Union([
      Type.Literal('open'),
      Type.Literal('under-way'),
      Type.Literal('blocked'),
      Type.Literal('claimed'),
      Type.Literal('done'),
    ]),
  ),
  overdue: Type.Optional(Type.Boolean()),
  escalated: Type.Optional(Type.Boolean()),
})

/** Tasks over HTTP: lists, the page of one, steps, reports, reviews, escalations. */
export const taskRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/tasks',
    summary: { zh: '任务清单：按方案、单位、状态、是否逾期', en: 'Tasks, by plan, unit, state and lateness' },
    permission: 'task.read',
    query: Filter,
    handle: async (tx, { query }) => ({ items: await taskLines(tx, query), next: null }),
  }),
  read({
    method: 'GET',
    url: '/api/plan/task-board',
    summary: {
      zh: '各单位的任务：牵头、配合、办结、逾期、督办',
      en: 'Tasks by unit: leading, supporting, done, late, escalated',
    },
    permission: 'task.read',
    query: Type.Pick(Filter, ['jurisdiction', 'plan']),
    handle: async (tx, { query }) => ({ items: boardOf(await taskLines(tx, query)) }),
  }),
  read({
    method: 'GET',
    url: '/api/plan/tasks/:id',
    summary: {
      zh: '一项任务：原文、分工、步骤、报告、督办',
      en: 'One task: words, units, steps, reports, escalations',
    },
    permission: 'task.read',
    params: Id,
    handle: (tx, { params }) => taskView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/plan/task-evidence/:id',
    summary: { zh: '下载佐证材料', en: 'Download a piece of evidence' },
    permission: 'task.read',
    params: Id,
    handle: async (tx, { params }) => {
      const file = await evidenceFile(tx, params.id)
      return new Download(file.name, 'application/octet-stream', file.bytes)
    },
  }),
  command({
    method: 'PUT',
    url: '/api/plan/tasks/:id/steps',
    summary: { zh: '安排步骤和时间', en: 'Plan the dated steps' },
    permission: 'task.report',
    params: Id,
    body: Type.Object({
      steps: Type.Array(
        Type.Object({
          id: Type.Optional(Type.String({ format: 'uuid' })),
          title: Type.String({ minLength: 1, maxLength: 200 }),
          due: Day,
          waitsFor: Nullable(Type.String()),
          unitName: Nullable(Type.String()),
        }),
        { maxItems: 100 },
      ),
    }),
    handle: (tx, { params, body }) => planSteps(tx, params.id, body.steps),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/steps/:step/finish',
    summary: { zh: '办结一个步骤', en: 'Finish a step' },
    permission: 'task.report',
    params: Type.Object({ ...Id.properties, step: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ doneOn: Day }),
    handle: (tx, { params, body }) => finishStep(tx, params.id, params.step, body.doneOn),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/reports',
    summary: { zh: '报告进展，可附佐证材料', en: 'Report progress, with evidence' },
    permission: 'task.report',
    params: Id,
    upload: true,
    body: Type.Object({
      claim: Type.Union([Type.Literal('under-way'), Type.Literal('blocked'), Type.Literal('done')]),
      text: Words,
      asOf: Day,
      share: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
      target: Nullable(Type.String({ format: 'uuid' })),
      unit: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    status: 201,
    handle: (tx, { params, body }, context) => reportTask(tx, params.id, body, context.files),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/reviews',
    summary: { zh: '审核报告：同意办结或退回', en: 'Answer a report: accept or return' },
    permission: 'task.review',
    params: Id,
    body: Type.Object({
      report: Type.String({ format: 'uuid' }),
      verdict: Type.Union([Type.Literal('accepted'), Type.Literal('returned')]),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
    }),
    handle: (tx, { params, body }) => reviewReport(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/escalations/answer',
    summary: { zh: '答复督办', en: 'Answer an escalation' },
    permission: 'task.read',
    params: Id,
    body: Type.Object({ due: Day, level: Type.Integer({ minimum: 1, maximum: 5 }), answer: Words }),
    handle: (tx, { params, body }) => answerEscalation(tx, params.id, body),
  }),
]
