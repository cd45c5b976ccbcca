import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { OfferView, SessionView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { Span } from './Orders.tsx'

const later = (days: number) =>
  new Date(Date.parse(`${todayInChina()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const BOOKED = ['class', 'appointment', 'venue', 'meal']

/** Sessions with places: what is left, who waits; opening some. */
export default function Sessions() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const go = useNavigate()
  const [params, set] = useChoices()
  const [adding, setAdding] = useState(false)
  const from = params.get('from') ?? todayInChina()
  const until = params.get('until') ?? later(14)
  const query = { from, until, mine: may('services.read') ? undefined : true }
  const list = useList<SessionView>('/services/sessions', { ...query, cancelled: true })
  return (
    <>
      <PageHead
        title={t('sessions')}
        lead={t('sessionsLead')}
        actions={
          <>
            <a
              className="yk-button"
              href={`/api/services/sessions.ics?from=${from}&until=${until}${query.mine ? '&mine=true' : ''}`}
            >
              {t('calendar')}
            </a>
            {may('services.offer') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
                {t('openSession')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('openSession')}>
        <Open onDone={() => setAdding(false)} />
      </Sheet>
      <DataTable
        caption={t('sessions')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => go(`/console/services/sessions/${row.id}?on=${row.from.slice(0, 10)}`)}
        exportName="sessions"
        empty={<EmptyState title={t('noSessions')} text={t('noSessionsText')} heading="h2" />}
        tools={
          <>
            <Text label={t('from')} type="date" value={from} onChange={set('from')} />
            <Text label={t('until')} type="date" value={until} onChange={set('until')} />
          </>
        }
        columns={[
          {
            key: 'title',
            title: t('title'),
            heads: true,
            cell: (row) => <Link to={`/console/services/sessions/${row.id}`}>{row.title}</Link>,
            csv: (row) => row.title,
          },
          { key: 'item', title: t('item'), cell: (row) => pick(row.itemTitle), csv: (row) => pick(row.itemTitle) },
          { key: 'site', title: t('site'), cell: (row) => row.siteName, csv: (row) => row.siteName },
          {
            key: 'when',
            title: t('wanted'),
            cell: (row) => <Span from={row.from} until={row.until} />,
            csv: (row) => row.from,
          },
          {
            key: 'price',
            title: t('price'),
            numeric: true,
            cell: (row) => f.money(row.fen),
            csv: (row) => (row.fen === null ? null : row.fen / 100),
          },
          {
            key: 'left',
            title: t('left'),
            numeric: true,
            cell: (row) =>
              row.state === 'cancelled' ? (
                <Tag tone="bad">{t('cancelled')}</Tag>
              ) : row.left === 0 ? (
                <Tag tone="warn">{t('full')}</Tag>
              ) : (
                `${f.number(row.left)} / ${f.number(row.capacity)}`
              ),
            csv: (row) => row.left,
          },
          {
            key: 'waiting',
            title: t('waiting'),
            numeric: true,
            cell: (row) => f.number(row.waiting),
            csv: (row) => row.waiting,
          },
        ]}
      />
    </>
  )
}

function Open({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const may = useMay()
  const all = useView<{ items: OfferView[] }>('/services/offers', { mine: may('services.read') ? undefined : true })
  const offers = (all.data?.items ?? []).filter((each) => BOOKED.includes(each.family))
  const [offer, setOffer] = useState('')
  const [title, setTitle] = useState('')
  const [date, setDate] = useState(later(7))
  const [from, setFrom] = useState('09:00')
  const [to, setTo] = useState('10:30')
  const [every, setEvery] = useState('')
  const [until, setUntil] = useState(later(28))
  const [capacity, setCapacity] = useState('12')
  const [closes, setCloses] = useState('60')
  const open = useCommand<void>({
    path: '/services/sessions',
    body: () => ({
      offer,
      title,
      date,
      from,
      to,
      repeat: every === '' ? null : { every, until },
      capacity: Number(capacity),
      closesMinutes: Number(closes),
      staff: [],
      room: null,
    }),
    refresh: ['/services/sessions'],
  })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('openSession')}
      onSubmit={() => open.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('offer')}
        value={offer}
        onChange={setOffer}
        empty=""
        required
        options={offers.map((each) => ({ value: each.id, label: `${pick(each.title)} · ${each.siteName}` }))}
      />
      <Text label={t('title')} value={title} onChange={setTitle} required minLength={2} maxLength={120} />
      <Text label={t('date')} type="date" value={date} onChange={setDate} required />
      <Text label={t('start')} type="time" value={from} onChange={setFrom} required />
      <Text label={t('end')} type="time" value={to} onChange={setTo} required />
      <Choice
        label={t('repeat')}
        value={every}
        onChange={setEvery}
        empty={t('repeat_none')}
        options={(['day', 'week', 'fortnight'] as const).map((value) => ({ value, label: t(`repeat_${value}`) }))}
      />
      {every === '' ? null : <Text label={t('repeatUntil')} type="date" value={until} onChange={setUntil} required />}
      <Text label={t('capacity')} type="number" min={1} value={capacity} onChange={setCapacity} required />
      <Text label={t('closesMinutes')} type="number" min={0} value={closes} onChange={setCloses} required />
    </ActForm>
  )
}
