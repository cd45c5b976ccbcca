/** Planning the day (排班派单): rotas, wishes, plans in versions that are proposals until they are taken over. */
export type {
  Board,
  BoardCarer,
  BoardVisit,
  Change,
  MoveCheck,
  PlanEvent,
  PlanResult,
  PlanView,
  RotaLine,
  WishView,
} from './model.ts'
export { EXCEPTIONS, MODES } from './model.ts'
export { planRun } from './plan/run.ts'
export type { SheetStop } from './plan/views.ts'
export { dispatchingRoutes } from './routes.ts'
export { seedDispatching } from './seed/seed.ts'
export type { PlanningSite } from './sites.ts'
