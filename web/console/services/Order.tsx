import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { OrderEventView, OrderView } from '../../../src/contexts/services/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { ActSheet, type Shown } from './ActSheet.tsx'
import { messages } from './messages.ts'
import { OrderTag, Span } from './Orders.tsx'
import { CHANNEL, UNIT } from './words.ts'
import './services.css'

/** What each act needs of whoever does it. */
const RIGHT: Record<Shown, string> = {
  assign: 'services.dispatch',
  arrive: 'services.dispatch',
  start: 'services.dispatch',
  finish: 'services.dispatch',
  confirm: 'services.order',
  settle: 'services.settle',
  'no-show': 'services.dispatch',
  refuse: 'services.dispatch',
  cancel: 'services.order',
}
const SHOWN = Object.keys(RIGHT) as Shown[]

/** One order: what, for whom, at which price, who comes, everything that happened, and what may be done now. */
export default function Order() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<OrderView>(`/services/orders/${id}`)
  const [act, setAct] = useState<Shown | null>(null)
  const happening = useHappening()
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const order = view.data
  const open = SHOWN.filter((each) => order.acts.includes(each) && may(RIGHT[each]))
  const label = (each: Shown) => t(each === 'assign' && order.state === 'assigned' ? 'act_reassign' : `act_${each}`)
  const who = order.person
  return (
    <>
      <PageHead
        title={`${pick(order.title)} ${order.no}`}
        up={{ to: '/console/services/orders', label: t('orders') }}
        tags={<OrderTag state={order.state} />}
        lead={`${order.siteName} · ${order.organisationName}`}
        actions={
          <div className="yk-svc-acts">
            {open.map((each, i) => (
              <button
                key={each}
                type="button"
                className={`yk-button${i === 0 ? ' yk-button--primary' : ''}`}
                onClick={() => setAct(each)}
              >
                {label(each)}
              </button>
            ))}
          </div>
        }
      />
      <Sheet open={act !== null} onClose={() => setAct(null)} title={act === null ? '' : label(act)}>
        {act === null ? null : <ActSheet key={act} act={act} order={order} onDone={() => setAct(null)} />}
      </Sheet>
      <div className="yk-svc-two">
        <section className="yk-card yk-svc-card">
          <h2>{t('timeline')}</h2>
          <Timeline label={t('timeline')} happenings={order.events.toReversed().map(happening)} />
        </section>
        <div className="yk-stack">
          <section className="yk-card yk-svc-card">
            <h2>{t('facts')}</h2>
            <Facts
              facts={[
                [
                  t('person'),
                  who === null ? (
                    t('hiddenPerson')
                  ) : may('people.use') ? (
                    <Link key="person" to={`/console/people/${who.id}`}>
                      {who.name} {who.phone ?? ''}
                    </Link>
                  ) : (
                    `${who.name} ${who.phone ?? ''}`
                  ),
                ],
                [t('wanted'), <Span key="span" from={order.from} until={order.until} />],
                [t('quantity'), `${f.number(order.quantity)} ${pick(UNIT[order.unit])}`],
                [t('place'), order.place ?? who?.regionName ?? t('residence')],
                [t('note'), order.note],
                [
                  t('session'),
                  order.session === null ? null : (
                    <Link key="session" to={`/console/services/sessions/${order.session.id}`}>
                      {order.session.title}
                    </Link>
                  ),
                ],
                [t('channel'), pick(CHANNEL[order.channel])],
                [t('acting'), t(`acting_${order.acting}`)],
                [t('placedBy'), `${order.placedBy} ${f.instant(order.placedAt)}`],
              ]}
            />
            {who !== null && may('services.dispatch') ? <Contact id={order.id} /> : null}
          </section>
          <section className="yk-card yk-svc-card">
            <h2>{t('staff')}</h2>
            {order.staff.length === 0 ? <p className="yk-quiet">{t('noStaff')}</p> : null}
            <ul className="yk-svc-lines">
              {order.staff.map((each) => (
                <li key={`${each.id} ${each.from}`}>
                  <span>{each.name ?? t('hiddenPerson')}</span>
                  <Span from={each.from} until={each.until} />
                </li>
              ))}
            </ul>
            {order.staffNeeded > 0 ? (
              <p className="yk-small yk-quiet">{t('staffNeeded', { count: order.staffNeeded })}</p>
            ) : null}
          </section>
          <section className="yk-card yk-svc-card">
            <h2>{t('money')}</h2>
            <Facts
              facts={[
                [t('unitPrice', { version: order.priceVersion }), f.money(order.unitFen)],
                [t('amount'), f.money(order.listFen)],
                [
                  t('benefits'),
                  order.entitlement === 'unknown' ? (
                    <span key="pending" className="yk-unknown">
                      {t('pending')}
                    </span>
                  ) : (
                    f.money(order.subsidyFen)
                  ),
                ],
                [
                  t('self'),
                  order.entitlement === 'unknown' ? (
                    <span key="pending" className="yk-unknown">
                      {t('pending')}
                    </span>
                  ) : (
                    f.money(order.selfFen)
                  ),
                ],
              ]}
            />
            <ul className="yk-svc-lines">
              {order.lines.map((line) => (
                <li key={line.benefit + line.title.zh}>
                  <span>{pick(line.title)}</span>
                  <span className="yk-num">
                    {line.outcome === 'borne' ? f.money(line.fen) : t(`outcome_${line.outcome}`)}
                  </span>
                </li>
              ))}
            </ul>
            {order.settlement === null ? null : (
              <p>
                {t('settled', {
                  charged: f.money(order.settlement.chargedFen),
                  subsidy: f.money(order.settlement.subsidyFen),
                  self: f.money(order.settlement.selfFen),
                })}
              </p>
            )}
          </section>
        </div>
      </div>
    </>
  )
}

/** What happened, as the timeline shows it: by which way, by whose clock, and why. */
function useHappening() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (event: OrderEventView) => {
    const { reason, done, by } = event.detail as { reason?: string | null; done?: string | null; by?: string }
    const said = [
      pick(CHANNEL[event.channel]),
      event.deviceAt === null ? null : t('by_device', { device: event.device ?? '—', at: f.instant(event.deviceAt) }),
      by === 'code' ? t('confirm_code') : null,
      done ?? null,
      reason ?? null,
    ].filter((each) => each !== null)
    const bad = ['cancel', 'no-show', 'refuse'].includes(event.kind)
    return {
      id: event.id,
      at: event.at,
      what: event.title,
      who: event.by,
      detail: said.join(' · '),
      tone: bad ? ('bad' as const) : ('plain' as const),
    }
  }
}

/** Telephone and address, opened by hand and noted. */
function Contact({ id }: { id: string }) {
  const t = useText(messages)
  const [said, setSaid] = useState<{
    phones: { number: string; label: string | null }[]
    address: string | null
  } | null>(null)
  const ask = useCommand<void, { phones: { number: string; label: string | null }[]; address: string | null }>({
    path: `/services/orders/${id}/contact`,
    body: () => undefined,
  })
  if (said !== null)
    return (
      <Facts
        facts={[
          [
            t('contact'),
            said.phones.length === 0
              ? t('noPhone')
              : said.phones.map((phone) => (
                  <a key={phone.number} className="yk-num" href={`tel:${phone.number}`}>
                    {phone.number} {phone.label ?? ''}
                  </a>
                )),
          ],
          [t('place'), said.address ?? t('noAddress')],
        ]}
      />
    )
  return (
    <>
      <RefusalNote problem={ask.error} />
      <button
        type="button"
        className="yk-button"
        disabled={ask.isPending}
        onClick={() => ask.mutate(undefined, { onSuccess: setSaid })}
      >
        {t('contact')}
      </button>
      <p className="yk-small yk-quiet">{t('contactNote')}</p>
    </>
  )
}
