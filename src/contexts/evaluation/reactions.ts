import { today } from '../../kernel/dates.ts'
import { sql } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { type CertificateTold, caseFacts } from '../../platform/procedures/index.ts'
import type { ObservationsRecorded } from '../statistics/index.ts'
import { keepGranted, revokeGranted } from './awards/commands.ts'
import { noteRestatements } from './rounds/restate.ts'

/** The procedure through which demonstration awards are applied for (示范单位申报). */
const AWARDS = 'demonstration-award'

/** What happens below and concerns evaluation: corrected figures of frozen rounds, reports returned to a unit, awards granted. */
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
  subscriber<CertificateTold>('evaluation.keep-granted', 'procedures.certificate.issued', async (tx, { payload }) => {
    if (payload.code !== AWARDS) return
    const { values } = await caseFacts(tx, payload.case)
    if (typeof values.kind !== 'string') return
    await keepGranted(tx, {
      category: values.kind,
      casefile: payload.case,
      number: payload.number,
      applicant: payload.holder,
      creditCode: payload.creditCode,
      region: payload.region,
      awardedOn: payload.issuedOn,
      endsOn: payload.validUntil,
    })
  }),
  subscriber<CertificateTold>(
    'evaluation.revoke-granted',
    'procedures.certificate.changed',
    async (tx, { payload, at }) => {
      if (payload.code === AWARDS && payload.state === 'revoked') {
        await revokeGranted(tx, payload.number, today(at))
      }
    },
  ),
]
