/** Sync: what was done on devices out of reach comes in once, in each device's own order, through the same commands as on the server. */
export type { Clock } from './clock.ts'
export type { DeviceLine } from './devices.ts'
export { syncJobs } from './jobs.ts'
export {
  type Batch,
  type Delivered,
  type Operation,
  type OperationKind,
  type Outcome,
  operationKind,
  type PackSource,
  type Reason,
  type SyncDesk,
} from './model.ts'
export { type ConflictLine, noteConflicts, type OperationLine, openCounts } from './open.ts'
export { type Receipt, receive } from './receive.ts'
export { syncRoutes } from './routes.ts'
export { fieldDuties } from './today.ts'
