import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView } from '../../../src/contexts/residents/index.ts'
import type { Problem } from '../../shared/api.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { fetchPaper } from '../people/calls.ts'
import { messages } from './messages.ts'

/** A person's own account at the counter: opened with a slip, given a new way in, closed. */
export function AccountCard({ person }: { person: string }) {
  const t = useText(messages)
  const f = useFormat()
  const path = `/residents/accounts/${person}`
  const view = useView<{ account: AccountView | null }>(path)
  const [phone, setPhone] = useState('')
  const [closing, setClosing] = useState(false)
  const [reason, setReason] = useState('')
  // The slip holds a code for once: fetched, never kept.
  const slip = useMutation<void, Problem, void>({
    mutationFn: () => fetchPaper(`${path}/slip`, { phone }),
    onSuccess: () => void view.refetch(),
  })
  const close = useCommand<object>({ path: `${path}/close`, refresh: ['/residents'] })
  const account = view.data?.account ?? null
  return (
    <section className="yk-card yk-person-card yk-noprint">
      <h2>{t('account')}</h2>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess ? (
        <p>
          {account === null
            ? t('noAccount')
            : t('hasAccount', {
                date: f.date(account.openedAt.slice(0, 10)),
                how: t(`how_${account.openedHow}`),
                phone: account.phone,
              })}
        </p>
      ) : null}
      <ActForm
        problem={slip.error}
        pending={slip.isPending}
        submit={t(account === null ? 'open' : 'renew')}
        onSubmit={() => slip.mutate()}
      >
        <Text
          label={t('phone')}
          hint={t('phoneHint')}
          value={phone}
          onChange={setPhone}
          required
          maxLength={30}
          autoComplete="off"
        />
      </ActForm>
      {slip.isSuccess ? <p role="status">{t('slipReady')}</p> : null}
      {account !== null && !closing ? (
        <div className="yk-row">
          <button type="button" className="yk-button" onClick={() => setClosing(true)}>
            {t('close')}
          </button>
        </div>
      ) : null}
      {account !== null && closing ? (
        <ActForm
          problem={close.error}
          pending={close.isPending}
          submit={t('close')}
          onSubmit={() => close.mutate({ reason }, { onSuccess: () => setClosing(false) })}
        >
          <Text label={t('closeReason')} value={reason} onChange={setReason} required minLength={2} maxLength={200} />
        </ActForm>
      ) : null}
    </section>
  )
}
