import type { AnyRoute } from '../../platform/http/index.ts'
import type { RegisterDefinition } from '../../platform/imports/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { childcareRoutes } from './childcare/routes.ts'
import { drawRoutes } from './draws/routes.ts'
import { educationRoutes } from './education/routes.ts'
import { kindergartenRegister } from './kindergartens/register.ts'
import { kindergartenRoutes } from './kindergartens/routes.ts'

export type { DrawProof } from '../../engines/draw/index.ts'
/**
 * Learning: childcare under three, kindergartens, education of older people. One room, because all three are places in classes that persons
 * hold for a time: counted by persons, bounded by a class, attended on days.
 */
export type { ClassKind, ClassLimit } from './childcare/rules.ts'
export type { ChildcareHome, ChildcareLine, ChildcarePlaces, ClassView, PublicApplication } from './childcare/views.ts'
export type { DrawLine, DrawView } from './draws/views.ts'
export type { CourseLine, CourseView, EducationShare } from './education/views.ts'
export type { KindergartenCounts } from './kindergartens/views.ts'
export { learningReactions } from './reactions.ts'
export { seedLearning } from './seed.ts'
export { type LearningDuty, learningDuties } from './today.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const learningRegisters: RegisterDefinition[] = [kindergartenRegister]

/** Routes of this context. */
export const learningRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...childcareRoutes(desk),
  ...drawRoutes,
  ...kindergartenRoutes,
  ...educationRoutes(desk),
]
