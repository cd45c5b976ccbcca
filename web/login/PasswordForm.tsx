import { type FormEvent, useId, useRef, useState } from 'react'
import { useText } from '../shared/i18n/index.ts'
import { RefusalNote } from '../shared/parts/RefusalNote.tsx'
import { useView } from '../shared/queries.ts'
import { type Session, useSignIn } from '../shared/session.ts'
import { messages } from './messages.ts'

/** Account name, password, place. A refusal (wrong password, locked account) keeps what was typed. */
export function PasswordForm({ home, onDone }: { home: Session['home']; onDone: () => void }) {
  const t = useText(messages)
  const signIn = useSignIn()
  const places = useView<{ items: { code: string; name: string }[] }>('/jurisdictions')
  const [jurisdiction, setJurisdiction] = useState(home.jurisdiction)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const items = places.data?.items ?? []
  const options = items.some((p) => p.code === home.jurisdiction)
    ? items
    : [{ code: home.jurisdiction, name: home.name }, ...items]

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = username.trim() === '' || password === ''
    setMissing(empty)
    if (empty) {
      form.current
        ?.querySelector<HTMLInputElement>(username.trim() === '' ? `#${CSS.escape(id)}-u` : `#${CSS.escape(id)}-p`)
        ?.focus()
      return
    }
    signIn.mutate({ jurisdiction, username: username.trim(), password }, { onSuccess: onDone })
  }

  return (
    <form ref={form} className="yk-stack" onSubmit={submit} noValidate>
      {options.length > 1 ? (
        <div className="yk-field">
          <label htmlFor={`${id}-j`}>{t('jurisdiction')}</label>
          <select
            id={`${id}-j`}
            className="yk-input"
            value={jurisdiction}
            onChange={(e) => setJurisdiction(e.target.value)}
          >
            {options.map((place) => (
              <option key={place.code} value={place.code}>
                {place.name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div className="yk-field">
        <label htmlFor={`${id}-u`}>{t('username')}</label>
        <input
          id={`${id}-u`}
          className="yk-input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={missing && username.trim() === ''}
          value={username}
          onChange={(e) => setUsername(e.target.value)}
        />
      </div>
      <div className="yk-field">
        <label htmlFor={`${id}-p`}>{t('password')}</label>
        <input
          id={`${id}-p`}
          className="yk-input"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          aria-invalid={missing && password === ''}
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </div>
      <label className="yk-check">
        <input type="checkbox" checked={shown} onChange={(e) => setShown(e.target.checked)} />
        {t('showPassword')}
      </label>
      {missing ? (
        <p className="yk-login-missing" role="alert">
          {t('missing')}
        </p>
      ) : null}
      <RefusalNote problem={signIn.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={signIn.isPending}>
        {signIn.isPending ? t('submitting') : t('submit')}
      </button>
    </form>
  )
}
