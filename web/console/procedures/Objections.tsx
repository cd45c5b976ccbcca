import { useState } from 'react'
import type { CasePage, ObjectionView } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** Objections of a publicity period, each to be answered before anything goes on. */
export function Objections({ page }: { page: CasePage }) {
  const t = useText(messages)
  if (page.objections.length === 0) return null
  return (
    <section className="yk-card yk-case-card">
      <h2>{t('objections')}</h2>
      <ul className="yk-stack">
        {page.objections.map((objection) => (
          <One key={objection.id} page={page} objection={objection} />
        ))}
      </ul>
    </section>
  )
}

function One({ page, objection }: { page: CasePage; objection: ObjectionView }) {
  const t = useText(messages)
  const f = useFormat()
  const [answer, setAnswer] = useState('')
  const send = useCommand<boolean>({
    path: `/procedures/cases/${page.id}/objections/${objection.id}/answer`,
    body: (upheld) => ({ upheld, answer }),
    refresh: ['/procedures'],
  })
  return (
    <li>
      <p>{objection.text}</p>
      <p className="yk-quiet yk-small">
        {f.instant(objection.at)} · {t(`objection_${objection.state}`)}
      </p>
      {objection.answer ? <p>{objection.answer}</p> : null}
      {objection.state === 'open' ? (
        <div className="yk-stack">
          <label className="yk-field">
            <span>{t('answer')}</span>
            <textarea
              className="yk-input"
              rows={2}
              value={answer}
              onChange={(event) => setAnswer(event.target.value)}
            />
          </label>
          <RefusalNote problem={send.error} />
          <div className="yk-row">
            <button type="button" className="yk-button" disabled={send.isPending} onClick={() => send.mutate(false)}>
              {t('dismiss')}
            </button>
            <button type="button" className="yk-button" disabled={send.isPending} onClick={() => send.mutate(true)}>
              {t('uphold')}
            </button>
          </div>
        </div>
      ) : null}
    </li>
  )
}
