import type { BuildingTerms } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { StateTag } from '../../../shared/parts/StateTag.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { AppointForm, TermForm } from './TermForms.tsx'
import './buildings.css'

/** Which unit decides each step of a building project, and within which time facilities are handed over. */
export default function Terms() {
  const t = useText(messages)
  const view = useView<BuildingTerms>('/territory/building-terms')
  return (
    <>
      <PageHead
        up={{ to: '/console/territory/buildings', label: t('projectsUp') }}
        title={t('terms')}
        lead={t('termsLead')}
      />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <div className="yk-bld-terms">
          <Authorities found={view.data} />
          <Handover found={view.data} />
        </div>
      )}
    </>
  )
}

type Part = { found: BuildingTerms }

function Authorities({ found }: Part) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('authorities')}</h2>
      <dl className="yk-bld-facts">
        {found.steps.map((each) => (
          <div key={each.step}>
            <dt>{pick(each.title)}</dt>
            <dd>
              {each.now ?? <span className="yk-quiet">{t('nobody')}</span>}
              {each.appointed.length === 0 || (each.appointed.length === 1 && each.now !== null) ? null : (
                <details>
                  <summary>{t('before')}</summary>
                  <ul>
                    {each.appointed.map((one) => (
                      <li key={one.from}>
                        <span className="yk-num">{t('fromDay', { date: f.date(one.from) })}</span> {one.unit}{' '}
                        <span className="yk-small yk-quiet">{one.by}</span>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="yk-small yk-quiet">{t('streetTakes')}</p>
      {found.may.arrange ? (
        <details className="yk-noprint">
          <summary>{t('appoint')}</summary>
          <AppointForm steps={found.steps.map(({ step, title }) => ({ value: step, label: pick(title) }))} />
        </details>
      ) : null}
    </section>
  )
}

function Handover({ found }: Part) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('handoverTerms')}</h2>
      <ul className="yk-bld-decisions">
        {found.terms.map((term) => (
          <li
            key={`${term.region} ${term.from}`}
            className={`yk-bld-decision${term.inForce ? ' yk-bld-decision--pass' : ''}`}
          >
            <p>
              <strong>{t(`term_${term.unit}`, { count: term.amount })}</strong> ·{' '}
              {t('warnBefore', { count: term.warnDays })}{' '}
              {term.inForce ? <StateTag state="met" text={t('inForce')} /> : null}
            </p>
            <p className="yk-small">
              {term.region === '' ? t('wholeCountry') : t(term.own ? 'ownCounty' : 'upperLevel')}
              {term.region === '' ? null : (
                <span className="yk-num"> · {t('fromDay', { date: f.date(term.from) })}</span>
              )}
            </p>
            <p className="yk-small yk-quiet">
              {term.source}
              {term.certain ? null : <strong> · {t('toCheck')}</strong>}
            </p>
          </li>
        ))}
      </ul>
      {found.may.arrange ? (
        <details className="yk-noprint">
          <summary>{t('setTerm')}</summary>
          <TermForm />
        </details>
      ) : null}
    </section>
  )
}
