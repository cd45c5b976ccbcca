import { sql } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import type { ObservationsRecorded } from '../statistics/index.ts'
import { noteRestatements } from './rounds/restate.ts'

/** What happens below and concerns evaluation: corrected figures of frozen rounds, reports returned to a unit. */
export const evaluationReactions: Subscriber[] = [
  subscriber<ObservationsRecorded>(
    'evaluation.note-restatements',
    'statistics.observation.recorded',
    async (tx, event) => {
      await noteRestatements(tx, { indicators: event.payload.indicators })
    },
  ),
  subscriber<{ task: string; report: string; verdict: string }>(
    'evaluation.note-returned',
    'plan.task.reviewed',
    async (tx, event) => {
      if (event.payload.verdict !== 'returned') return
      await tx.run(sql`insert into evaluation.returned_report (jurisdiction, report, task, at)
        values (${tx.actor.jurisdiction}, ${event.payload.report}, ${event.payload.task}, ${event.at}) on conflict do nothing`)
    },
  ),
]
