import { useState } from 'react'
import { useText } from '../shared/i18n/index.ts'
import { useSignOut } from '../shared/session.ts'
import { messages } from './messages.ts'
import { lockField } from './store/store.ts'
import { useField } from './store/use.ts'
import { useSync } from './sync.ts'

/** The way out: says what is not sent yet before it locks the store. */
export function FieldSignOut() {
  const t = useText(messages)
  const { waiting } = useSync()
  const { session } = useField()
  const signOut = useSignOut()
  const [asked, setAsked] = useState(false)
  if (!session?.account) return null
  const leave = () => void lockField().then(() => signOut.mutate())
  if (asked)
    return (
      <span className="yk-stack">
        <span>{t('signOutUnsent', { count: waiting })}</span>
        <span className="yk-row">
          <button type="button" className="yk-button" onClick={leave}>
            {t('signOutAnyway')}
          </button>
          <button type="button" className="yk-button yk-button--primary" onClick={() => setAsked(false)}>
            {t('stay')}
          </button>
        </span>
      </span>
    )
  return (
    <span className="yk-row">
      <span>{session.account.name}</span>
      <button type="button" className="yk-linkish" onClick={() => (waiting > 0 ? setAsked(true) : leave())}>
        {t('signOut')}
      </button>
    </span>
  )
}
