import type { TaskLine } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { BellIcon } from '../../shared/icons.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { messages } from './messages.ts'

type TaskState = TaskLine['state']

const SIGN: Record<TaskState, State> = {
  open: 'not-due',
  'under-way': 'on-track',
  blocked: 'behind',
  claimed: 'on-track',
  done: 'met',
}

/** Sign and word of a task's state. */
export function TaskStateTag({ state }: { state: TaskState }) {
  const t = useText(messages)
  return <StateTag state={SIGN[state]} text={t(`state_${state}`)} />
}

/** That something is late, in working days; nothing when it is not. */
export function Late({ days, provisional }: { days: number; provisional?: boolean }) {
  const t = useText(messages)
  if (days === 0) return null
  return (
    <span className="yk-task-late">
      {t('lateBy', { count: days })}
      {provisional ? (
        <abbr className="yk-task-provisional" title={t('provisionalText')}>
          {t('provisional')}
        </abbr>
      ) : null}
    </span>
  )
}

/** The level that is raised and unanswered. */
export function Raised({ level }: { level: number | null }) {
  const t = useText(messages)
  if (level === null) return null
  return (
    <span className="yk-task-raised">
      <BellIcon />
      {t('escalated', { level })}
    </span>
  )
}

/** Next date of a task, and how late it is. */
export function DueCell({ line }: { line: TaskLine }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <span className="yk-task-due">
      <span className="yk-num">
        {line.state === 'done' ? (
          '—'
        ) : line.due === null ? (
          <span className="yk-quiet">{t('noDue')}</span>
        ) : (
          f.day(line.due)
        )}
      </span>
      <Late days={line.overdueWorkdays} provisional={line.provisional} />
      <Raised level={line.openEscalation} />
    </span>
  )
}
