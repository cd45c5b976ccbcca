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
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useView } from '../../shared/queries.ts'
import { BanList } from './BanList.tsx'
import { BreachForm } from './BreachForm.tsx'
import { DayAndWords, MergeForm, OrganisationForm } from './forms.tsx'
import { messages } from './messages-organisations.ts'
import { PaperForm } from './PaperForm.tsx'
import { Papers } from './Papers.tsx'
import { SiteForm } from './SiteForm.tsx'
import { Sites } from './Sites.tsx'
import { Standings } from './Standings.tsx'
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
