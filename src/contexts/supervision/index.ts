import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { itemRegister } from './items/register.ts'

/** Supervision: who supervises what. */
export type { DutyView, ItemView } from './items/views.ts'
export { supervisionRoutes } from './routes.ts'
export { seedSupervision } from './seed.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const supervisionRegisters: RegisterDefinition[] = [itemRegister as never]
