import { Link } from 'react-router'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import type { Entry } from '../store/model.ts'
import { flush, putAway } from '../store/store.ts'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'

/** What stands on this device: what needs the person, what waits, what arrived. In words. */
export default function Unsent() {
  const t = useText(messages)
  const { entries, sending, online, failed } = useField()
  const needs = entries.filter((each) => each.outcome?.state === 'refused')
  const waiting = entries.filter((each) => each.outcome === null || each.outcome.state === 'waiting')
  const arrived = entries.filter((each) => each.outcome?.state === 'done').toReversed()
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      <p className="yk-quiet">{t('lead')}</p>
      {failed === null ? null : (
        <p className="yk-fd-problem" role="status">
          {t('failed', { why: failed })}
        </p>
      )}
      {entries.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {needs.length === 0 ? null : (
        <section className="yk-stack">
          <h2>{t('needsYou')}</h2>
          <p>{t('needsYouText')}</p>
          <Lines entries={needs} />
        </section>
      )}
      {waiting.length === 0 ? null : (
        <section className="yk-stack">
          <h2>{t('waiting')}</h2>
          <Lines entries={waiting} />
          <button
            type="button"
            className="yk-button yk-button--primary yk-fd-big"
            disabled={sending || !online}
            onClick={() => void flush()}
          >
            {t(sending ? 'sending' : 'sendNow')}
          </button>
        </section>
      )}
      {arrived.length === 0 ? null : (
        <section className="yk-stack">
          <h2>{t('arrived')}</h2>
          <Lines entries={arrived} />
        </section>
      )}
    </div>
  )
}

function Lines({ entries }: { entries: readonly Entry[] }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const pick = usePick()
  return (
    <ul className="yk-fd-entries">
      {entries.map(({ operation, title, subject, outcome }) => (
        <li key={operation.id}>
          <strong>{title}</strong>
          <span className="yk-quiet yk-num">{f.instant(operation.at)}</span>
          <span>
            {[
              outcome === null ? t('local') : outcome.state === 'waiting' ? t('held') : null,
              outcome?.state === 'done' ? t('done') : null,
              outcome?.late ? t('late') : null,
              outcome?.clock === 'corrected' ? t('corrected') : null,
              outcome?.clock === 'doubtful' ? t('doubtful') : null,
              outcome?.result?.confirmed === 'code-wrong' ? t('wrongCode') : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {outcome?.reason ? (
            <>
              <span className="yk-fd-problem">
                {outcome.reason[lng]}
                {outcome.reason.next === null ? '' : ` ${pick(outcome.reason.next)}`}
              </span>
              <span className="yk-row">
                {operation.kind === 'visit.record' && subject !== null ? (
                  <Link className="yk-button" to={`/field/visits/${subject}`}>
                    {t('again')}
                  </Link>
                ) : null}
                <button type="button" className="yk-button" onClick={() => void putAway(operation.id)}>
                  {t('putAway')}
                </button>
              </span>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
