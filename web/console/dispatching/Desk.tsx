import { useState } from 'react'
import { Link } from 'react-router'
import type { Board } from '../../../src/contexts/dispatching/index.ts'
import type { SettledLine } from '../../../src/contexts/services/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { OrderTag } from '../services/Orders.tsx'
import { SiteDayChoice, useSiteDay } from './Board.tsx'
import { clock, lanesOf } from './lanes.ts'
import { messages } from './messages.ts'
import './dispatching.css'

/** A provider's own day: orders, who works, sheets, and what was settled. */
export default function Desk() {
  const t = useText(messages)
  const at = useSiteDay()
  const board = useView<Board>(
    '/dispatching/day',
    { site: at.site, day: at.day },
    { enabled: at.site !== '' && at.day !== '', keepLast: true },
  )
  if (at.sites.isPending) return <LoadingState />
  if (at.sites.error) return <ErrorState problem={at.sites.error} onRetry={() => void at.sites.refetch()} />
  if (at.site === '') return <EmptyState title={t('noSites')} text={t('noSitesText')} heading="h1" />
  return (
    <div className="yk-stack">
      <PageHead
        title={t('desk')}
        lead={t('deskLead')}
        actions={
          <>
            <Link className="yk-button" to={`/console/services/orders?from=${at.day}&until=${at.day}`}>
              {t('allOrders')}
            </Link>
            <Link className="yk-button" to={`/console/dispatching/sheets?site=${at.site}&day=${at.day}`}>
              {t('sheets')}
            </Link>
            <Link className="yk-button yk-button--primary" to={`/console/dispatching?site=${at.site}&day=${at.day}`}>
              {t('toBoard')}
            </Link>
          </>
        }
      />
      <SiteDayChoice of={at} />
      {board.data !== undefined ? (
        <Today board={board.data} />
      ) : board.error ? (
        <ErrorState problem={board.error} onRetry={() => void board.refetch()} />
      ) : (
        <LoadingState />
      )}
      <Settled site={at.site} />
    </div>
  )
}

function Today({ board }: { board: Board }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const nameOf = (id: string) => board.carers.find((each) => each.staff === id)?.name ?? '—'
  const lanes = lanesOf(board, 'standing').filter((lane) => lane.carer.shifts.length > 0)
  return (
    <>
      <h2>
        {t('todays')}（{board.visits.length}）
      </h2>
      {board.visits.length === 0 ? (
        <EmptyState title={t('noVisits')} text={t('noVisitsText')} heading="h3" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section className="yk-desk-table" tabIndex={0} aria-label={t('todays')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('time')}</th>
                <th scope="col">{t('person')}</th>
                <th scope="col">{t('service')}</th>
                <th scope="col">{t('who')}</th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {board.visits.map((visit) => (
                <tr key={visit.order}>
                  <td className="yk-num">{clock(visit.standing[0]?.from ?? visit.window.from)}</td>
                  <td>{visit.person?.name ?? f.unknown}</td>
                  <td>
                    <Link to={`/console/services/orders/${visit.order}`}>{pick(visit.title)}</Link>
                  </td>
                  <td>{visit.standing.map(({ staff }) => nameOf(staff)).join('、') || t('unplaced')}</td>
                  <td>
                    <OrderTag state={visit.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <h2>{t('onDuty')}</h2>
      <ul className="yk-dispatch-off">
        {lanes.map(({ carer, blocks }) => (
          <li key={carer.staff}>
            <strong>{carer.name}</strong>{' '}
            <span className="yk-num">
              {carer.shifts.map((each) => `${clock(each.from)}–${clock(each.until)}`).join(' ')}
            </span>{' '}
            <span className="yk-quiet">{t('blocks', { count: blocks.length })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

type SettledView = { items: SettledLine[]; chargedFen: number; subsidyFen: number; selfFen: number }

function Settled({ site }: { site: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [month, setMonth] = useState(() =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()).slice(0, 7),
  )
  const view = useView<SettledView>(
    '/dispatching/settled',
    { site, month },
    { enabled: /^\d{4}-(0[1-9]|1[0-2])$/.test(month), keepLast: true },
  )
  return (
    <section className="yk-stack">
      <h2>{t('settled')}</h2>
      <div className="yk-dispatch-choose">
        <Text label={t('month')} value={month} onChange={setMonth} pattern="\d{4}-\d{2}" required />
      </div>
      {view.data === undefined ? (
        view.error ? (
          <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : view.data.items.length === 0 ? (
        <p className="yk-quiet">{t('noSettled')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section className="yk-desk-table" tabIndex={0} aria-label={t('settled')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('servedOn')}</th>
                <th scope="col">{t('service')}</th>
                <th scope="col">{t('quantity')}</th>
                <th scope="col">{t('charged')}</th>
                <th scope="col">{t('subsidy')}</th>
                <th scope="col">{t('self')}</th>
              </tr>
            </thead>
            <tbody>
              {view.data.items.map((line) => (
                <tr key={line.order}>
                  <td className="yk-num">{f.day(line.servedOn)}</td>
                  <td>
                    <Link to={`/console/services/orders/${line.order}`}>
                      {pick(line.title)} {line.no}
                    </Link>
                  </td>
                  <td className="yk-num">{f.number(line.quantity)}</td>
                  <td className="yk-num">{f.money(line.chargedFen)}</td>
                  <td className="yk-num">{f.money(line.subsidyFen)}</td>
                  <td className="yk-num">{f.money(line.selfFen)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  {t('total')}
                </th>
                <td className="yk-num">{f.money(view.data.chargedFen)}</td>
                <td className="yk-num">{f.money(view.data.subsidyFen)}</td>
                <td className="yk-num">{f.money(view.data.selfFen)}</td>
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </section>
  )
}
