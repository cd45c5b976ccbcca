/** People: person files, encrypted and searchable; who may see them, who read them, what they agreed to. */

export { type AccessLine, accessOf, noteRead, type ReadAct, type Reading } from './access.ts'
export { CATEGORIES, type CategoryCode, SPECIAL_DIFFICULTY } from './categories.ts'
export { issueCodes, spendCode } from './codes.ts'
export { type Likeness, recordPerson } from './commands.ts'
export {
  type Channel,
  demandGround,
  giveConsent,
  type LegalBasis,
  type Purpose,
  purposes,
  withdrawConsent,
} from './consents.ts'
export { type Correction, correctPerson } from './correct.ts'
export { type DueSource, type NeedSource, type PeopleDesk, peopleDesk, type RelatedScope } from './desk.ts'
export { endCategory, type NewCategory, type PersonsQuery, personsWhere, startCategory } from './difficulties.ts'
export { type Doorstep, doorsteps } from './doorstep.ts'
export type { AtRisk } from './emergency/list.ts'
export { personExtract } from './extract.ts'
export { ID_KIND_NAMES, ID_KINDS, type Identity, type IdKind, maskNumber, readIdentity } from './identity.ts'
export { recordDeath, recordMove, recordMoveOut, restorePerson } from './life.ts'
export { listPeople, type PeopleCounts, type PersonLine } from './list.ts'
export { type Mandate, mandatesOf } from './mandates.ts'
export { type DuplicatePair, duplicatePairs, mergePersons, samePersons, unmergePerson } from './merge.ts'
export type {
  DueItem,
  PersonCard,
  PersonDestroyed,
  PersonDied,
  PersonFacts,
  PersonInput,
  PersonMoved,
  PersonRestored,
  PersonState,
  PersonsMerged,
  Relation,
  Sex,
} from './model.ts'
export { maskName, readName, soundOf } from './names.ts'
export { personOfNumber, personOfNumberAndPhone } from './numbers.ts'
export { maskPhone, type Phone, readPhone } from './phones.ts'
export { type ActingFor, PROXY_SCOPES, type ProxyScope } from './proxies.ts'
export { personRegister } from './register/register.ts'
export { addRelative, demandAuthority, endRelative, type NewRelative } from './relatives.ts'
export { type ResidentsQuery, residentsSelect } from './residents.ts'
export { destroyPerson, holdPerson, peopleJobs } from './retention.ts'
export type { GridLine } from './routes/grid.ts'
export { peopleRoutes } from './routes/index.ts'
export { noPerson, personsInScope, scopeOf } from './scope.ts'
export { healthTag, type PersonSeal, phoneToken, sealsFor } from './seals.ts'
export { type FoundPerson, searchPeople } from './search/search.ts'
export { seedPersons } from './seed/seed.ts'
export { type CategorySpan, type PersonSpans, personsBetween, type SpansQuery } from './spans.ts'
export {
  type AddressView,
  type CategoryView,
  type ConsentView,
  type Disclosure,
  demandPerson,
  type HappeningView,
  type PersonFile,
  personCards,
  personFacts,
  personFile,
  type RelativeView,
  revealPerson,
} from './views.ts'
