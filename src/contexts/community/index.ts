/**
 * Community services: volunteers and their hours, mutual aid and what is brought to villages, venues and events, and the duty that answers
 * calls for urgent help.
 */
import type { AnyRoute } from '../../platform/http/index.ts'
import type { Desk } from '../../platform/procedures/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { eventRoutes } from './events/routes.ts'
import { urgentRoutes } from './urgent/routes.ts'
import { venueRoutes } from './venues/routes.ts'
import { villageRoutes } from './villages/routes.ts'
import { volunteerRoutes } from './volunteers/routes.ts'

export type { CountMethod, EventKind, EventLine, EventsHeld, Tour } from './events/events.ts'
export type { TourCell, ToursView, TourVillage } from './events/tours.ts'
export { communityReactions } from './reactions.ts'
export type { CommunityFiguresReported } from './report.ts'
export { seedCommunity } from './seed.ts'
export { communityDuties, urgentDuties } from './today.ts'
export { acknowledgeCall, closeCall, type NewCall, openUrgentCall } from './urgent/commands.ts'
export { urgentJobs } from './urgent/jobs.ts'
export type {
  CallChannel,
  CallLine,
  CallState,
  CallStep,
  CallView,
  DutyContact,
  StepKind,
  UrgentTold,
} from './urgent/model.ts'
export { urgentCall, urgentCalls } from './urgent/views.ts'
export type { Audience, SlotLine, SlotView } from './venues/slots.ts'
export type { VenueYear, VisitDay, VisitsView } from './venues/visits.ts'
export {
  activePoints,
  POINT_REGISTER,
  type PointActivityKind,
  type PointLine,
  type PointsView,
} from './villages/points.ts'
export type { HoursRecorded } from './volunteers/hours.ts'
export type {
  ActivityKind,
  ActivityLine,
  ActivityView,
  HourLine,
  VolunteerLine,
  VolunteerView,
} from './volunteers/model.ts'
export { communityHooks } from './volunteers/records.ts'

/** Routes of this context. */
export const communityRoutes = (desk: Desk, people: PeopleDesk): AnyRoute[] => [
  ...urgentRoutes(people),
  ...volunteerRoutes(desk, people),
  ...villageRoutes,
  ...eventRoutes,
  ...venueRoutes(people),
]
