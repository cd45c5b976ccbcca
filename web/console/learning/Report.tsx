import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-childcare.ts'

/** Reports the figures of a year to the yearly ledger, with what came of it. */
export function Report({ what, year }: { what: 'courses' | 'kindergartens'; year: number }) {
  const t = useText(messages)
  const may = useMay()
  const report = useCommand<{ what: string; year: number }>({ path: '/learning/report' })
  if (!may('learning.manage')) return null
  return (
    <div className="yk-stack yk-noprint">
      <div>
        <button
          type="button"
          className="yk-button"
          disabled={report.isPending}
          onClick={() => report.mutate({ what, year })}
        >
          {t('report')}
        </button>
      </div>
      <RefusalNote problem={report.error} />
      {report.isSuccess ? <p role="status">{t('reported', { year })}</p> : null}
    </div>
  )
}
