import { useState } from 'react'
import { Link } from 'react-router'
import type { Why } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-targets.ts'

/** Why a target shows its number: formula with the numbers filled in, inputs with their records, clause. */
export function WhySheet({ id, asOf }: { id: string; asOf: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [copied, setCopied] = useState(false)
  const view = useView<Why>(`/plan/targets/${id}/why`, { asOf })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { explanation: why, clause, printed } = view.data
  const cite = async () => {
    const value = why === null ? '' : ` ${f.number(why.value)}（${f.date(why.asOf)}）${why.filled}`
    await navigator.clipboard.writeText(
      `${printed}${value}；${clause.title}${clause.number === null ? '' : `（${clause.number}）`} ${clause.clause}`,
    )
    setCopied(true)
  }
  return (
    <div className="yk-stack">
      {why === null ? (
        <p>{t('noExplain')}</p>
      ) : (
        <>
          <p>
            <strong>{pick(why.indicator.name)}</strong>
            <br />
            {why.region.name} · {f.date(why.asOf)}
          </p>
          <div>
            <h3>{t('formula')}</h3>
            <p className="yk-num yk-plan-formula">{why.filled || '—'}</p>
            {why.bounds === null ? null : (
              <p className="yk-small">
                {t('bounds', { low: f.number(why.bounds.low), high: f.number(why.bounds.high) })}
              </p>
            )}
          </div>
          {why.external === null ? null : (
            <p>
              {t('external', { source: why.external.source, period: why.external.period, who: why.external.signedBy })}
            </p>
          )}
          {why.inputs.length === 0 ? null : (
            <div>
              <h3>{t('inputs')}</h3>
              <ul className="yk-stack">
                {why.inputs.map((input) => (
                  <li key={input.name}>
                    <p className="yk-row">
                      <span>{pick(input.label)}</span>
                      <strong className="yk-num">{f.number(input.value)}</strong>
                      {input.unknown > 0 ? (
                        <span className="yk-plan-hatch">{t('unknownRecords', { count: input.unknown })}</span>
                      ) : null}
                    </p>
                    <p className="yk-quiet yk-small">
                      {pick(input.source.label)} · {t('records', { count: input.records })}{' '}
                      {input.source.href === null ? null : <Link to={input.source.href}>{t('openRecords')}</Link>}
                    </p>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {why.history.length > 1 ? (
            <div>
              <h3>{t('history')}</h3>
              <ol>
                {why.history.map((each) => (
                  <li key={each.revision} className="yk-small">
                    <span className="yk-num">{f.number(each.value)}</span> ·{' '}
                    {t('recorded', { when: f.instant(each.recordedAt) })} {each.reason}
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
        </>
      )}
      <div>
        <h3>{t('clause')}</h3>
        <blockquote className="yk-small">{clause.quote}</blockquote>
        <Link
          className="yk-plan-chip"
          to={`/console/plan/papers/${clause.paper}?start=${clause.start}&end=${clause.end}`}
        >
          {clause.title} {clause.clause}
        </Link>
      </div>
      <button type="button" className="yk-button" onClick={() => void cite()}>
        {t(copied ? 'copied' : 'copy')}
      </button>
    </div>
  )
}
