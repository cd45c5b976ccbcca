import { useState } from 'react'
import type { ExternalFigure, IndicatorView } from '../../../src/contexts/statistics/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { FigureHistory } from './FigureHistory.tsx'
import { messages } from './messages.ts'
import { ReplaceForm } from './ReplaceForm.tsx'
import { SignForm } from './SignForm.tsx'
import { Value } from './Value.tsx'
import './statistics.css'

/** Figures from outside: what stands, who signed for it, and the ways to sign and replace. */
export default function External() {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const maySign = useMay()('statistics.external.sign')
  const [all, setAll] = useState(false)
  const [signing, setSigning] = useState(false)
  const [replacing, setReplacing] = useState<ExternalFigure | null>(null)
  const [looking, setLooking] = useState<ExternalFigure | null>(null)
  const list = useList<ExternalFigure>('/statistics/external', all ? { all } : {})
  const indicators = useView<{ items: IndicatorView[] }>('/statistics/indicators').data?.items ?? []
  const regions = useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []
  const about = new Map(indicators.map((each) => [each.code, each]))
  const placed = new Map(regions.map((each) => [each.code, each.name]))
  return (
    <>
      <PageHead
        title={t('extTitle')}
        lead={t('extLead')}
        actions={
          maySign ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setSigning(true)}>
              {t('sign')}
            </button>
          ) : undefined
        }
      />
      <label className="yk-row">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
        {t('showAll')}
      </label>
      <SignForm open={signing} onClose={() => setSigning(false)} indicators={indicators} regions={regions} />
      <ReplaceForm
        figure={replacing}
        onClose={() => setReplacing(null)}
        unit={about.get(replacing?.indicator ?? '')?.unit ?? ''}
      />
      <FigureHistory
        figure={looking}
        onClose={() => setLooking(null)}
        indicator={about.get(looking?.indicator ?? '')}
      />
      {list.loading ? <LoadingState /> : null}
      {list.problem ? <ErrorState problem={list.problem} onRetry={list.retry} /> : null}
      {!list.loading && !list.problem && list.rows.length === 0 ? (
        <EmptyState title={t('extNone')} text={t('extNoneText')} heading="h2" />
      ) : null}
      {list.rows.length === 0 ? null : (
        <div className="yk-stat-scroll">
          <table className="yk-stat-table">
            <thead>
              <tr>
                <th>{t('indicator')}</th>
                <th>{t('region')}</th>
                <th>{t('period')}</th>
                <th>{t('value')}</th>
                <th>{t('from')}</th>
                <th>{t('signer')}</th>
                <th>
                  <span className="yk-sr">{t('replace')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((row) => {
                const indicator = about.get(row.indicator)
                return (
                  <tr key={row.id}>
                    <td>{indicator === undefined ? row.indicator : pick(indicator.name)}</td>
                    <td className="yk-num">{placed.get(row.region) ?? row.region}</td>
                    <td className="yk-num">{row.period}</td>
                    <td>
                      <button
                        type="button"
                        className="yk-linkish"
                        title={t('historyOf')}
                        onClick={() => setLooking(row)}
                      >
                        <Value value={row.value} unit={indicator?.unit ?? ''} decimals={indicator?.decimals ?? 2} />
                      </button>
                      {row.reason === null ? null : <p className="yk-small yk-quiet">{row.reason}</p>}
                    </td>
                    <td>{row.source}</td>
                    <td>
                      {row.signedName}
                      <p className="yk-small yk-quiet">{f.instant(row.signedAt)}</p>
                    </td>
                    <td>
                      {row.replacedBy !== null ? <span className="yk-stat-tag">{t('replaced')}</span> : null}
                      {row.replacedBy === null && maySign ? (
                        <button type="button" className="yk-button" onClick={() => setReplacing(row)}>
                          {t('replace')}
                        </button>
                      ) : null}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {list.hasMore ? (
        <button type="button" className="yk-button" disabled={list.loadingMore} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  )
}
