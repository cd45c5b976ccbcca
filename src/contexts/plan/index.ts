/** Plans: papers in, targets and tasks in force, how they stand. The only door of this room. */
import type { AnyRoute } from '../../platform/http/index.ts'
import { itemRoutes } from './items/routes.ts'
import { lineageRoutes } from './lineage/routes.ts'
import { paperRoutes } from './papers/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { projectRoutes } from './projects/routes.ts'
import { targetRoutes } from './targets/routes.ts'
import { taskRoutes as ownTaskRoutes } from './tasks/routes.ts'

/** Every route of papers, plans, lineage, living targets and service items. */
export const planRoutesAll: AnyRoute[] = [
  ...paperRoutes,
  ...planRoutes,
  ...lineageRoutes,
  ...targetRoutes,
  ...itemRoutes,
]

/** Every route of tasks, escalations and projects. */
export const taskRoutes: AnyRoute[] = [...ownTaskRoutes, ...projectRoutes]

export { conflictViews } from './conflicts/views.ts'
export type { ItemState, ServiceItemList, ServiceItemPage, ServiceItemView } from './items/model.ts'
export { serviceItemRegister } from './items/register.ts'
export type { IssuedPlan, LineageTarget, LineageView, Relation } from './lineage/model.ts'
export { loadPaper } from './papers/commands.ts'
export type {
  ClauseRow,
  DocumentRow,
  NoteRow,
  PaperLoaded,
  PaperPage,
  PaperRow,
  Passage,
  PlanBrief,
} from './papers/model.ts'
export { documents, searchClauses } from './papers/views.ts'
export { takeForce } from './plans/enact.ts'
export type {
  ConflictView,
  DecisionView,
  DoubtView,
  PlanPage,
  TargetFacts,
  TargetView,
  TaskFacts,
  TaskView as PlanTaskView,
} from './plans/model.ts'
export type { ProjectFacts, ProjectLine, ProjectView } from './projects/model.ts'
export { seedPlan } from './seed.ts'
export { targetJobs } from './targets/jobs.ts'
export {
  type ListedTarget,
  type LivingState,
  type LivingTarget,
  type SeriesPoint,
  STATES,
  type Standing,
  type TargetList,
  type TargetPage,
  type TargetSummary,
} from './targets/model.ts'
export { targetReactions } from './targets/reactions.ts'
export { judgeTargets, refreshTargets, type Stood } from './targets/refresh.ts'
export { livingTarget, type TargetQuery, targetList } from './targets/views.ts'
export type { ClauseReference, Why } from './targets/why.ts'
export { boardOf, type UnitBoard } from './tasks/board.ts'
export { escalationList } from './tasks/escalations.ts'
export type { IncomingPlan, IncomingTask, TaskRole, TaskUnit } from './tasks/intake.ts'
export { taskJobs } from './tasks/jobs.ts'
export type { EscalationLine, Ladder, TaskLine, TaskState, TaskView } from './tasks/model.ts'
export { seedTasks } from './tasks/seed.ts'
export { taskLines } from './tasks/views.ts'
