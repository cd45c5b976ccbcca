import { useState } from 'react'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DownloadIcon } from '../../shared/icons.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

type Report = TaskView['reports'][number]

const SIGN: Record<Report['claim'], State> = { 'under-way': 'on-track', blocked: 'behind', done: 'met' }

/** Reports, the newest first, each with its evidence and its answer or the place to give it. */
export function Reports({ task }: { task: TaskView }) {
  const t = useText(messages)
  if (task.reports.length === 0) return <p className="yk-quiet">{t('noReports')}</p>
  return (
    <ol className="yk-task-reports">
      {task.reports.map((report) => (
        <li key={report.id}>
          <ReportItem task={task.id} report={report} />
        </li>
      ))}
    </ol>
  )
}

function ReportItem({ task, report }: { task: string; report: Report }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <article>
      <p className="yk-row">
        <StateTag state={SIGN[report.claim]} text={t(`claim_${report.claim}`)} />
        <strong>{report.unitName}</strong>
        {report.share === null ? null : <span className="yk-num">{report.share}%</span>}
        <span className="yk-quiet yk-small">
          {t('asOf')} {f.date(report.asOf)} · {report.by}
        </span>
        {report.carried ? <span className="yk-task-mark">{t('carried')}</span> : null}
      </p>
      {report.handedBy === null ? null : (
        <p className="yk-quiet yk-small">
          {t(`channel_${report.channel}`)} · {t('handedBy')} {report.handedBy}
        </p>
      )}
      <p className="yk-task-words">{report.text}</p>
      {report.evidence.length > 0 ? (
        <ul className="yk-row">
          {report.evidence.map((file) => (
            <li key={file.id}>
              <a
                className="yk-task-file"
                href={apiUrl(`/plan/task-evidence/${file.id}`)}
                title={`SHA-256 ${file.sha256}`}
                download
              >
                <DownloadIcon />
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {report.review === null ? null : (
        <p className={`yk-task-verdict yk-task-verdict--${report.review.verdict}`}>
          <strong>{t(`verdict_${report.review.verdict}`)}</strong>
          {report.review.note ? ` ${report.review.note}` : ''}
          <span className="yk-quiet yk-small">
            {' '}
            {report.review.by} · {f.instant(report.review.at)}
          </span>
        </p>
      )}
      {report.reviewable ? <ReviewBox task={task} report={report.id} /> : null}
    </article>
  )
}

function ReviewBox({ task, report }: { task: string; report: string }) {
  const t = useText(messages)
  const [note, setNote] = useState('')
  const send = useCommand<'accepted' | 'returned'>({
    path: `/plan/tasks/${task}/reviews`,
    body: (verdict) => ({ report, verdict, ...(note.trim() === '' ? {} : { note }) }),
    refresh: ['/plan/'],
  })
  return (
    <div className="yk-task-review yk-noprint">
      <label className="yk-task-field">
        {t('note')}
        <textarea className="yk-input" rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} place={(at) => (at === '/note' ? t('note') : undefined)} />
      <div className="yk-row">
        <button
          type="button"
          className="yk-button yk-button--primary"
          disabled={send.isPending}
          onClick={() => send.mutate('accepted')}
        >
          {t('accept')}
        </button>
        <button type="button" className="yk-button" disabled={send.isPending} onClick={() => send.mutate('returned')}>
          {t('return')}
        </button>
      </div>
    </div>
  )
}
