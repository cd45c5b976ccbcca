import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { OwnOffer } from '../../../src/contexts/residents/index.ts'
import type { Placed } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { ForWhom, Own, OwnHead, useWhom } from '../own/Own.tsx'
import { messages } from './messages.ts'

/** The warning that a meal holds what the person is allergic to; the person may insist. */
const ALLERGY = 'meal.allergy'

/** When, how many, anything to say: then it is ordered. */
export default function OrderForm() {
  return (
    <Own>
      <Loaded />
    </Own>
  )
}

function Loaded() {
  const t = useText(messages)
  const { offer = '' } = useParams()
  const { query } = useWhom()
  const view = useView<{ items: OwnOffer[] }>('/my/offers', query)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const found = view.data.items.find((each) => each.id === offer)
  if (found === undefined)
    return (
      <EmptyState
        heading="h1"
        title={t('gone')}
        action={
          <Link className="yk-button yk-button--primary" to="/resident/find">
            {t('find')}
          </Link>
        }
      />
    )
  return <Form key={query.person} offer={found} />
}

/** The day after a day. */
const next = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function Form({ offer }: { offer: OwnOffer }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { query } = useWhom()
  const [day, setDay] = useState(next(todayInChina()))
  const [time, setTime] = useState(offer.family === 'meal' ? '11:30' : '09:00')
  const [quantity, setQuantity] = useState('1')
  const [note, setNote] = useState('')
  const place = useCommand<object, Placed>({ path: '/my/orders', refresh: ['/my'] })
  if (place.isSuccess) return <Done placed={place.data} offer={offer} />
  const send = (despite: string[]) =>
    place.mutate({
      ...query,
      offer: offer.id,
      from: new Date(`${day}T${time}:00+08:00`).toISOString(),
      quantity: Number(quantity),
      seenFen: offer.fen,
      note: wordsOf(note),
      despite,
    })
  return (
    <>
      <OwnHead title={pick(offer.title)} lead={`${offer.site} · ${t(`near_${offer.near}`)}`} />
      <ForWhom />
      <ActForm problem={place.error} pending={place.isPending} submit={t('place')} onSubmit={() => send([])}>
        <Text label={t('day')} type="date" value={day} onChange={setDay} required min={todayInChina()} />
        <Text label={t('time')} type="time" value={time} onChange={setTime} required />
        <Text
          label={t('quantity')}
          type="number"
          value={quantity}
          onChange={setQuantity}
          required
          min={1}
          max={20}
          step={1}
        />
        <Text label={t('note')} rows={2} value={note} onChange={setNote} maxLength={300} />
        {offer.conditions ? <p>{offer.conditions}</p> : null}
        <p>
          <strong className="yk-own-money">{t('total', { price: f.money(offer.fen * Number(quantity || 1)) })}</strong>{' '}
          <span className="yk-quiet">{t('totalHint')}</span>
        </p>
      </ActForm>
      {place.error?.code === ALLERGY ? (
        <button type="button" className="yk-button" disabled={place.isPending} onClick={() => send([ALLERGY])}>
          {t('insist')}
        </button>
      ) : null}
    </>
  )
}

function Done({ placed, offer }: { placed: Placed; offer: OwnOffer }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <>
      <h1>{t('placed')}</h1>
      <p>
        {pick(offer.title)} · {offer.site}
      </p>
      <p>
        {t('number')} <strong className="yk-num">{placed.no}</strong>
      </p>
      <p>
        {placed.entitlement === 'unknown'
          ? t('unknown')
          : `${t('self', { price: f.money(placed.selfFen) })} · ${t('subsidy', { price: f.money(placed.subsidyFen) })}`}
      </p>
      <div className="yk-row">
        <Link className="yk-button yk-button--primary" to={`/resident/orders/${placed.id}`}>
          {t('seeOrder')}
        </Link>
        <Link className="yk-button" to="/resident/orders">
          {t('toOrders')}
        </Link>
      </div>
    </>
  )
}
