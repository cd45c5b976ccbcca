/** Presence: what cannot be true among records of who was where with whom. */
export {
  type Absence,
  contradictions,
  type Flag,
  type FlagKind,
  LIMITS,
  type Limits,
  metresApart,
  type Presence,
} from './check.ts'
