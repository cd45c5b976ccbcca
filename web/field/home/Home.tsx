import { Link } from 'react-router'
import { useText } from '../../shared/i18n/index.ts'
import { FormIcon, ListIcon, PinIcon, SyncIcon } from '../../shared/icons.tsx'
import { useMay } from '../../shared/session.ts'
import { BigEntries } from '../../shared/shell/BigEntries.tsx'
import { pages } from '../pages.ts'
import { useSync } from '../sync.ts'
import { Needs, useStops, Where, Why } from '../visits/stop.tsx'
import { messages } from './messages.ts'

const ENTRIES = [
  { room: 'next', icon: PinIcon, text: 'ordersText' },
  { room: 'visits', icon: ListIcon, text: 'visitsText' },
  { room: 'record', icon: FormIcon, text: 'recordText' },
  { room: 'unsent', icon: SyncIcon, text: 'unsentText' },
] as const

/** The next stop first; each entry leads to the first page of its room. */
export default function Home() {
  const t = useText(messages)
  const { waiting, needsYou } = useSync()
  const may = useMay()
  const stops = useStops()
  const next = stops.find(({ entry }) => entry === null)?.stop
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      {next === undefined ? null : (
        <section className="yk-card yk-fd-next" aria-label={t('next')}>
          <h2>
            {t('next')} · {next.person.name}
          </h2>
          <Why stop={next} />
          <Where stop={next} />
          <Needs stop={next} />
          <Link className="yk-button yk-button--primary yk-fd-big" to={`/field/visits/${next.id}`}>
            {t('start')}
          </Link>
        </section>
      )}
      {next === undefined && stops.length > 0 ? <p className="yk-quiet">{t('allDone')}</p> : null}
      <BigEntries
        closed={t('soon')}
        entries={ENTRIES.filter(({ room }) =>
          pages.some((page) => page.room === room && page.order !== undefined && may(page.permission)),
        ).map((entry) => {
          const page = pages.find((p) => p.room === entry.room && !p.hidden && p.order !== undefined)
          const open = waiting + needsYou
          return {
            title: t(entry.room === 'next' ? 'orders' : entry.room),
            text: entry.room === 'unsent' ? t(open > 0 ? 'unsentOpen' : 'unsentNone', { count: open }) : t(entry.text),
            icon: entry.icon,
            to: page ? `/field/${page.path}` : null,
          }
        })}
      />
    </div>
  )
}
