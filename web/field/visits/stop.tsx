import type { RoundStop } from '../../../src/contexts/care/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { PhoneIcon } from '../../shared/icons.tsx'
import type { Entry } from '../store/model.ts'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'

/** The stops of the round that was taken along, those entered since marked. */
export function useStops(): { stop: RoundStop; entry: Entry | null }[] {
  const { taken, entries } = useField()
  return (taken?.parts.visits?.round.items ?? []).map((stop) => {
    const own = entries.filter((entry) => entry.operation.kind === 'visit.record' && entry.subject === stop.id)
    const told = own.findLast((entry) => entry.outcome?.state !== 'refused')
    return { stop, entry: told ?? null }
  })
}

/** When and why: the due date, what happened, the last visit, attempts. */
export function Why({ stop }: { stop: RoundStop }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <p className="yk-fd-why">
      <span data-tone={stop.late > 0 ? 'bad' : undefined}>
        {stop.calledBy !== null
          ? t('called', { time: f.instant(stop.calledBy) })
          : stop.late > 0
            ? t('late', { count: stop.late, days: stop.late })
            : t('due', { day: f.day(stop.due) })}
      </span>
      <span>{stop.last === null ? t('never') : t('last', { day: f.day(stop.last) })}</span>
      {stop.attempts > 0 ? <span>{t('attempts', { count: stop.attempts })}</span> : null}
    </p>
  )
}

/** How far from the stop before, in words: the first one is where the round begins. */
export function useWay(): (stop: RoundStop) => string {
  const t = useText(messages)
  const f = useFormat()
  const first = useField().taken?.parts.visits?.round.items[0]?.id
  return (stop) =>
    stop.minutes !== null
      ? t('minutes', { minutes: f.minutes(stop.minutes) })
      : stop.id === first
        ? t('first')
        : t('noWay')
}

/** Where it is, how far from the stop before, and the telephones to call. */
export function Where({ stop }: { stop: RoundStop }) {
  const t = useText(messages)
  const way = useWay()
  const address = stop.address ?? stop.place?.name ?? ''
  const region = stop.person.regionName ?? ''
  const where = address.startsWith(region) ? address : `${region} ${address}`
  return (
    <>
      <p>
        {where.trim() || t('noAddress')}
        <span className="yk-quiet"> · {way(stop)}</span>
      </p>
      {stop.phones.length === 0 ? null : (
        <p className="yk-row">
          {stop.phones.map(({ number, label }) => (
            <a key={number} className="yk-button" href={`tel:${number}`}>
              <PhoneIcon /> {t('call')} <span className="yk-num">{number}</span> {label}
            </a>
          ))}
        </p>
      )}
    </>
  )
}

/** What today's work has to know of the person, and nothing else. */
export function Needs({ stop }: { stop: RoundStop }) {
  const t = useText(messages)
  const pick = usePick()
  if (stop.needs.length === 0) return null
  return (
    <ul className="yk-fd-needs" aria-label={t('needs')}>
      {stop.needs.map((need) => (
        <li key={need.zh}>{pick(need)}</li>
      ))}
    </ul>
  )
}
