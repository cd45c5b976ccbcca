/** Plans: papers in, targets and tasks in force, how they stand. The only door of this room. */
import type { AnyRoute } from '../../platform/http/index.ts'
import { itemRoutes } from './items/routes.ts'
import { lineageRoutes } from './lineage/routes.ts'
import { paperRoutes } from './papers/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { targetRoutes } from './targets/routes.ts'

/** Every route of papers, plans, lineage, living targets and service items. */
export const planRoutesAll: AnyRoute[] = [
  ...paperRoutes,
  ...planRoutes,
  ...lineageRoutes,
  ...targetRoutes,
  ...itemRoutes,
]

export { serviceItemRegister } from './items/register.ts'
export { loadPaper } from './papers/commands.ts'
export type { PaperLoaded } from './papers/model.ts'
export { searchClauses } from './papers/views.ts'
export { takeForce } from './plans/enact.ts'
export { seedPlan } from './seed.ts'
export { targetJobs } from './targets/jobs.ts'
export {
  type LivingState,
  LivingTarget,
  STATES,
  type Standing,
  type TargetList,
  type TargetSummary,
} from './targets/model.ts'
export { targetReactions } from './targets/reactions.ts'
export { judgeTargets, refreshTargets, type Stood } from './targets/refresh.ts'
export { livingTarget, type TargetQuery, targetList } from './targets/views.ts'
export type { IncomingPlan, IncomingTask, TaskRole, TaskUnit } from './tasks/intake.ts'
export { taskJobs } from './tasks/jobs.ts'
export type { TaskLine, TaskState, TaskView } from './tasks/model.ts'
export { taskRoutes } from './tasks/routes.ts'
export { boardOf, taskLines, type UnitBoard } from './tasks/views.ts'
