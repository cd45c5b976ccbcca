/** Residents: accounts of their own, bound to a person's file, and what they see and do with them for themselves and their family. */

export { subjectsOf } from './accounts.ts'
export type { Prefilled } from './applying.ts'
export { correctionsWaiting } from './corrections.ts'
export type { ResidentDesk } from './desk.ts'
export { residentJobs } from './jobs.ts'
export type { AccountView, Correction, Home, Represented, ToTell } from './model.ts'
export type { OwnOffer } from './orders.ts'
export { actsFor, selfOf } from './own.ts'
export { residentReactions } from './reactions.ts'
export { residentRoutes } from './routes/index.ts'
export { type DemoResident, seedResidents } from './seed.ts'
export { type CodeSender, counterSender, senderOf } from './sender.ts'
