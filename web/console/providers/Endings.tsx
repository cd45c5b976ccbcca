import { useState } from 'react'
import { Link } from 'react-router'
import type { EndingView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-acts-beds.ts'
import './providers.css'

const shift = (day: string, days: number) => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** What ends when, month by month: what has ended and was not replaced first. */
export default function Endings() {
  const t = useText(messages)
  const f = useFormat()
  const [kind, setKind] = useState('')
  const [day] = useState(todayInChina)
  const view = useView<{ items: EndingView[] }>('/providers/endings', {
    since: shift(day, -92),
    until: shift(day, 366),
  })
  const all = view.data?.items ?? []
  const kinds = [...new Set(all.map((each) => each.what))]
  const shown = all.filter((each) => kind === '' || each.what === kind)
  const months = Map.groupBy(shown, (each) => (each.state === 'expired' ? '' : each.until.slice(0, 7)))
  return (
    <>
      <PageHead title={t('endings')} lead={t('endingsLead')} up={{ to: '/console/providers', label: t('home') }} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data !== undefined && all.length === 0 ? (
        <EmptyState title={t('noEndings')} text={t('noEndingsText')} heading="h2" />
      ) : null}
      {all.length === 0 ? null : (
        <fieldset className="yk-prov-filters" style={{ marginBlock: 'var(--s4)' }}>
          <legend className="yk-sr">{t('kindFilter')}</legend>
          {['', ...kinds].map((each) => (
            <button
              key={each}
              type="button"
              className="yk-button"
              aria-pressed={each === kind}
              onClick={() => setKind(each)}
            >
              {each === '' ? t('allKinds') : t(`what_${each}` as 'what_licence')}{' '}
              <span className="yk-num">{each === '' ? all.length : all.filter((one) => one.what === each).length}</span>
            </button>
          ))}
        </fieldset>
      )}
      <div className="yk-prov-months">
        {[...months].map(([month, items]) => (
          <section key={month} className="yk-card yk-prov-month" data-past={month === '' || undefined}>
            <h2>
              <span>{month === '' ? t('already') : t('monthOf', { month: f.date(month) })}</span>
              <span className="yk-num yk-quiet">{items.length}</span>
            </h2>
            <ul className="yk-lines">
              {items.map((each) => (
                <li key={each.id}>
                  <div className="yk-line-head">
                    <Link to={`/console/providers/${each.organisation}`}>{each.title}</Link>
                    <Tag tone={each.state === 'expired' ? 'bad' : 'warn'}>
                      {t(`what_${each.what}` as 'what_licence')}
                    </Tag>
                  </div>
                  <p className="yk-small yk-line-acts">
                    <span>{each.siteName ?? each.organisationName}</span>
                    <span className="yk-num">{t('until', { date: f.day(each.until) })}</span>
                  </p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}
