import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { attributeRegister } from './attributes/register.ts'

/** Health: yearly checks of older residents, family doctors, medical care and elder care together. */
export type { AgreementLine, AgreementState } from './agreements/views.ts'
export type { AttributeCount } from './attributes/register.ts'
export type { NursingShare } from './beds/views.ts'
export type { CheckHeld, CheckResults } from './checks/commands.ts'
export type { HealthFiguresReported } from './checks/report.ts'
export type { CheckState, CheckView, MissingLine } from './checks/views.ts'
export type { ContractView, DoctorState, RateLine, TeamLine, UncontractedLine } from './doctors/views.ts'
export { healthDue } from './due.ts'
export type { FitnessResult, FitnessView, Grade } from './fitness/model.ts'
export { type FitnessTable, fitnessOf } from './fitness/views.ts'
export { healthReactions } from './reactions.ts'
export { healthRoutes } from './routes.ts'
export { seedHealth } from './seed.ts'
export { healthDuties } from './today.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const healthRegisters: RegisterDefinition[] = [attributeRegister]
