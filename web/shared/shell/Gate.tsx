import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { ErrorState } from '../parts/ErrorState.tsx'
import { LoadingState } from '../parts/LoadingState.tsx'
import { useSession } from '../session.ts'

/** Where one's own password is changed. */
const PASSWORD_PAGE = '/console/me'

/**
 * Lets signed-in people through; sends others to sign in and back. A password that must be changed is changed first. A server out of
 * reach is said as such, not as "signed out".
 */
export function Gate({ children }: { children: ReactNode }) {
  const session = useSession()
  const here = useLocation()
  if (session.isPending) return <LoadingState />
  if (session.error) return <ErrorState problem={session.error} onRetry={() => void session.refetch()} />
  if (!session.data.account)
    return <Navigate to={`/login?back=${encodeURIComponent(here.pathname + here.search)}`} replace />
  if (session.data.account.mustChangePassword && here.pathname !== PASSWORD_PAGE)
    return <Navigate to={PASSWORD_PAGE} replace />
  return children
}
