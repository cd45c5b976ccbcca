import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ProjectLine } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { useRowKeys } from '../tasks/TaskTable.tsx'
import { messages } from './messages.ts'
import { ProjectForm } from './ProjectForm.tsx'
import '../tasks/tasks.css'
import './projects.css'

const SIGN: Record<ProjectLine['state'], State> = {
  planned: 'not-due',
  building: 'on-track',
  late: 'missed',
  accepted: 'met',
}

/** Sign and word of a project's state. */
export function ProjectState({ state }: { state: ProjectLine['state'] }) {
  const t = useText(messages)
  return <StateTag state={SIGN[state]} text={t(`state_${state}`)} />
}

/** Investment projects of the government. */
export default function Projects() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const view = useView<{ items: ProjectLine[] }>('/plan/projects')
  useShortcuts(useRowKeys())
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('project.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('create')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('create')}>
        <ProjectForm onDone={(id) => void navigate(`/console/projects/${id}`)} />
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {view.data && view.data.items.length > 0 ? (
        <table className="yk-task-table">
          <thead>
            <tr>
              {(['name', 'owner', 'state', 'progress', 'money', 'ends', 'targets'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.data.items.map((line) => (
              <tr key={line.id}>
                <td className="yk-task-title">
                  <Link to={`/console/projects/${line.id}`} data-task-row="">
                    {line.name}
                  </Link>
                  <div className="yk-small yk-quiet">
                    {line.code} · {line.regionName}
                  </div>
                </td>
                <td data-label={t('owner')}>{line.ownerName}</td>
                <td data-label={t('state')}>
                  <ProjectState state={line.state} />
                </td>
                <td data-label={t('progress')}>
                  <Progress share={line.share} />
                </td>
                <td data-label={t('money')} className="yk-num yk-proj-three">
                  <div>{f.money(line.plannedFen)}</div>
                  <div>{f.money(line.arrivedFen)}</div>
                  <div>{f.money(line.spentFen)}</div>
                </td>
                <td data-label={t('ends')}>
                  <span className="yk-num">{f.day(line.endsOn)}</span>{' '}
                  {line.overdueWorkdays > 0 ? (
                    <span className="yk-task-late">{t('lateBy', { count: line.overdueWorkdays })}</span>
                  ) : null}
                </td>
                <td data-label={t('targets')}>
                  {line.targets.map((target) => (
                    <div key={target.id} className="yk-small">
                      <Link className="yk-project-target" to={`/console/plan/targets/${target.id}`}>
                        {target.printed}
                      </Link>{' '}
                      <StateTag state={(target.state ?? 'unknown') as State} signOnly />
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

/** How much is built, as a bar with its number. */
export function Progress({ share }: { share: number }) {
  return (
    <span className="yk-proj-progress">
      <span className="yk-proj-track" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span className="yk-num">{share}%</span>
    </span>
  )
}
