import { Link } from 'react-router'
import type { OrganisationView, SiteView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Tag } from '../../shared/parts/Tag.tsx'
import { messages } from './messages-organisations.ts'

/** The sites of an organisation, each with what is known and what holds of it. */
export function Sites({ view, onChange }: { view: OrganisationView; onChange: (site: SiteView) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-card yk-file-card">
      <h2>
        {t('sites')} <span className="yk-num yk-quiet">{view.sites.length}</span>
      </h2>
      {view.sites.length === 0 ? <p className="yk-quiet">{t('noSites')}</p> : null}
      <ul className="yk-lines">
        {view.sites.map((site) => {
          const filing = view.standings.find(
            (each) => each.site === site.id && each.kind === 'filing' && ['valid', 'soon'].includes(each.state),
          )
          const grade = view.standings.find(
            (each) => each.site === site.id && each.kind === 'grade' && ['valid', 'soon'].includes(each.state),
          )
          const beds = view.beds.find((each) => each.site === site.id)
          const facts = [
            view.kinds[site.kind] === undefined ? site.kind : pick(view.kinds[site.kind]!),
            site.regionName,
            site.floorArea === null ? null : `${f.number(site.floorArea)} ㎡`,
            site.fullBeds === null ? null : `${t('fullBeds')} ${site.fullBeds}`,
            site.dayBeds === null ? null : `${t('dayBeds')} ${site.dayBeds}`,
            site.childcarePlaces === null ? null : `${t('childcarePlaces')} ${site.childcarePlaces}`,
            site.feeLowFen === null && site.feeHighFen === null
              ? null
              : `${t('fee')} ${t('feeSpan', { low: f.money(site.feeLowFen), high: f.money(site.feeHighFen) })}`,
          ].filter(Boolean)
          return (
            <li key={site.id} data-off={site.state === 'closed' || undefined}>
              <div className="yk-line-head">
                <strong>{site.name}</strong>
                <span className="yk-prov-tags">
                  {site.state === 'open' ? null : (
                    <Tag tone={site.state === 'suspended' ? 'warn' : 'bad'}>{t(`state_${site.state}`)}</Tag>
                  )}
                  {filing === undefined ? (
                    site.state === 'open' ? (
                      <Tag tone="warn">{t('unfiled')}</Tag>
                    ) : null
                  ) : (
                    <Tag tone="good">{t('filedSince', { date: f.day(filing.from) })}</Tag>
                  )}
                  {grade === undefined ? null : <Tag tone="good">{grade.label}</Tag>}
                </span>
              </div>
              <p className="yk-small">{facts.join(' · ')}</p>
              <p className="yk-small yk-line-acts">
                <span className="yk-num yk-quiet">{site.code}</span>
                {site.facility === null ? null : (
                  <Link to={`/console/territory/facilities/${encodeURIComponent(site.facility)}`}>{site.facility}</Link>
                )}
                {beds === undefined ? null : (
                  <Link to={`/console/providers/beds/${site.id}`}>
                    {t('beds')} {t('bedsOf', { occupied: beds.occupied, all: beds.all })}
                  </Link>
                )}
                {beds === undefined && view.may.keep && site.fullBeds !== null ? (
                  <Link to={`/console/providers/beds/${site.id}`}>{t('seeBeds')}</Link>
                ) : null}
                {view.may.keep ? (
                  <button
                    type="button"
                    className="yk-linkish"
                    onClick={() => onChange(site)}
                    aria-label={`${t('change')} ${site.name}`}
                  >
                    {t('change')}
                  </button>
                ) : null}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
