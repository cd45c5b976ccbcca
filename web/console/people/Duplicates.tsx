import { useState } from 'react'
import { Link } from 'react-router'
import type { DuplicatePair, PersonCard } from '../../../src/contexts/people/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages-desk.ts'
import { useSexAge } from './words.tsx'
import './people.css'

/** Files that may be of one person, side by side. */
export default function Duplicates() {
  const t = useText(messages)
  const view = useView<{ items: DuplicatePair[] }>('/people/duplicates')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <>
      <PageHead title={t('duplicates')} lead={t('duplicatesLead')} up={{ to: '/console/people', label: t('up') }} />
      {view.isPending ? <LoadingState /> : null}
      {view.data?.items.length === 0 ? (
        <EmptyState title={t('noDuplicates')} text={t('noDuplicatesText')} heading="h2" />
      ) : null}
      {(view.data?.items ?? []).map((pair) => (
        <Pair key={pair.a.id + pair.b.id} pair={pair} />
      ))}
    </>
  )
}

function Pair({ pair }: { pair: DuplicatePair }) {
  const t = useText(messages)
  const [from, setFrom] = useState('')
  const merge = useCommand<{ into: string; reason: string; from: string }>({
    path: ({ from: gone }) => `/people/${gone}/merge`,
    body: ({ into, reason }) => ({ into, reason }),
    refresh: ['/people'],
  })
  const keep = (kept: PersonCard, gone: PersonCard) => {
    setFrom(gone.id)
    merge.mutate({ from: gone.id, into: kept.id, reason: t('mergeReason') })
  }
  return (
    <section className="yk-person-pair" aria-label={pair.a.name}>
      <Side person={pair.a} onKeep={() => keep(pair.a, pair.b)} pending={merge.isPending} />
      <Side person={pair.b} onKeep={() => keep(pair.b, pair.a)} pending={merge.isPending} />
      {from === '' ? null : <RefusalNote problem={merge.error} />}
    </section>
  )
}

function Side({ person, onKeep, pending }: { person: PersonCard; onKeep: () => void; pending: boolean }) {
  const t = useText(messages)
  const sexAge = useSexAge()
  return (
    <div>
      <Link to={`/console/people/${person.id}`} className="yk-person-name">
        {person.name}
      </Link>
      <span>{sexAge(person)}</span>
      <span className="yk-num">{person.number ?? `${t('number')}：${t('unknown')}`}</span>
      <span className="yk-num">{person.phone ?? `${t('phone')}：${t('unknown')}`}</span>
      <span>{person.regionName ?? t('unknown')}</span>
      <div className="yk-row">
        <button type="button" className="yk-button" disabled={pending} onClick={onKeep}>
          {t('keepThis')}
        </button>
      </div>
    </div>
  )
}
