import { Link, useNavigate } from 'react-router'
import type { OrderLine, OrderState } from '../../../src/contexts/services/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList, useSettled, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { CHANNEL, FAMILY, optionsOf, STATE, TONE } from './words.ts'
import './services.css'

/** From when to when, the day once. */
export function Span({ from, until }: { from: string; until: string }) {
  const f = useFormat()
  return (
    <span className="yk-num yk-svc-span">
      {f.day(from)} {f.time(from)}–{f.time(until)}
    </span>
  )
}

/** Where an order stands. */
export function OrderTag({ state }: { state: OrderState }) {
  const pick = usePick()
  return <Tag tone={TONE[state]}>{pick(STATE[state])}</Tag>
}

/** Every order the reader may see, by state, kind, time and number. */
export default function Orders() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const go = useNavigate()
  const [params, set] = useChoices()
  const choice = (name: string) => params.get(name) ?? ''
  const no = useSettled(choice('no').trim())
  const [state, family, channel, from, until] = ['state', 'family', 'channel', 'from', 'until'].map(choice)
  const person = choice('person')
  const span = { from: from || undefined, until: until || undefined, family: family || undefined }
  const counts = useView<Record<string, number>>('/services/orders/counts', span)
  const list = useList<OrderLine>('/services/orders', {
    ...span,
    state: state || undefined,
    channel: channel || undefined,
    person: person || undefined,
    no: no.length >= 3 ? no : undefined,
    limit: 50,
  })
  return (
    <>
      <PageHead title={t('orders')} lead={t('ordersLead')} />
      <ul className="yk-svc-counts">
        {(Object.keys(STATE) as OrderState[]).map((each) =>
          counts.data?.[each] === undefined ? null : (
            <li key={each}>
              <button
                type="button"
                className="yk-button"
                aria-pressed={state === each}
                onClick={() => set('state')(state === each ? '' : each)}
              >
                {t('count', { state: pick(STATE[each]), count: f.number(counts.data[each] ?? 0) })}
              </button>
            </li>
          ),
        )}
      </ul>
      <DataTable
        caption={t('orders')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => go(`/console/services/orders/${row.id}`)}
        exportName="orders"
        empty={<EmptyState title={t('noOrders')} text={t('noOrdersText')} heading="h2" />}
        tools={
          <>
            <Text label={t('findNo')} value={choice('no')} onChange={set('no')} maxLength={20} />
            <Choice
              label={t('family')}
              value={family ?? ''}
              onChange={set('family')}
              empty={t('all')}
              options={optionsOf(FAMILY, pick)}
            />
            <Choice
              label={t('channel')}
              value={channel ?? ''}
              onChange={set('channel')}
              empty={t('all')}
              options={optionsOf(CHANNEL, pick)}
            />
            <Text label={t('from')} type="date" value={from ?? ''} onChange={set('from')} />
            <Text label={t('until')} type="date" value={until ?? ''} onChange={set('until')} />
          </>
        }
        columns={[
          {
            key: 'no',
            title: t('no'),
            heads: true,
            cell: (row) => (
              <Link className="yk-num" to={`/console/services/orders/${row.id}`}>
                {row.no}
              </Link>
            ),
            csv: (row) => row.no,
          },
          {
            key: 'person',
            title: t('person'),
            cell: (row) => row.person?.name ?? <span className="yk-quiet">{t('hiddenPerson')}</span>,
          },
          { key: 'item', title: t('item'), cell: (row) => pick(row.title), csv: (row) => pick(row.title) },
          { key: 'site', title: t('provider'), cell: (row) => row.siteName, csv: (row) => row.siteName },
          {
            key: 'wanted',
            title: t('wanted'),
            cell: (row) => <Span from={row.from} until={row.until} />,
            csv: (row) => row.from,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => <OrderTag state={row.state} />,
            csv: (row) => pick(STATE[row.state]),
          },
          {
            key: 'amount',
            title: t('amount'),
            numeric: true,
            cell: (row) => f.money(row.listFen),
            csv: (row) => row.listFen / 100,
          },
          {
            key: 'self',
            title: t('self'),
            numeric: true,
            cell: (row) =>
              row.entitlement === 'unknown' ? <span className="yk-unknown">{t('pending')}</span> : f.money(row.selfFen),
            csv: (row) => (row.entitlement === 'unknown' ? '' : row.selfFen / 100),
          },
          {
            key: 'channel',
            title: t('channel'),
            cell: (row) => pick(CHANNEL[row.channel]),
            csv: (row) => pick(CHANNEL[row.channel]),
          },
        ]}
      />
    </>
  )
}
