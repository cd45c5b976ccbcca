export type { Account, AccountStatus } from './accounts.ts'
export { authenticator } from './authenticate.ts'
export {
  HASH_COST,
  type HashCost,
  type IdentityConfig,
  identityConfig,
  type OidcConfig,
  oidcFromEnvironment,
} from './config.ts'
export { recoverPassword } from './credentials.ts'
export { addJurisdiction, type Jurisdiction, jurisdictionNamed, listJurisdictions } from './jurisdictions.ts'
export type { ApiKey } from './keys.ts'
export {
  type Duty,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLE_NAMES,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
} from './permissions.ts'
export { identityJobs } from './prune.ts'
export {
  closeResidentAccount,
  openResidentAccount,
  openSessionByCode,
  setPasswordByCode,
  signInResident,
} from './residents.ts'
export { identityRoutes } from './routes/index.ts'
export { signedIn } from './routes/session.ts'
export { createFirstAdministrator, type FirstPerson, type SeedAccount, seedDemoAccounts } from './seed.ts'
export type { SessionRow } from './sessions.ts'
export {
  createUnit,
  listUnits,
  type NewUnit,
  UNIT_KINDS,
  type Unit,
  type UnitKind,
  unitsCalled,
  unitWith,
} from './units.ts'
export {
  type AccountRow,
  accountCalled,
  accountNames,
  accountsInUnits,
  actorNames,
  type GrantRow,
  type HeldRole,
  rolesHeld,
  type WorkingAccount,
  workingAccounts,
} from './views.ts'
