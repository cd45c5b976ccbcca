import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ProjectView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ProjectForm } from './ProjectForm.tsx'
import { Progress, ProjectState } from './Projects.tsx'
import '../tasks/tasks.css'
import './projects.css'

/** One project: money by source, progress, facility, targets, and everything it ever was. */
export default function Project() {
  const t = useText(messages)
  const f = useFormat()
  const { id = '' } = useParams()
  const view = useView<ProjectView>(`/plan/projects/${id}`)
  const [open, setOpen] = useState<'change' | 'accept' | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const project = view.data
  const close = () => setOpen(null)
  return (
    <>
      <PageHead
        title={project.name}
        up={{ to: '/console/projects', label: t('up') }}
        tags={<ProjectState state={project.state} />}
        lead={`${project.code} · ${project.ownerName} · ${project.regionName}`}
        actions={
          project.mayChange ? (
            <>
              <button type="button" className="yk-button" onClick={() => setOpen('change')}>
                {t('change')}
              </button>
              {project.acceptedOn === null ? (
                <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen('accept')}>
                  {t('accept')}
                </button>
              ) : null}
            </>
          ) : null
        }
      />
      <Sheet open={open === 'change'} onClose={close} title={t('change')}>
        <ProjectForm key={project.revision} project={project} onDone={close} />
      </Sheet>
      <Sheet open={open === 'accept'} onClose={close} title={t('accept')}>
        <AcceptForm key={project.revision} project={project} onDone={close} />
      </Sheet>
      <div className="yk-task-page">
        <div className="yk-stack">
          <section className="yk-card yk-task-card">
            <h2>{t('progress')}</h2>
            <Progress share={project.share} />
            <p>
              <span className="yk-num">{f.day(project.startsOn)}</span> →{' '}
              <span className="yk-num">{f.day(project.endsOn)}</span>{' '}
              {project.overdueWorkdays > 0 ? (
                <span className="yk-task-late">{t('lateBy', { count: project.overdueWorkdays })}</span>
              ) : null}
              {project.acceptedOn === null ? null : (
                <strong>{t('acceptedOn', { date: f.date(project.acceptedOn) })}</strong>
              )}
            </p>
            {project.note === null ? null : <p>{project.note}</p>}
          </section>
          <section className="yk-card yk-task-card">
            <h2>{t('money')}</h2>
            <Funds project={project} />
          </section>
        </div>
        <div className="yk-stack">
          <section className="yk-card yk-task-card">
            <h2>{t('targets')}</h2>
            <ul className="yk-stack">
              {project.targets.map((target) => (
                <li key={target.id}>
                  <Link to={`/console/plan/targets/${target.id}`}>{target.printed}</Link>{' '}
                  <StateTag state={(target.state ?? 'unknown') as State} />
                </li>
              ))}
            </ul>
          </section>
          <section className="yk-card yk-task-card">
            <h2>{t('facility')}</h2>
            {project.facility === null ? (
              <p className="yk-quiet">{t('noFacility')}</p>
            ) : (
              <p>
                <Link to={`/console/registers/facility?q=${encodeURIComponent(project.facility)}`}>
                  {project.facilityName ?? project.facility}
                </Link>{' '}
                <span className="yk-quiet">{project.facility}</span>
              </p>
            )}
          </section>
          <section className="yk-card yk-task-card">
            <h2>{t('history')}</h2>
            <Timeline
              label={t('history')}
              happenings={project.history.map((each) => ({
                id: String(each.revision),
                at: each.at,
                what: t(`act_${each.act as 'create' | 'change' | 'accept'}`),
                who: each.by,
                detail: [shareOf(each.facts, t), each.reason].filter(Boolean).join(' · '),
                tone: each.act === 'accept' ? ('good' as const) : ('plain' as const),
              }))}
            />
          </section>
        </div>
      </div>
    </>
  )
}

function shareOf(facts: unknown, t: ReturnType<typeof useText<keyof typeof messages.zh>>): string | null {
  const share = (facts as { share?: number }).share
  return share === undefined ? null : t('shareNow', { share })
}

function Funds({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <table className="yk-proj-money">
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('planned')}</th>
          <th scope="col">{t('arrived')}</th>
          <th scope="col">{t('spent')}</th>
          <th scope="col">{t('spentShare')}</th>
        </tr>
      </thead>
      <tbody>
        {project.funds.map((fund) => (
          <tr key={fund.kind}>
            <th scope="row">{t(`kind_${fund.kind}`)}</th>
            <td className="yk-num">{f.money(fund.plannedFen)}</td>
            <td className="yk-num">{f.money(fund.arrivedFen)}</td>
            <td className="yk-num">{f.money(fund.spentFen)}</td>
            <td className="yk-num">{fund.arrivedFen === 0 ? '—' : f.share(fund.spentFen / fund.arrivedFen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td className="yk-num">{f.money(project.plannedFen)}</td>
          <td className="yk-num">{f.money(project.arrivedFen)}</td>
          <td className="yk-num">{f.money(project.spentFen)}</td>
          <td className="yk-num">{project.arrivedFen === 0 ? '—' : f.share(project.spentFen / project.arrivedFen)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function AcceptForm({ project, onDone }: { project: ProjectView; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState('')
  const [note, setNote] = useState('')
  const [facility, setFacility] = useState(project.facility ?? '')
  const accept = useCommand<void>({
    path: `/plan/projects/${project.id}/acceptance`,
    body: () => ({ revision: project.revision, on, note, facility: facility.trim() || null }),
    refresh: ['/plan/projects'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate(undefined, { onSuccess: onDone })
  }
  return (
    <form className="yk-task-form" onSubmit={submit}>
      <label className="yk-task-field">
        {t('acceptOn')}
        <input type="date" className="yk-input" required value={on} onChange={(event) => setOn(event.target.value)} />
      </label>
      <label className="yk-task-field">
        {t('acceptNote')}
        <textarea
          className="yk-input"
          rows={3}
          required
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <label className="yk-task-field">
        {t('facilityCode')}
        <input className="yk-input" value={facility} onChange={(event) => setFacility(event.target.value)} />
      </label>
      <RefusalNote problem={accept.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={accept.isPending}>
          {t('accept')}
        </button>
      </div>
    </form>
  )
}
