/** Fair-competition review (公平竞争审查): without one no rule of recognition or subsidy comes into force. */
export { type Checklist, checklistOn } from './checklist.ts'
export { recordReview, type Subject } from './commands.ts'
export { ReviewBody, reviewRoutes } from './routes.ts'
export { type Conclusion, clearReview, type Exception, type Review } from './rules.ts'
export type { ReviewView } from './views.ts'
