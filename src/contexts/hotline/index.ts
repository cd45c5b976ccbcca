/** The hotline (养老服务热线、虚拟养老院): calls, what came of them, and call-backs drawn by lot. */

export type {
  CallbackDraw,
  CallbackLine,
  CallbackReached,
  Caller,
  CallLine,
  CallOutcome,
  DeskDay,
  Habit,
  HeldBenefit,
  OpenOrder,
  Orderable,
  Ring,
} from './model.ts'
export { OUTCOMES } from './model.ts'
export { hotlineRoutes } from './routes.ts'
export { seedHotline } from './seed.ts'
