import { useFormat } from '../../shared/format.ts'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** A computation in the background, as the API tells it. */
export type Run = {
  id: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  progress: number | null
  refusal: { code: string; text: Bilingual; next?: Bilingual } | null
  cancelAsked: boolean
  askedAt: string
}

/** One line on a computation: when it was asked for, how far it is, why it failed; and a way to stop it. */
export function RunLine({ run, onCancel }: { run: Run; onCancel?: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const open = run.state === 'queued' || run.state === 'running'
  return (
    <div>
      <p className="yk-streets-run">
        <span>{f.instant(run.askedAt)}</span>
        <strong>{run.cancelAsked && open ? t('cancelling') : t(`run_${run.state}`)}</strong>
        {run.state === 'running' ? (
          <progress aria-label={t('run_running')} {...(run.progress === null ? {} : { value: run.progress })} max={1} />
        ) : null}
        {open && !run.cancelAsked && onCancel ? (
          <button type="button" className="yk-button" onClick={onCancel}>
            {t('cancel')}
          </button>
        ) : null}
      </p>
      {run.refusal === null ? null : (
        <p role="alert">
          {pick(run.refusal.text)}
          {run.refusal.next === undefined ? null : `。${pick(run.refusal.next)}`}
        </p>
      )}
    </div>
  )
}
