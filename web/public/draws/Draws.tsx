import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { DrawLine, PublicApplication } from '../../../src/contexts/learning/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './draws.css'

/** All draws of childcare places, and a receipt looked up. */
export default function Draws() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: DrawLine[] }>('/public/draws')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {view.data.items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      <ul className="yk-dr-list">
        {view.data.items.map((draw) => (
          <li key={draw.id} className="yk-card">
            <Link to={`/draws/${draw.id}`}>{draw.title}</Link>
            <span className="yk-small">
              {t('line', { facility: draw.facilityName, places: draw.places, entries: draw.entries })}
            </span>
            <span className="yk-small yk-quiet">{t(`state_${draw.state}`, { date: f.date(draw.drawOn) })}</span>
          </li>
        ))}
      </ul>
      <Receipt />
    </>
  )
}

function Receipt() {
  const t = useText(messages)
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  const found = useView<PublicApplication>(
    `/public/applications/${encodeURIComponent(number)}`,
    {},
    { enabled: number !== '' },
  )
  const look = (event: FormEvent) => {
    event.preventDefault()
    setNumber(typed.trim())
  }
  const data = found.data
  const facility = data?.facilityName ?? data?.facility ?? ''
  return (
    <section className="yk-dr-part">
      <h2>{t('lookup')}</h2>
      <form className="yk-dr-look" onSubmit={look}>
        <Text
          label={t('lookup')}
          hint={t('lookupHint')}
          value={typed}
          onChange={setTyped}
          required
          minLength={6}
          maxLength={30}
        />
        <button type="submit" className="yk-button">
          {t('look')}
        </button>
      </form>
      {number !== '' && found.error ? <RefusalNote problem={found.error} /> : null}
      {number !== '' && data ? (
        <p role="status">
          {t(data.draw === null ? `found_${data.state}` : 'found_draw', { facility, place: data.place ?? '' })}{' '}
          {data.rank === null ? null : t('foundRank', { rank: data.rank })}
        </p>
      ) : null}
    </section>
  )
}
