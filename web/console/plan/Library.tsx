import { useDeferredValue, useState } from 'react'
import { Link } from 'react-router'
import type { Passage } from '../../../src/contexts/plan/index.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { clauseName } from './say.ts'
import './plan.css'

const VALIDITY = {
  'in-force': 'validity_in_force',
  draft: 'validity_draft',
  ended: 'validity_ended',
  'not-a-plan': 'validity_not_a_plan',
} as const

/** Finds clauses in all papers. */
export default function Library() {
  const t = useText(messages)
  const lng = useLanguage()
  const [q, setQ] = useState('')
  const [inForce, setInForce] = useState(false)
  const asked = useDeferredValue(q.trim())
  const view = useView<{ items: Passage[] }>(
    '/plan/clauses',
    { q: asked, inForce: inForce ? true : null },
    { enabled: asked !== '' },
  )
  const items = asked === '' ? [] : (view.data?.items ?? [])
  return (
    <>
      <PageHead title={t('libraryTitle')} lead={t('libraryLead')} />
      <search className="yk-plan-bar">
        <label className="yk-field yk-plan-grow">
          <span>{t('find')}</span>
          <input
            type="search"
            className="yk-input"
            placeholder={t('findHint')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        </label>
        <label className="yk-plan-check">
          <input type="checkbox" checked={inForce} onChange={(event) => setInForce(event.target.checked)} />
          {t('onlyInForce')}
        </label>
      </search>
      {asked !== '' && view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {asked !== '' && view.isSuccess && items.length === 0 ? (
        <EmptyState title={t('noHits')} text={t('noHitsText')} heading="h2" />
      ) : null}
      <ol className="yk-plan-hits">
        {items.map((item) => (
          <li key={`${item.paper} ${item.start}`}>
            <p className="yk-row">
              <Link to={`/console/plan/papers/${item.paper}?start=${item.start}&end=${item.end}`}>
                {item.number ?? item.title} · {clauseName(item.clause, lng)}
              </Link>
              <span className={`yk-plan-tag yk-plan-tag--${item.validity}`}>{t(VALIDITY[item.validity])}</span>
              {item.exact ? null : <span className="yk-plan-tag yk-plan-tag--warn">{t('lookAlike')}</span>}
              {item.notes > 0 ? (
                <span className="yk-quiet yk-small">{t('hasNotes', { count: item.notes })}</span>
              ) : null}
            </p>
            <p className="yk-plan-words">
              <Marked text={item.text} words={asked.split(/\s+/)} />
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

/** A text with some words marked. Long texts are shown around the first hit. */
function Marked({ text, words }: { text: string; words: string[] }) {
  const wanted = words.filter((word) => word !== '')
  const first = Math.max(0, Math.min(...wanted.map((word) => text.indexOf(word)).filter((at) => at >= 0), text.length))
  const from = first === text.length ? 0 : Math.max(0, first - 60)
  const shown = text.slice(from, from + 320)
  if (wanted.length === 0) return <>{shown}</>
  const pattern = new RegExp(`(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'g')
  return (
    <>
      {from > 0 ? '…' : ''}
      {partsOf(shown, pattern).map((part) => (part.hit ? <mark key={part.at}>{part.text}</mark> : part.text))}
      {from + 320 < text.length ? '…' : ''}
    </>
  )
}

/** Cuts a text at every hit of a pattern with one group. */
function partsOf(text: string, pattern: RegExp): { at: number; text: string; hit: boolean }[] {
  let at = 0
  return text.split(pattern).map((part, i) => {
    const place = at
    at += part.length
    return { at: place, text: part, hit: i % 2 === 1 }
  })
}
