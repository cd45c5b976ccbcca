/** Evaluation: frozen scorecards and what follows, bulletins, publication, monitors, shared data, awards, the cockpit. The only door. */
import type { Job } from '../../platform/events/index.ts'
import type { AnyRoute } from '../../platform/http/index.ts'
import { awardRoutes } from './awards/routes.ts'
import { bulletinRoutes } from './bulletin/routes.ts'
import { cockpitRoutes } from './cockpit/routes.ts'
import { measureRoutes } from './measures/routes.ts'
import { monitorJobs } from './monitors/jobs.ts'
import { monitorRoutes } from './monitors/routes.ts'
import { releaseRoutes } from './releases/routes.ts'
import { roundRoutes } from './rounds/routes.ts'
import { shareRoutes } from './shares/routes.ts'

/** Every route of evaluation, the public ones included. */
export const evaluationRoutes: AnyRoute[] = [
  ...roundRoutes,
  ...measureRoutes,
  ...bulletinRoutes,
  ...releaseRoutes,
  ...monitorRoutes,
  ...shareRoutes,
  ...awardRoutes,
  ...cockpitRoutes,
]
export const evaluationJobs: Job[] = monitorJobs

export type { AwardChanged } from './awards/commands.ts'
export type { ProgrammeView } from './awards/views.ts'
export { awardsOn } from './awards/views.ts'
export type { CockpitView, Shade, TrendLine } from './cockpit/views.ts'
export type { EvaluatorView, MeasureView } from './measures/views.ts'
export type { Alert, Monitor, MonitorRule } from './monitors/model.ts'
export { alertViews } from './monitors/views.ts'
export { evaluationReactions } from './reactions.ts'
export type { ReleasePublished } from './releases/commands.ts'
export type { ReleaseContent, ReleaseHead, ReleaseView } from './releases/model.ts'
export type { RoundFrozen } from './rounds/freeze.ts'
export { freezeRound } from './rounds/freeze.ts'
export type { FigureFact, RestatementView, RoundContent, RoundHead, TargetFact, TaskFact } from './rounds/model.ts'
export type { RoundView } from './rounds/views.ts'
export type { LineItem, RuleItem, ScoredLine, ScoringRule } from './scoring/model.ts'
export { seedEvaluation } from './seed.ts'
export type { ShareBoard } from './shares/views.ts'
