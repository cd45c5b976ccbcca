import { type FormEvent, useState } from 'react'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { LoadYear } from './LoadYear.tsx'
import { messages } from './messages.ts'
import { daysOff, type Year } from './year.ts'
import './calendar.css'

/** The years whose holidays are known, what is provisional, and the way to load a new one. */
export default function Calendar() {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const view = useView<{ years: Year[] }>('/calendar')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const years = view.data.years.toReversed()
  const newest = years[0]?.year ?? 0
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('calendar.load') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('load')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('load')}>
        <LoadYear years={years} />
      </Sheet>
      <p className="yk-cal-status">
        <strong>{t('known', { from: years.at(-1)?.year ?? '', to: newest })}</strong>
        <span className="yk-cal-provisional">{t('provisional', { year: newest + 1 })}</span>
      </p>
      <Ask />
      <div className="yk-cal-years">
        {years.map((year) => (
          <YearCard key={year.year} year={year} />
        ))}
      </div>
    </>
  )
}

function YearCard({ year }: { year: Year }) {
  const t = useText(messages)
  const f = useFormat()
  const short = (iso: string) => iso.slice(5).replace('-', '/')
  return (
    <section className="yk-card yk-cal-year">
      <h2>{year.year}</h2>
      <dl>
        <dt>{t('off')}</dt>
        <dd>
          {year.off.map((run) => (
            <div key={run.from}>
              <span className="yk-num">
                {short(run.from)}
                {run.to === run.from ? '' : `–${short(run.to)}`}
              </span>{' '}
              {run.name} <span className="yk-quiet yk-small">{t('days', { count: daysOff([run]) })}</span>
            </div>
          ))}
        </dd>
        <dt>{t('work')}</dt>
        <dd>{year.work.length === 0 ? t('none') : year.work.map(short).join('、')}</dd>
      </dl>
      <p className="yk-small yk-quiet">
        {year.loaded === null
          ? t('builtIn')
          : t('loaded', { edition: year.loaded.edition, at: f.instant(year.loaded.at) })}
        {year.notices.map((address) => (
          <span key={address}>
            {' · '}
            <a href={address} target="_blank" rel="noreferrer">
              {t('notice')}
            </a>
          </span>
        ))}
      </p>
    </section>
  )
}

/** Counts working days from a date, as every term of the house is counted. */
function Ask() {
  const t = useText(messages)
  const f = useFormat()
  const [typed, setTyped] = useState({ from: '', days: '5' })
  const [asked, setAsked] = useState<{ from: string; days: string } | null>(null)
  const view = useView<{ date: string; festival: string | null; provisional: boolean }>(
    '/calendar/workdays',
    asked ?? {},
    { enabled: asked !== null },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(typed)
  }
  return (
    <form className="yk-cal-ask" onSubmit={submit} aria-label={t('askTitle')}>
      <label>
        {t('askFrom')}{' '}
        <input
          type="date"
          className="yk-input"
          required
          value={typed.from}
          onChange={(event) => setTyped({ ...typed, from: event.target.value })}
        />
      </label>
      <label>
        {t('askDays')}{' '}
        <input
          type="number"
          className="yk-input yk-cal-count"
          required
          min={-2000}
          max={2000}
          value={typed.days}
          onChange={(event) => setTyped({ ...typed, days: event.target.value })}
        />
      </label>
      <button type="submit" className="yk-button">
        {t('askTitle')}
      </button>
      <output>
        {asked !== null && view.data ? <strong>{t('answer', { date: f.date(view.data.date) })}</strong> : null}
        {asked !== null && view.data?.provisional ? (
          <span className="yk-cal-provisional"> {t('provisional', { year: view.data.date.slice(0, 4) })}</span>
        ) : null}
      </output>
      {view.error && asked !== null ? <ErrorState problem={view.error} /> : null}
    </form>
  )
}
