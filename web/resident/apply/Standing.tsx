import { type FormEvent, type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { FollowPage } from '../../../src/platform/procedures/index.ts'
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

/** Where the applicant's acts go, what is sent with each, and where the letter of a step is, if one may open it here. */
export type Post = { path: string; input: object; letter?: (revision: number) => string }

/** How an application stands: now, what is asked of the applicant, what happened, what was filled in. */
export function Standing({
  page,
  post,
  onChanged,
  foot,
}: {
  page: FollowPage
  post: Post
  onChanged: () => void
  foot: ReactNode
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
      {waiting ? <Correct key={page.revision} page={page} post={post} onChanged={onChanged} /> : null}
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
                {post.letter ? (
                  <p>
                    <a href={post.letter(event.revision)} target="_blank" rel="noreferrer">
                      {t('letter')}
                    </a>
                  </p>
                ) : null}
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
      {page.outcome === null ? <Withdraw page={page} post={post} onChanged={onChanged} /> : null}
      {foot}
    </div>
  )
}

function Correct({ page, post, onChanged }: { page: FollowPage; post: Post; onChanged: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const { definition } = page
  const [draft, setDraft] = useState<Draft>(() =>
    toDraft(definition, Object.fromEntries(page.fields.map((field) => [field.id, field.value]))),
  )
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const act = page.acts.find((each) => each.id !== 'withdraw' && each.to !== 'closed')
  const send = useUpload(post.path)
  const problems = problemsOf(send.error)
  if (act === undefined) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const form = toValues(definition.fields, draft)
    const input = { ...post.input, act: act.id, reason: '', form, materials, revision: page.revision }
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

function Withdraw({ page, post, onChanged }: { page: FollowPage; post: Post; onChanged: () => void }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const send = useUpload(post.path)
  if (!open)
    return (
      <button type="button" className="yk-button" onClick={() => setOpen(true)}>
        {t('withdraw')}
      </button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { ...post.input, act: 'withdraw', reason, revision: page.revision }
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
