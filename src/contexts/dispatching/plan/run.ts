import { systemActor } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { Halted, type RunKind } from '../../../platform/runs/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { expectSite } from '../sites.ts'
import { compute } from './compute.ts'
import { groundOf } from './ground.ts'
import { problemOf } from './problem.ts'
import { finishPlan, PLAN_RUN } from './store.ts'

export type PlanInput = { plan: string; site: string; day: string; seconds: number; seed: number; iterations?: number }

/**
 * Plans a day in the engine's own thread; the version is written in one transaction. A cancelled run keeps the best plan it had; a process
 * that stops begins again.
 */
export const planRun = (desk: PeopleDesk): RunKind<PlanInput, { plan: string }> => ({
  name: PLAN_RUN,
  title: { zh: '排班派单', en: 'Planning a day' },
  permission: 'services.dispatch',
  run: async ({ db, jurisdiction, input, askedBy, signal, progress }) => {
    progress(null, null)
    const actor = systemActor('dispatching', jurisdiction)
    const ground = await db.read(actor, async (tx) => groundOf(tx, desk, await expectSite(tx, input.site), input.day))
    const budget =
      input.iterations === undefined
        ? { seconds: input.seconds, seed: input.seed }
        : { iterations: input.iterations, seed: input.seed }
    const result = await compute(ground, problemOf(ground.ground), budget, { signal, onProgress: progress })
    if (signal.reason instanceof Halted && signal.reason.why === 'stopping') throw signal.reason
    await db.write({ ...actor, id: askedBy }, async (tx) => {
      await finishPlan(tx, input.plan, result)
      await record(tx, {
        action: 'dispatching.plan.compute',
        subject: { kind: 'day-plan', id: input.plan },
        detail: { unserved: result.unserved.length, cost: Math.round(result.cost.total), seed: input.seed },
      })
      await emit(tx, 'dispatching.plan.proposed', { plan: input.plan, site: input.site, day: input.day })
    })
    return { plan: input.plan }
  },
})
