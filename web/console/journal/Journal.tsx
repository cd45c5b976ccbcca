import { type FormEvent, useState } from 'react'
import type { AuditEntry } from '../../../src/platform/audit/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { useRowKeys } from '../tasks/TaskTable.tsx'
import { sayAction, sayWho } from './acts.ts'
import { EntrySheet } from './EntrySheet.tsx'
import { messages } from './messages.ts'
import { Seals } from './Seals.tsx'
import { Verify } from './Verify.tsx'
import '../tasks/tasks.css'
import './journal.css'

/** What is asked of the journal; days are those of China. */
export type Asked = {
  from: string
  until: string
  action: string
  actor: string
  subjectKind: string
  subjectId: string
}

const NOTHING: Asked = { from: '', until: '', action: '', actor: '', subjectKind: '', subjectId: '' }
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** The journal for the auditor: find, open, prove, verify, note the seals down. */
export default function Journal() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const language = useLanguage()
  const [typed, setTyped] = useState(NOTHING)
  const [asked, setAsked] = useState(NOTHING)
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const { from, until, ...rest } = asked
  const list = useList<AuditEntry>('/journal/entries', {
    ...rest,
    from: from === '' ? null : `${from}T00:00:00+08:00`,
    until: until === '' ? null : `${nextDay(until)}T00:00:00+08:00`,
  })
  useShortcuts(useRowKeys())
  const ask = (next: Asked) => {
    setTyped(next)
    setAsked(next)
    setOpen(null)
  }
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {may('journal.verify') ? <Verify /> : null}
      <Seals />
      <Filter typed={typed} onType={setTyped} onAsk={ask} />
      <Sheet open={open !== null} onClose={() => setOpen(null)} title={t('entry')}>
        {open === null ? null : <EntrySheet entry={open} onAsk={(part) => ask({ ...NOTHING, ...part })} />}
      </Sheet>
      {list.loading ? <LoadingState /> : null}
      {list.problem ? <ErrorState problem={list.problem} onRetry={list.retry} /> : null}
      {!list.loading && !list.problem && list.rows.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
      ) : null}
      {list.rows.length > 0 ? (
        <table className="yk-task-table">
          <thead>
            <tr>
              <th scope="col">{t('at')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('did')}</th>
              <th scope="col">{t('about')}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={`${row.lane}-${row.position}`}>
                <td data-label={t('at')} className="yk-num">
                  {f.instant(row.at)}
                </td>
                <td data-label={t('who')}>{sayWho(row.actorName, language)}</td>
                <td data-label={t('did')}>
                  <button type="button" className="yk-linkish" data-task-row="" onClick={() => setOpen(row)}>
                    {sayAction(row.action, language)}
                  </button>
                  {sayAction(row.action, language) === row.action ? null : (
                    <div className="yk-small yk-quiet">{row.action}</div>
                  )}
                </td>
                <td data-label={t('about')}>
                  {row.subject.kind} <span className="yk-quiet yk-jour-id">{row.subject.id}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {list.hasMore ? (
        <button type="button" className="yk-button yk-jour-more" disabled={list.loadingMore} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  )
}

function Filter({
  typed,
  onType,
  onAsk,
}: {
  typed: Asked
  onType: (asked: Asked) => void
  onAsk: (asked: Asked) => void
}) {
  const t = useText(messages)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAsk(typed)
  }
  const field = (key: keyof Asked, type: 'date' | 'text' = 'text') => (
    <label className="yk-task-field">
      {t(key)}
      <input
        type={type}
        className="yk-input"
        value={typed[key]}
        placeholder={key === 'action' ? t('actionHint') : undefined}
        onChange={(event) => onType({ ...typed, [key]: event.target.value.trim() })}
      />
    </label>
  )
  return (
    <search>
      <form className="yk-jour-filter" onSubmit={submit}>
        {field('from', 'date')}
        {field('until', 'date')}
        {field('action')}
        {field('actor')}
        {field('subjectKind')}
        {field('subjectId')}
        <div className="yk-row">
          <button type="submit" className="yk-button yk-button--primary">
            {t('search')}
          </button>
          <button type="button" className="yk-button yk-button--bare" onClick={() => onAsk(NOTHING)}>
            {t('clear')}
          </button>
        </div>
      </form>
    </search>
  )
}
