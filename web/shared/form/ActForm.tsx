import type { FormEvent, ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { common, useText } from '../i18n/index.ts'
import { RefusalNote } from '../parts/RefusalNote.tsx'
import './form.css'

/** A form with its refusal and its button; what was typed stays when it is refused. */
export function ActForm({
  children,
  problem,
  pending,
  submit,
  onSubmit,
}: {
  children: ReactNode
  problem: Problem | null
  pending: boolean
  submit: string
  onSubmit: () => void
}) {
  const t = useText(common)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="yk-form" onSubmit={send}>
      {children}
      <RefusalNote problem={problem} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={pending}>
          {pending ? t('sending') : submit}
        </button>
      </div>
    </form>
  )
}
