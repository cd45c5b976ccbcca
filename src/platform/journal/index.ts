export { type EntryFilter, type JournalEntry, listEntries } from './entries.ts'
export type { Finding, FindingKind } from './finding.ts'
export { type JournalKeys, openKeys, trustedKeys } from './keys.ts'
export {
  type Check,
  type ConsistencyProof,
  checkConsistency,
  checkProof,
  type EntryId,
  exportConsistency,
  exportProof,
  type InclusionProof,
} from './proof.ts'
export { type Entry, type Json, noteRecorded, type Place, record, recordMany, wasRecorded } from './record.ts'
export { type LaneHead, latestSeals, type Seal, type SealContent, seal } from './seal.ts'
export { type VerifyOptions, type VerifyReport, verifyJournal } from './verify.ts'
export type { Witness } from './verifyseals.ts'
