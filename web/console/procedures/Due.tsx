import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** A deadline: the day, the working days left or late, and whether the calendar of that year is known. */
export function Due({ due, left, provisional }: { due: string | null; left: number | null; provisional: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  if (due === null || left === null) return <span className="yk-quiet">{t('noDue')}</span>
  const words = left < 0 ? t('lateBy', { count: -left }) : left === 0 ? t('today') : t('left', { count: left })
  return (
    <span className="yk-case-due" data-late={left < 0 || undefined} data-soon={(left >= 0 && left <= 2) || undefined}>
      <span className="yk-num">{f.day(due)}</span> <strong>{words}</strong>
      {provisional ? <span className="yk-proc-provisional">{t('provisional')}</span> : null}
    </span>
  )
}
