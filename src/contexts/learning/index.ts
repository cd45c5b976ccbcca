import Type from 'typebox'
import { type AnyRoute, command } from '../../platform/http/index.ts'
import type { RegisterDefinition } from '../../platform/imports/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { childcareRoutes } from './childcare/routes.ts'
import { drawRoutes } from './draws/routes.ts'
import { educationRoutes } from './education/routes.ts'
import { kindergartenRegister } from './kindergartens/register.ts'
import { kindergartenRoutes } from './kindergartens/routes.ts'
import { reportYear } from './report.ts'

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
export type { LearningFiguresReported } from './report.ts'
export { seedLearning } from './seed.ts'
export { learningDuties } from './today.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const learningRegisters: RegisterDefinition[] = [kindergartenRegister]

/** Routes of this context. */
export const learningRoutes = (desk: PeopleDesk): AnyRoute[] => [
  command({
    method: 'POST',
    url: '/api/learning/report',
    summary: {
      zh: '上报年度数（老年教育、幼儿园）到年度统计台账',
      en: 'Report the figures of a year to the yearly ledger',
    },
    permission: 'learning.manage',
    body: Type.Object({
      year: Type.Integer({ minimum: 2000, maximum: 2100 }),
      what: Type.Enum(['courses', 'kindergartens']),
    }),
    handle: (tx, { body }) => reportYear(tx, desk, body),
  }),
  ...childcareRoutes(desk),
  ...drawRoutes,
  ...kindergartenRoutes,
  ...educationRoutes(desk),
]
