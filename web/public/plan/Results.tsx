import { Link, useParams, useSearchParams } from 'react-router'
import type { ReleaseHead, ReleaseView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { Bundle } from './Bundle.tsx'
import { messages } from './messages.ts'
import { Ranking } from './Ranking.tsx'
import { Corrections, Heard } from './Remarks.tsx'
import { Targets } from './Targets.tsx'
import './plan.css'

/** How the plan stands, as published: targets with their reasons, ranks, corrections, the data, all versions. No login. */
export default function Results() {
  const t = useText(messages)
  const { id } = useParams()
  const [search] = useSearchParams()
  const place = { jurisdiction: search.get('jurisdiction') }
  const heads = useView<{ items: ReleaseHead[] }>('/public/releases', place)
  const period = search.get('period')
  const wanted = id ?? pick(heads.data?.items ?? [], period)
  const view = useView<ReleaseView>(`/public/releases/${wanted}`, place, { enabled: wanted !== undefined })
  if (heads.error) return <ErrorState problem={heads.error} onRetry={() => void heads.refetch()} />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (heads.isPending) return <LoadingState />
  if (wanted === undefined) return <EmptyState title={t('none')} text={t('noneText')} heading="h1" />
  if (view.isPending) return <LoadingState />
  return <Release view={view.data} heads={heads.data.items} />
}

/** The release that counts: of the period asked for, else the newest; where all were withdrawn, the last of them. */
function pick(heads: readonly ReleaseHead[], period: string | null): string | undefined {
  const among = period === null ? heads : heads.filter((head) => head.period === period)
  return (among.find((head) => head.ended === null) ?? among[0] ?? heads[0])?.id
}

function Release({ view, heads }: { view: ReleaseView; heads: ReleaseHead[] }) {
  const t = useText(messages)
  const f = useFormat()
  const { content, ended } = view
  const current = heads.find((head) => head.period === view.period && head.ended === null)
  return (
    <div className="yk-results">
      <header>
        <h1>{content.title}</h1>
        <p className="yk-quiet">
          {t('lead', {
            place: content.place,
            date: f.date(content.asOf),
            when: f.date(view.publishedAt.slice(0, 10)),
            version: view.version,
          })}
        </p>
        {ended === null ? null : (
          <p className="yk-results-flag" role="status">
            {t(ended.kind, { reason: ended.reason })}{' '}
            {current ? <Link to={`/plan-results/${current.id}`}>{t('newest')}</Link> : null}
          </p>
        )}
        {content.reason === null ? null : <p className="yk-results-note">{t('why', { reason: content.reason })}</p>}
      </header>
      <Targets content={content} />
      <Corrections content={content} />
      {content.rounds.map((round) => (
        <Ranking key={round.kind} round={round} content={content} />
      ))}
      <Heard content={content} />
      <Bundle view={view} heads={heads} />
    </div>
  )
}
