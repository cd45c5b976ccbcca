import { useState } from 'react'
import { useParams } from 'react-router'
import type { IndicatorView, MapView, SeriesView } from '../../../src/contexts/statistics/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { Definition } from './Definition.tsx'
import { messages } from './messages.ts'
import { Places } from './Places.tsx'
import { SeriesChart } from './SeriesChart.tsx'
import { SeriesTable } from './SeriesTable.tsx'
import { Value } from './Value.tsx'
import { Why } from './Why.tsx'
import './statistics.css'

/** One indicator: its figures over time with restatements, by region, its definition, and why each number is what it is. */
export default function Indicator() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const pick = usePick()
  const account = useAccount()
  const jurisdiction = account?.jurisdiction ?? ''
  const [region, setRegion] = useState('')
  const [known, setKnown] = useState('')
  const [opened, setOpened] = useState<{ region: string; asOf: string } | null>(null)
  const about = useView<{ indicator: IndicatorView; versions: IndicatorView[] }>(`/statistics/indicators/${code}`)
  const level = jurisdiction.endsWith('00') ? 'county' : 'township'
  const map = useView<MapView>('/statistics/map', { indicator: code, level })
  const series = useView<SeriesView>('/statistics/series', { indicator: code, region, asOfRecorded: known })
  if (about.error) return <ErrorState problem={about.error} onRetry={() => void about.refetch()} />
  if (about.data === undefined) return <LoadingState />
  const { indicator, versions } = about.data
  const items = series.data?.items ?? []
  const newest = items.at(-1)
  const own = jurisdiction.padEnd(12, '0')
  return (
    <>
      <PageHead
        up={{ to: '/console/statistics/indicators', label: t('up') }}
        title={pick(indicator.name)}
        tags={indicator.families.map((each) => (
          <span key={each} className="yk-stat-tag">
            {each}
          </span>
        ))}
        lead={indicator.readable === null ? t('signedFor') : pick(indicator.readable)}
      />
      <div className="yk-stat-bar">
        <label className="yk-field">
          <span className="yk-small">{t('region')}</span>
          <select className="yk-input" value={region} onChange={(event) => setRegion(event.target.value)}>
            <option value="">{account?.jurisdictionName ?? jurisdiction}</option>
            {(map.data?.items ?? []).map((each) => (
              <option key={each.region} value={each.region}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label className="yk-field">
          <span className="yk-small">{t('asKnown')}</span>
          <input
            className="yk-input"
            type="date"
            value={known}
            title={t('asKnownHelp')}
            onChange={(event) => setKnown(event.target.value)}
          />
        </label>
        {known === '' ? null : (
          <button type="button" className="yk-button" onClick={() => setKnown('')}>
            {t('clear')}
          </button>
        )}
        {newest === undefined ? null : (
          <button
            type="button"
            className="yk-stat-newest"
            aria-label={t('why')}
            title={t('why')}
            onClick={() => setOpened({ region: region || own, asOf: newest.asOf })}
          >
            <Value value={newest.value} unit={indicator.unit} decimals={indicator.decimals} />
          </button>
        )}
      </div>
      <Why indicator={code} place={opened} onClose={() => setOpened(null)} />
      {series.error ? <ErrorState problem={series.error} onRetry={() => void series.refetch()} /> : null}
      {series.isPending ? <LoadingState /> : null}
      {series.isSuccess && items.length === 0 ? (
        <EmptyState title={t('noSeries')} text={t('noSeriesText')} heading="h2" />
      ) : null}
      {items.length > 0 ? (
        <section className="yk-stat-part">
          <h2>{t('series')}</h2>
          <SeriesChart indicator={indicator} items={items} />
          <SeriesTable
            indicator={indicator}
            items={items}
            onWhy={(asOf) => setOpened({ region: region || own, asOf })}
          />
        </section>
      ) : null}
      {map.data === undefined ? null : (
        <Places indicator={indicator} map={map.data} onWhy={(place, asOf) => setOpened({ region: place, asOf })} />
      )}
      <Definition indicator={indicator} versions={versions} />
    </>
  )
}
