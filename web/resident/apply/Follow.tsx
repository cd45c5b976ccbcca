import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { FollowPage } from '../../../src/platform/procedures/index.ts'
import { command, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import {
  type Draft,
  type Handed,
  placeOf,
  problemsOf,
  toDraft,
  toMaterials,
  toValues,
} from '../../shared/procedures/form.ts'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { messages as shared } from '../../shared/procedures/messages.ts'
import { useUpload } from '../../shared/uploads.ts'
import { messages } from './messages.ts'
import './apply.css'

type Code = { number: string; secret: string }

/** The number and code that a receipt's QR code brings: `#532622-2026-000001.ABCD2345`, behind the hash so that no server logs it. */
function codeOf(state: unknown, hash: string): Code {
  const given = state as Code | null
  if (given?.number) return given
  const [number = '', secret = ''] = hash.replace(/^#/, '').split('.')
  return { number, secret }
}

/** How an application stands, for whoever has its number and code. */
export default function Follow() {
  const t = useText(messages)
  const { state, hash } = useLocation()
  const [code, setCode] = useState<Code>(() => codeOf(state, hash))
  const read = useMutation<FollowPage, Problem, Code>({
    mutationFn: (given) => command<FollowPage>('POST', '/follow', given),
  })
  const { mutate } = read
  useEffect(() => {
    const first = codeOf(state, hash)
    if (first.number && first.secret) mutate(first)
  }, [state, hash, mutate])
  if (read.data)
    return (
      <Standing
        page={read.data}
        code={code}
        onChanged={() => mutate(code)}
        onLeave={() => {
          setCode({ number: '', secret: '' })
          read.reset()
        }}
      />
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(code)
  }
  return (
    <form className="yk-stack yk-apply" onSubmit={submit}>
      <header>
        <h1>{t('followTitle')}</h1>
        <p className="yk-quiet">{t('followLead')}</p>
      </header>
      <label className="yk-field">
        <span>{t('number')}</span>
        <input
          className="yk-input"
          required
          placeholder="532622-2026-000001"
          value={code.number}
          onChange={(event) => setCode({ ...code, number: event.target.value.trim() })}
        />
      </label>
      <label className="yk-field">
        <span>{t('secret')}</span>
        <input
          className="yk-input"
          required
          autoCapitalize="characters"
          value={code.secret}
          onChange={(event) => setCode({ ...code, secret: event.target.value.trim().toUpperCase() })}
        />
      </label>
      <RefusalNote problem={read.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={read.isPending}>
        {t('open')}
      </button>
      <p>
        <Link to="/guides">{t('apply')}</Link>
      </p>
    </form>
  )
}

function Standing({
  page,
  code,
  onChanged,
  onLeave,
}: {
  page: FollowPage
  code: Code
  onChanged: () => void
  onLeave: () => void
}) {
  const t = useText(messages)
  const s = useText(shared)
  const f = useFormat()
  const pick = usePick()
  const left = page.workdaysLeft
  const waiting = page.stepKind === 'applicant'
  return (
    <div className="yk-stack yk-apply">
      <header>
        <p className="yk-quiet">
          {page.place} · <span className="yk-num">{page.number}</span>
        </p>
        <h1>{pick(page.title)}</h1>
        <p>{page.applicant}</p>
      </header>
      <p className="yk-apply-now" role="status">
        <strong>
          {page.outcome ? s(`outcome_${page.outcome}`) : page.stepTitle ? pick(page.stepTitle) : ''}
          {waiting ? ` · ${t('waiting')}` : ''}
        </strong>
        {page.outcome === null && page.due ? (
          <span>
            {f.date(page.due)}
            {left === null ? '' : ` · ${t(left < 0 ? 'late' : 'left', { count: Math.abs(left) })}`}
          </span>
        ) : null}
      </p>
      {page.certificate ? (
        <p>
          <Link to={`/verify?number=${page.certificate}`}>{t('certificate', { number: page.certificate })}</Link>
        </p>
      ) : null}
      {waiting ? <Correct key={page.revision} page={page} code={code} onChanged={onChanged} /> : null}
      <section>
        <h2>{t('history')}</h2>
        <Timeline
          label={t('history')}
          happenings={[...page.events].reverse().map((event) => ({
            id: String(event.revision),
            at: event.on,
            what: event.title,
            who: event.unit,
            detail: (
              <>
                {event.notice ? <p>{pick(event.notice)}</p> : null}
                {event.reason ? <p>{event.reason}</p> : null}
                {event.missing.length > 0 ? <p>{t('missing', { list: event.missing.map(pick).join('、') })}</p> : null}
              </>
            ),
          }))}
        />
      </section>
      <details>
        <summary>{t('mine')}</summary>
        <dl className="yk-apply-mine">
          {page.fields.map((field) => (
            <div key={field.id}>
              <dt>{pick(field.title)}</dt>
              <dd>{field.text}</dd>
            </div>
          ))}
        </dl>
      </details>
      {page.outcome === null ? <Withdraw page={page} code={code} onChanged={onChanged} /> : null}
      <button type="button" className="yk-button" onClick={onLeave}>
        {t('other')}
      </button>
    </div>
  )
}

const actPath = (page: FollowPage) => `/follow/acts?jurisdiction=${page.number.slice(0, 6)}`

function Correct({ page, code, onChanged }: { page: FollowPage; code: Code; onChanged: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const { definition } = page
  const [draft, setDraft] = useState<Draft>(() =>
    toDraft(definition, Object.fromEntries(page.fields.map((field) => [field.id, field.value]))),
  )
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const act = page.acts.find((each) => each.id !== 'withdraw' && each.to !== 'closed')
  const send = useUpload(actPath(page))
  const problems = problemsOf(send.error)
  if (act === undefined) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const form = toValues(definition.fields, draft)
    const input = { ...code, act: act.id, reason: '', form, materials, revision: page.revision }
    send.mutate({ input, files }, { onSuccess: onChanged })
  }
  return (
    <form className="yk-stack yk-card" onSubmit={submit}>
      <h2>{t('correct')}</h2>
      <p>{t('correctText')}</p>
      <FormFields
        definition={definition}
        fields={definition.fields}
        draft={draft}
        onChange={setDraft}
        problems={problems}
      />
      <Materials
        definition={definition}
        draft={draft}
        handed={handed}
        onChange={setHanded}
        problems={problems}
        given={new Set(page.needed.filter((each) => each.given).map((each) => each.id))}
      />
      <RefusalNote problem={send.error} place={placeOf(problems, pick)} />
      <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
        {t('resubmit')}
      </button>
    </form>
  )
}

function Withdraw({ page, code, onChanged }: { page: FollowPage; code: Code; onChanged: () => void }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const send = useUpload(actPath(page))
  if (!open)
    return (
      <button type="button" className="yk-button" onClick={() => setOpen(true)}>
        {t('withdraw')}
      </button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { ...code, act: 'withdraw', reason, revision: page.revision }
    send.mutate({ input, files: [] }, { onSuccess: onChanged })
  }
  return (
    <form className="yk-stack" onSubmit={submit}>
      <label className="yk-field">
        <span>{t('withdrawReason')}</span>
        <input className="yk-input" required value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} />
      <button type="submit" className="yk-button" disabled={send.isPending}>
        {t('confirmWithdraw')}
      </button>
    </form>
  )
}
