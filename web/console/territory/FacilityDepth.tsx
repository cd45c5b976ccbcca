import { Link } from 'react-router'
import type {
  FacilityDepth as Depth,
  FacilityView,
  FamilyView,
  StandardResult,
} from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { StateTag } from '../../shared/parts/StateTag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { CheckForm, HoursForm, LeaseForm, OpeningForm } from './depth-forms.tsx'
import { depthMessages } from './depth-messages.ts'
import { Inspections } from './Inspections.tsx'
import { AreasByUse } from './spaces/AreasByUse.tsx'
import { useSpaceUses } from './spaces/uses.ts'
import { LineStateTag } from './standards/parts.tsx'
import { Results } from './standards/Results.tsx'
import type { StandardsAnswer } from './standards/Standards.tsx'

const DAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours, rooms, leases, checks and standards of a facility. */
export function FacilityDepth({ facility }: { facility: FacilityView }) {
  const may = useMay()
  const path = `/territory/facilities/${encodeURIComponent(facility.code)}`
  const view = useView<Depth>(`${path}/depth`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const write = may('register.write')
  return (
    <div className="yk-terr-columns">
      <div>
        <Hours depth={view.data} code={facility.code} write={write} />
        <Rooms depth={view.data} code={facility.code} write={write} />
      </div>
      <div>
        <Leases depth={view.data} code={facility.code} write={write} />
        <Checks depth={view.data} facility={facility} write={write} />
        <Inspections code={facility.code} write={write} />
      </div>
      <div className="yk-terr-whole">
        <ByStandards path={path} />
      </div>
    </div>
  )
}

type Part = { depth: Depth; code: string; write: boolean }

function Hours({ depth, code, write }: Part) {
  const t = useText(depthMessages)
  const f = useFormat()
  const { open, changesAt } = depth.now
  const said =
    open === null
      ? t('unknownNow')
      : open
        ? changesAt === null
          ? t('openNow')
          : t('openUntil', { time: changesAt })
        : changesAt === null
          ? t('shutNow')
          : t('opensAt', { time: changesAt })
  return (
    <section className="yk-terr-part">
      <h2>{t('hours')}</h2>
      <p>
        <StateTag state={open === null ? 'unknown' : open ? 'met' : 'not-due'} text={said} />
      </p>
      {depth.week === null ? null : (
        <dl className="yk-terr-week">
          {depth.week.week.map((spans, i) => (
            <div key={DAYS[i]}>
              <dt>{t(DAYS[i]!)}</dt>
              <dd className="yk-num">
                {spans.length === 0
                  ? t('closedDay')
                  : spans.map((span) => `${clock(span.from)}—${clock(span.to)}`).join(' ')}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {depth.exceptions.length > 0 ? (
        <>
          <h3>{t('exceptions')}</h3>
          <ul className="yk-terr-lines">
            {depth.exceptions.map((each) => (
              <li key={each.id}>
                <span>
                  {f.day(each.from)}—{f.day(each.to)}
                </span>
                <strong>{each.hours ?? t('closedDays')}</strong>
                <span className="yk-quiet">{each.reason}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {write ? <HoursForm code={code} /> : null}
    </section>
  )
}

function Rooms({ depth, code, write }: Part) {
  const t = useText(depthMessages)
  const { titleOf } = useSpaceUses()
  const none = depth.rooms.length === 0
  return (
    <section className="yk-terr-part">
      <h2>{t('rooms')}</h2>
      {none ? <p className="yk-quiet">{t('roomsNone')}</p> : <AreasByUse areas={depth.areas} titleOf={titleOf} />}
      {none && !write ? null : (
        <p>
          <Link to={`/console/territory/spaces/${encodeURIComponent(code)}`}>
            {t(none ? 'enterRooms' : 'bookings')}
          </Link>
        </p>
      )}
    </section>
  )
}

function Leases({ depth, code, write }: Part) {
  const t = useText(depthMessages)
  const f = useFormat()
  return (
    <section className="yk-terr-part">
      <h2>{t('leases')}</h2>
      {depth.leases.length === 0 ? <p className="yk-quiet">{t('leasesNone')}</p> : null}
      {depth.leases.map((lease) => (
        <article key={lease.id} className="yk-card yk-terr-lease">
          <p className="yk-row">
            <strong>{lease.code}</strong>
            <span className="yk-terr-tag">{t(lease.current ? 'current' : 'ended')}</span>
          </p>
          <p>
            {lease.lessor} → {lease.lessee}，{f.number(lease.area)} ㎡，{f.day(lease.startsOn)}—
            {f.day(lease.endedOn ?? lease.endsOn)}
          </p>
          <p>
            {t('rent', { rent: f.money(lease.rentFen) })}
            {lease.reliefFen > 0
              ? ` · ${t('relief', { relief: f.money(lease.reliefFen), basis: lease.reliefBasis ?? '' })}`
              : ''}
          </p>
          {lease.duty === null ? null : (
            <div className="yk-terr-duty">
              <p>
                <strong>{t('duty')}</strong> {lease.duty.statement}
                {lease.duty.mostShare === null ? '' : `（${t('most', { share: f.share(lease.duty.mostShare, 0) })}）`}
              </p>
              <ul>
                {lease.duty.prices.map((price) => (
                  <li key={price.service}>
                    {t('price', {
                      service: price.service,
                      most: f.money(price.mostFen),
                      market: f.money(price.marketFen),
                    })}
                  </li>
                ))}
              </ul>
              <p className="yk-small yk-quiet">{lease.duty.clause}</p>
            </div>
          )}
        </article>
      ))}
      {write ? <LeaseForm code={code} /> : null}
    </section>
  )
}

function Checks({ depth, facility, write }: { depth: Depth; facility: FacilityView; write: boolean }) {
  const t = useText(depthMessages)
  const f = useFormat()
  const sign = { passed: 'met', failed: 'missed', incomplete: 'unknown' } as const
  return (
    <section className="yk-terr-part">
      <h2>{t('checks')}</h2>
      {facility.in_dwelling ? <p>{t('dwelling')}</p> : null}
      {depth.checks.length === 0 ? <p className="yk-quiet">{t('checksNone')}</p> : null}
      <ul className="yk-terr-lines">
        {depth.checks.map((check) => (
          <li key={check.id}>
            <span className="yk-num">{f.day(check.checkedOn)}</span>
            <span>{t(check.list === 'accessibility' ? 'list_accessibility' : 'list_dwellingsafety')}</span>
            <StateTag state={sign[check.outcome]} text={t(check.outcome)} />
            <span className="yk-quiet">{check.checkedBy}</span>
          </li>
        ))}
      </ul>
      {write ? <CheckForm facility={facility} /> : null}
      {write && facility.opened_on === null ? <OpeningForm code={facility.code} /> : null}
    </section>
  )
}

function ByStandards({ path }: { path: string }) {
  const t = useText(depthMessages)
  const pick = usePick()
  const view = useView<{ items: { family: FamilyView; result: StandardResult }[] }>(`${path}/standards`)
  const standards = useView<StandardsAnswer>('/territory/standards')
  if (view.data === undefined || standards.data === undefined || view.data.items.length === 0) return null
  return (
    <section className="yk-terr-part">
      <h2>{t('standards')}</h2>
      {view.data.items.map(({ family, result }) => (
        <div key={family.code} className="yk-terr-part">
          <h3 className="yk-row">
            {pick(family.title)} <LineStateTag state={result.state} />
          </h3>
          <Results result={result} measures={standards.data.measures} label={pick(family.title)} />
        </div>
      ))}
    </section>
  )
}
