import { useState } from 'react'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { StepsForm } from './StepsForm.tsx'

type Step = TaskView['steps'][number]

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** The dated steps along one axis of time: planned, done, and how many working days apart. */
export function Steps({ task }: { task: TaskView }) {
  const t = useText(messages)
  const [editing, setEditing] = useState(false)
  return (
    <section className="yk-card yk-task-card">
      <div className="yk-task-cardhead">
        <h2>{t('steps')}</h2>
        {task.may.steps && !editing ? (
          <button type="button" className="yk-button yk-noprint" onClick={() => setEditing(true)}>
            {t('editSteps')}
          </button>
        ) : null}
      </div>
      {editing ? <StepsForm task={task} onDone={() => setEditing(false)} /> : null}
      {!editing && task.steps.length === 0 ? <p className="yk-quiet">{t('noSteps')}</p> : null}
      {!editing && task.steps.length > 0 ? <Gantt task={task} /> : null}
    </section>
  )
}

function Gantt({ task }: { task: TaskView }) {
  const now = todayInChina()
  const dates = [now, ...task.steps.flatMap((step) => [step.due, step.doneOn ?? step.due]), task.deadline ?? now]
  const sorted = dates.toSorted()
  const from = day(sorted[0]!) - 45
  const until = day(sorted.at(-1)!) + 20
  const at = (iso: string) => ((day(iso) - from) / (until - from)) * 100
  const years = yearsBetween(sorted[0]!, sorted.at(-1)!).filter((iso) => at(iso) > 0 && at(iso) < 100)
  return (
    <ol className="yk-gantt">
      <li className="yk-gantt-axis" aria-hidden="true">
        <span />
        <span className="yk-gantt-track">
          {years.map((iso) => (
            <span key={iso} className="yk-gantt-year" style={{ left: `${at(iso)}%` }}>
              {iso.slice(0, 4)}
            </span>
          ))}
        </span>
      </li>
      {task.steps.map((step, index) => (
        <Row
          key={step.id}
          task={task}
          step={step}
          from={index === 0 ? 0 : at(task.steps[index - 1]!.due)}
          at={at}
          now={now}
        />
      ))}
    </ol>
  )
}

function yearsBetween(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: last - first + 1 }, (_, n) => `${first + n}-01-01`)
}

function Row({
  task,
  step,
  from,
  at,
  now,
}: {
  task: TaskView
  step: Step
  from: number
  at: (iso: string) => number
  now: string
}) {
  const t = useText(messages)
  const f = useFormat()
  const finish = useCommand<void>({
    path: `/plan/tasks/${task.id}/steps/${step.id}/finish`,
    body: () => ({ doneOn: now }),
    refresh: ['/plan/'],
  })
  const before = task.steps.find((each) => each.id === step.waitsFor)
  const blocked = before !== undefined && before.doneOn === null
  const slip = step.slippage ?? 0
  const end = step.doneOn ?? (slip > 0 ? now : step.due)
  const [due, reached] = [at(step.due), at(end)]
  return (
    <li className="yk-gantt-row">
      <div className="yk-gantt-words">
        <strong>{step.title}</strong>
        <span className="yk-small yk-num">
          {f.day(step.due)}
          {step.doneOn === null ? '' : ` → ${t('doneOn', { date: f.day(step.doneOn) })}`}
        </span>
        <span className="yk-small">
          {slip > 0 ? <span className="yk-task-late">{t('slipped', { count: slip })}</span> : null}
          {slip === 0 && step.doneOn !== null ? <span className="yk-quiet">{t('onTime')}</span> : null}
          {step.doneOn === null && blocked ? (
            <span className="yk-quiet">{t('waitsFor', { title: before.title })}</span>
          ) : null}
          {step.provisional ? <abbr title={t('provisionalText')}>{t('provisional')}</abbr> : null}
        </span>
        {task.may.steps && step.doneOn === null && !blocked ? (
          <button
            type="button"
            className="yk-linkish yk-noprint"
            disabled={finish.isPending}
            onClick={() => finish.mutate()}
          >
            {t('finish')}
          </button>
        ) : null}
        <RefusalNote problem={finish.error} />
      </div>
      <span className="yk-gantt-track" aria-hidden="true">
        <span
          className={`yk-gantt-bar${step.doneOn === null ? '' : ' yk-gantt-bar--done'}`}
          style={{ left: `${from}%`, width: `${Math.max(1, Math.min(due, reached) - from)}%` }}
        />
        {reached > due ? (
          <span className="yk-gantt-slip" style={{ left: `${due}%`, width: `${reached - due}%` }} />
        ) : null}
        <span className="yk-gantt-due" style={{ left: `${due}%` }} />
        <span className="yk-gantt-now" style={{ left: `${at(now)}%` }} />
      </span>
    </li>
  )
}
