import { Link } from 'react-router'
import type { BreachView, OrganisationView, StandingView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Tag } from '../../shared/parts/Tag.tsx'
import { messages } from './messages-organisations.ts'
import { TermTag } from './TermTag.tsx'

/** What an organisation was granted and promised, with the rules of each decision and the breaches of each promise. */
export function Standings({
  view,
  onBreach,
  onMend,
}: {
  view: OrganisationView
  onBreach: (commitment: StandingView) => void
  onMend: (breach: BreachView) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('standings')}</h2>
      {view.standings.length === 0 ? <p className="yk-quiet">{t('noStandings')}</p> : null}
      <ul className="yk-lines">
        {view.standings.map((each) => {
          const site = view.sites.find((one) => one.id === each.site)
          const breaches = view.breaches.filter((one) => one.commitment === each.id)
          return (
            <li key={each.id} data-off={each.state === 'ended' || undefined}>
              <div className="yk-line-head">
                <span>
                  <span className="yk-quiet">{t(`kind_${each.kind}`)}</span> <strong>{each.label}</strong>
                  {each.detail.total === undefined ? null : ` ${t('total', { total: each.detail.total })}`}
                </span>
                <TermTag state={each.state} />
              </div>
              <p className="yk-small yk-line-acts">
                {site === undefined ? null : <span>{site.name}</span>}
                <span className="yk-num">
                  {f.day(each.from)} {each.until === null ? t('noEnd') : t('until', { date: f.day(each.until) })}
                </span>
                {each.certificate === null ? null : (
                  <Link to={`/console/certificates?q=${encodeURIComponent(view.name)}`}>
                    {t('certificate', { number: each.certificate })}
                  </Link>
                )}
                {each.casefile === null ? (
                  <span className="yk-quiet">{t('fromRegister')}</span>
                ) : (
                  <Link to={`/console/cases/${each.casefile}`}>{t('fromCase', { number: each.caseNumber ?? '' })}</Link>
                )}
                {each.follows === null ? null : <span className="yk-quiet">{t('follows')}</span>}
              </p>
              {each.endedOn === null ? null : (
                <p className="yk-small">
                  {t('endedWhy', { date: f.day(each.endedOn), reason: each.endedReason ?? '' })}
                </p>
              )}
              {each.detail.text ? <blockquote className="yk-small">{each.detail.text}</blockquote> : null}
              {each.detail.rules === undefined || each.detail.rules.length === 0 ? null : (
                <Rules rules={each.detail.rules} />
              )}
              {breaches.map((breach) => (
                <div key={breach.id} className="yk-prov-breach">
                  <p>
                    <Tag tone="bad">{t(`severity_${breach.severity}`)}</Tag> {breach.what}
                  </p>
                  <p className="yk-small yk-line-acts">
                    <span className="yk-num">{f.day(breach.foundOn)}</span>
                    <span>{t(`source_${breach.source}`)}</span>
                    <span>{breach.evidence}</span>
                    <span>
                      {breach.mendedOn === null
                        ? t('notMended')
                        : t('mendedOn', { date: f.day(breach.mendedOn), note: breach.mendedNote ?? '' })}
                    </span>
                    {breach.mendedOn === null && view.may.decide ? (
                      <button type="button" className="yk-linkish" onClick={() => onMend(breach)}>
                        {t('mend')}
                      </button>
                    ) : null}
                  </p>
                </div>
              ))}
              {each.kind === 'commitment' && view.may.decide && each.state !== 'ended' ? (
                <p>
                  <button type="button" className="yk-linkish yk-small" onClick={() => onBreach(each)}>
                    {t('breach')}
                  </button>
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Rules({ rules }: { rules: NonNullable<StandingView['detail']['rules']> }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <details className="yk-small">
      <summary>{t('rules')}</summary>
      <ul>
        {rules.map((rule) => (
          <li key={rule.rule}>
            <Tag tone={rule.result === 'pass' ? 'good' : rule.result === 'fail' ? 'bad' : 'warn'}>
              {t(`result_${rule.result}`)}
            </Tag>{' '}
            {pick(rule.title)} <span className="yk-quiet">{rule.filled}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
