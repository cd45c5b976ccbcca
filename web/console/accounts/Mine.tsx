import { type FormEvent, useState } from 'react'
import type { SessionRow } from '../../../src/platform/identity/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { Keys } from './Keys.tsx'
import { messages } from './messages.ts'
import { Refused, Twice } from './parts.tsx'
import './accounts.css'

/** One's own account: password, where one is signed in, keys for programs. */
export default function Mine() {
  const t = useText(messages)
  const account = useAccount()
  if (account === null) return <LoadingState />
  const about = [account.username, account.unitName, account.jurisdictionName]
    .filter((each) => each !== null)
    .join(' · ')
  return (
    <>
      <PageHead title={t('mineTitle')} lead={`${account.name} · ${about}`} />
      <div className="yk-stack">
        <ChangePassword />
        <Sessions />
        <Keys />
      </div>
    </>
  )
}

function ChangePassword() {
  const t = useText(messages)
  const view = useView<{ account: { mustChangePassword: boolean } | null }>('/session')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [shown, setShown] = useState(false)
  const [differs, setDiffers] = useState(false)
  const change = useCommand<{ current: string; password: string }>({ path: '/session/password', refresh: ['/'] })
  const type = shown ? 'text' : 'password'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDiffers(password !== again)
    if (password !== again) return
    const clear = () => {
      for (const set of [setCurrent, setPassword, setAgain]) set('')
    }
    change.mutate({ current, password }, { onSuccess: clear })
  }
  return (
    <section className="yk-card yk-stack">
      <h2>{t('changePassword')}</h2>
      {view.data?.account?.mustChangePassword ? (
        <p role="alert" className="yk-acc-note">
          {t('mustChange')}
        </p>
      ) : null}
      <form className="yk-acc-form" onSubmit={submit}>
        <Text
          label={t('current')}
          type={type}
          value={current}
          onChange={setCurrent}
          required
          autoComplete="current-password"
        />
        <Text
          label={t('next')}
          type={type}
          value={password}
          onChange={setPassword}
          hint={t('nextHint')}
          required
          autoComplete="new-password"
        />
        <Text label={t('again')} type={type} value={again} onChange={setAgain} required autoComplete="new-password" />
        <label className="yk-acc-check">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          {t('showPassword')}
        </label>
        {differs ? <p role="alert">{t('differs')}</p> : null}
        <Refused by={[change]} names={{ current: t('current'), password: t('next') }} />
        <div className="yk-row">
          <button type="submit" className="yk-button yk-button--primary" disabled={change.isPending}>
            {t('changePassword')}
          </button>
          {change.isSuccess ? <span role="status">{t('changed')}</span> : null}
        </div>
      </form>
    </section>
  )
}

function Sessions() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: SessionRow[] }>('/sessions')
  const end = useCommand<string>({
    method: 'DELETE',
    path: (id) => `/sessions/${id}`,
    body: () => undefined,
    refresh: ['/sessions'],
  })
  return (
    <section className="yk-card yk-stack">
      <div>
        <h2>{t('sessions')}</h2>
        <p className="yk-small yk-quiet">{t('sessionsHint')}</p>
      </div>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      <Refused by={[end]} />
      <ul>
        {view.data?.items.map((row) => (
          <li key={row.id} className="yk-acc-item">
            <div>
              <p>{t('opened', { time: f.instant(row.openedAt), ip: row.ip })}</p>
              <p className="yk-small yk-quiet">
                {t(`via_${row.via}`)} · {t('seen', { time: f.instant(row.seenAt) })}
              </p>
            </div>
            {row.current ? (
              <span className="yk-acc-tag">{t('thisOne')}</span>
            ) : (
              <Twice label={t('endSession')} busy={end.isPending} onDo={() => end.mutate(row.id)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
