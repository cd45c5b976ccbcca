import { type FormEvent, useState } from 'react'
import type { AccountRow } from '../../../src/platform/identity/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { useAccount, useMay, useSession } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { Refused, Secret, Twice } from './parts.tsx'
import { RegionAndUnit } from './RegionAndUnit.tsx'
import { RolePart } from './RolePart.tsx'
import { Status } from './Status.tsx'

const REFRESH = ['/accounts', '/roles']

/** One account: who and where, its roles, its password, its state. Shows only what the reader may do. */
export function AccountSheet({ account }: { account: AccountRow }) {
  const may = useMay()
  return (
    <div>
      <Details account={account} />
      <RolePart account={account} />
      {may('account.credential') ? <PasswordPart account={account} /> : null}
      {may('account.credential') ? <LinkPart account={account} /> : null}
      {may('account.manage') || may('account.lock') ? <StatePart account={account} /> : null}
    </div>
  )
}

function Details({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const may = useMay()
  const [name, setName] = useState(account.name)
  const [place, setPlace] = useState({ unit: account.unit ?? '', region: account.region })
  const change = useCommand<{ name: string; unit: string | null; region: string }>({
    method: 'PATCH',
    path: `/accounts/${account.id}`,
    refresh: REFRESH,
  })
  if (!may('account.manage')) {
    return (
      <section className="yk-acc-part">
        <p>
          {account.username} · {account.unitName ?? t('noUnit')} · <span className="yk-num">{account.region}</span>
        </p>
      </section>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ name, unit: place.unit || null, region: place.region })
  }
  return (
    <form className="yk-acc-part" onSubmit={submit}>
      <p className="yk-quiet">{account.username}</p>
      <Text label={t('person')} value={name} onChange={setName} required autoComplete="off" />
      <RegionAndUnit value={place} onChange={setPlace} />
      <Refused by={[change]} names={{ name: t('person'), region: t('region') }} />
      <div className="yk-row">
        <button type="submit" className="yk-button" disabled={change.isPending}>
          {t('save')}
        </button>
        {change.isSuccess ? <span role="status">{t('saved')}</span> : null}
      </div>
    </form>
  )
}

function PasswordPart({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const me = useAccount()
  const issue = useCommand<void, { password: string }>({
    path: `/accounts/${account.id}/password`,
    body: () => undefined,
    refresh: REFRESH,
  })
  if (me?.id === account.id) return null
  return (
    <section className="yk-acc-part" aria-label={t('password')}>
      <h3>{t('password')}</h3>
      <p>{account.hasPassword ? t('hasPassword') : t('hasNoPassword')}</p>
      <p className="yk-small yk-quiet">{t('issueHint')}</p>
      {issue.data ? <Secret label={t('issued')} value={issue.data.password} /> : null}
      <Refused by={[issue]} />
      <div className="yk-row">
        <Twice label={t('issue')} busy={issue.isPending} onDo={() => issue.mutate()} />
      </div>
    </section>
  )
}

function LinkPart({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const { data } = useSession()
  const [subject, setSubject] = useState('')
  const path = `/accounts/${account.id}/oidc`
  const link = useCommand<{ subject: string }>({ path, refresh: REFRESH })
  const unlink = useCommand<void>({ method: 'DELETE', path, body: () => undefined, refresh: REFRESH })
  if (!data?.oidc.enabled || data.account?.id === account.id) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    link.mutate({ subject: subject.trim() }, { onSuccess: () => setSubject('') })
  }
  return (
    <form className="yk-acc-part" onSubmit={submit}>
      <h3>{t('sso', { label: data.oidc.label })}</h3>
      {account.linked ? <p>{t('linked')}</p> : null}
      <Text
        label={t('subject')}
        value={subject}
        onChange={setSubject}
        hint={t('ssoHint')}
        required
        autoComplete="off"
      />
      <Refused by={[link, unlink]} names={{ subject: t('subject') }} />
      <div className="yk-row">
        <button type="submit" className="yk-button" disabled={link.isPending}>
          {t('link')}
        </button>
        {account.linked ? <Twice label={t('unlink')} busy={unlink.isPending} onDo={() => unlink.mutate()} /> : null}
      </div>
    </form>
  )
}

function StatePart({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const may = useMay()
  const me = useAccount()
  const move = useCommand<'disable' | 'enable' | 'lock' | 'unlock'>({
    path: (verb) => `/accounts/${account.id}/${verb}`,
    body: () => undefined,
    refresh: REFRESH,
  })
  const locked = account.status === 'locked' || (account.status === 'active' && account.lockedOut)
  const own = me?.id === account.id
  const button = (verb: 'disable' | 'enable' | 'lock' | 'unlock') => (
    <Twice key={verb} label={t(verb)} busy={move.isPending} onDo={() => move.mutate(verb)} />
  )
  return (
    <section className="yk-acc-part" aria-label={t('account')}>
      <h3>{t('account')}</h3>
      <p>
        <Status row={account} />
      </p>
      <Refused by={[move]} />
      <div className="yk-row">
        {may('account.lock') && locked ? button('unlock') : null}
        {may('account.lock') && account.status === 'active' && !own ? button('lock') : null}
        {may('account.manage') && account.status !== 'disabled' && !own ? button('disable') : null}
        {may('account.manage') && account.status === 'disabled' ? button('enable') : null}
      </div>
    </section>
  )
}
