import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Navigate, useLocation } from 'react-router'
import { useText } from '../shared/i18n/index.ts'
import { EmptyState } from '../shared/parts/EmptyState.tsx'
import { LoadingState } from '../shared/parts/LoadingState.tsx'
import { messages } from './messages.ts'
import { keepSending, openField } from './store/store.ts'
import { useField } from './store/use.ts'

/** Opens the store of this device, with or without a network, and lets in whoever is or was signed in here. */
export function FieldGate({ children }: { children: ReactNode }) {
  const t = useText(messages)
  const client = useQueryClient()
  const here = useLocation()
  const { phase, session } = useField()
  useEffect(() => {
    void openField()
    return keepSending()
  }, [])
  useEffect(() => {
    // Pages ask who is signed in; without a network the answer is the one kept on this device.
    if (session !== null) for (const lng of ['zh', 'en']) client.setQueryData(['/session', {}, lng], session)
  }, [client, session])
  if (phase === 'opening') return <LoadingState />
  if (phase === 'signed-out') return <Navigate to={`/login?back=${encodeURIComponent(here.pathname)}`} replace />
  if (phase === 'stranger') return <EmptyState title={t('stranger')} text={t('strangerText')} />
  if (phase === 'stopped') return <EmptyState title={t('stopped')} text={t('stoppedText')} />
  return children
}
