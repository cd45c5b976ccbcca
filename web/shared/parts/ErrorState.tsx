import type { Problem } from '../api.ts'
import { common, useText } from '../i18n/index.ts'
import { RefusalNote } from './RefusalNote.tsx'

/** A view that could not be read: why, and the way to try again. */
export function ErrorState({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useText(common)
  return (
    <div className="yk-errorstate">
      <RefusalNote
        problem={problem}
        actions={
          onRetry ? (
            <button type="button" className="yk-button" onClick={onRetry}>
              {t('retry')}
            </button>
          ) : undefined
        }
      />
    </div>
  )
}
