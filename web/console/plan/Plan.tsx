import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { IssuedPlan, LineageView, PlanPage } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Conflict } from './Conflict.tsx'
import { Decisions } from './Decisions.tsx'
import { Intake } from './Intake.tsx'
import { Lineage } from './Lineage.tsx'
import { messages } from './messages-targets.ts'
import { PlanState } from './PlanState.tsx'
import { Retire } from './Target.tsx'
import './plan.css'

/** A plan in one of its versions: parent and lineage, contradictions, versions, decisions. */
export default function Plan() {
  const { id = '' } = useParams()
  const view = useView<PlanPage>(`/plan/plans/${id}`)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return <Shown plan={view.data} />
}

function Shown({ plan }: { plan: PlanPage }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<'version' | 'retire' | null>(null)
  const inForce = plan.state === 'in-force'
  const living = plan.targets.filter((target) => target.dupOf === null && target.state === 'confirmed')
  const printed = new Map([
    ...plan.targets.map((each) => [each.id, each.printed] as const),
    ...plan.tasks.map((each) => [each.id, each.title] as const),
  ])
  return (
    <>
      <PageHead
        title={plan.title}
        lead={[plan.number, plan.issuer].filter(Boolean).join(' · ')}
        up={{ to: '/console/plan/papers', label: t('planUp') }}
        tags={
          <>
            <PlanState state={plan.state} />
            <span className="yk-quiet">{t('version', { n: plan.version })}</span>
          </>
        }
        actions={
          <>
            {inForce && may('plan.retire') ? (
              <button type="button" className="yk-button" onClick={() => setSheet('retire')}>
                {t('retirePlan')}
              </button>
            ) : null}
            {inForce && may('plan.load') ? (
              <button type="button" className="yk-button" onClick={() => setSheet('version')}>
                {t('newVersion')}
              </button>
            ) : null}
            <Link className="yk-button yk-button--primary" to={`/console/plan/targets?plan=${plan.id}`}>
              {t('seeTargets')}
            </Link>
          </>
        }
      />
      <p className="yk-plan-line">
        <span>
          {t('targetsTasks', {
            targets: living.length,
            tasks: plan.tasks.filter((task) => task.state === 'confirmed').length,
          })}
        </span>
        {plan.takenForceOn === null ? null : <span>{t('inForceSince', { date: f.date(plan.takenForceOn) })}</span>}
        {plan.endedOn === null ? null : <span>{t('endedOn', { date: f.date(plan.endedOn) })}</span>}
        <Link to={`/console/plan/plans/${plan.id}/read`}>{t('seeReading')}</Link>
      </p>
      <div className="yk-plan-target">
        <section className="yk-card yk-stack">
          <h2>{t('lineage')}</h2>
          <Parent plan={plan} />
          {plan.parent === null ? null : <LineageTable plan={plan} />}
        </section>
        {plan.conflicts.length > 0 ? (
          <section className="yk-stack">
            <h2>{t('conflicts')}</h2>
            {plan.conflicts.map((conflict) => (
              <Conflict key={conflict.id} conflict={conflict} />
            ))}
          </section>
        ) : null}
        <section className="yk-card yk-stack">
          <h2>{t('versions')}</h2>
          <ul className="yk-plan-versions">
            {plan.versions.map((version) => (
              <li key={version.id}>
                <Link
                  to={`/console/plan/plans/${version.id}${version.state === 'draft' ? '/read' : ''}`}
                  aria-current={version.id === plan.id ? 'page' : undefined}
                >
                  {t('version', { n: version.version })}
                </Link>
                <PlanState state={version.state} />
                <span className="yk-small">
                  {t('targetsTasks', { targets: version.targets, tasks: version.tasks })}
                </span>
                {version.takenForceOn === null ? null : (
                  <span className="yk-quiet yk-small">{f.date(version.takenForceOn)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
        <section className="yk-card yk-stack">
          <h2>{t('decisions')}</h2>
          <Decisions decisions={plan.decisions.slice(0, 40)} title={(subject) => printed.get(subject)?.slice(0, 30)} />
        </section>
      </div>
      <Sheet open={sheet === 'version'} onClose={() => setSheet(null)} title={t('newVersion')}>
        <Intake
          supersedes={plan.id}
          onLoaded={(loaded) => {
            if (loaded.plan !== null) void navigate(`/console/plan/plans/${loaded.plan}/read`)
          }}
        />
      </Sheet>
      <Sheet open={sheet === 'retire'} onClose={() => setSheet(null)} title={t('retirePlan')}>
        <Retire path={`/plan/plans/${plan.id}/retire`} onDone={() => setSheet(null)} />
      </Sheet>
    </>
  )
}

function LineageTable({ plan }: { plan: PlanPage }) {
  const view = useView<{ items: LineageView[] }>(`/plan/plans/${plan.id}/lineage`)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return <Lineage lines={view.data.items} />
}

function Parent({ plan }: { plan: PlanPage }) {
  const t = useText(messages)
  const may = useMay()
  const [choosing, setChoosing] = useState(false)
  const candidates = useView<{ items: IssuedPlan[] }>('/plan/parents', undefined, { enabled: choosing })
  const set = useCommand<{ parent: { jurisdiction: string; plan: string } | null }>({
    path: `/plan/plans/${plan.id}/parent`,
    refresh: ['/plan'],
  })
  const open = plan.state === 'draft' || plan.state === 'in-force'
  return (
    <div className="yk-stack">
      <p className="yk-row">
        <span>{plan.parent === null ? t('noParent') : `${t('parent')}：${plan.parent.title ?? plan.parent.plan}`}</span>
        {plan.parentReference === null ? null : (
          <span className="yk-quiet yk-small">{t('parentNamed', { reference: plan.parentReference })}</span>
        )}
        {open && may('plan.decide') ? (
          <button
            type="button"
            className="yk-button yk-button--bare"
            aria-expanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            {t('chooseParent')}
          </button>
        ) : null}
      </p>
      {choosing && candidates.isSuccess && candidates.data.items.length === 0 ? (
        <p className="yk-quiet">{t('noParents')}</p>
      ) : null}
      {choosing ? (
        <ul className="yk-stack">
          {candidates.data?.items.map((each) => (
            <li key={each.plan} className="yk-row">
              <span>
                {each.title}
                {each.number === null ? '' : `（${each.number}）`}
              </span>
              <button
                type="button"
                className="yk-button"
                disabled={set.isPending}
                onClick={() =>
                  set.mutate(
                    { parent: { jurisdiction: each.jurisdiction, plan: each.plan } },
                    { onSuccess: () => setChoosing(false) },
                  )
                }
              >
                {t('setParent')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <RefusalNote problem={set.error ?? candidates.error} />
    </div>
  )
}
