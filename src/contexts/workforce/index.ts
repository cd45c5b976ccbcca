import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { baseRegister } from './institutions/bases.ts'

/** Workforce: staff files, certificates, training, hiring; who may be sent out with which skill. */
export type { CertificateChanged } from './certificates/commands.ts'
export type { Lack, Need, Standing } from './certificates/rules.ts'
export { expectSkills, skillsValidOf, skillsValidOn, type ValidSkill } from './certificates/valid.ts'
export type { HiringFigures, MatchView, VacancyLine, VacancyPage } from './hiring/views.ts'
export { workforceHooks } from './hooks.ts'
export type { BaseView, PlacementView } from './institutions/bases.ts'
export type { CapabilityView, GradeShare } from './institutions/capabilities.ts'
export { type CertificateEnding, workforceJobs } from './jobs.ts'
export type { ClassKind, Education, Mode, Post, Skill, TrainingCounted } from './model.ts'
export type { PayTables } from './pay/views.ts'
export { workforceReactions } from './reactions.ts'
export { workforceRoutes } from './routes.ts'
export { seedWorkforce } from './seed/seed.ts'
export { type Catalogue, skills } from './skills.ts'
export { linkAccount, selfAtWork } from './staff/accounts.ts'
export type { EmploymentChanged } from './staff/commands.ts'
export { expectSendable, type Sendable, staffOf, staffSelect } from './staff/dispatch.ts'
export type { FirmStaff, StaffFile, StaffLine } from './staff/views.ts'
export { certificatesDue, workforceDuties } from './today.ts'
export type { ApplicationView } from './training/applications.ts'
export type { ClassLine, ClassPage, LearnerView, TrainingFigures } from './training/views.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const workforceRegisters: RegisterDefinition[] = [baseRegister as never]
