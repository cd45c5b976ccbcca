import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { command, type Problem } from '../../shared/api.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from '../own/messages.ts'
import { Own, OwnHead } from '../own/Own.tsx'

/** A password of one's own, after coming in by a code. */
export default function Password() {
  return (
    <Own>
      <Form />
    </Own>
  )
}

function Form() {
  const t = useText(messages)
  const [password, setPassword] = useState('')
  const set = useMutation<unknown, Problem, void>({ mutationFn: () => command('POST', '/my/password', { password }) })
  return (
    <>
      <OwnHead title={t('password')} lead={t('passwordLead')} />
      {set.isSuccess ? <p role="status">{t('passwordDone')}</p> : null}
      <ActForm problem={set.error} pending={set.isPending} submit={t('passwordSet')} onSubmit={() => set.mutate()}>
        <Text
          label={t('passwordNew')}
          type="password"
          value={password}
          onChange={setPassword}
          required
          minLength={10}
          maxLength={128}
          autoComplete="new-password"
        />
      </ActForm>
    </>
  )
}
