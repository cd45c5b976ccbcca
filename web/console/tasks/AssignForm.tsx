import { type FormEvent, useState } from 'react'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

const ROLES = ['lead', 'support', 'supervise', 'implement'] as const
type Role = (typeof ROLES)[number]

/** Decides the units of a task anew, with a reason. */
export function AssignForm({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const [names, setNames] = useState(
    () => Object.fromEntries(ROLES.map((role) => [role, namesOf(task, role)])) as Record<Role, string>,
  )
  const save = useCommand<{ revision: number; reason: string; units: { role: Role; name: string }[] }>({
    method: 'PUT',
    path: `/plan/tasks/${task.id}/units`,
    refresh: ['/plan/'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const units = ROLES.flatMap((role) =>
      names[role]
        .split(/[\n、]/)
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => ({ role, name })),
    )
    save.mutate({ revision: task.revision, reason, units }, { onSuccess: onDone })
  }
  return (
    <form className="yk-task-form" onSubmit={submit}>
      <p className="yk-small yk-quiet">{t('unitsLines')}</p>
      {ROLES.map((role) => (
        <label key={role} className="yk-task-field">
          {t(`role_${role}`)}
          <textarea
            className="yk-input"
            rows={role === 'support' ? 5 : 2}
            value={names[role]}
            onChange={(event) => setNames({ ...names, [role]: event.target.value })}
          />
        </label>
      ))}
      <label className="yk-task-field">
        {t('reason')}
        <input className="yk-input" required value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <RefusalNote problem={save.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  )
}

const namesOf = (task: TaskView, role: Role) =>
  task.units
    .filter((unit) => unit.role === role)
    .map((unit) => unit.name)
    .join('\n')
