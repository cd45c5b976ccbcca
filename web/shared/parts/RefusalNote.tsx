import type { ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { useText } from '../i18n/index.ts'
import { WarnIcon } from '../icons.tsx'
import { messages } from './messages.ts'
import './RefusalNote.css'

export type RefusalNoteProps = {
  /** The refusal. Nothing is drawn without one, so it can stand in a form permanently. */
  problem: Problem | null | undefined
  /** Where in the form: the name people know for the pointer of the problem (`/birthDate`). Without one, no place is said. */
  place?: (at: string) => string | undefined
  /** Called with the pointer when the reader wants to go there (moves the focus into the field). */
  onGo?: (at: string) => void
  actions?: ReactNode
}

/** A refusal: what is wrong, where, what to do next. The input stays as it was. */
export function RefusalNote({ problem, place, onGo, actions }: RefusalNoteProps) {
  const t = useText(messages)
  if (!problem) return null
  const { title, detail, next, at, code } = problem.details
  const where = at ? place?.(at) : undefined
  return (
    <div className="yk-refusal" role="alert">
      <WarnIcon className="yk-icon yk-refusal-icon" />
      <div className="yk-refusal-body">
        <p className="yk-refusal-title">{title}</p>
        {detail && detail !== title ? <p>{detail}</p> : null}
        {where ? (
          <p>
            {t('refusalAt')}
            {at && onGo ? (
              <button type="button" className="yk-linkish" onClick={() => onGo(at)}>
                {where}
              </button>
            ) : (
              <strong>{where}</strong>
            )}
          </p>
        ) : null}
        {next ? (
          <p className="yk-refusal-next">
            {t('refusalNext')}
            {next}
          </p>
        ) : null}
        <p className="yk-refusal-code">{t('refusalCode', { code })}</p>
        {actions ? <div className="yk-row">{actions}</div> : null}
      </div>
    </div>
  )
}
