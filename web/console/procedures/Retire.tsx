import { useState } from 'react'
import type { DefinitionLine } from '../../../src/platform/procedures/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'

/** Taking no more applications after a day; what was begun before goes on under its version. Nothing where nothing of the county is in force. */
export function Retire({ code }: { code: string }) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: DefinitionLine[] }>('/procedures/definitions')
  const [open, setOpen] = useState(false)
  const [until, setUntil] = useState(todayInChina())
  const line = view.data?.items.find((each) => each.code === code)
  const retire = useCommand<object>({ path: `/procedures/definitions/${code}/retirement`, refresh: ['/procedures'] })
  const inForce = line?.inForce
  const stored = line?.versions.find((each) => each.version === inForce?.version && each.state === 'enacted')
  if (inForce === null || inForce === undefined || stored === undefined) return null
  if (stored.validUntil !== null) return <p>{t('retiredOn', { date: f.date(stored.validUntil) })}</p>
  if (!open)
    return (
      <button type="button" className="yk-button" onClick={() => setOpen(true)}>
        {t('retire')}
      </button>
    )
  return (
    <ActForm
      problem={retire.error}
      pending={retire.isPending}
      submit={t('retireConfirm')}
      onSubmit={() => retire.mutate({ version: inForce.version, until }, { onSuccess: () => setOpen(false) })}
    >
      <p>{t('retireText')}</p>
      <Text label={t('retireOn')} type="date" value={until} onChange={setUntil} required min={todayInChina()} />
    </ActForm>
  )
}
