import { type FormEvent, useState } from 'react'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { CloseIcon } from '../../shared/icons.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

type Line = { key: string; id?: string; title: string; due: string; after: string; done: boolean }

/** Plans the steps: title, date, and which step comes before. Steps that are done stay as they are. */
export function StepsForm({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const t = useText(messages)
  const [lines, setLines] = useState<Line[]>(() =>
    task.steps.map(({ id, title, due, waitsFor, doneOn }) => ({
      key: id,
      id,
      title,
      due,
      after: waitsFor ?? '',
      done: doneOn !== null,
    })),
  )
  const save = useCommand<Line[]>({
    method: 'PUT',
    path: `/plan/tasks/${task.id}/steps`,
    body: (given) => ({
      seen: task.stepsMark,
      steps: given.map(({ id, title, due, after }) => {
        const before = given.find((each) => each.key === after)
        return {
          ...(id === undefined ? {} : { id }),
          title,
          due,
          waitsFor: before === undefined ? null : (before.id ?? before.title),
        }
      }),
    }),
    refresh: ['/plan/'],
  })
  const change = (key: string, part: Partial<Line>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(lines, { onSuccess: onDone })
  }
  const place = (at: string) => {
    const index = Number(/^\/steps\/(\d+)/.exec(at)?.[1])
    return lines[index]?.title
  }
  return (
    <form className="yk-task-form" onSubmit={submit}>
      {lines.map((line, index) => (
        <div key={line.key} className="yk-task-stepline">
          <input
            className="yk-input"
            aria-label={`${t('stepTitle')} ${index + 1}`}
            required
            disabled={line.done}
            value={line.title}
            onChange={(event) => change(line.key, { title: event.target.value })}
          />
          <input
            type="date"
            className="yk-input"
            aria-label={`${t('stepDue')} ${index + 1}`}
            required
            disabled={line.done}
            value={line.due}
            max={task.deadline ?? undefined}
            onChange={(event) => change(line.key, { due: event.target.value })}
          />
          <select
            className="yk-input"
            aria-label={`${t('stepAfter')} ${index + 1}`}
            disabled={line.done}
            value={line.after}
            onChange={(event) => change(line.key, { after: event.target.value })}
          >
            <option value="">{t('stepNone')}</option>
            {lines
              .filter((each) => each.key !== line.key)
              .map((each) => (
                <option key={each.key} value={each.key}>
                  {each.title}
                </option>
              ))}
          </select>
          <button
            type="button"
            className="yk-button yk-button--icon"
            disabled={line.done}
            aria-label={`${t('removeStep')} ${line.title}`}
            onClick={() => setLines(lines.filter((each) => each.key !== line.key))}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
      <RefusalNote problem={save.error} place={place} />
      <div className="yk-row">
        <button
          type="button"
          className="yk-button"
          onClick={() =>
            setLines([
              ...lines,
              { key: crypto.randomUUID(), title: '', due: '', after: lines.at(-1)?.key ?? '', done: false },
            ])
          }
        >
          {t('addStep')}
        </button>
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t('save')}
        </button>
        <button type="button" className="yk-button yk-button--bare" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
