/** One engine for every procedure: a definition makes the guide, the form, the workflow, the deadlines, the letters, the certificate. */

export { type CaseTold, openCase } from './cases/commands.ts'
export { type CaseFacts, caseFacts } from './cases/facts.ts'
export type { ShownField } from './cases/fields.ts'
export type { FollowPage } from './cases/follow.ts'
export { type CaseLine, caseList, casesDue } from './cases/list.ts'
export { procedureJobs, runTimeouts } from './cases/timeouts.ts'
export type { CaseEvent, CasePage, ObjectionView } from './cases/views.ts'
export type { DefinitionChanged } from './catalogue/commands.ts'
export type { DefinitionLine, EditorView, Guide, GuideLine, Preview } from './catalogue/views.ts'
export type { CertificateTold } from './certificates/issue.ts'
export type { Verdict, Verification } from './certificates/verify.ts'
export type { CertificateLine, CertificatePage } from './certificates/views.ts'
export type { HookAnswer } from './definition/conditions.ts'
export type { Finding } from './definition/read.ts'
export type { Desk, Hook, HookSubject, Place } from './desk.ts'
export type {
  Act,
  Channel,
  ComputedResult,
  Condition,
  Definition,
  Field,
  Group,
  Material,
  Outcome,
  RuleResult,
  Step,
  Value,
  Values,
} from './model.ts'
export { procedureRoutes } from './routes/index.ts'
export { seedProcedures } from './seed/seed.ts'
export { openVault, type Vault } from './vault.ts'
