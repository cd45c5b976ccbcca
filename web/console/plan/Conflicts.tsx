import { useState } from 'react'
import type { ConflictView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { Conflict } from './Conflict.tsx'
import { messages } from './messages-items.ts'
import './plan.css'

/** Every contradiction of papers, the open ones first. */
export default function Conflicts() {
  const t = useText(messages)
  const [state, setState] = useState<'open' | 'decided'>('open')
  const view = useView<{ items: ConflictView[] }>('/plan/conflicts', { state })
  return (
    <>
      <PageHead title={t('conflictsTitle')} lead={t('conflictsLead')} />
      <div className="yk-row yk-plan-tabs">
        {(['open', 'decided'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="yk-button"
            aria-pressed={state === each}
            onClick={() => setState(each)}
          >
            {t(each)}
          </button>
        ))}
      </div>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess && view.data.items.length === 0 ? (
        <EmptyState title={t('noConflicts')} text={t('noConflictsText')} heading="h2" />
      ) : null}
      <ul className="yk-stack">
        {view.data?.items.map((conflict) => (
          <li key={conflict.id}>
            <Conflict conflict={conflict} />
          </li>
        ))}
      </ul>
    </>
  )
}
