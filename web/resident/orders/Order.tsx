import { useState } from 'react'
import { useParams } from 'react-router'
import type { OrderView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { Own, OwnHead } from '../own/Own.tsx'
import { messages } from './messages.ts'
import { Rate } from './Rate.tsx'

/** One order: who comes, when, how far it is; cancel it, or say that it was done. */
export default function Order() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const { id = '' } = useParams()
  const view = useView<OrderView>(`/my/orders/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return <Shown order={view.data} />
}

function Shown({ order }: { order: OrderView }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const coming = [...new Set(order.staff.flatMap((each) => each.name ?? []))]
  return (
    <>
      <OwnHead title={pick(order.title)} lead={order.siteName} />
      <p className="yk-apply-now" role="status">
        <strong>{t(`state_${order.state}`)}</strong>
        <span className="yk-num">{t('when', { from: f.instant(order.from), until: f.instant(order.until) })}</span>
      </p>
      <dl className="yk-own-facts yk-card">
        <div>
          <dt>{t('who')}</dt>
          <dd className="yk-own-value">{coming.length > 0 ? coming.join('、') : t('nobodyYet')}</dd>
        </div>
        <div>
          <dt>{t('total', { price: f.money(order.listFen) })}</dt>
          <dd className="yk-own-value">
            {order.entitlement === 'unknown'
              ? t('unknown')
              : `${t('self', { price: f.money(order.selfFen) })} · ${t('subsidy', { price: f.money(order.subsidyFen) })}`}
          </dd>
        </div>
        <div>
          <dt>{t('number')}</dt>
          <dd className="yk-own-value yk-num">{order.no}</dd>
        </div>
      </dl>
      {order.acts.includes('confirm') ? <Confirm order={order} /> : null}
      {order.acts.includes('rate') ? <Rate order={order} /> : null}
      {order.acts.includes('cancel') ? <Cancel order={order} /> : null}
      <section className="yk-stack">
        <h2>{t('story')}</h2>
        <Timeline
          label={t('story')}
          happenings={[...order.events].reverse().map((each) => ({ id: each.id, at: each.at, what: each.title }))}
        />
      </section>
    </>
  )
}

function Confirm({ order }: { order: OrderView }) {
  const t = useText(messages)
  const say = useCommand<object>({ path: `/my/orders/${order.id}/confirm`, refresh: ['/my'] })
  return (
    <>
      <RefusalNote problem={say.error} />
      <button
        type="button"
        className="yk-button yk-button--primary"
        disabled={say.isPending}
        onClick={() => say.mutate({ revision: order.revision })}
      >
        {t('confirm')}
      </button>
    </>
  )
}

function Cancel({ order }: { order: OrderView }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const cancel = useCommand<object>({ path: `/my/orders/${order.id}/cancel`, refresh: ['/my'] })
  if (!open)
    return (
      <button type="button" className="yk-button" onClick={() => setOpen(true)}>
        {t('cancel')}
      </button>
    )
  return (
    <ActForm
      problem={cancel.error}
      pending={cancel.isPending}
      submit={t('cancelSure')}
      onSubmit={() => cancel.mutate({ revision: order.revision, reason })}
    >
      <Text label={t('cancelReason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
    </ActForm>
  )
}
