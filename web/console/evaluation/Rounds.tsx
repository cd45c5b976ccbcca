import { Link } from 'react-router'
import type { ReleaseHead, RoundHead } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Freeze } from './Freeze.tsx'
import { Heard } from './Heard.tsx'
import { messages } from './messages.ts'
import { Publish } from './Publish.tsx'
import { Rules } from './Rules.tsx'
import './evaluation.css'

/** Frozen rounds, freezing a new one, bulletins and publication. */
export default function Rounds() {
  const t = useText(messages)
  const may = useMay()
  const rounds = useView<{ items: RoundHead[] }>('/evaluation/rounds')
  const releases = useView<{ items: ReleaseHead[] }>('/public/releases')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {may('evaluation.freeze') ? <Freeze /> : null}
      {rounds.isPending ? <LoadingState /> : null}
      {rounds.error ? <ErrorState problem={rounds.error} onRetry={() => void rounds.refetch()} /> : null}
      {rounds.data?.items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {rounds.data && rounds.data.items.length > 0 ? <List rounds={rounds.data.items} /> : null}
      {rounds.data && releases.data ? <Publish rounds={rounds.data.items} releases={releases.data.items} /> : null}
      <Heard />
      <Rules />
    </>
  )
}

function List({ rounds }: { rounds: RoundHead[] }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <table className="yk-eva-table">
      <thead>
        <tr>
          <th scope="col">{t('period')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('targets')}</th>
          <th scope="col">{t('tasks')}</th>
          <th scope="col">{t('score')}</th>
          <th scope="col">{t('freeze')}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => {
          const { states: s, tasks } = round.summary
          return (
            <tr key={round.id} data-void={round.voidedAt !== null || undefined}>
              <td>
                <Link to={`/console/evaluation/rounds/${round.id}`}>{round.period}</Link>
              </td>
              <td data-label={t('kind')}>{t(`kind_${round.kind}`)}</td>
              <td data-label={t('targets')}>
                {t('statesText', {
                  met: s.met ?? 0,
                  onTrack: s['on-track'] ?? 0,
                  behind: s.behind ?? 0,
                  missed: s.missed ?? 0,
                  unknown: s.unknown ?? 0,
                })}
              </td>
              <td data-label={t('tasks')}>
                {t('tasksText', { done: tasks.done, overdue: tasks.overdue, all: tasks.total })}
              </td>
              <td data-label={t('score')} className="yk-num">
                {t('scored', { scored: round.summary.scored, all: round.summary.subjects })}
              </td>
              <td data-label={t('freeze')}>
                {t('frozenAt', { who: round.frozenBy, when: f.date(round.frozenAt.slice(0, 10)) })}
                {round.restatements > 0 ? (
                  <span className="yk-eva-tag yk-eva-tag--warn">{t('restatements', { n: round.restatements })}</span>
                ) : null}
                {round.voidedAt === null ? null : (
                  <span className="yk-eva-tag">{t('voided', { reason: round.voidReason ?? '' })}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
