import { useState } from 'react'
import type { ConflictView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-items.ts'
import { clauseName, useAsked } from './say.ts'

/** One contradiction: what stands where, who has to have it decided, and the decision. */
export function Conflict({ conflict, onShow }: { conflict: ConflictView; onShow?: (target: string) => void }) {
  const t = useText(messages)
  const lng = useLanguage()
  const f = useFormat()
  const asked = useAsked()
  const may = useMay()
  const [chosen, setChosen] = useState<string | null>(null)
  const open = conflict.state === 'open'
  return (
    <article className={`yk-card yk-stack yk-plan-conflict${open ? ' yk-plan-conflict--open' : ''}`}>
      <header>
        <p className="yk-row">
          <strong>{conflict.printed}</strong>
          <span className={`yk-plan-tag${open ? ' yk-plan-tag--warn' : ''}`}>{t(open ? 'open' : 'decided')}</span>
          <span className="yk-quiet yk-small">{t(conflict.kind === 'within' ? 'within' : 'between')}</span>
        </p>
        <p className="yk-small">{lng === 'zh' ? conflict.message : conflict.messageEn}</p>
      </header>
      <ul className="yk-plan-sides">
        {conflict.sides.map((side) => (
          <li
            key={side.target}
            className={conflict.chosen === side.target ? 'yk-plan-side yk-plan-side--chosen' : 'yk-plan-side'}
          >
            <p className="yk-row">
              <strong className="yk-num">{asked(side)}</strong>
              <span>{side.deadline === null ? t('noDeadline') : f.date(side.deadline)}</span>
              {side.scope === null ? null : <span>{side.scope}</span>}
              {conflict.chosen === side.target ? (
                <span className="yk-plan-tag yk-plan-tag--in-place">{t('chosen')}</span>
              ) : null}
            </p>
            <blockquote className="yk-small">{side.quote}</blockquote>
            <p className="yk-quiet yk-small">
              {side.planTitle} · {clauseName(side.clause, lng)}
            </p>
            <p className="yk-row">
              {onShow ? (
                <button type="button" className="yk-linkish yk-small" onClick={() => onShow(side.target)}>
                  {t('see')}
                </button>
              ) : null}
              {open && may('conflict.decide') ? (
                <button
                  type="button"
                  className="yk-button"
                  aria-pressed={chosen === side.target}
                  onClick={() => setChosen(side.target)}
                >
                  {t('choose')}
                </button>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {open ? (
        <Owner conflict={conflict} />
      ) : (
        <p className="yk-small">
          {t('decidedBy', {
            who: conflict.decidedBy ?? '',
            when: f.instant(conflict.decidedAt),
            reason: conflict.reason ?? '',
          })}
        </p>
      )}
      {open && chosen !== null ? <Decide conflict={conflict} chosen={chosen} /> : null}
      {open && !may('conflict.decide') ? <p className="yk-quiet yk-small">{t('mayNot')}</p> : null}
    </article>
  )
}

function Owner({ conflict }: { conflict: ConflictView }) {
  const t = useText(messages)
  const may = useMay()
  const [owner, setOwner] = useState('')
  const send = useCommand<{ owner: string; revision: number }>({
    path: `/plan/conflicts/${conflict.id}/owner`,
    refresh: ['/plan'],
  })
  if (conflict.owner !== null) return <p className="yk-small">{t('owner', { owner: conflict.owner })}</p>
  if (!may('plan.decide')) return <p className="yk-small">{t('noOwner')}</p>
  return (
    <form
      className="yk-row"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ owner: owner.trim(), revision: conflict.revision })
      }}
    >
      <span className="yk-small">{t('noOwner')}</span>
      <input
        className="yk-input yk-plan-short"
        aria-label={t('ownerLabel')}
        placeholder={t('ownerLabel')}
        value={owner}
        onChange={(event) => setOwner(event.target.value)}
      />
      <button type="submit" className="yk-button" disabled={owner.trim().length < 2 || send.isPending}>
        {t('assign')}
      </button>
      <RefusalNote problem={send.error} />
    </form>
  )
}

function Decide({ conflict, chosen }: { conflict: ConflictView; chosen: string }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const send = useCommand<{ chosen: string; reason: string; revision: number }>({
    path: `/plan/conflicts/${conflict.id}/decide`,
    refresh: ['/plan'],
  })
  return (
    <form
      className="yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ chosen, reason: reason.trim(), revision: conflict.revision })
      }}
    >
      <label className="yk-field">
        <span>{t('reason')}</span>
        <textarea className="yk-input" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} />
      <button
        type="submit"
        className="yk-button yk-button--primary"
        disabled={reason.trim().length < 2 || send.isPending}
      >
        {t('decide')}
      </button>
    </form>
  )
}
