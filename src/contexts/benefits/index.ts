/** Benefits: rules as dated data, who is entitled, the frozen list of every month, what was too much. */

export { enterRule, grantBenefit, type NewEntitlement, type NewRule, stopBenefit } from './commands.ts'
export { draftList, freezeList, type Repeated, repeatList } from './freeze.ts'
export { benefitHooks } from './hooks.ts'
export type {
  CandidateView,
  Cause,
  EntitlementView,
  Facts,
  LineView,
  ListView,
  OverpaymentView,
  Reason,
  Rule,
  RuleContent,
} from './model.ts'
export { settleOverpayment } from './overpayments.ts'
export { type BenefitsOf, benefitsOf, heldBenefits } from './own.ts'
export { benefitReactions } from './reactions.ts'
export { benefitRoutes } from './routes.ts'
export { seedBenefits } from './seed.ts'
export { benefitsToday, candidateIds } from './views.ts'
