import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { itemRegister } from './items/register.ts'

/** Supervision: who supervises what; ratings of services, complaints and how they were dealt with. */
export type { DutyView, ItemView } from './items/views.ts'
export type { HandlerView } from './quality/handlers.ts'
export {
  ABOUT,
  type About,
  CASE_STATES,
  type CaseAct,
  type CaseLine,
  type CaseMoved,
  type CaseState,
  type CaseView,
  LEVELS,
  type Level,
  type SiteRatings,
} from './quality/model.ts'
export { type Complaint, fileComplaint } from './quality/open.ts'
export { type Rating, rateOrder } from './quality/rate.ts'
export { qualityReactions } from './quality/reactions.ts'
export { siteRatings } from './quality/views.ts'
export { supervisionRoutes } from './routes.ts'
export { seedSupervision } from './seed.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const supervisionRegisters: RegisterDefinition[] = [itemRegister as never]
