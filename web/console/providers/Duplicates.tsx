import { Link } from 'react-router'
import type { DuplicateView } from '../../../src/contexts/providers/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-organisations.ts'
import './providers.css'

/** Pairs of organisations that may be one, with why. */
export default function Duplicates() {
  const t = useText(messages)
  const view = useView<{ items: DuplicateView[] }>('/providers/duplicates')
  return (
    <>
      <PageHead
        title={t('duplicates')}
        lead={t('duplicatesLead')}
        up={{ to: '/console/providers', label: t('title') }}
      />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data?.items.length === 0 ? (
        <EmptyState title={t('noDuplicates')} text={t('noDuplicatesText')} heading="h2" />
      ) : null}
      <ul className="yk-stack">
        {view.data?.items.map((pair) => (
          <li key={`${pair.first.id} ${pair.second.id}`} className="yk-card yk-file-card">
            <span className="yk-prov-tags">
              {pair.why.map((why) => (
                <Tag key={why} tone="warn">
                  {t(`why_${why}`)}
                </Tag>
              ))}
            </span>
            <div className="yk-prov-pair">
              {[pair.first, pair.second].map((each) => (
                <div key={each.id}>
                  <h2>
                    <Link to={`/console/providers/${each.id}`}>{each.name}</Link>
                  </h2>
                  <p className="yk-small yk-num">
                    {each.creditCode} · {t('siteCount', { count: each.sites })}
                  </p>
                  <Link
                    className="yk-button"
                    to={`/console/providers/${each.id}`}
                    aria-label={`${t('keepThis')} ${each.name}`}
                  >
                    {t('keepThis')}
                  </Link>
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
