import { type ReactNode, useId, useState } from 'react'
import type { Problem } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

/** A labelled control with an optional hint below it. The control gets the id of the label and of the hint. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string
  children: (id: string, hintId: string | undefined) => ReactNode
}) {
  const id = useId()
  const hintId = hint === undefined ? undefined : `${id}-hint`
  return (
    <div className="yk-field">
      <label htmlFor={id}>{label}</label>
      {children(id, hintId)}
      {hint === undefined ? null : (
        <p id={hintId} className="yk-small yk-quiet">
          {hint}
        </p>
      )}
    </div>
  )
}

type TextProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  type?: 'text' | 'password' | 'date' | 'number'
  required?: boolean
  autoComplete?: string
  list?: string
}

/** A line of text. */
export function Text({ label, value, onChange, hint, ...rest }: TextProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id, hintId) => (
        <input
          id={id}
          className="yk-input"
          value={value}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
        />
      )}
    </Field>
  )
}

/** One of several. */
export function Choice({
  label,
  value,
  onChange,
  options,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: { value: string; label: string }[]
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className="yk-input" value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A step that cannot be taken back lightly: pressed once it asks, in place; pressed again it is done. */
export function Twice({ label, onDo, busy }: { label: string; onDo: () => void; busy?: boolean }) {
  const t = useText(messages)
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <button type="button" className="yk-button" disabled={busy} onClick={() => setAsked(true)}>
        {label}
      </button>
    )
  }
  const done = () => {
    setAsked(false)
    onDo()
  }
  return (
    <span className="yk-row">
      {/* biome-ignore lint/a11y/noAutofocus: the button takes the place of the one just pressed, and the focus with it */}
      <button type="button" className="yk-button yk-button--primary" autoFocus onClick={done}>
        {t('sure', { what: label })}
      </button>
      <button type="button" className="yk-button" onClick={() => setAsked(false)}>
        {t('cancel')}
      </button>
    </span>
  )
}

/** Something that is shown once: a password, a key. */
export function Secret({ label, value }: { label: string; value: string }) {
  const t = useText(messages)
  const [copied, setCopied] = useState(false)
  return (
    <div className="yk-stack" role="status">
      <strong>{label}</strong>
      <code className="yk-acc-secret">{value}</code>
      <div className="yk-row">
        <button
          type="button"
          className="yk-button"
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {copied ? t('copied') : t('copy')}
        </button>
      </div>
    </div>
  )
}

type Names = Partial<Record<string, string>>

/** The refusal of any of several commands: the one that failed last is the one shown. */
export function Refused({ by, names = {} }: { by: { error: Problem | null; submittedAt: number }[]; names?: Names }) {
  const last = by.filter((each) => each.error !== null).sort((a, b) => b.submittedAt - a.submittedAt)[0]
  return <RefusalNote problem={last?.error} place={(at) => names[at.split('/').at(-1) ?? '']} />
}
