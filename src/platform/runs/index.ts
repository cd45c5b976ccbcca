/** Computations longer than a request: asked for in a transaction, carried out in the background, followed and cancelled on a screen. */
export {
  type AnyRunKind,
  Halted,
  type RunKind,
  type RunRefusal,
  type RunState,
  type RunSubject,
  type RunView,
  type Work,
} from './model.ts'
export { runRoutes } from './routes.ts'
export { type Runner, type RunnerOptions, startRunner } from './runner.ts'
export { cancelRun, findRun, openInputs, recentRuns, requestRun } from './store.ts'
