import { useRouteError } from 'react-router'
import { asProblem } from '../api.ts'
import { ErrorState } from '../parts/ErrorState.tsx'

/** The last net: a page that threw, or a chunk that no longer exists after an upgrade. */
export function Crash() {
  const thrown = useRouteError()
  return (
    <main className="yk-alone">
      <ErrorState problem={asProblem(thrown)} onRetry={() => window.location.reload()} />
    </main>
  )
}
