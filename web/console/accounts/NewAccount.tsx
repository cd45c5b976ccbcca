import { type FormEvent, useState } from 'react'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { Refused } from './parts.tsx'
import { RegionAndUnit } from './RegionAndUnit.tsx'

type Input = { username: string; name: string; unit: string | null; region?: string }

/** A new account: who, where. Its password and roles come after, on the account's own sheet. */
export function NewAccount({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const me = useAccount()
  const [username, setUsername] = useState('')
  const [name, setName] = useState('')
  const [place, setPlace] = useState({ unit: '', region: me?.region ?? '' })
  const create = useCommand<Input, { id: string }>({ path: '/accounts', refresh: ['/accounts'] })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { username, name, unit: place.unit || null, ...(place.region === '' ? {} : { region: place.region }) }
    create.mutate(input, { onSuccess: ({ id }) => onDone(id) })
  }
  return (
    <form className="yk-acc-form" onSubmit={submit}>
      <Text label={t('person')} value={name} onChange={setName} required autoComplete="off" />
      <Text
        label={t('username')}
        value={username}
        onChange={setUsername}
        hint={t('usernameHint')}
        required
        autoComplete="off"
      />
      <RegionAndUnit value={place} onChange={setPlace} />
      <Refused by={[create]} names={{ username: t('username'), name: t('person'), region: t('region') }} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={create.isPending}>
          {t('create')}
        </button>
      </div>
    </form>
  )
}
