import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useFormat } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import { useWords, type Words } from './words.ts'
import './Timeline.css'

/** One thing that happened, or that comes next. */
export type Happening = {
  id: string
  /** ISO date or instant; null is unknown. */
  at: string | null
  what: Words
  who?: string | null
  /** Reason, remark, values that changed. */
  detail?: ReactNode
  href?: string
  tone?: 'plain' | 'good' | 'attention' | 'bad'
}

/** What comes next, and by when. */
export type Next = {
  what: Words
  who?: string | null
  due: string | null
  /** Working days left; negative when late; null when there is no deadline. */
  workdaysLeft: number | null
  href?: string
}

export type TimelineProps = { happenings: readonly Happening[]; next?: readonly Next[]; label?: string }

/** What happened, who, when; what next and by when. Newest first, with what comes next on top. */
export function Timeline({ happenings, next = [], label }: TimelineProps) {
  const t = useText(messages)
  return (
    <ol className="yk-time" aria-label={label ?? t('timeline')}>
      {next.map((one) => (
        <Coming key={`${typeof one.what === 'string' ? one.what : one.what.zh} ${one.due}`} next={one} />
      ))}
      {happenings.map((one) => (
        <Past key={one.id} happening={one} />
      ))}
    </ol>
  )
}

function Coming({ next }: { next: Next }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useWords()
  const left = next.workdaysLeft
  const late = left !== null && left < 0
  const what = words(next.what)
  return (
    <li className={`yk-time-item yk-time-item--next${late ? ' yk-time-item--bad' : ''}`}>
      <p>
        <span className="yk-time-tag">{t('timeNext')}</span>{' '}
        <strong>{next.href ? <Link to={next.href}>{what}</Link> : what}</strong>
        {next.who ? <span className="yk-time-who">{next.who}</span> : null}
      </p>
      <p className="yk-time-when">
        {next.due ? t('timeDue', { date: f.date(next.due) }) : t('timeNoDue')}
        {left === null ? null : <strong>{leftWords(t, left)}</strong>}
      </p>
    </li>
  )
}

function leftWords(t: ReturnType<typeof useText<keyof typeof messages.zh>>, left: number): string {
  if (left < 0) return t('timeLate', { count: -left })
  return left === 0 ? t('timeToday') : t('timeLeft', { count: left })
}

function Past({ happening }: { happening: Happening }) {
  const f = useFormat()
  const words = useWords()
  const { at, who, detail, href, tone = 'plain' } = happening
  const what = words(happening.what)
  return (
    <li className={`yk-time-item yk-time-item--${tone}`}>
      <p>
        <strong>{href ? <Link to={href}>{what}</Link> : what}</strong>
        {who ? <span className="yk-time-who">{who}</span> : null}
      </p>
      {detail ? <div className="yk-time-detail">{detail}</div> : null}
      <p className="yk-time-when">{at !== null && at.length > 10 ? f.instant(at) : f.date(at)}</p>
    </li>
  )
}
