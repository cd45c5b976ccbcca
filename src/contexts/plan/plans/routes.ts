import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { assignConflict, decideConflict } from '../conflicts/commands.ts'
import { conflictViews } from '../conflicts/views.ts'
import { acceptUndoubted, decideOnTarget, decideOnTask, settleDoubt } from './commands.ts'
import { retirePlan, takeForce } from './enact.ts'
import { missingPlan } from './intake.ts'
import { ConflictView, PlanPage, TargetFacts, TaskFacts } from './model.ts'
import { retireTarget } from './retire.ts'
import { retireTask } from './retiretask.ts'
import { checkReason } from './rules.ts'
import { planRecord } from './store.ts'
import { planPage } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Reason = Type.String({ minLength: 2, maxLength: 1000 })
const Revision = Type.Integer({ minimum: 0, description: 'number of the newest decision you have seen' })
const Act = Type.Enum(['accept', 'edit', 'reject'])
const Done = Type.Object({ revision: Type.Integer() })
const Decided = Type.Object({ revision: Type.Integer(), state: Type.String() })

export const planRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/plans/:id',
    summary: {
      zh: '一个方案：目标、任务、疑点、矛盾、版本、决定',
      en: 'One plan: targets, tasks, doubts, conflicts, versions, decisions',
    },
    permission: 'plan.read',
    params: Id,
    response: PlanPage,
    handle: async (tx, { params }) => {
      const page = await planPage(tx, params.id)
      if (page === null) throw missingPlan(params.id)
      return page
    },
  }),
  command({
    method: 'POST',
    url: '/api/plan/targets/:id/decision',
    summary: { zh: '确认、改正或驳回读出的目标', en: 'Accept, put right or reject a target that was read' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      act: Act,
      revision: Revision,
      reason: Type.Optional(Type.String({ maxLength: 1000 })),
      facts: Type.Optional(Type.Partial(TargetFacts)),
    }),
    response: Decided,
    handle: (tx, { params, body }) => decideOnTarget(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/draft-tasks/:id/decision',
    summary: { zh: '确认、改正或驳回读出的任务', en: 'Accept, put right or reject a task that was read' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      act: Act,
      revision: Revision,
      reason: Type.Optional(Type.String({ maxLength: 1000 })),
      facts: Type.Optional(Type.Partial(TaskFacts)),
    }),
    response: Decided,
    handle: (tx, { params, body }) => decideOnTask(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/doubts/:id/settle',
    summary: { zh: '处理关于文件本身的疑点', en: 'Settle a doubt about the paper itself' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({
      outcome: Type.Enum(['accepted', 'rejected']),
      reason: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    response: Type.Object({ rejected: Type.Integer({ description: 'tasks rejected with it' }) }),
    handle: (tx, { params, body }) => settleDoubt(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/plans/:id/accept-undoubted',
    summary: { zh: '一次确认所有没有疑点的目标和任务', en: 'Accept every target and task without a doubt at once' },
    permission: 'plan.decide',
    params: Id,
    response: Type.Object({ targets: Type.Integer(), tasks: Type.Integer() }),
    handle: (tx, { params }) => acceptUndoubted(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/plan/plans/:id/enact',
    summary: { zh: '方案生效', en: 'Let a plan take force' },
    permission: 'plan.enact',
    params: Id,
    body: Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) }),
    response: Type.Object({ on: Type.String(), targets: Type.Integer(), tasks: Type.Integer() }),
    handle: (tx, { params, body }) => takeForce(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/plans/:id/retire',
    summary: { zh: '停用方案（注明理由）', en: 'Take a plan out of force, with a reason' },
    permission: 'plan.retire',
    params: Id,
    body: Type.Object({ reason: Reason }),
    response: Type.Object({ id: Type.String() }),
    handle: async (tx, { params, body }) => {
      const plan = await planRecord(tx, params.id, true)
      if (plan === null) throw missingPlan(params.id)
      await retirePlan(tx, plan, checkReason(body.reason))
      return { id: params.id }
    },
  }),
  command({
    method: 'POST',
    url: '/api/plan/targets/:id/retire',
    summary: { zh: '停用执行中的目标（注明理由）', en: 'Take a target out of force, with a reason' },
    permission: 'plan.retire',
    params: Id,
    body: Type.Object({ revision: Revision, reason: Reason }),
    response: Type.Object({ revision: Type.Integer(), on: Type.String() }),
    handle: (tx, { params, body }) => retireTarget(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/tasks/:id/retire',
    summary: { zh: '停用执行中的任务（注明理由）', en: 'Take a task out of force, with a reason' },
    permission: 'plan.retire',
    params: Id,
    body: Type.Object({ reason: Reason }),
    response: Type.Object({ on: Type.String() }),
    handle: (tx, { params, body }) => retireTask(tx, params.id, body.reason),
  }),
  read({
    method: 'GET',
    url: '/api/plan/conflicts',
    summary: { zh: '文件之间、正文与附件之间的矛盾', en: 'Contradictions between papers, and between body and annex' },
    permission: 'plan.read',
    query: Type.Object({
      plan: Type.Optional(Type.String({ format: 'uuid' })),
      state: Type.Optional(Type.Enum(['open', 'decided'])),
    }),
    response: Type.Object({ items: Type.Array(ConflictView) }),
    handle: async (tx, { query }) => ({ items: await conflictViews(tx, query) }),
  }),
  command({
    method: 'POST',
    url: '/api/plan/conflicts/:id/owner',
    summary: { zh: '指定由哪个单位提请裁定', en: 'Name the unit that has to have a conflict decided' },
    permission: 'plan.decide',
    params: Id,
    body: Type.Object({ owner: Type.String({ minLength: 2, maxLength: 100 }), revision: Revision }),
    response: Done,
    handle: (tx, { params, body }) => assignConflict(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/conflicts/:id/decide',
    summary: { zh: '裁定以哪一处为准（注明理由）', en: 'Decide which side of a conflict holds, with a reason' },
    permission: 'conflict.decide',
    params: Id,
    body: Type.Object({ chosen: Type.String({ format: 'uuid' }), reason: Reason, revision: Revision }),
    response: Done,
    handle: (tx, { params, body }) => decideConflict(tx, params.id, body),
  }),
]
