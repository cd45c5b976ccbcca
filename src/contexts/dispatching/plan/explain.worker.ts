import { explain, type Plan, type Problem } from '../../../engines/dispatch/index.ts'
import { serveCalls } from '../../../platform/threads/index.ts'

/** Explains plans off the thread that answers everybody. */
serveCalls({
  explain: ({ problem, plan }: { problem: Problem; plan: Pick<Plan, 'routes' | 'unassigned'> }) =>
    explain(problem, plan),
})
