export { emit } from './emit.ts'
export { eventJobs } from './prune.ts'
export { type Relay, type RelayOptions, startRelay } from './relay.ts'
export { type Every, type Job, type ScheduleOptions, type Schedules, startSchedules } from './schedule.ts'
export { type Failure, failures, retry } from './store.ts'
export { type DeliveredEvent, type Subscriber, subscriber } from './subscriber.ts'
/** Tells the relay of this process that a statement has left events behind by `events.tell`. */
export { wake } from './wake.ts'
