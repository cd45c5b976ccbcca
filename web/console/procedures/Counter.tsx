import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { GuideLine } from '../../../src/platform/procedures/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'
import './procedures.css'

/** Which procedure somebody came for: type, Enter. */
export default function Counter() {
  const t = useText(messages)
  const pick = usePick()
  const navigate = useNavigate()
  const account = useAccount()
  const [q, setQ] = useState('')
  const view = useView<{ items: GuideLine[] }>('/guides', { q, jurisdiction: account?.jurisdiction ?? null })
  const items = view.data?.items ?? []
  return (
    <>
      <PageHead title={t('counterTitle')} lead={t('counterLead')} up={{ to: '/console/cases', label: t('up') }} />
      <form
        className="yk-case-search"
        onSubmit={(event) => {
          event.preventDefault()
          if (items[0]) void navigate(`/console/cases/new/${items[0].code}`)
        }}
      >
        <label className="yk-field">
          <span>{t('search')}</span>
          <input
            className="yk-input"
            type="search"
            // biome-ignore lint/a11y/noAutofocus: the only thing to do on this page
            autoFocus
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        </label>
      </form>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? <p>{t('nothing')}</p> : null}
      <ul className="yk-case-choices">
        {items.map((item) => (
          <li key={item.code}>
            <Link to={`/console/cases/new/${item.code}`}>
              <strong>{pick(item.title)}</strong>
              <span className="yk-quiet yk-small">{pick(item.summary)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
