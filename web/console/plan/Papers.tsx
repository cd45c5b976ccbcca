import { Link, useNavigate } from 'react-router'
import type { DocumentRow, PaperLoaded } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Intake } from './Intake.tsx'
import { messages } from './messages.ts'
import { PlanState } from './PlanState.tsx'
import './plan.css'

/** Papers with their sources and plans, and the place to drop the next one. */
export default function Papers() {
  const t = useText(messages)
  const may = useMay()
  const navigate = useNavigate()
  const list = useList<DocumentRow>('/plan/papers', { limit: 30 })
  // A new paper opens at once; a copy stays here, where it says which document it belongs to.
  const open = ({ outcome, plan }: PaperLoaded) => {
    if (outcome === 'new' && plan !== null) void navigate(`/console/plan/plans/${plan}/read`)
  }
  return (
    <>
      <PageHead title={t('papersTitle')} lead={t('papersLead')} />
      {may('plan.load') ? <Intake onLoaded={open} /> : null}
      {list.loading ? <LoadingState /> : null}
      {list.problem ? <ErrorState problem={list.problem} onRetry={list.retry} /> : null}
      {!list.loading && list.problem === null && list.rows.length === 0 ? (
        <EmptyState title={t('noPapers')} text={t('noPapersText')} heading="h2" />
      ) : null}
      <ul className="yk-plan-documents">
        {list.rows.map((document) => (
          <Document key={document.id} document={document} />
        ))}
      </ul>
      {list.hasMore ? (
        <button type="button" className="yk-button" disabled={list.loadingMore} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  )
}

function Document({ document }: { document: DocumentRow }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <li className="yk-card yk-plan-document">
      <header>
        <h2>{document.title}</h2>
        <p className="yk-quiet yk-small">
          {[document.number, document.issuer].filter((each) => each !== null).join(' · ')}
        </p>
      </header>
      <ul className="yk-plan-versions">
        {document.plans
          .filter((plan) => plan.state !== 'withdrawn')
          .map((plan) => (
            <li key={plan.id}>
              <Link to={`/console/plan/plans/${plan.id}${plan.state === 'draft' ? '/read' : ''}`}>
                {t('version', { n: plan.version })}
              </Link>
              <PlanState state={plan.state} />
              <span className="yk-small">{t('counts', { targets: plan.targets, tasks: plan.tasks })}</span>
              {plan.open > 0 ? (
                <span className="yk-plan-open yk-small">{t('openPoints', { count: plan.open })}</span>
              ) : null}
              {plan.takenForceOn === null ? null : (
                <span className="yk-quiet yk-small">{f.date(plan.takenForceOn)}</span>
              )}
            </li>
          ))}
      </ul>
      <details className="yk-small">
        <summary>{t('sources', { count: document.papers.length })}</summary>
        <ul className="yk-plan-sources">
          {document.papers.map((paper) => (
            <li key={paper.id}>
              <Link to={`/console/plan/papers/${paper.id}`}>{paper.name}</Link>
              <span className="yk-quiet">
                {paper.format} · {t('characters', { count: paper.characters })}
              </span>
              {paper.ofRecord ? <span className="yk-plan-tag">{t('ofRecord')}</span> : null}
              {paper.complete ? null : <span className="yk-plan-tag yk-plan-tag--warn">{t('incomplete')}</span>}
              <span className="yk-quiet">
                {t('uploaded', { who: paper.uploadedBy, when: f.instant(paper.uploadedAt) })}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
