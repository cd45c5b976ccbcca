import { type FormEvent, useState } from 'react'
import type { AccountRow, Role } from '../../../src/platform/identity/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { Refused, Twice } from './parts.tsx'

const ALL: Role[] = [
  'planner',
  'officer',
  'people_officer',
  'township_worker',
  'grid_worker',
  'leader',
  'service_operator',
  'provider',
  'carer',
  'administrator',
  'security_officer',
  'auditor',
]
const REFRESH = ['/accounts', '/roles']

type Proposal = { role: Role; validFrom?: string; validUntil?: string }

/** The roles of an account; for the administrator, the way to propose one and to take one away. */
export function RolePart({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const end = useCommand<string>({ path: (id) => `/roles/grants/${id}/end`, body: () => undefined, refresh: REFRESH })
  return (
    <section className="yk-acc-part" aria-label={t('roles')}>
      <h3>{t('roles')}</h3>
      {account.roles.length === 0 ? <p className="yk-quiet">{t('noRoles')}</p> : null}
      <ul>
        {account.roles.map((role) => (
          <li key={role.id} className="yk-acc-item">
            <div>
              <strong>{t(`role_${role.role}`)}</strong>{' '}
              <span className={role.counts ? 'yk-acc-tag' : 'yk-acc-tag yk-acc-tag--wait'}>
                {role.state === 'confirmed' && !role.counts ? t('notCounting') : t(`state_${role.state}`)}
              </span>
              <p className="yk-small yk-quiet">
                {role.region} ·{' '}
                {role.validUntil === null
                  ? t('period', { from: f.date(role.validFrom) })
                  : t('periodTo', { from: f.date(role.validFrom), until: f.date(role.validUntil) })}
              </p>
            </div>
            {may('account.manage') ? (
              <Twice
                label={role.state === 'proposed' ? t('withdraw') : t('endRole')}
                busy={end.isPending}
                onDo={() => end.mutate(role.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <Refused by={[end]} />
      {may('account.manage') ? <Propose account={account} /> : null}
    </section>
  )
}

function Propose({ account }: { account: AccountRow }) {
  const t = useText(messages)
  const business = account.duty === 'business'
  const offered = ALL.filter((role) => {
    const separated = role === 'administrator' || role === 'security_officer' || role === 'auditor'
    return account.duty === null || (business ? !separated : role === account.duty)
  })
  const [role, setRole] = useState<Role>(offered[0] ?? 'officer')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const propose = useCommand<Proposal>({ path: `/accounts/${account.id}/roles`, refresh: REFRESH })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    propose.mutate({
      role,
      ...(from === '' ? {} : { validFrom: from }),
      ...(until === '' ? {} : { validUntil: until }),
    })
  }
  return (
    <form className="yk-acc-form" onSubmit={submit}>
      <Choice
        label={t('role')}
        value={role}
        onChange={(value) => setRole(value as Role)}
        options={offered.map((each) => ({ value: each, label: t(`role_${each}`) }))}
      />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} />
      <Text label={t('until')} type="date" value={until} onChange={setUntil} />
      <p className="yk-small yk-quiet">{t('proposeHint')}</p>
      <Refused by={[propose]} names={{ validUntil: t('until'), region: t('region') }} />
      <div className="yk-row">
        <button type="submit" className="yk-button" disabled={propose.isPending}>
          {t('propose')}
        </button>
        {propose.isSuccess ? <span role="status">{t('proposed')}</span> : null}
      </div>
    </form>
  )
}
