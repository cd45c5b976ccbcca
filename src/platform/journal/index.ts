export { type JournalKeys, openKeys, trustedKeys } from './keys.ts'
export { type Entry, type Json, type Place, record, wasRecorded } from './record.ts'
export { type LaneHead, type Seal, type SealContent, seal } from './seal.ts'
