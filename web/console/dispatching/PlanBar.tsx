import { useState } from 'react'
import { Link } from 'react-router'
import type { Board, PlanEvent } from '../../../src/contexts/dispatching/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand } from '../../shared/queries.ts'
import type { Shown } from './lanes.ts'
import { messages } from './messages.ts'
import { MODE } from './words.ts'

/** What may be done with the day, and what the newest plan comes to. `onAsk` null: the day is over. */
export function PlanBar({
  board,
  shown,
  onShow,
  onAsk,
  pending,
}: {
  board: Board
  shown: Shown
  onShow: (shown: Shown) => void
  onAsk: ((input: { event?: PlanEvent }) => void) | null
  pending: boolean
}) {
  const t = useText(messages)
  const f = useFormat()
  const { plan } = board
  const [said, setSaid] = useState<string | null>(null)
  const take = useCommand<string, { assigned: number; unchanged: number }>({
    path: (id) => `/dispatching/plans/${id}/take`,
    body: () => ({}),
    refresh: ['/dispatching/day', '/services'],
  })
  const drop = useCommand<string>({
    path: (id) => `/dispatching/plans/${id}/drop`,
    body: () => ({}),
    refresh: ['/dispatching/day'],
  })
  const proposal = plan?.state === 'proposed' && plan.result !== null ? plan : null
  const told = board.visits.some((visit) => visit.standing.length > 0)
  const under = plan?.run?.state === 'queued' || plan?.run?.state === 'running'
  const busy = pending || (plan?.state === 'computing' && under)
  return (
    <section className="yk-dispatch-bar">
      <div className="yk-row yk-noprint">
        {onAsk === null ? null : (
          <button
            type="button"
            className={`yk-button${proposal === null ? ' yk-button--primary' : ''}`}
            disabled={busy}
            onClick={() => onAsk({})}
          >
            {plan === null ? t('optimise') : t('again')}
          </button>
        )}
        {onAsk === null || !told ? null : (
          <button
            type="button"
            className="yk-button"
            disabled={busy}
            onClick={() => onAsk({ event: { kind: 'urgent' } })}
          >
            {t('replanUrgent')}
          </button>
        )}
        {proposal === null ? null : (
          <>
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={take.isPending || onAsk === null}
              onClick={() => take.mutate(proposal.id, { onSuccess: (done) => setSaid(t('takenSay', done)) })}
            >
              {t('take')}
            </button>
            <button
              type="button"
              className="yk-button"
              disabled={drop.isPending}
              onClick={() => drop.mutate(proposal.id)}
            >
              {t('drop')}
            </button>
            <button
              type="button"
              className="yk-button yk-button--bare"
              onClick={() => onShow(shown === 'proposal' ? 'standing' : 'proposal')}
            >
              {shown === 'proposal' ? t('showStanding') : t('showProposal')}
            </button>
          </>
        )}
        <Link className="yk-button" to={`/console/dispatching/sheets?site=${board.site.id}&day=${board.day}`}>
          {t('sheets')}
        </Link>
      </div>
      <RefusalNote problem={take.error ?? drop.error} />
      {plan?.result == null ? null : (
        <>
          <p className="yk-dispatch-sum">
            <Tag tone={proposal === null ? 'good' : 'warn'}>
              {proposal === null ? t('taken', { version: plan.version }) : t('proposal', { version: plan.version })}
            </Tag>{' '}
            {said === null || proposal !== null ? '' : `${said} `}
            <span className="yk-num">
              {t('figures', {
                travel: f.minutes(plan.result.travelMinutes),
                metres: f.number(plan.result.metres / 1000, 1),
                unserved: plan.result.unserved.length,
                cost: f.number(plan.result.cost.total, 0),
              })}
            </span>
          </p>
          <details className="yk-dispatch-cost">
            <summary>{t('costLabel')}</summary>
            <CostLine cost={plan.result.cost} />
            <p className="yk-small yk-quiet">
              {t('seedLine', {
                engine: plan.engine ?? '—',
                seed: plan.seed,
                seconds: f.number(plan.result.seconds, 1),
                iterations: f.number(plan.result.iterations),
              })}
            </p>
          </details>
          <Ways board={board} />
        </>
      )}
    </section>
  )
}

function CostLine({ cost }: { cost: NonNullable<NonNullable<Board['plan']>['result']>['cost'] }) {
  const t = useText(messages)
  const f = useFormat()
  const n = (value: number) => ({ n: f.number(value, 0) })
  const parts = [
    t('costTravel', n(cost.travel)),
    t('costLate', n(cost.late)),
    t('costOvertime', n(cost.overtime)),
    t('costWishes', n(cost.wishes)),
    t('costFairness', n(cost.fairness)),
    t('costMoved', n(cost.moved)),
    t('costOut', n(cost.unassigned)),
  ]
  return <p className="yk-num">{parts.join(' · ')}</p>
}

/** What the ways were taken from: said, because minutes on the way are only as good as that. */
function Ways({ board }: { board: Board }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const ways = board.plan?.result?.ways
  if (ways === undefined) return null
  const values = { places: ways.places, off: ways.offStreets, detour: f.number(ways.detour) }
  return (
    <details className="yk-dispatch-cost">
      <summary>{t('ways')}</summary>
      <p>{ways.streets ? t('waysStreets', values) : t('waysNone', values)}</p>
      <ul className="yk-small yk-quiet">
        {ways.speeds.map(({ mode, metresPerMinute, basis }) => (
          <li key={mode}>{t('speed', { mode: pick(MODE[mode]), speed: f.number(metresPerMinute), basis })}</li>
        ))}
      </ul>
    </details>
  )
}
