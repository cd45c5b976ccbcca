import { useState } from 'react'
import type { PlanTaskView, TaskFacts } from '../../../src/contexts/plan/index.ts'
import { Names } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { focusOnce } from './focus.ts'
import { messages } from './messages-reading.ts'

type Facts = Partial<TaskFacts>
type Props = { task: PlanTaskView; busy: boolean; onSave: (facts: Facts) => void; onCancel: () => void }
const ROLES = ['lead', 'support', 'supervise', 'implement'] as const

/** Puts right what was read of a task. */
export function TaskForm({ task, busy, onSave, onCancel }: Props) {
  const t = useText(messages)
  const [facts, setFacts] = useState<Facts>({})
  const now = { ...task, ...facts }
  const set = (change: Facts) => setFacts({ ...facts, ...change })
  return (
    <form
      className="yk-plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(facts)
      }}
    >
      <label className="yk-field yk-plan-wide">
        <span>{t('title')}</span>
        <textarea
          className="yk-input"
          rows={2}
          ref={focusOnce}
          value={now.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </label>
      {ROLES.map((role) => (
        <div key={role} className="yk-plan-wide">
          <Names label={t(role)} names={now[role]} onChange={(names) => set({ [role]: names })} />
        </div>
      ))}
      <label className="yk-field">
        <span>{t('deadline')}</span>
        <input
          className="yk-input"
          type="date"
          value={now.deadline ?? ''}
          onChange={(event) => set({ deadline: event.target.value === '' ? null : event.target.value })}
        />
      </label>
      <label className="yk-field">
        <span>{t('number')}</span>
        <input className="yk-input" value={now.number} onChange={(event) => set({ number: event.target.value })} />
      </label>
      <p className="yk-row yk-plan-wide">
        <button
          type="submit"
          className="yk-button yk-button--primary"
          disabled={busy || Object.keys(facts).length === 0}
        >
          {t('save')}
        </button>
        <button type="button" className="yk-button yk-button--bare" onClick={onCancel}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
