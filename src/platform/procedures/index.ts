/** One engine for every procedure: a definition makes the guide, the form, the workflow, the deadlines, the letters, the certificate. */

export { actOnCase, type CaseTold, newSecret, openCase } from './cases/commands.ts'
export { destroyCases, moveCases } from './cases/destroy.ts'
export { type CaseFacts, caseFacts } from './cases/facts.ts'
export type { ShownField } from './cases/fields.ts'
export { type FollowPage, followPage } from './cases/follow.ts'
export { type CaseLine, caseList, caseSubject, casesDue, type OwnCase, ownCases } from './cases/list.ts'
export { procedureJobs, runTimeouts } from './cases/timeouts.ts'
export type { CaseEvent, CasePage, ObjectionView } from './cases/views.ts'
export type { DefinitionChanged } from './catalogue/commands.ts'
export { editionInForce } from './catalogue/store.ts'
export type { DefinitionLine, EditorView, Guide, GuideLine, Preview } from './catalogue/views.ts'
export type { CertificateTold } from './certificates/issue.ts'
export type { Verdict, Verification } from './certificates/verify.ts'
export type { CertificateLine, CertificatePage } from './certificates/views.ts'
export type { HookAnswer } from './definition/conditions.ts'
export type { Finding } from './definition/read.ts'
export type { Desk, Hook, HookSubject, PersonsRoom, Place } from './desk.ts'
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
export { caseLetter } from './routes/papers.ts'
export { Materials as MaterialsBody, Values as ValuesBody } from './routes/schemas.ts'
export { seedProcedures } from './seed/seed.ts'
export { openVault, type Vault } from './vault.ts'
