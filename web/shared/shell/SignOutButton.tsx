import { common, useText } from '../i18n/index.ts'
import { useAccount, useSignOut } from '../session.ts'

/** The way out; unless `bare`, with the name of who is signed in. */
export function SignOutButton({ bare }: { bare?: boolean }) {
  const t = useText(common)
  const account = useAccount()
  const signOut = useSignOut()
  if (!account) return null
  return (
    <span className="yk-row">
      {bare ? null : <span>{account.name}</span>}
      <button type="button" className="yk-linkish" onClick={() => signOut.mutate()}>
        {t('signOut')}
      </button>
    </span>
  )
}
