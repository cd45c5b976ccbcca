import { common, useText } from '../i18n/index.ts'
import { useAccount, useSignOut } from '../session.ts'

/** Who is signed in, and the way out. */
export function SignOutButton() {
  const t = useText(common)
  const account = useAccount()
  const signOut = useSignOut()
  if (!account) return null
  return (
    <span className="yk-row">
      <span>{account.name}</span>
      <button type="button" className="yk-linkish" onClick={() => signOut.mutate()}>
        {t('signOut')}
      </button>
    </span>
  )
}
