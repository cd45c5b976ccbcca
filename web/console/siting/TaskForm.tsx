import { useState } from 'react'
import { Link } from 'react-router'
import type { TaskLine } from '../../../src/contexts/plan/index.ts'
import { Choice, namesOf, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

type Unit = { id: string; name: string; active: boolean }

/** Makes a task of a plan in force out of a scenario: who leads, who helps, by when. */
export function TaskForm({ scenario }: { scenario: string }) {
  const t = useText(messages)
  const tasks = useView<{ items: TaskLine[] }>('/plan/tasks')
  const units = useView<{ items: Unit[] }>('/units')
  const plans = [...new Map((tasks.data?.items ?? []).map(({ plan, planTitle }) => [plan, planTitle]))]
  const names = (units.data?.items ?? []).filter(({ active }) => active).map(({ name }) => name)
  const [plan, setPlan] = useState('')
  const [lead, setLead] = useState('')
  const [support, setSupport] = useState('')
  const [deadline, setDeadline] = useState('')
  const make = useCommand<object, { id: string }>({ path: '/plan/scenario-tasks', refresh: ['/plan/'] })
  if (make.data !== undefined) {
    return (
      <p role="status">
        {t('taskMade')} · <Link to={`/console/tasks/${make.data.id}`}>{t('openTask')}</Link>
      </p>
    )
  }
  return (
    <form
      className="yk-siting-form"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate({
          scenario,
          plan: plan || plans[0]?.[0] || '',
          lead,
          support: namesOf(support),
          deadline,
        })
      }}
    >
      <Choice
        label={t('taskPlan')}
        value={plan || (plans[0]?.[0] ?? '')}
        onChange={setPlan}
        options={plans.map(([value, label]) => ({ value, label }))}
      />
      <Text label={t('lead2')} value={lead} onChange={setLead} list="siting-units" required />
      <Text label={t('support')} value={support} onChange={setSupport} list="siting-units" />
      <datalist id="siting-units">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Text label={t('deadline')} type="date" value={deadline} onChange={setDeadline} required />
      <RefusalNote problem={make.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={make.isPending || plans.length === 0}>
        {t('makeTask')}
      </button>
    </form>
  )
}
