import type { RegisterDefinition } from '../../platform/imports/index.ts'
import { organisationRegister } from './organisations/register.ts'
import { siteRegister } from './sites/register.ts'

/** Providers: organisations and their sites, what they hold and were granted, bans, exits, beds. */
export { type BanTold, expectNotBanned, personDigest } from './bans/commands.ts'
export { bansHolding } from './bans/store.ts'
export { type BedUse, endStay, useBed } from './beds/commands.ts'
export type { BedSite, BedSiteView, BedView } from './beds/views.ts'
export type { CommitmentBreached } from './commitments/commands.ts'
export type { ExitLineView, ExitView } from './exits/views.ts'
export type { GradingResult, Scheme } from './grading/rules.ts'
export type { SheetLine, SheetView } from './grading/views.ts'
export type { OrganisationChanged } from './happenings.ts'
export { happened as organisationHappened } from './happenings.ts'
export { providerHooks } from './hooks.ts'
export { providerJobs } from './jobs.ts'
export type {
  BanScope,
  BanView,
  BedKind,
  BreachView,
  HappeningView,
  Nature,
  OrganisationLine,
  PaperKind,
  PaperView,
  SiteState,
  SiteView,
  StandingDetail,
  StandingKind,
  StandingView,
} from './model.ts'
export { allOrganisations, type GradeHeld, gradesOn, type OrganisationName, organisationNames } from './names.ts'
export type { DuplicateView, OrganisationView } from './organisations/views.ts'
export { addPaper, endPaper, type NewPaper, notePaperActivity } from './papers/commands.ts'
export type { TermsReminded } from './papers/jobs.ts'
export { type EndingView, endings, papersOn } from './papers/views.ts'
export type { PublicSite, PublicSitePage } from './publicpages/views.ts'
export type { QualityRound } from './quality/commands.ts'
export { providerRoutes } from './routes.ts'
export { type FoundProvider, searchProviders } from './search.ts'
export { seedProviders } from './seed/seed.ts'
export { facilitiesOfSites, type SiteOfKind, sitesOfKinds } from './sites/lookup.ts'
export { type FacilityStandings, facilityStandings, filedOn, gradeOn } from './standings/facilities.ts'
export { providerReactions, type StandingChanged } from './standings/reactions.ts'
export {
  type OrganisationStored,
  organisationByCode,
  organisationWith,
  type SiteStored,
  sitesOf,
  siteWith,
} from './store.ts'
export { countsOn, daysLeft, lastDay, noticeOf, type Term, type TermState, termState } from './terms.ts'
export { type ProviderDuty, providerDuties } from './today.ts'

/** Registers of this context, to be handed to `importRoutes`. */
export const providerRegisters: RegisterDefinition[] = [organisationRegister, siteRegister]
