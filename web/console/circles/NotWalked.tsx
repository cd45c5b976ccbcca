import { Link } from 'react-router'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import type { Problem } from '../../shared/problem.ts'
import { messages } from './messages.ts'

/** Why nothing could be walked: there are no streets yet, or something failed. */
export function NotWalked({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const t = useText(messages)
  if (problem.code !== 'streets.none-yet') return <ErrorState problem={problem} onRetry={onRetry} />
  return (
    <EmptyState
      title={t('noStreets')}
      action={
        <Link className="yk-button yk-button--primary" to="/console/territory/streets">
          {t('toStreets')}
        </Link>
      }
    />
  )
}
