import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import { refreshTargets } from './refresh.ts'

/** New or restated figures judge the targets of their indicators anew. */
export const targetReactions: Subscriber[] = [
  subscriber<{ indicators?: string[]; indicator?: string }>(
    'plan.judge-observed',
    'statistics.observation.recorded',
    async (tx, event) => {
      const { indicators, indicator } = event.payload
      const only = indicators ?? (indicator === undefined ? undefined : [indicator])
      await refreshTargets(tx, only === undefined ? {} : { indicators: only })
    },
  ),
]
