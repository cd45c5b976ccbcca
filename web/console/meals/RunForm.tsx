import { useState } from 'react'
import type { Meal } from '../../../src/contexts/meals/index.ts'
import type { SendableView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages-order.ts'

/** Sends one person on the run of a meal: every delivery that nobody takes yet, in walking order. */
export function RunForm({
  run,
  open,
  onDone,
}: {
  run: { site: string; day: string; meal: Meal }
  /** Orders that nobody takes yet. */
  open: readonly string[]
  onDone: (stops: number) => void
}) {
  const t = useText(messages)
  const [staff, setStaff] = useState('')
  const people = useView<{ items: SendableView[] }>(`/services/orders/${open[0]}/sendable`)
  const send = useCommand<void, { stops: number }>({
    path: '/meals/runs',
    body: () => ({ ...run, staff }),
    refresh: ['/meals/kitchen-sheet', '/meals/deliveries', '/services/orders'],
  })
  if (people.error) return <ErrorState problem={people.error} onRetry={() => void people.refetch()} />
  if (people.data === undefined) return <LoadingState />
  if (people.data.items.length === 0) return <p role="status">{t('noStaff')}</p>
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('run')}
      onSubmit={() => send.mutate(undefined, { onSuccess: ({ stops }) => onDone(stops) })}
    >
      <p className="yk-quiet">{t('runLead', { count: open.length })}</p>
      <Choice
        label={t('deliverer')}
        value={staff}
        onChange={setStaff}
        required
        empty={t('choose')}
        at="/staff"
        options={people.data.items.map((each) => ({
          value: each.person,
          label: each.bound.length === 0 ? each.name : `${each.name}（${t('bound', { count: each.bound.length })}）`,
        }))}
      />
    </ActForm>
  )
}
