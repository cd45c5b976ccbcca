import { useState } from 'react'
import type { FoundPerson } from '../../../src/contexts/people/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** A person chosen from the files, by the one search box of the people room. */
export function PersonPick({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (id: string) => void
}) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const search = useCommand<{ q: string }, { items: FoundPerson[] }>({ path: '/people/search' })
  const found = search.data?.items ?? []
  const look = () => {
    if (q.trim() !== '') search.mutate({ q: q.trim() })
  }
  return (
    <div className="yk-stack">
      <div className="yk-ln-find">
        <Text label={label} value={q} onChange={setQ} hint={t('findHint')} maxLength={60} />
        <button type="button" className="yk-button" onClick={look} disabled={search.isPending}>
          {t('find')}
        </button>
      </div>
      <RefusalNote problem={search.error} />
      {search.isSuccess && found.length === 0 ? <p className="yk-quiet">{t('notFound')}</p> : null}
      {found.length === 0 ? null : (
        <Choice
          label={t('name')}
          value={value}
          onChange={onChange}
          required
          empty={t('choose')}
          options={found.map((each) => ({
            value: each.id,
            label: [each.name, each.born, each.regionName].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </div>
  )
}
