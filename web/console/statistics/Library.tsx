import { useDeferredValue, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { IndicatorView } from '../../../src/contexts/statistics/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { IndicatorForm } from './IndicatorForm.tsx'
import { messages } from './messages.ts'
import { useUnit } from './units.ts'
import './statistics.css'

const numberOf = (family: string | undefined) =>
  family === undefined ? Number.MAX_SAFE_INTEGER : Number(family.slice(1))
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** The indicator library: search, family, source; each with its formula in words. */
export default function Library() {
  const t = useText(messages)
  const pick = usePick()
  const unitOf = useUnit()
  const view = useView<{ items: IndicatorView[] }>('/statistics/indicators')
  const [q, setQ] = useState('')
  const [family, setFamily] = useState('')
  const [source, setSource] = useState('')
  const [adding, setAdding] = useState(false)
  const may = useMay()
  const navigate = useNavigate()
  const asked = plain(useDeferredValue(q))
  const items = useMemo(
    () => (view.data?.items ?? []).toSorted((a, b) => numberOf(a.families[0]) - numberOf(b.families[0])),
    [view.data],
  )
  const families = useMemo(
    () => [...new Set(items.flatMap((each) => each.families))].sort((a, b) => numberOf(a) - numberOf(b)),
    [items],
  )
  const shown = items.filter(
    (each) =>
      (family === '' || each.families.includes(family)) &&
      (source === '' || each.source === source) &&
      [each.code, each.name.zh, each.name.en, ...each.aliases].some((text) => plain(text).includes(asked)),
  )
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {may('indicator.manage') ? (
        <button type="button" className="yk-button yk-noprint" onClick={() => setAdding(true)}>
          {t('addIndicator')}
        </button>
      ) : null}
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('addIndicator')}>
        {adding ? <IndicatorForm onDone={(code) => void navigate(`/console/statistics/indicators/${code}`)} /> : null}
      </Sheet>
      <search className="yk-stat-bar">
        <label className="yk-field yk-stat-grow">
          <span className="yk-small">{t('name')}</span>
          <input
            className="yk-input"
            type="search"
            value={q}
            placeholder={t('search')}
            onChange={(event) => setQ(event.target.value)}
          />
        </label>
        <label className="yk-field">
          <span className="yk-small">{t('family')}</span>
          <select className="yk-input" value={family} onChange={(event) => setFamily(event.target.value)}>
            <option value="">{t('all')}</option>
            {families.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label className="yk-field">
          <span className="yk-small">{t('source')}</span>
          <select className="yk-input" value={source} onChange={(event) => setSource(event.target.value)}>
            <option value="">{t('all')}</option>
            <option value="registers">{t('registers')}</option>
            <option value="external">{t('external')}</option>
          </select>
        </label>
      </search>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess ? (
        <p className="yk-quiet yk-small" role="status">
          {t('found', { count: shown.length })}
        </p>
      ) : null}
      {view.isSuccess && shown.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      <ul className="yk-stat-list">
        {shown.map((each) => (
          <li key={each.code}>
            <div className="yk-row">
              <Link to={`/console/statistics/indicators/${each.code}`}>{pick(each.name)}</Link>
              <span className="yk-quiet">{unitOf(each.unit)}</span>
              {each.families.map((one) => (
                <span key={one} className="yk-stat-tag">
                  {one}
                </span>
              ))}
              {each.origin === 'local' ? <span className="yk-stat-tag">{t('local')}</span> : null}
            </div>
            <p className="yk-small">{each.readable === null ? t('signedFor') : pick(each.readable)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
