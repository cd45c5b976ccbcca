/** Threads that answer questions: typed refusals, news on the way, and a way to stop. */
export { arrived, type Sent, sentOf } from './sent.ts'
export { type Call, type Handlers, Moved, serveCalls } from './serve.ts'
export { type CallOptions, startThread, type Thread } from './thread.ts'
