import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { EscalationLine } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { Late, Raised } from './marks.tsx'
import { messages } from './messages.ts'

type Shown = Omit<EscalationLine, 'number' | 'title' | 'stepTitle' | 'leads'> &
  Partial<Pick<EscalationLine, 'number' | 'title' | 'stepTitle' | 'leads'>>

/** One escalation: what is late, who was asked when, the answer or the place to give it. */
export function EscalationItem({ line }: { line: Shown }) {
  const t = useText(messages)
  const f = useFormat()
  const who = t(`audience_${line.audience}`)
  return (
    <li className={`yk-task-esc${line.answeredAt === null ? ' yk-task-esc--open' : ''}`}>
      {line.title === undefined ? null : (
        <p>
          <Link to={`/console/tasks/${line.task}`} data-task-row="">
            {line.number} {line.title}
          </Link>
        </p>
      )}
      <p className="yk-row yk-small">
        <Raised level={line.level} />
        <span>{t('raised', { date: f.day(line.raisedAt), count: line.overdueWorkdays, who })}</span>
        <span className="yk-quiet">
          {line.stepTitle ? `${line.stepTitle} ` : ''}
          {t('deadline')} {f.day(line.due)}
        </span>
        {line.provisional ? <Late days={line.overdueWorkdays} provisional /> : null}
        {line.leads ? <span className="yk-quiet">{line.leads.join('、')}</span> : null}
      </p>
      {line.answer === null ? null : (
        <blockquote className="yk-task-answer">
          {line.answer}
          <footer className="yk-quiet yk-small">
            {line.answeredBy} · {f.instant(line.answeredAt)}
          </footer>
        </blockquote>
      )}
      {line.mayAnswer ? <AnswerForm line={line} /> : null}
      {line.answeredAt === null && !line.mayAnswer ? <p className="yk-small yk-task-late">{t('unanswered')}</p> : null}
    </li>
  )
}

function AnswerForm({ line }: { line: Shown }) {
  const t = useText(messages)
  const [answer, setAnswer] = useState('')
  const send = useCommand<{ due: string; level: number; answer: string }>({
    path: `/plan/tasks/${line.task}/escalations/answer`,
    refresh: ['/plan/'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ due: line.due, level: line.level, answer })
  }
  return (
    <form className="yk-task-answerform yk-noprint" onSubmit={submit}>
      <textarea
        className="yk-input"
        rows={2}
        required
        aria-label={t('answer')}
        placeholder={t('answerHint')}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <button type="submit" className="yk-button" disabled={send.isPending}>
        {t('answer')}
      </button>
      <RefusalNote problem={send.error} />
    </form>
  )
}
