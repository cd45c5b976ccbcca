import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { PlanPage } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-reading.ts'
import { undoubted } from './reading.ts'

/** How far the checking is, what is still open, and the button that lets the plan take force. */
export function Enact({ plan }: { plan: PlanPage }) {
  const t = useText(messages)
  const may = useMay()
  const navigate = useNavigate()
  const [on, setOn] = useState('')
  const rest = useCommand<object>({
    path: `/plan/plans/${plan.id}/accept-undoubted`,
    body: () => undefined,
    refresh: ['/plan'],
  })
  const enact = useCommand<{ on?: string }, { targets: number; tasks: number }>({
    path: `/plan/plans/${plan.id}/enact`,
    refresh: ['/plan'],
  })
  const { doubts, targets, tasks, ownerless, settled, total } = plan.open
  const free = undoubted(plan)
  const open = [
    doubts > 0 ? t('openDoubts', { count: doubts }) : null,
    targets > 0 ? t('openTargets', { count: targets }) : null,
    tasks > 0 ? t('openTasks', { count: tasks }) : null,
    ownerless > 0 ? t('openOwners', { count: ownerless }) : null,
  ].filter((each) => each !== null)
  return (
    <section className="yk-plan-enact" aria-live="polite">
      <div className="yk-plan-enact-words">
        <p>
          <strong className="yk-num">{t('settledOf', { done: settled, all: total })}</strong>
          <progress
            max={Math.max(total, 1)}
            value={settled}
            aria-label={t('settledOf', { done: settled, all: total })}
          />
        </p>
        <p className="yk-small">{open.length === 0 ? t('enactReady') : `${t('stillOpen')}${open.join(' · ')}`}</p>
      </div>
      <div className="yk-row">
        {free > 0 && may('plan.decide') ? (
          <button type="button" className="yk-button" disabled={rest.isPending} onClick={() => rest.mutate({})}>
            {t('acceptRest', { count: free })}
          </button>
        ) : null}
        {may('plan.enact') ? (
          <form
            className="yk-row"
            onSubmit={(event) => {
              event.preventDefault()
              enact.mutate(on === '' ? {} : { on }, {
                onSuccess: () => void navigate(`/console/plan/plans/${plan.id}`),
              })
            }}
          >
            <label className="yk-row yk-small">
              {t('enactOn')}
              <input
                type="date"
                className="yk-input yk-plan-date"
                value={on}
                onChange={(event) => setOn(event.target.value)}
              />
            </label>
            <button
              type="submit"
              className="yk-button yk-button--primary"
              disabled={open.length > 0 || enact.isPending}
            >
              {t('enact')}
            </button>
          </form>
        ) : null}
      </div>
      <RefusalNote problem={rest.error ?? enact.error} />
    </section>
  )
}
