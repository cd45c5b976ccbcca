import { type FormEvent, useState } from 'react'
import { useFormat } from '../../shared/format.ts'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './guides.css'

type Notice = { number: string; title: Bilingual; applicant: string; from: string; until: string | null }

/** What is publicised before it is decided; anyone may object. */
export default function Notices() {
  const t = useText(messages)
  const view = useView<{ items: Notice[] }>('/notices')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return (
    <div className="yk-stack yk-guides">
      <header>
        <h1>{t('noticesTitle')}</h1>
        <p className="yk-quiet">{t('noticesLead')}</p>
      </header>
      {view.data.items.length === 0 ? (
        <EmptyState title={t('noNotices')} text={t('noNoticesText')} heading="h2" />
      ) : (
        <ul className="yk-guides-list">
          {view.data.items.map((notice) => (
            <OneNotice key={notice.number} notice={notice} />
          ))}
        </ul>
      )}
    </div>
  )
}

function OneNotice({ notice }: { notice: Notice }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [contact, setContact] = useState('')
  const send = useCommand<void>({
    path: `/notices/${notice.number}/objections`,
    body: () => ({ text, contact: contact.trim() || null }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  return (
    <li>
      <h2>{notice.applicant}</h2>
      <p>
        {pick(notice.title)} · <span className="yk-num">{t('until', { date: f.date(notice.until) })}</span>
      </p>
      <p className="yk-quiet yk-small yk-num">{notice.number}</p>
      {send.isSuccess ? (
        <p role="status">{t('sent')}</p>
      ) : open ? (
        <form className="yk-stack" onSubmit={submit}>
          <label className="yk-field">
            <span>{t('objection')}</span>
            <textarea
              className="yk-input"
              rows={4}
              required
              minLength={5}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <label className="yk-field">
            <span>{t('contact')}</span>
            <input className="yk-input" value={contact} onChange={(event) => setContact(event.target.value)} />
          </label>
          <RefusalNote problem={send.error} />
          <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
            {t('send')}
          </button>
        </form>
      ) : (
        <button type="button" className="yk-button" onClick={() => setOpen(true)}>
          {t('object')}
        </button>
      )}
    </li>
  )
}
