import Type from 'typebox'
import { Value } from 'typebox/value'
import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, Download, read } from '../../../platform/http/index.ts'
import { addScenarioTask } from './added.ts'
import { assignUnits, linkTargets } from './assign.ts'
import { boardOf, matrixCsv, matrixXlsx } from './board.ts'
import { reportTask, reviewReport } from './commands.ts'
import { answerEscalation, escalationList, setLadder } from './escalations.ts'
import { taskView } from './page.ts'
import { finishStep, planSteps } from './steps.ts'
import { evidenceFile, taskLines } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Words = Type.String({ minLength: 1, maxLength: 4000 })
const Role = Type.Enum(['lead', 'support', 'supervise', 'implement'])
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]))

const Filter = Type.Object({
  jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  plan: Type.Optional(Type.String({ format: 'uuid' })),
  mine: Type.Optional(Type.Boolean({ description: 'only tasks in which one’s own unit has a part' })),
  unit: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(Role),
  state: Type.Optional(Type.Enum(['open', 'under-way', 'blocked', 'claimed', 'done'])),
  overdue: Type.Optional(Type.Boolean()),
  escalated: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: 100 })),
})

const ReportBody = Type.Object({
  claim: Type.Enum(['under-way', 'blocked', 'done']),
  text: Words,
  asOf: Day,
  share: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  target: Nullable(Type.String({ format: 'uuid' })),
  entered: Type.Optional(
    Type.Object(
      {
        unit: Type.String({ minLength: 1, maxLength: 200 }),
        channel: Type.Enum(['paper', 'phone', 'counter']),
        handedBy: Type.String({ minLength: 1, maxLength: 200, description: 'who handed it in, or the paper’s number' }),
      },
      { description: 'the planner enters what a unit handed in otherwise' },
    ),
  ),
})

/** The form field of a request with files is checked here; the door checks JSON bodies only. */
function expectReport(body: unknown): void {
  const [wrong] = Value.Errors(ReportBody, body)
  if (wrong === undefined) return
  throw refuse(
    'report.shape',
    { zh: '报告填写不全或格式不对', en: 'The report is incomplete or not in the right form' },
    { at: wrong.instancePath, params: { message: wrong.message } },
  )
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Tasks over HTTP: lists, the board, the page of one. */
const reading: AnyRoute[] = [
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
    url: '/api/plan/task-matrix',
    summary: { zh: '责任分工表，xlsx 或 csv', en: 'The matrix of tasks and units as a file' },
    permission: 'task.read',
    query: Type.Object({ ...Filter.properties, format: Type.Optional(Type.Enum(['xlsx', 'csv'])) }),
    handle: async (tx, { query: { format, ...filter } }, { language }) => {
      const lines = await taskLines(tx, filter)
      const day = today(tx.now.getTime())
      const name = language === 'zh' ? `任务责任分工表 ${day}` : `task matrix ${day}`
      if (format === 'csv') return new Download(`${name}.csv`, 'text/csv; charset=utf-8', matrixCsv(lines, language))
      return new Download(`${name}.xlsx`, XLSX, await matrixXlsx(lines, day, language))
    },
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
  read({
    method: 'GET',
    url: '/api/plan/escalations',
    summary: { zh: '督办清单和督办规则', en: 'Escalations, and the ladder that holds today' },
    permission: 'task.read',
    query: Type.Object({ open: Type.Optional(Type.Boolean()), mine: Type.Optional(Type.Boolean()) }),
    handle: (tx, { query }) => escalationList(tx, query),
  }),
]

/** What units and the planner do with tasks. Who exactly may is decided by the matrix, inside the command. */
const doing: AnyRoute[] = [
  command({
    method: 'PUT',
    url: '/api/plan/tasks/:id/steps',
    summary: { zh: '安排步骤和时间', en: 'Plan the dated steps' },
    permission: 'task.read',
    params: Id,
    body: Type.Object({
      seen: Type.Optional(Type.String({ maxLength: 64, description: 'stepsMark of the page that was changed' })),
      steps: Type.Array(
        Type.Object({
          id: Type.Optional(Type.String({ format: 'uuid' })),
          title: Type.String({ minLength: 1, maxLength: 200 }),
          due: Day,
          waitsFor: Nullable(Type.String({ maxLength: 200 })),
          unitName: Nullable(Type.String({ maxLength: 200 })),
        }),
        { maxItems: 100 },
      ),
    }),
    handle: (tx, { params, body }) => planSteps(tx, params.id, body.steps, body.seen),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/steps/:step/finish',
    summary: { zh: '办结一个步骤', en: 'Finish a step' },
    permission: 'task.read',
    params: Type.Object({ ...Id.properties, step: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ doneOn: Day }),
    handle: (tx, { params, body }) => finishStep(tx, params.id, params.step, body.doneOn),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/reports',
    summary: {
      zh: '报告进展，可附佐证材料；发改部门可代录纸质、电话和窗口报送',
      en: 'Report progress, with evidence; the planner may enter what came by paper, telephone or counter',
    },
    permission: 'task.read',
    params: Id,
    upload: true,
    body: ReportBody,
    status: 201,
    handle: (tx, { params, body }, { files }) => {
      expectReport(body)
      return reportTask(tx, params.id, body, files)
    },
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/reviews',
    summary: { zh: '审核报告：同意或退回', en: 'Answer a report: accept or return' },
    permission: 'task.review',
    params: Id,
    body: Type.Object({
      report: Type.String({ format: 'uuid' }),
      verdict: Type.Enum(['accepted', 'returned']),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
    }),
    handle: (tx, { params, body }) => reviewReport(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/escalations/answer',
    summary: { zh: '答复督办（仅限督办对象）', en: 'Answer an escalation, by whom it was raised to' },
    permission: 'task.read',
    params: Id,
    body: Type.Object({ due: Day, level: Type.Integer({ minimum: 1, maximum: 5 }), answer: Words }),
    handle: (tx, { params, body }) => answerEscalation(tx, params.id, body),
  }),
]

/** What the planner decides about tasks. */
const deciding: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/plan/scenario-tasks',
    summary: { zh: '把选址方案转为任务', en: 'Make a task of a scenario where to build' },
    permission: 'task.assign',
    status: 201,
    body: Type.Object({
      scenario: Type.String({ format: 'uuid' }),
      plan: Type.String({ format: 'uuid' }),
      lead: Type.String({ minLength: 1, maxLength: 200 }),
      support: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 }),
      deadline: Day,
    }),
    handle: (tx, { body }) => addScenarioTask(tx, body),
  }),
  command({
    method: 'PUT',
    url: '/api/plan/tasks/:id/units',
    summary: { zh: '调整责任分工（注明理由）', en: 'Decide the units of a task anew, with a reason' },
    permission: 'task.assign',
    params: Id,
    body: Type.Object({
      revision: Type.Integer({ minimum: 0 }),
      reason: Type.String({ maxLength: 1000 }),
      units: Type.Array(Type.Object({ role: Role, name: Type.String({ minLength: 1, maxLength: 200 }) }), {
        maxItems: 100,
      }),
    }),
    handle: (tx, { params, body }) => assignUnits(tx, params.id, body),
  }),
  command({
    method: 'PUT',
    url: '/api/plan/tasks/:id/targets',
    summary: { zh: '关联目标：达到即可作办结依据', en: 'Link targets: meeting one may prove the task' },
    permission: 'task.assign',
    params: Id,
    body: Type.Object({ targets: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50 }) }),
    handle: (tx, { params, body }) => linkTargets(tx, params.id, body.targets),
  }),
  command({
    method: 'POST',
    url: '/api/plan/escalation-rules',
    summary: { zh: '设置督办规则（自某日起）', en: 'Set the escalation ladder from a day on' },
    permission: 'task.assign',
    body: Type.Object({
      validFrom: Day,
      source: Type.String({ minLength: 1, maxLength: 500 }),
      rules: Type.Array(
        Type.Object({
          level: Type.Integer({ minimum: 1, maximum: 5 }),
          overdueWorkdays: Type.Integer({ minimum: 1, maximum: 1000 }),
          audience: Type.Enum(['unit', 'planner', 'leader']),
        }),
        { minItems: 1, maxItems: 5 },
      ),
    }),
    status: 201,
    handle: (tx, { body }) => setLadder(tx, body),
  }),
]

export const taskRoutes: AnyRoute[] = [...reading, ...doing, ...deciding]
