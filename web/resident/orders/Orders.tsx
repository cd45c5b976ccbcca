import { Link } from 'react-router'
import type { OrderLine } from '../../../src/contexts/services/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { Own, OwnHead, useOwnHome } from '../own/Own.tsx'
import { messages } from './messages.ts'

/** Orders of oneself and of family. */
export default function Orders() {
  return (
    <Own>
      <List />
    </Own>
  )
}

function List() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { self } = useOwnHome()
  const view = useView<{ items: OrderLine[] }>('/my/orders')
  const items = view.data?.items ?? []
  return (
    <>
      <OwnHead title={t('orders')} lead={t('ordersLead')} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? (
        <EmptyState
          title={t('noOrders')}
          text={t('noOrdersText')}
          action={
            <Link className="yk-button yk-button--primary" to="/resident/find">
              {t('find')}
            </Link>
          }
        />
      ) : null}
      <ul className="yk-own-list">
        {items.map((each) => (
          <li key={each.id} data-waits={each.state === 'served' || undefined}>
            <Link to={`/resident/orders/${each.id}`}>
              <strong>{pick(each.title)}</strong>
            </Link>
            {each.person === null || each.person.id === self ? null : <span>{each.person.name}</span>}
            <span className="yk-own-line">
              <span>{t(`state_${each.state}`)}</span>
              <span className="yk-num">{f.instant(each.from)}</span>
            </span>
            <span className="yk-quiet">{each.siteName}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
