import { useState } from 'react'
import { Link } from 'react-router'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { CheckIcon, RightIcon, SyncIcon } from '../../shared/icons.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { fetchPack } from '../store/store.ts'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'
import { useStops, useWay, Why } from './stop.tsx'

/** Today's visits in walking order. */
export default function Round() {
  const t = useText(messages)
  const f = useFormat()
  const { taken, online } = useField()
  const stops = useStops()
  const way = useWay()
  const [busy, setBusy] = useState(false)
  const round = taken?.parts.visits?.round
  const renew = () => {
    setBusy(true)
    fetchPack()
      .catch(() => undefined)
      .finally(() => setBusy(false))
  }
  return (
    <div className="yk-stack">
      <h1>{t('round')}</h1>
      {round === undefined ? (
        <EmptyState title={t('notTaken')} text={t('notTakenText')} heading="h2" />
      ) : (
        <>
          <p className="yk-quiet">
            {[
              t('stops', { count: round.items.length }),
              round.minutes === null ? null : t('walking', { minutes: f.minutes(round.minutes) }),
              t('takenAt', { time: f.instant(taken!.now) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {round.items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
          <ol className="yk-fd-stops">
            {stops.map(({ stop, entry }) => (
              <li key={stop.id} data-done={entry !== null || undefined}>
                <Link to={`/field/visits/${stop.id}`}>
                  <span>
                    <strong>{stop.person.name}</strong>
                    <span className="yk-quiet"> {way(stop)}</span>
                  </span>
                  {entry === null ? <RightIcon /> : entry.outcome?.state === 'done' ? <CheckIcon /> : <SyncIcon />}
                </Link>
                {entry === null ? (
                  <Why stop={stop} />
                ) : (
                  <p className="yk-fd-why">{t(entry.outcome?.state === 'done' ? 'done' : 'unsent')}</p>
                )}
              </li>
            ))}
          </ol>
          {round.more > 0 ? <p className="yk-quiet">{t('more', { count: round.more })}</p> : null}
        </>
      )}
      <button type="button" className="yk-button" disabled={busy || !online} onClick={renew}>
        {t(busy ? 'refreshing' : 'refresh')}
      </button>
    </div>
  )
}
