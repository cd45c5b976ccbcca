import { Link } from 'react-router'
import type { TodayItem } from '../../../src/app/today.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './today.css'

/** Groups in the order in which they press. */
const KINDS = [
  'urgent',
  'escalation',
  'case',
  'returned',
  'task',
  'review',
  'alert',
  'conflict',
  'draft',
  'handover',
  'use-case',
  'gate',
  'gap',
  'transition',
  'exit',
  'grading',
  'appeal',
  'ending',
  'care',
  'benefit',
  'health',
  'learning',
  'workforce',
  'community',
] as const

/** The first page of the console: due, late, waiting for me. */
export default function Today() {
  const t = useText(messages)
  const view = useView<{ items: TodayItem[] }>('/today')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const groups = KINDS.map((kind) => ({ kind, items: view.data.items.filter((item) => item.kind === kind) })).filter(
    (group) => group.items.length > 0,
  )
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {groups.length === 0 ? <EmptyState title={t('emptyTitle')} text={t('emptyText')} heading="h2" /> : null}
      {groups.map(({ kind, items }) => (
        <section key={kind} className="yk-today" aria-labelledby={`today-${kind}`}>
          <h2 id={`today-${kind}`}>
            {t(`kind_${kind}`)} <span className="yk-num yk-quiet">{items.length}</span>
          </h2>
          <ul>
            {items.map((item) => (
              <Item key={JSON.stringify([item.href, item.due, item.title])} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Item({ item }: { item: TodayItem }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const say = (words: TodayItem['title']) => (typeof words === 'string' ? words : pick(words))
  return (
    <li className={`yk-card${item.overdue > 0 ? ' yk-today-late' : ''}`}>
      <Link to={item.href}>{say(item.title)}</Link>
      <span className="yk-quiet yk-small">{say(item.subtitle)}</span>
      {item.due === null ? null : (
        <span className="yk-small yk-today-due">
          {item.overdue > 0 ? (
            <strong>{t('late', { days: item.overdue })}</strong>
          ) : (
            t('due', { date: f.date(item.due) })
          )}
        </span>
      )}
    </li>
  )
}
