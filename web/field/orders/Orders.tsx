import { Link } from 'react-router'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RightIcon, SyncIcon } from '../../shared/icons.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'
import { useOrders } from './stage.ts'

/** Today's orders by their time. */
export default function Orders() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { taken } = useField()
  const orders = useOrders()
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      {taken?.parts.orders === undefined ? (
        <EmptyState title={t('notTaken')} text={t('notTakenText')} heading="h2" />
      ) : null}
      {taken?.parts.orders !== undefined && orders.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
      ) : null}
      <ol className="yk-fd-stops">
        {orders.map(({ order, stage, unsent }) => (
          <li key={order.id} data-done={stage === 'confirmed' || stage === 'gone' || undefined}>
            <Link to={`/field/orders/${order.id}`}>
              <span>
                <strong>{order.person?.name ?? t('outside')}</strong>{' '}
                <span className="yk-quiet">{pick(order.title)}</span>
              </span>
              {unsent ? <SyncIcon /> : <RightIcon />}
            </Link>
            <p className="yk-fd-why">
              <span className="yk-num">{f.instant(order.from)}</span>
              <span>{t(`s_${stage}`)}</span>
              {unsent ? <span>{t('unsent')}</span> : null}
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}
