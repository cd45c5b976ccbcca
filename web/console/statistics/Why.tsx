import { useState } from 'react'
import { Link } from 'react-router'
import type { Explanation } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { useReason } from './reason.ts'
import { Value } from './Value.tsx'

/** The sheet behind a figure of a region and day. */
export function Why({
  indicator,
  place,
  onClose,
}: {
  indicator: string
  place: { region: string; asOf: string } | null
  onClose: () => void
}) {
  const t = useText(messages)
  const view = useView<Explanation>(
    '/statistics/why',
    { indicator, region: place?.region, asOf: place?.asOf },
    { enabled: place !== null },
  )
  return (
    <Sheet open={place !== null} onClose={onClose} title={t('why')}>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : <Body why={view.data} />}
    </Sheet>
  )
}

function Body({ why }: { why: Explanation }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const reasonOf = useReason()
  const [copied, setCopied] = useState(false)
  const { indicator, external, bounds } = why
  const cite = () => {
    const value = `${f.number(why.value, indicator.decimals)}${indicator.unit}`
    const text = `${why.region.name}${pick(indicator.name)}：${value}（${f.date(why.asOf)}，${indicator.code} v${indicator.version}）`
    void navigator.clipboard.writeText(text).then(() => setCopied(true))
  }
  return (
    <div className="yk-stack">
      <div>
        <p>{pick(indicator.name)}</p>
        <p className="yk-quiet">{t('whyOf', { region: why.region.name, date: f.date(why.asOf) })}</p>
        <p className="yk-stat-big">
          <Value value={why.value} unit={indicator.unit} decimals={indicator.decimals} />
        </p>
        {bounds === null ? null : <p>{t('between', { low: f.number(bounds.low), high: f.number(bounds.high) })}</p>}
        {why.recorded ? null : <p className="yk-quiet">{t('notRecorded')}</p>}
      </div>
      {why.filled === '' || external !== null ? null : (
        <div>
          <h3>{t('filled')}</h3>
          <p className="yk-stat-formula">{why.filled}</p>
        </div>
      )}
      {external === null ? null : (
        <Facts
          facts={[
            [t('from'), external.source],
            [t('period'), external.period],
            [t('file'), external.file ?? t('noFile')],
            [t('signer'), t('signedBy', { name: external.signedBy, at: f.instant(external.signedAt) })],
          ]}
        />
      )}
      {why.inputs.length === 0 ? null : (
        <div>
          <h3>{t('inputs')}</h3>
          <ul className="yk-stat-inputs">
            {why.inputs.map((input) => (
              <li key={input.name}>
                <span>{pick(input.label)}</span>
                <strong className="yk-num">{f.number(input.value)}</strong>
                <span className="yk-quiet yk-small">
                  {pick(input.source.label)} · {t('records', { count: input.records })}
                  {input.unknown > 0 ? ` · ${t('missing', { count: input.unknown })}` : ''}
                </span>
                {input.source.href === null ? null : <Link to={input.source.href}>{t('openRecords')}</Link>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {why.history.length < 2 ? null : (
        <div>
          <h3>{t('history')}</h3>
          <ol className="yk-stat-versions">
            {why.history.map((each) => (
              <li key={each.revision}>
                <Value value={each.value} unit={indicator.unit} decimals={indicator.decimals} />{' '}
                <span className="yk-quiet">{f.instant(each.recordedAt)}</span>
                {each.reason === null ? null : <p className="yk-small">{reasonOf(each.reason)}</p>}
              </li>
            ))}
          </ol>
        </div>
      )}
      <button type="button" className="yk-button" onClick={cite}>
        {copied ? t('copied') : t('cite')}
      </button>
    </div>
  )
}
