import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { AssetView } from '../../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../../shared/api.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { Timeline } from '../../../shared/parts/Timeline.tsx'
import { useView } from '../../../shared/queries.ts'
import { Applications } from './Applications.tsx'
import { ApplyForm, ConsentForm, HandOverForm, ListForm, OccupyForm, ShiftForm } from './AssetActs.tsx'
import { messages } from './messages.ts'
import { Stages, Transition, usePrice } from './words.tsx'
import '../projects/buildings.css'
import './assets.css'

type Open = 'list' | 'apply' | 'consent' | 'handOver' | 'occupy' | 'shift' | null

/** What taking an asset out of its stage is called. */
const SHIFT = {
  registered: 'withdraw',
  listed: 'withdraw',
  withdrawn: 'restore',
  approved: 'return',
  'handed-over': 'return',
  'in-use': 'return',
} as const

/** One idle asset: what it is, who applied, what the owners said, to whom it went and under which duty. */
export default function Asset() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<AssetView>(`/territory/assets/${id}`)
  const [open, setOpen] = useState<Open>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const asset = view.data
  const close = () => setOpen(null)
  const { keep, decide } = asset.may
  const offers: [Exclude<Open, null>, boolean][] = [
    ['shift', decide],
    ['consent', keep && asset.inEstate === true && asset.stage !== 'in-use'],
    ['apply', keep && asset.stage === 'listed'],
    ['list', keep && asset.stage === 'registered'],
    ['handOver', decide && asset.stage === 'approved'],
    ['occupy', keep && asset.stage === 'handed-over'],
  ]
  const labels = {
    list: t('list'),
    apply: t('apply'),
    consent: t('recordConsent'),
    handOver: t('handOver'),
    occupy: t('occupy'),
    shift: t(SHIFT[asset.stage]),
  }
  const primary = new Set<Open>(['list', 'apply', 'handOver', 'occupy'])
  const forms = {
    list: ListForm,
    apply: ApplyForm,
    consent: ConsentForm,
    handOver: HandOverForm,
    occupy: OccupyForm,
    shift: ShiftForm,
  }
  const Form = open === null ? null : forms[open]
  return (
    <>
      <PageHead
        title={asset.name}
        up={{ to: '/console/territory/assets', label: t('title') }}
        tags={asset.transition === null ? null : <Transition asset={asset} />}
        lead={`${asset.code} · ${asset.ownerName} · ${asset.regionName}`}
        actions={offers
          .filter(([, may]) => may)
          .map(([what]) => (
            <button
              key={what}
              type="button"
              className={`yk-button${primary.has(what) ? ' yk-button--primary' : ''}`}
              onClick={() => setOpen(what)}
            >
              {labels[what]}
            </button>
          ))}
      />
      <Stages stage={asset.stage} />
      <Sheet open={open !== null} onClose={close} title={open === null ? '' : labels[open]}>
        {Form === null ? null : <Form key={asset.revision} asset={asset} onDone={close} />}
      </Sheet>
      <div className="yk-file">
        <div className="yk-stack">
          <Applications asset={asset} />
          <Consents asset={asset} />
          <Leases asset={asset} />
        </div>
        <div className="yk-stack">
          <Facts asset={asset} />
          <section className="yk-card yk-file-card">
            <h2>{t('history')}</h2>
            <Timeline
              label={t('history')}
              happenings={asset.happenings.map((each) => ({
                id: each.id,
                at: each.at,
                what: t(`act_${each.act}` as Parameters<typeof t>[0]),
                who: each.by,
                detail: typeof each.detail.reason === 'string' ? each.detail.reason : null,
              }))}
            />
          </section>
        </div>
      </div>
    </>
  )
}

function Facts({ asset }: { asset: AssetView }) {
  const t = useText(messages)
  const f = useFormat()
  const price = usePrice()
  const rows: [string, string | null][] = [
    [t('price'), price(asset)],
    [t('area'), f.number(asset.area)],
    [t('ownerKind'), t(`owner_${asset.ownerKind}` as Parameters<typeof t>[0])],
    [
      t('condition'),
      asset.condition === null ? f.unknown : t(`condition_${asset.condition}` as Parameters<typeof t>[0]),
    ],
    [t('constraints'), asset.constraints],
    [t('tenure'), asset.tenure === null ? f.unknown : t(`tenure_${asset.tenure}` as Parameters<typeof t>[0])],
    [t('uses'), asset.uses],
    [t('inEstate'), asset.inEstate === null ? f.unknown : t(asset.inEstate ? 'yes' : 'no')],
    [t('storey'), asset.storey],
    [t('address'), asset.address],
    [t('applyUntil'), asset.applyUntil === null ? null : f.date(asset.applyUntil)],
    [t('note'), asset.note],
  ]
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('facts')}</h2>
      <dl className="yk-bld-facts">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {asset.facility === null ? null : (
          <div>
            <dt>{t('facility')}</dt>
            <dd>
              <Link to={`/console/territory/facilities/${encodeURIComponent(asset.facility)}`}>
                {asset.facilityName ?? asset.facility}
              </Link>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Consents({ asset }: { asset: AssetView }) {
  const t = useText(messages)
  const f = useFormat()
  if (asset.inEstate !== true && asset.consents.length === 0) return null
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('consents')}</h2>
      {asset.consents.some((each) => each.agreed) ? null : <p className="yk-bld-note">{t('consentNeeded')}</p>}
      <ul className="yk-bld-decisions">
        {asset.consents.map((each) => (
          <li key={each.id} className={`yk-bld-decision yk-bld-decision--${each.agreed ? 'pass' : 'return'}`}>
            <p>
              <strong>{t(`body_${each.body}`)}</strong> · {t(each.agreed ? 'agreed_yes' : 'agreed_no')} ·{' '}
              <span className="yk-num">{f.day(each.metOn)}</span>
            </p>
            <p>{each.minutes}</p>
            {each.votes === null ? null : (
              <p className="yk-small yk-num">
                {t('votesOwners')} {t('votesSay', each.votes.owners)}；{t('votesArea')} {t('votesSay', each.votes.area)}
              </p>
            )}
            <a className="yk-small" href={apiUrl(`/territory/attachments/${each.attachment}`)}>
              {asset.attachments.find((paper) => paper.id === each.attachment)?.name ?? t('papers')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Leases({ asset }: { asset: AssetView }) {
  const t = useText(messages)
  const f = useFormat()
  if (asset.leases.length === 0) return null
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('lease')}</h2>
      <ul className="yk-bld-decisions">
        {asset.leases.map((each) => (
          <li key={each.id} className="yk-bld-decision">
            <p>
              {t('leaseSay', {
                code: each.code,
                lessee: each.lessee,
                from: f.day(each.from),
                until: f.day(each.until),
                rent: f.money(each.rentFen),
              })}
            </p>
            {each.reliefFen > 0 ? (
              <p className="yk-small">
                {t('relief', { money: f.money(each.reliefFen), basis: each.reliefBasis ?? '' })}
              </p>
            ) : null}
            {each.duty === null ? null : (
              <p className="yk-small">
                <strong>{t('duty')}</strong> {each.duty}（{each.dutyClause}）
              </p>
            )}
            {each.endedOn === null ? null : (
              <p className="yk-small yk-quiet">{t('ended', { date: f.day(each.endedOn) })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
