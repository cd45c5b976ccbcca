import { Link } from 'react-router'
import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './registers.css'

/** All registers the account may see. */
export default function Registers() {
  const t = useText(messages)
  const pick = usePick()
  const view = useView<{ items: RegisterView[] }>('/registers')
  const items = view.data?.items ?? []
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess && items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      <ul className="yk-reg-list">
        {items.map((item) => (
          <li key={item.name}>
            <Link to={`/console/registers/${item.name}`}>{pick(item.title)}</Link>
            <p>{pick(item.description)}</p>
            {item.mayImport ? <span className="yk-reg-tag">{t('mayImport')}</span> : null}
          </li>
        ))}
      </ul>
    </>
  )
}
