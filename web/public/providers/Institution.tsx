import { Link, useParams } from 'react-router'
import type { PublicSitePage } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { Fee, SiteTags } from './Directory.tsx'
import { messages } from './messages.ts'
import './providers.css'

/** A site for everybody: what holds today, what it costs, what was promised and what was broken. */
export default function Institution() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { id = '' } = useParams()
  const view = useView<PublicSitePage>(`/public/providers/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const site = view.data
  const count = (value: number | null) => (value === null ? null : f.number(value))
  return (
    <>
      <PageHead
        title={site.name}
        up={{ to: '/providers', label: t('back') }}
        lead={`${pick(site.kindTitle)} · ${site.regionName}`}
        actions={
          site.phone === null ? null : (
            <a className="yk-button yk-button--primary" href={`tel:${site.phone.replaceAll(/[^\d+]/g, '')}`}>
              {t('call', { phone: site.phone })}
            </a>
          )
        }
      />
      <SiteTags site={site} />
      {site.ban === null ? null : (
        <p className="yk-inst-ban" role="note">
          {t('banned', { until: site.ban.until === null ? '' : t('bannedUntil', { date: f.date(site.ban.until) }) })}
        </p>
      )}
      <div className="yk-inst-page">
        <section className="yk-card">
          <Facts
            facts={[
              [t('price'), <Fee key="fee" site={site} />],
              [t('operator'), site.organisationName],
              [
                t('creditCode'),
                <span key="code" className="yk-num">
                  {site.creditCode}
                </span>,
              ],
              [t('address'), site.address],
              [t('opened'), site.openedOn === null ? null : f.date(site.openedOn)],
              [t('area'), site.floorArea === null ? null : `${f.number(site.floorArea)} ㎡`],
              [t('beds'), count(site.fullBeds)],
              [t('nursing'), count(site.nursingBeds)],
              [t('dayBeds'), count(site.dayBeds)],
              [t('places'), count(site.childcarePlaces)],
            ]}
          />
        </section>
        <section className="yk-card">
          <h2>{t('holds')}</h2>
          {site.standings.length === 0 ? <p className="yk-quiet">{t('holdsNone')}</p> : null}
          <ul className="yk-inst-lines">
            {site.standings.map((each) => (
              <li key={`${each.kind} ${each.from} ${each.label}`}>
                <strong>{each.label}</strong>{' '}
                <span className="yk-small yk-num">
                  {t('since', { date: f.date(each.from) })}{' '}
                  {each.until === null ? t('noEnd') : t('until', { date: f.date(each.until) })}
                </span>
                <p className="yk-small">
                  {each.certificate === null ? (
                    <span className="yk-quiet">{t('before')}</span>
                  ) : (
                    <Link to={`/verify?number=${encodeURIComponent(each.certificate)}`}>
                      {t('verify', { number: each.certificate })}
                    </Link>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
        <section className="yk-card">
          <h2>{t('commitments')}</h2>
          {site.commitments.length === 0 ? <p className="yk-quiet">{t('noCommitments')}</p> : null}
          <ul className="yk-inst-lines">
            {site.commitments.map((each) => (
              <li key={each.id}>
                <p>{each.text}</p>
                <p className="yk-small yk-num">
                  {t('since', { date: f.date(each.from) })}{' '}
                  {each.until === null ? t('noEnd') : t('until', { date: f.date(each.until) })}
                </p>
                {each.breaches.length === 0 ? <p className="yk-small yk-quiet">{t('noBreach')}</p> : null}
                {each.breaches.map((breach) => (
                  <div key={breach.id} className="yk-inst-breach">
                    <p>
                      <strong>{t('breaches')}</strong> <span className="yk-num">{f.date(breach.foundOn)}</span> ·{' '}
                      {t(`severity_${breach.severity}`)}
                    </p>
                    <p>{breach.what}</p>
                    <p className="yk-small">
                      {breach.mendedOn === null
                        ? t('notMended')
                        : t('mended', { date: f.date(breach.mendedOn), note: breach.mendedNote ?? '' })}
                    </p>
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </section>
        <section className="yk-card">
          <h2>{t('papers')}</h2>
          {site.papers.length === 0 ? <p className="yk-quiet">{t('papersNone')}</p> : null}
          <ul className="yk-inst-lines">
            {site.papers.map((each) => (
              <li key={`${each.kind} ${each.subkind} ${each.title} ${each.until}`}>
                {each.title}{' '}
                <span className="yk-small yk-quiet">
                  {each.party} {each.until === null ? t('noEnd') : t('until', { date: f.date(each.until) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
        {site.sites.length === 0 ? null : (
          <section className="yk-card">
            <h2>{t('others')}</h2>
            <ul className="yk-inst-lines">
              {site.sites.map((each) => (
                <li key={each.id}>
                  <Link to={`/providers/${each.id}`}>{each.name}</Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <p className="yk-small yk-quiet" style={{ marginTop: 'var(--s4)' }}>
        {t('asOf', { date: f.date(site.asOf) })}
      </p>
    </>
  )
}
