import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type {
  BreachView,
  OrganisationView,
  PaperView,
  SiteView,
  StandingView,
} from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useView } from '../../shared/queries.ts'
import { BanList } from './BanList.tsx'
import { BreachForm, DayAndWords, MergeForm, OrganisationForm, PaperForm, SiteForm } from './forms.tsx'
import { messages } from './messages.ts'
import { TermTag } from './TermTag.tsx'
import './providers.css'

/** What is being done on the page. */
type Doing =
  | { what: 'change' | 'site' | 'paper' | 'merge' }
  | { what: 'change-site'; site: SiteView }
  | { what: 'end' | 'activity'; paper: PaperView }
  | { what: 'breach'; commitment: StandingView }
  | { what: 'mend'; breach: BreachView }

/** One organisation: its sites, what it was granted and holds, what it promised and broke, and everything that happened. */
export default function Organisation() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<OrganisationView>(`/providers/organisations/${id}`)
  const [doing, setDoing] = useState<Doing | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const data = view.data
  const close = () => setDoing(null)
  const titles: Record<Doing['what'], string> = {
    change: t('change'),
    site: t('addSite'),
    'change-site': t('change'),
    paper: t('addPaper'),
    merge: t('merge'),
    end: t('end'),
    activity: t('activity'),
    breach: t('breach'),
    mend: t('mend'),
  }
  return (
    <>
      <PageHead
        title={data.name}
        up={{ to: '/console/providers', label: t('title') }}
        lead={
          <>
            <span className="yk-num">{data.creditCode}</span> · {data.regionName}
            {data.nature === null ? null : ` · ${t(`nature_${data.nature}`)}`}
          </>
        }
        tags={data.bans.some((ban) => ban.state === 'in-force') ? <Tag tone="bad">{t('banned')}</Tag> : null}
        actions={
          <>
            {data.may.decide ? (
              <button type="button" className="yk-button" onClick={() => setDoing({ what: 'merge' })}>
                {t('merge')}
              </button>
            ) : null}
            {data.may.keep ? (
              <>
                <button type="button" className="yk-button" onClick={() => setDoing({ what: 'change' })}>
                  {t('change')}
                </button>
                <button type="button" className="yk-button" onClick={() => setDoing({ what: 'paper' })}>
                  {t('addPaper')}
                </button>
                <button type="button" className="yk-button" onClick={() => setDoing({ what: 'site' })}>
                  {t('addSite')}
                </button>
                <Link className="yk-button yk-button--primary" to="/console/cases/new">
                  {t('startCase')}
                </Link>
              </>
            ) : null}
          </>
        }
      />
      {data.into === null ? null : (
        <p className="yk-prov-note">
          <Link to={`/console/providers/${data.into.id}`}>
            {t('intoLine', { name: data.into.name, code: data.into.creditCode })}
          </Link>
        </p>
      )}
      <Sheet open={doing !== null} onClose={close} title={doing === null ? '' : titles[doing.what]}>
        {doing === null ? null : <Form doing={doing} view={data} onDone={close} />}
      </Sheet>
      <div className="yk-file">
        <div className="yk-stack">
          <Sites view={data} onChange={(site) => setDoing({ what: 'change-site', site })} />
          <Standings
            view={data}
            onBreach={(commitment) => setDoing({ what: 'breach', commitment })}
            onMend={(breach) => setDoing({ what: 'mend', breach })}
          />
          <Papers view={data} onAct={(what, paper) => setDoing({ what, paper })} />
        </div>
        <div className="yk-stack">
          <About view={data} />
          {data.bans.length === 0 ? null : (
            <section className="yk-card yk-file-card">
              <h2>{t('bans')}</h2>
              <BanList bans={data.bans} />
            </section>
          )}
          <section className="yk-card yk-file-card">
            <h2>{t('history')}</h2>
            <Timeline label={t('history')} happenings={data.happenings.map((each) => happening(each, data, t))} />
          </section>
        </div>
      </div>
    </>
  )
}

function happening(
  each: OrganisationView['happenings'][number],
  view: OrganisationView,
  t: (key: 'history') => string,
) {
  const site = each.site === null ? null : (view.sites.find((one) => one.id === each.site)?.name ?? null)
  const words = ['label', 'title', 'reason', 'what', 'name', 'case', 'bed']
    .map((key) => each.detail[key])
    .filter((value): value is string => typeof value === 'string')
  const bad = ['breach', 'ban', 'certificate-revoked', 'merged-away'].includes(each.act)
  return {
    id: each.id,
    at: each.at,
    what: t(`act_${each.act}` as 'history'),
    who: each.by,
    detail: [site, ...words].filter(Boolean).join(' · ') || null,
    ...(bad ? { tone: 'bad' as const } : {}),
  }
}

function Form({ doing, view, onDone }: { doing: Doing; view: OrganisationView; onDone: () => void }) {
  const t = useText(messages)
  switch (doing.what) {
    case 'change':
      return <OrganisationForm key={view.revision} known={view} onDone={onDone} />
    case 'site':
      return <SiteForm organisation={view.id} onDone={onDone} />
    case 'change-site':
      return <SiteForm key={doing.site.revision} organisation={view.id} known={doing.site} onDone={onDone} />
    case 'paper':
      return <PaperForm view={view} onDone={onDone} />
    case 'merge':
      return <MergeForm view={view} onDone={onDone} />
    case 'breach':
      return <BreachForm commitment={doing.commitment} onDone={onDone} />
    case 'mend':
      return (
        <DayAndWords
          path={`/providers/breaches/${doing.breach.id}/mended`}
          name="note"
          day={t('activityOn')}
          label={t('mendNote')}
          submit={t('mend')}
          onDone={onDone}
        />
      )
    case 'end':
      return (
        <DayAndWords
          path={`/providers/papers/${doing.paper.id}/end`}
          name="reason"
          day={t('endOn')}
          label={t('reason')}
          submit={t('end')}
          onDone={onDone}
        />
      )
    default:
      return (
        <DayAndWords
          path={`/providers/papers/${doing.paper.id}/activity`}
          name="what"
          day={t('activityOn')}
          label={t('activityWhat')}
          submit={t('activity')}
          onDone={onDone}
        />
      )
  }
}

function Sites({ view, onChange }: { view: OrganisationView; onChange: (site: SiteView) => void }) {
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

function Standings({
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

function Papers({
  view,
  onAct,
}: {
  view: OrganisationView
  onAct: (what: 'end' | 'activity', paper: PaperView) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('papers')}</h2>
      {view.papers.length === 0 ? <p className="yk-quiet">{t('noPapers')}</p> : null}
      <ul className="yk-lines">
        {view.papers.map((paper) => {
          const site = view.sites.find((one) => one.id === paper.site)
          return (
            <li key={paper.id} data-off={paper.state === 'ended' || undefined}>
              <div className="yk-line-head">
                <span>
                  <span className="yk-quiet">{t(`kind_${paper.kind}`)}</span> <strong>{paper.title}</strong>
                </span>
                <TermTag state={paper.state} />
              </div>
              <p className="yk-small yk-line-acts">
                {site === undefined ? null : <span>{site.name}</span>}
                {paper.party === null ? null : <span>{paper.party}</span>}
                <span className="yk-num">
                  {f.day(paper.from)} {paper.until === null ? t('noEnd') : t('until', { date: f.day(paper.until) })}
                </span>
                {paper.amountFen === null ? null : <span className="yk-num">{f.money(paper.amountFen)}</span>}
                {paper.kind === 'agreement' ? (
                  <span className={paper.activeOn === null ? 'yk-quiet' : undefined}>
                    {paper.activeOn === null ? t('neverActive') : t('activeOn', { date: f.day(paper.activeOn) })}
                  </span>
                ) : null}
                {view.may.keep && paper.endedOn === null ? (
                  <>
                    {paper.kind === 'agreement' ? (
                      <button type="button" className="yk-linkish" onClick={() => onAct('activity', paper)}>
                        {t('activity')}
                      </button>
                    ) : null}
                    <button type="button" className="yk-linkish" onClick={() => onAct('end', paper)}>
                      {t('end')}
                    </button>
                  </>
                ) : null}
              </p>
              {paper.endedOn === null ? null : (
                <p className="yk-small">
                  {t('endedWhy', { date: f.day(paper.endedOn), reason: paper.endedReason ?? '' })}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function About({ view }: { view: OrganisationView }) {
  const t = useText(messages)
  const f = useFormat()
  const names = (list: OrganisationView['chain']) =>
    list.length === 0 ? null : (
      <ul>
        {list.map((each) => (
          <li key={each.id}>
            <Link to={`/console/providers/${each.id}`}>{each.name}</Link>{' '}
            <span className="yk-small yk-quiet yk-num">{each.creditCode}</span>
          </li>
        ))}
      </ul>
    )
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('facts')}</h2>
      <Facts
        facts={[
          [t('shortName'), view.shortName],
          [t('address'), view.address],
          [t('legalHead'), view.legalHead],
          [t('phone'), view.phone],
          [t('brand'), view.brand],
          [t('chainHead'), view.chainHead],
          [t('registeredOn'), view.registeredOn === null ? null : f.date(view.registeredOn)],
          [t('note'), view.note],
          [t('chainOf'), names(view.chain)],
          [t('duplicatesOf'), names(view.duplicates)],
        ]}
      />
    </section>
  )
}
