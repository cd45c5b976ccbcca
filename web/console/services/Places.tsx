import { useState } from 'react'
import type { SessionView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, Tick } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-forms.ts'
import { CHANNEL } from './words.ts'

/** How a wish came in at a desk. */
const WAYS = ['phone', 'counter', 'paper'] as const
const REFRESH = ['/services/sessions', '/services/orders']

type Shared = { person: string; quantity: number; channel: string; acting: { by: 'self' } }

/** A place in a session for somebody, in this one or in all of the series still to come; where it is full, a place on the waiting list. */
export function PlaceForm({ session, onDone }: { session: SessionView; onDone: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const full = session.left === 0
  const [person, setPerson] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [channel, setChannel] = useState<string>('counter')
  const [all, setAll] = useState(false)
  const from = session.from.slice(0, 10)
  const series = useView<{ items: SessionView[] }>(
    '/services/sessions',
    { series: session.series, from, until: `${Number(from.slice(0, 4)) + 1}${from.slice(4)}` },
    { enabled: session.series !== null && !full },
  )
  const later = (series.data?.items ?? []).filter((each) => each.from >= session.from && each.state === 'open')
  const wish = (own: Shared, of: SessionView) => ({ ...own, offer: of.offer, session: of.id, seenFen: of.fen ?? 0 })
  const one = useCommand<Shared>({
    path: full ? '/services/waiting' : '/services/orders',
    body: (own) => wish(own, session),
    refresh: REFRESH,
  })
  const many = useCommand<Shared>({
    path: '/services/orders/series',
    body: (own) => ({ orders: later.map((each) => wish(own, each)) }),
    refresh: REFRESH,
  })
  const send = all ? many : one
  if (session.fen === null) return <p role="status">{t('noPrice')}</p>
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(full ? 'join' : 'book')}
      onSubmit={() =>
        send.mutate({ person, quantity: Number(quantity), channel, acting: { by: 'self' } }, { onSuccess: onDone })
      }
    >
      {full ? <p className="yk-quiet">{t('joinLead')}</p> : null}
      <p>
        <strong>{session.title}</strong> {f.instant(session.from)} ·{' '}
        {session.fen === 0 ? t('free') : t('perPlace', { money: f.money(session.fen) })}
      </p>
      <PersonPick value={person} onChange={setPerson} at="/person" />
      <Text
        label={t('quantity')}
        type="number"
        min={1}
        max={20}
        step={1}
        value={quantity}
        onChange={setQuantity}
        required
        at="/quantity"
      />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={setChannel}
        options={WAYS.map((value) => ({ value, label: pick(CHANNEL[value]) }))}
      />
      {later.length > 1 ? <Tick label={t('bookSeries', { count: later.length })} on={all} onChange={setAll} /> : null}
    </ActForm>
  )
}

/** Takes somebody off the waiting list. */
export function Leave({ id, name }: { id: string; name: string }) {
  const t = useText(messages)
  const leave = useCommand<void>({ path: `/services/waiting/${id}/leave`, body: () => ({}), refresh: REFRESH })
  return (
    <>
      <button
        type="button"
        className="yk-linkish"
        disabled={leave.isPending}
        aria-label={t('leaveOf', { name })}
        onClick={() => leave.mutate()}
      >
        {t('leave')}
      </button>
      <RefusalNote problem={leave.error} />
    </>
  )
}
