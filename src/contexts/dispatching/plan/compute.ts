import {
  type Explanation,
  explainAside,
  type Plan,
  type Route,
  replan,
  solve,
} from '../../../engines/dispatch/index.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PlanResult, Unserved } from '../model.ts'
import type { Ground } from './ground.ts'
import { BOUND, changesOf, type Posed, standingRoutes } from './problem.ts'

/** Version of the mapping and the engine, kept with each plan: the same day, seed and version give the same problem. */
export const ENGINE = 'dispatch-day-1'

export type Budget = { seconds?: number; iterations?: number; seed: number }

const isVisit = (id: string | null): boolean => id === null || !id.startsWith(BOUND)

/** Tours without the stops that only say that somebody is bound elsewhere. */
export const shownRoutes = (routes: readonly Route[]): Route[] =>
  routes
    .map((route) => ({ ...route, stops: route.stops.filter(({ visit }) => isVisit(visit)) }))
    .filter((route) => route.stops.some(({ visit }) => visit !== null))

/**
 * Plans a day: from scratch for a day to come, and for today from where everybody is now, moving what was told as little as it pays. What
 * was told before has its price in both.
 */
export async function compute(
  ground: Ground,
  posed: Posed,
  budget: Budget,
  watch: { signal?: AbortSignal; onProgress?: (share: number, note: unknown) => void } = {},
): Promise<PlanResult> {
  const { problem } = posed
  const begin = standingRoutes(ground.ground, problem)
  const options = {
    ...budget,
    ...(watch.signal === undefined ? {} : { signal: watch.signal }),
    onProgress: (news: { seconds: number; iterations: number; cost: number; unassigned: number }) =>
      watch.onProgress?.(
        Math.min(
          0.97,
          budget.iterations === undefined ? news.seconds / budget.seconds! : news.iterations / budget.iterations,
        ),
        { cost: Math.round(news.cost), unassigned: news.unassigned },
      ),
  }
  const plan =
    ground.now === null
      ? await solve(problem, { ...options, begin })
      : (await replan(problem, begin, { ...options, now: ground.now })).plan
  return resultOf(ground, posed, plan, await explainAside(problem, plan))
}

/** A plan as it is kept. */
export function resultOf(ground: Ground, posed: Posed, plan: Plan, explanation: Explanation): PlanResult {
  const routes = shownRoutes(plan.routes)
  const unserved: Unserved[] = [
    ...plan.unassigned.filter(isVisit).map((order) => {
      const why = explanation.unassigned.find(({ visit }) => visit === order)
      return { order, reason: why?.reason ?? NO_ROOM, repair: why?.repair ?? null }
    }),
    ...posed.leftOut.map((each) => ({ ...each, repair: null })),
  ]
  return {
    routes,
    cost: plan.cost,
    travelMinutes: plan.travelMinutes,
    metres: plan.metres,
    seconds: plan.seconds,
    iterations: plan.iterations,
    cancelled: plan.cancelled,
    missedBreaks: plan.missedBreaks,
    explanation: {
      visits: explanation.visits.filter(({ visit }) => isVisit(visit)),
      wishes: explanation.wishes,
      unassigned: explanation.unassigned.filter(({ visit }) => isVisit(visit)),
    },
    unserved,
    ...changesOf(ground.ground, routes),
    ways: ground.ways,
    revisions: Object.fromEntries(ground.orders.map(({ id, revision }) => [id, revision])),
  }
}

const NO_ROOM: Bilingual = { zh: '能做的人都排不下', en: 'nobody who may do it has room' }
