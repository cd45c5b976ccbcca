import { useEffect, useRef } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { apiUrl } from '../shared/api.ts'
import { useText } from '../shared/i18n/index.ts'
import { ErrorState } from '../shared/parts/ErrorState.tsx'
import { useSession } from '../shared/session.ts'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { useFace } from '../shared/theme/look.ts'
import { messages } from './messages.ts'
import { PasswordForm } from './PasswordForm.tsx'
import './Login.css'

/** Only addresses of this site; anything else would be an open redirect. */
function safeBack(asked: string | null): string {
  return asked && /^\/(?![/\\])/.test(asked) ? asked : '/console'
}

/** What somebody holds who works in the field alone. */
const OUTSIDE = new Set(['field.use', 'services.serve'])

/** Sign in with password, or with the sign-on of the government where it is set up. */
export default function Login() {
  useFace('login')
  const t = useText(messages)
  const session = useSession()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const back = safeBack(search.get('back'))
  const arrived = useRef(false)
  const title = t('windowTitle')

  useEffect(() => {
    document.title = title
  }, [title])

  const account = session.data?.account
  // Residents and carers have no desk: signing in leads to the own pages, or to the day's round.
  if (account?.permissions.includes('resident.use')) return <Navigate to="/resident" replace />
  if (account && account.permissions.length > 0 && account.permissions.every((each) => OUTSIDE.has(each)))
    return <Navigate to="/field" replace />
  if (account && !arrived.current) return <Navigate to={back} replace />
  return (
    <LightShell home="/" foot={<Link to="/">{t('publicLink')}</Link>}>
      <div className="yk-login">
        <h1>{t('title')}</h1>
        <p className="yk-quiet">{t('lead')}</p>
        {session.error ? <ErrorState problem={session.error} onRetry={() => void session.refetch()} /> : null}
        {session.data ? (
          <PasswordForm
            home={session.data.home}
            onDone={() => {
              arrived.current = true
              void navigate(back, { replace: true })
            }}
          />
        ) : null}
        {session.data?.oidc.enabled ? (
          <>
            <p className="yk-login-or">{t('or')}</p>
            <a className="yk-button" href={apiUrl('/session/oidc/start', { back })}>
              {t('oidc', { label: session.data.oidc.label })}
            </a>
          </>
        ) : null}
        <p className="yk-small yk-quiet">{t('forgot')}</p>
      </div>
    </LightShell>
  )
}
