import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { ErrorState } from '../parts/ErrorState.tsx'
import { LoadingState } from '../parts/LoadingState.tsx'
import { useSession } from '../session.ts'

/** Lets signed-in people through; sends others to sign in and back. A server out of reach is said as such, not as "signed out". */
export function Gate({ children }: { children: ReactNode }) {
  const session = useSession()
  const here = useLocation()
  if (session.isPending) return <LoadingState />
  if (session.error) return <ErrorState problem={session.error} onRetry={() => void session.refetch()} />
  if (!session.data.account)
    return <Navigate to={`/login?back=${encodeURIComponent(here.pathname + here.search)}`} replace />
  return children
}
