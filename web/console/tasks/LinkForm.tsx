import { type FormEvent, useState } from 'react'
import type { ListedTarget, TaskView } from '../../../src/contexts/plan/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useAll, useCommand } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

/** Which targets prove a task besides those that stand in its words: all of the jurisdiction, to be ticked. */
export function LinkForm({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const jurisdiction = useAccount()?.jurisdiction ?? ''
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(() => new Set(task.targets.filter((each) => each.byPlanner).map(({ id }) => id)))
  const inWords = new Set(task.targets.filter((each) => !each.byPlanner).map(({ id }) => id))
  const all = useAll<ListedTarget>('/plan/targets', { jurisdiction, limit: 200, summary: false })
  const save = useCommand<string[]>({
    method: 'PUT',
    path: `/plan/tasks/${task.id}/targets`,
    body: (targets) => ({ targets }),
    refresh: ['/plan/tasks'],
  })
  if (all.isPending) return <LoadingState />
  if (all.error) return <ErrorState problem={all.error} onRetry={() => void all.refetch()} />
  const nameOf = (each: ListedTarget) => (each.indicator === null ? each.printed : pick(each.name))
  const shown = all.data.filter(
    (each) => !inWords.has(each.id) && (chosen.has(each.id) || nameOf(each).includes(typed.trim())),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate([...chosen], { onSuccess: onDone })
  }
  return (
    <form className="yk-task-form" onSubmit={submit}>
      <p className="yk-quiet yk-small">{t('linkLead')}</p>
      <label className="yk-task-field">
        {t('linkSearch')}
        <input type="search" className="yk-input" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <ul className="yk-stack">
        {shown.map((each) => (
          <li key={each.id}>
            <label className="yk-task-check">
              <input
                type="checkbox"
                checked={chosen.has(each.id)}
                onChange={(event) => {
                  const next = new Set(chosen)
                  if (event.target.checked) next.add(each.id)
                  else next.delete(each.id)
                  setChosen(next)
                }}
              />
              <span>
                {nameOf(each)} <span className="yk-quiet yk-small">{each.planTitle}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <RefusalNote problem={save.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t('linkSave')}
        </button>
      </div>
    </form>
  )
}
