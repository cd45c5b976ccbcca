/** Care: assessments of ability, beds at home, retrofits of homes, assistive devices. */

export { recordAssessment } from './assessments/commands.ts'
export type { AssessedLine, AssessmentView, NewAssessment } from './assessments/model.ts'
export type { Answers, Circumstances, Result } from './assessments/rules.ts'
export type { Scale } from './assessments/scales.ts'
export type { BedLine, BedView } from './beds/model.ts'
export { countBeds } from './beds/views.ts'
export type { DeviceLine, DeviceView } from './devices/model.ts'
export { careReactions } from './reactions.ts'
export type { RetrofitLine, RetrofitView } from './retrofit/model.ts'
export { careRoutes } from './routes.ts'
export { seedCare } from './seed.ts'
export { careDue, careNeeds, careToday } from './today.ts'
