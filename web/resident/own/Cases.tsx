import { Link } from 'react-router'
import type { OwnCase } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { messages as procedures } from '../../shared/procedures/messages.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { Own, OwnHead, useOwnHome } from './Own.tsx'

/** Every case of oneself and of those one applies for, whichever way it came in. */
export default function Cases() {
  return (
    <Own>
      <List />
    </Own>
  )
}

function List() {
  const t = useText(messages)
  const s = useText(procedures)
  const f = useFormat()
  const pick = usePick()
  const { self } = useOwnHome()
  const view = useView<{ items: (OwnCase & { person: string })[] }>('/my/cases')
  const items = view.data?.items ?? []
  return (
    <>
      <OwnHead title={t('cases')} lead={t('casesLead')} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? (
        <EmptyState
          title={t('noCases')}
          text={t('noCasesText')}
          action={
            <Link className="yk-button yk-button--primary" to="/resident/services">
              {t('services')}
            </Link>
          }
        />
      ) : null}
      <ul className="yk-own-list">
        {items.map((each) => (
          <li key={each.id} data-waits={each.waiting || undefined}>
            <Link to={`/resident/cases/${each.id}`}>
              <strong>{pick(each.title)}</strong>
            </Link>
            {each.subject === self ? null : <span>{each.person}</span>}
            <span className="yk-own-line">
              <span>
                {each.outcome ? s(`outcome_${each.outcome}`) : each.stepTitle ? pick(each.stepTitle) : ''}
                {each.waiting ? ` · ${t('waiting')}` : ''}
              </span>
              {each.outcome === null && each.workdaysLeft !== null ? (
                <span>{t(each.workdaysLeft < 0 ? 'late' : 'left', { count: Math.abs(each.workdaysLeft) })}</span>
              ) : null}
            </span>
            <span className="yk-quiet">
              {t('openedOn', { date: f.date(each.openedAt.slice(0, 10)) })} · {t(`channel_${each.channel}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
