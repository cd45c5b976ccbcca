import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ScenarioView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { AskForm } from './AskForm.tsx'
import { Compare } from './Compare.tsx'
import { messages } from './messages.ts'
import { useSayProof } from './say.ts'
import './siting.css'

const open = ({ run }: ScenarioView) => run.state === 'queued' || run.state === 'running'

/** All scenarios, side by side when chosen. */
export default function Scenarios() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const sayProof = useSayProof()
  const first = useView<{ items: ScenarioView[] }>('/territory/scenarios')
  const working = first.data?.items.some(open) ?? false
  const view = useView<{ items: ScenarioView[] }>('/territory/scenarios', {}, working ? { refetchInterval: 1500 } : {})
  const [asking, setAsking] = useState(false)
  const [picked, setPicked] = useState<string[]>([])
  if (view.isPending) return <LoadingState />
  if (view.error && view.data === undefined)
    return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { items } = view.data
  const chosen = items.filter(({ id }) => picked.includes(id))
  const ask = may('siting.run') ? (
    <button type="button" className="yk-button yk-button--primary" onClick={() => setAsking(true)}>
      {t('ask')}
    </button>
  ) : undefined
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={ask} />
      {chosen.length > 1 ? <Compare scenarios={chosen} /> : null}
      <DataTable
        caption={t('title')}
        exportName="scenarios"
        empty={<EmptyState title={t('none')} text={t('noneText')} action={ask} />}
        list={{ rows: items }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/console/territory/siting/${row.id}`)}
        columns={[
          {
            key: 'pick',
            title: t('compare'),
            cell: (row) =>
              row.answer === null ? null : (
                <input
                  type="checkbox"
                  aria-label={`${t('pick')}：${row.name}`}
                  checked={picked.includes(row.id)}
                  onClick={(event) => event.stopPropagation()}
                  onChange={() =>
                    setPicked((now) => (now.includes(row.id) ? now.filter((id) => id !== row.id) : [...now, row.id]))
                  }
                />
              ),
          },
          {
            key: 'name',
            title: t('name'),
            heads: true,
            cell: (row) => <Link to={`/console/territory/siting/${row.id}`}>{row.name}</Link>,
            csv: (row) => row.name,
          },
          {
            key: 'goal',
            title: t('goal'),
            cell: (row) => t(`goal_${row.question.goal}`),
            csv: (row) => row.question.goal,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => stateOf(row, t),
            csv: (row) => stateOf(row, t),
          },
          {
            key: 'sites',
            title: t('chosen'),
            numeric: true,
            cell: (row) => (row.answer?.status === 'solved' ? t('nSites', { n: row.answer.sites.length }) : ''),
            csv: (row) => row.answer?.sites.length ?? null,
          },
          {
            key: 'people',
            title: t('covered'),
            cell: (row) =>
              row.answer?.status === 'solved'
                ? t('beforeAfter', {
                    before: f.number(row.answer.people.before),
                    after: f.number(row.answer.people.after),
                  })
                : '',
            csv: (row) => row.answer?.people.after ?? null,
          },
          {
            key: 'proof',
            title: t('proof'),
            cell: (row) => (row.answer === null ? '' : sayProof(row.answer)),
            csv: (row) => (row.answer === null ? '' : sayProof(row.answer)),
          },
          { key: 'asked', title: t('asked'), cell: (row) => f.instant(row.askedAt), csv: (row) => row.askedAt },
        ]}
      />
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('ask')}>
        <AskForm />
      </Sheet>
    </>
  )
}

function stateOf(
  { answer, run }: ScenarioView,
  t: ReturnType<typeof useText<'impossible' | 'undecided' | `run_${ScenarioView['run']['state']}`>>,
): string {
  if (answer !== null && answer.status !== 'solved') return t(answer.status)
  return t(`run_${run.state}`)
}
