import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Navigate, useLocation } from 'react-router'
import { command, type Problem } from '../../shared/api.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useIsResident } from '../own/Own.tsx'
import { messages } from './messages.ts'

type Way = 'code' | 'password' | 'first'
type Asked = { told: 'counter' | 'message'; minutes: number }

/** Coming in with a telephone: by a one-time code, by the slip of the counter, or by the password set by oneself. */
export default function Login() {
  const t = useText(messages)
  const resident = useIsResident()
  const { hash } = useLocation()
  const slip = hash.replace(/^#/, '').slice(0, 20)
  const [way, setWay] = useState<Way>('code')
  const [phone, setPhone] = useState('')
  const [number, setNumber] = useState('')
  const [code, setCode] = useState(slip)
  const [ready, setReady] = useState(slip !== '')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const ask = useMutation<Asked, Problem, void>({
    mutationFn: () => command<Asked>('POST', '/residents/codes/ask', { phone, ...(way === 'first' ? { number } : {}) }),
    onSuccess: () => setReady(true),
  })
  const open = useMutation<unknown, Problem, void>({
    mutationFn: () => command('POST', '/residents/session', way === 'password' ? { phone, password } : { phone, code }),
    onSuccess: () => client.resetQueries(),
  })
  if (resident) return <Navigate to="/resident" replace />
  const signs = way === 'password' || ready
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (signs) open.mutate()
    else ask.mutate()
  }
  const choose = (next: Way) => {
    setWay(next)
    setReady(next === 'code' && slip !== '')
    ask.reset()
    open.reset()
  }
  return (
    <form className="yk-stack yk-own" onSubmit={submit}>
      <header>
        <h1>{t('title')}</h1>
        <p className="yk-quiet">{t('lead')}</p>
      </header>
      <fieldset className="yk-own-whom">
        <legend>{t('how')}</legend>
        {(
          [
            ['code', 'byCode'],
            ['password', 'byPassword'],
            ['first', 'firstTime'],
          ] as const
        ).map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="yk-button"
            aria-pressed={way === value}
            onClick={() => choose(value)}
          >
            {t(label)}
          </button>
        ))}
      </fieldset>
      <Text label={t('phone')} value={phone} onChange={setPhone} required maxLength={30} autoComplete="tel" />
      {way === 'first' ? (
        <Text
          label={t('number')}
          hint={t('numberHint')}
          value={number}
          onChange={setNumber}
          required
          maxLength={30}
          autoComplete="off"
        />
      ) : null}
      {ask.data ? <p role="status">{t(ask.data.told, { minutes: ask.data.minutes })}</p> : null}
      {way !== 'password' && ready ? (
        <Text label={t('code')} value={code} onChange={setCode} required maxLength={20} autoComplete="one-time-code" />
      ) : null}
      {way === 'password' ? (
        <Text
          label={t('password')}
          type="password"
          value={password}
          onChange={setPassword}
          required
          maxLength={200}
          autoComplete="current-password"
        />
      ) : null}
      <RefusalNote problem={signs ? (open.error ?? ask.error) : ask.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={ask.isPending || open.isPending}>
        {t(signs ? 'signIn' : 'getCode')}
      </button>
      {way !== 'password' ? (
        <button type="button" className="yk-button" onClick={() => (ready ? ask.mutate() : setReady(true))}>
          {t(ready ? 'getCode' : 'haveCode')}
        </button>
      ) : null}
      <p className="yk-quiet">{t('noPhone')}</p>
    </form>
  )
}
