import { type FormEvent, useState } from 'react'
import type { ApiKey } from '../../../src/platform/identity/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { Refused, Secret, Twice } from './parts.tsx'

/** Keys with which programs act as this account. */
export function Keys() {
  const t = useText(messages)
  const f = useFormat()
  const account = useAccount()
  const view = useView<{ items: ApiKey[] }>('/keys')
  const revoke = useCommand<string>({
    method: 'DELETE',
    path: (id) => `/keys/${id}`,
    body: () => undefined,
    refresh: ['/keys'],
  })
  return (
    <section className="yk-card yk-stack">
      <div>
        <h2>{t('keys')}</h2>
        <p className="yk-small yk-quiet">{t('keysHint')}</p>
      </div>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('keysNone')} /> : null}
      <Refused by={[revoke]} />
      <ul>
        {view.data?.items.map((key) => (
          <li key={key.id} className="yk-acc-item">
            <div>
              <p>{key.name}</p>
              <p className="yk-small yk-quiet">
                {key.permissions.join(', ')} ·{' '}
                {key.revokedAt === null ? t('keyExpires', { time: f.instant(key.expiresAt) }) : t('keyRevoked')}
              </p>
            </div>
            {key.revokedAt === null ? (
              <Twice label={t('revoke')} busy={revoke.isPending} onDo={() => revoke.mutate(key.id)} />
            ) : null}
          </li>
        ))}
      </ul>
      {account !== null && account.permissions.length > 0 ? <NewKey permissions={account.permissions} /> : null}
    </section>
  )
}

function NewKey({ permissions }: { permissions: string[] }) {
  const t = useText(messages)
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [chosen, setChosen] = useState<string[]>([])
  const make = useCommand<{ name: string; permissions: string[]; days: number }, { key: string }>({
    path: '/keys',
    refresh: ['/keys'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({ name, permissions: chosen, days: Number(days) }, { onSuccess: () => setName('') })
  }
  const toggle = (permission: string, on: boolean) =>
    setChosen(on ? [...chosen, permission] : chosen.filter((each) => each !== permission))
  return (
    <form className="yk-acc-form" onSubmit={submit}>
      <h3>{t('newKey')}</h3>
      <Text label={t('keyName')} value={name} onChange={setName} required autoComplete="off" />
      <Text label={t('keyDays')} type="number" value={days} onChange={setDays} required />
      <fieldset>
        <legend>{t('keyPermissions')}</legend>
        <div className="yk-row">
          {permissions.map((permission) => (
            <label key={permission} className="yk-acc-check">
              <input
                type="checkbox"
                checked={chosen.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              />
              <code>{permission}</code>
            </label>
          ))}
        </div>
      </fieldset>
      <Refused by={[make]} names={{ name: t('keyName'), days: t('keyDays'), permissions: t('keyPermissions') }} />
      {make.data ? <Secret label={t('keyMade')} value={make.data.key} /> : null}
      <div className="yk-row">
        <button type="submit" className="yk-button" disabled={make.isPending || chosen.length === 0}>
          {t('newKey')}
        </button>
      </div>
    </form>
  )
}
