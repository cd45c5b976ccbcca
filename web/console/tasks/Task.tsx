import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ClauseChip } from '../../shared/parts/ClauseChip.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { useView } from '../../shared/queries.ts'
import { AssignForm } from './AssignForm.tsx'
import { EscalationItem } from './EscalationItem.tsx'
import { History } from './History.tsx'
import { LinkForm } from './LinkForm.tsx'
import { DueCell, TaskStateTag } from './marks.tsx'
import { messages } from './messages.ts'
import { ReportForm } from './ReportForm.tsx'
import { Reports } from './Reports.tsx'
import { Steps } from './Steps.tsx'
import './tasks.css'

/** One task: its words, who answers, steps, reports, what was raised, what happened. */
export default function Task() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<TaskView>(`/plan/tasks/${id}`)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const task = view.data
  return (
    <>
      <PageHead
        title={`${task.number}　${task.title}`}
        up={{ to: '/console/tasks/board', label: t('up') }}
        tags={<TaskStateTag state={task.state} />}
        lead={<DueCell line={task} />}
      />
      {task.retired ? <p className="yk-task-hint">{t('retiredNote')}</p> : null}
      {task.planState === 'in-force' ? null : <p className="yk-task-hint">{t('planEnded')}</p>}
      <div className="yk-task-page">
        <div className="yk-stack">
          <Words task={task} />
          <Steps key={task.stepsMark} task={task} />
          <section className="yk-card yk-task-card">
            <h2>{t('reports')}</h2>
            {task.may.report ? <ReportForm task={task} /> : null}
            {!task.may.report && task.may.enter ? (
              <details className="yk-task-enter yk-noprint">
                <summary>{t('enterFor')}</summary>
                <ReportForm task={task} />
              </details>
            ) : null}
            <Reports task={task} />
          </section>
        </div>
        <div className="yk-stack">
          <Who task={task} />
          {task.escalations.length > 0 ? (
            <section className="yk-card yk-task-card">
              <h2>{t('escalations')}</h2>
              <ul className="yk-task-escs">
                {task.escalations.map((each) => (
                  <EscalationItem key={`${each.due}${each.level}`} line={each} />
                ))}
              </ul>
            </section>
          ) : null}
          <Targets task={task} />
          <section className="yk-card yk-task-card">
            <h2>{t('history')}</h2>
            <History task={task} />
          </section>
        </div>
      </div>
    </>
  )
}

function Words({ task }: { task: TaskView }) {
  const t = useText(messages)
  const { start, end } = task.span
  return (
    <section className="yk-card yk-task-card">
      <h2>{t('words')}</h2>
      <p className="yk-task-words">{task.text}</p>
      <p className="yk-row">
        <ClauseChip clause={{ title: task.planTitle, clause: task.number, paper: task.paper, start, end }} />
      </p>
    </section>
  )
}

const ROLES = ['lead', 'support', 'supervise', 'implement'] as const

function Who({ task }: { task: TaskView }) {
  const t = useText(messages)
  const f = useFormat()
  const [open, setOpen] = useState(false)
  return (
    <section className="yk-card yk-task-card">
      <h2>{t('who')}</h2>
      <dl className="yk-task-facts">
        {ROLES.filter((role) => task.units.some((unit) => unit.role === role)).map((role) => (
          <div key={role}>
            <dt>{t(`role_${role}`)}</dt>
            <dd>
              {task.units
                .filter((unit) => unit.role === role)
                .map((unit) => unit.name)
                .join('、')}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('deadline')}</dt>
          <dd>{task.deadline === null ? t('noDue') : f.date(task.deadline)}</dd>
        </div>
      </dl>
      {task.joint ? <p className="yk-small yk-quiet">{t('joint')}</p> : null}
      {task.listOpen ? <p className="yk-small yk-quiet">{t('listOpen')}</p> : null}
      {task.may.assign ? (
        <div className="yk-row yk-noprint">
          <button type="button" className="yk-button" onClick={() => setOpen(true)}>
            {t('assign')}
          </button>
        </div>
      ) : null}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('assign')}>
        <AssignForm key={task.revision} task={task} onDone={() => setOpen(false)} />
      </Sheet>
    </section>
  )
}

function Targets({ task }: { task: TaskView }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <section className="yk-card yk-task-card">
      <h2>{t('targets')}</h2>
      {task.targets.length === 0 ? <p className="yk-quiet">{t('noTargets')}</p> : null}
      <ul className="yk-stack">
        {task.targets.map((target) => (
          <li key={target.id}>
            <Link to={`/console/plan/targets/${target.id}`}>{target.printed}</Link>{' '}
            <StateTag state={(target.state ?? 'unknown') as State} />
            {target.byPlanner ? <span className="yk-quiet yk-small"> {t('byPlanner')}</span> : null}
          </li>
        ))}
      </ul>
      {task.may.assign ? (
        <div className="yk-row yk-noprint">
          <button type="button" className="yk-button" onClick={() => setOpen(true)}>
            {t('link')}
          </button>
        </div>
      ) : null}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('link')}>
        {open ? <LinkForm task={task} onDone={() => setOpen(false)} /> : null}
      </Sheet>
    </section>
  )
}
