import { useState } from 'react'
import type { Problem } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

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
