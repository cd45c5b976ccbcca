import { useState } from 'react'
import type { AssetView } from '../../../../src/contexts/territory/index.ts'
import { Text } from '../../../shared/form/fields.tsx'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { type State, StateTag } from '../../../shared/parts/StateTag.tsx'
import { useCommand } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import '../../../shared/form/form.css'

const SIGN = {
  pending: 'on-track',
  approved: 'met',
  declined: 'not-due',
  withdrawn: 'not-due',
} as const satisfies Record<string, State>

/** Everybody who applied, beside each other, and the decision. */
export function Applications({ asset }: { asset: AssetView }) {
  const t = useText(messages)
  const f = useFormat()
  const open = asset.may.decide && asset.stage === 'listed'
  return (
    <section className="yk-card yk-file-card">
      <h2>
        {t('applications')} <span className="yk-num yk-quiet">{asset.applications.length}</span>
      </h2>
      {asset.applications.length === 0 ? <p className="yk-quiet">{t('noApplication')}</p> : null}
      {open && asset.pending > 1 ? <p className="yk-small yk-quiet">{t('approveHint')}</p> : null}
      <ul className="yk-bld-decisions">
        {asset.applications.map((each) => (
          <li key={each.id} className="yk-bld-decision">
            <p>
              <strong>{each.applicant}</strong> <StateTag state={SIGN[each.state]} text={t(`state_${each.state}`)} />{' '}
              <span className="yk-num yk-quiet">{f.day(each.appliedOn)}</span>
            </p>
            <p>
              {each.use} · {each.plan}
            </p>
            {each.reason === null ? null : (
              <p className="yk-small yk-quiet">
                {each.reason} · {each.decidedBy} · {f.day(each.decidedOn)}
              </p>
            )}
            {open && each.state === 'pending' ? (
              <Verdict asset={asset} application={each.id} name={each.applicant} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Verdict({ asset, application, name }: { asset: AssetView; application: string; name: string }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const send = useCommand<{ verdict: 'approve' | 'decline' }>({
    path: `/territory/assets/${asset.id}/applications/${application}/decision`,
    body: ({ verdict }) => ({ revision: asset.revision, verdict, reason: reason.trim() }),
    refresh: ['/territory/assets', '/public/idle-assets', '/today'],
  })
  if (!open)
    return (
      <button
        type="button"
        className="yk-button yk-noprint"
        onClick={() => setOpen(true)}
        aria-label={`${t('approve')} / ${t('decline')}：${name}`}
      >
        {t('approve')} / {t('decline')}
      </button>
    )
  const blank = reason.trim().length < 2
  return (
    <div className="yk-form">
      <Text label={t('reason')} value={reason} onChange={setReason} required maxLength={500} />
      <RefusalNote problem={send.error} />
      <div className="yk-row">
        <button
          type="button"
          className="yk-button yk-button--primary"
          disabled={send.isPending || blank}
          onClick={() => send.mutate({ verdict: 'approve' })}
        >
          {t('approve')}
        </button>
        <button
          type="button"
          className="yk-button"
          disabled={send.isPending || blank}
          onClick={() => send.mutate({ verdict: 'decline' })}
        >
          {t('decline')}
        </button>
      </div>
    </div>
  )
}
