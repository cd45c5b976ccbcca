import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Group, GuideLine } from '../../../src/platform/procedures/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './guides.css'

const GROUPS: Group[] = ['benefit', 'home', 'filing', 'recognition', 'change', 'training', 'other']

/** What can be done here, found by a word. */
export default function Guides() {
  const t = useText(messages)
  const [search, setSearch] = useSearchParams()
  const [typed, setTyped] = useState(search.get('q') ?? '')
  const q = search.get('q') ?? ''
  const view = useView<{ items: GuideLine[] }>('/guides', { q, jurisdiction: search.get('jurisdiction') })
  const items = view.data?.items ?? []
  return (
    <div className="yk-stack yk-guides">
      <header>
        <h1>{t('title')}</h1>
        <p className="yk-quiet">{t('lead')}</p>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setSearch(typed.trim() === '' ? {} : { q: typed.trim() })
        }}
      >
        <label className="yk-field">
          <span>{t('search')}</span>
          <input
            className="yk-input"
            type="search"
            placeholder={t('placeholder')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setSearch(event.target.value.trim() === '' ? {} : { q: event.target.value.trim() }, { replace: true })
            }}
          />
        </label>
      </form>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {GROUPS.map((group) => (
        <GroupList key={group} group={group} items={items.filter((item) => item.group === group)} />
      ))}
    </div>
  )
}

function GroupList({ group, items }: { group: Group; items: GuideLine[] }) {
  const t = useText(messages)
  const pick = usePick()
  if (items.length === 0) return null
  return (
    <section>
      <h2>{t(`group_${group}`)}</h2>
      <ul className="yk-guides-list">
        {items.map((item) => (
          <li key={item.code}>
            <Link to={`/guides/${item.code}`}>{pick(item.title)}</Link>
            <p className="yk-small">{pick(item.summary)}</p>
            <p className="yk-quiet yk-small">
              {t(item.applicant)}
              {item.days ? ` · ${t('days', { count: item.days.count, unit: t(item.days.unit) })}` : ''} ·{' '}
              {pick(item.fee)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
