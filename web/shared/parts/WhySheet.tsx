import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useFormat, withUnit } from '../format.ts'
import { common, useText } from '../i18n/index.ts'
import { CopyIcon } from '../icons.tsx'
import { ClauseChip } from './ClauseChip.tsx'
import { messages } from './messages.ts'
import { unknownShare, type Why } from './why.ts'
import { useWords } from './words.ts'
import './WhyNumber.css'

/** The content of the sheet "why this number"; also stands on pages of its own. */
export function WhySheet({ why }: { why: Why }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useWords()
  const share = unknownShare(why.inputs)
  const unit = words(why.unit)
  const say = (value: number | null) => (value === null ? f.unknown : withUnit(f.number(value, why.decimals), unit))
  return (
    <div className="yk-whysheet">
      <header>
        <p className="yk-whysheet-title">
          {words(why.title)}
          {why.place ? <span className="yk-quiet"> · {why.place}</span> : null}
        </p>
        <p className={`yk-whysheet-value${why.value === null ? ' yk-unknown' : ''}`}>{say(why.value)}</p>
        <p className="yk-quiet">{t('whyAsOf', { date: f.date(why.asOf) })}</p>
        {why.recorded === false ? <p className="yk-whysheet-flag">{t('whyNotRecorded')}</p> : null}
        {why.bounds && why.bounds.low !== why.bounds.high ? (
          <p className="yk-whysheet-flag">{t('whyBounds', { low: say(why.bounds.low), high: say(why.bounds.high) })}</p>
        ) : null}
      </header>
      {why.formula || why.filled ? (
        <Part title={t('whyFormula')}>
          {why.formula ? <p>{why.formula}</p> : null}
          {why.filled ? <p className="yk-whysheet-formula">{why.filled}</p> : null}
        </Part>
      ) : null}
      {why.inputs.length > 0 ? (
        <Part title={t('whyInputs')}>
          <Inputs why={why} />
        </Part>
      ) : null}
      {share !== null ? (
        <Part title={t('whyUnknown')}>
          <p className="yk-whysheet-share">
            <span className="yk-whysheet-bar" aria-hidden="true">
              <span style={{ width: `${Math.max(share * 100, share > 0 ? 2 : 0)}%` }} />
            </span>
            <span className="yk-num">{f.share(share)}</span>
          </p>
          <p className="yk-quiet yk-small">{share === 0 ? t('whyUnknownNone') : t('whyUnknownText')}</p>
        </Part>
      ) : null}
      {why.clause ? (
        <Part title={t('whyClause')}>
          {why.clause.quote ? <blockquote>{why.clause.quote}</blockquote> : null}
          <ClauseChip clause={why.clause} />
        </Part>
      ) : null}
      {why.external ? (
        <Part title={t('whyExternal')}>
          <p>
            {why.external.source} · {why.external.period}
            {why.external.file ? ` · ${why.external.file}` : ''}
          </p>
          <p className="yk-quiet yk-small">
            {t('whySigned', { name: why.external.signedBy, when: f.instant(why.external.signedAt) })}
          </p>
        </Part>
      ) : null}
      {why.history && why.history.length > 1 ? (
        <Part title={t('whyRestated')}>
          <ol className="yk-whysheet-history">
            {why.history.map((one) => (
              <li key={one.revision}>
                <span className="yk-num">{say(one.value)}</span>
                <span className="yk-quiet yk-small">
                  {f.instant(one.recordedAt)}
                  {one.reason ? ` · ${one.reason}` : ''}
                </span>
              </li>
            ))}
          </ol>
        </Part>
      ) : null}
      {why.note ? <p className="yk-quiet yk-small">{words(why.note)}</p> : null}
      <Cite why={why} value={say(why.value)} />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Inputs({ why }: { why: Why }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useWords()
  return (
    <ul className="yk-whysheet-inputs">
      {why.inputs.map((input) => {
        const label = words(input.label)
        const source = words(input.source.label)
        return (
          <li key={label}>
            <span>{label}</span>
            <strong className={`yk-num${input.value === null ? ' yk-unknown' : ''}`}>
              {withUnit(f.number(input.value), input.value === null ? '' : (input.unit ?? ''))}
            </strong>
            <span className="yk-small yk-quiet">
              {input.source.href ? <Link to={input.source.href}>{source}</Link> : source}
              {input.records === undefined
                ? ''
                : ` · ${t('whyRecords', { count: input.records, n: f.number(input.records) })}`}
              {input.unknown ? ` · ${t('whyMissing', { count: input.unknown, n: f.number(input.unknown) })}` : ''}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Cite({ why, value }: { why: Why; value: string }) {
  const t = useText(messages)
  const c = useText(common)
  const f = useFormat()
  const words = useWords()
  const [copied, setCopied] = useState(false)
  const citation = t('citation', {
    title: words(why.title),
    place: why.place ? `（${why.place}）` : '',
    value,
    date: f.date(why.asOf),
    clause: why.clause ? `；${why.clause.title} ${why.clause.clause}` : '',
    url: window.location.href,
  })
  return (
    <div className="yk-row">
      <button
        type="button"
        className="yk-button"
        onClick={() => void navigator.clipboard?.writeText(citation).then(() => setCopied(true))}
      >
        <CopyIcon />
        {copied ? c('copied') : t('whyCite')}
      </button>
      <span className="yk-sr" role="status">
        {copied ? c('copied') : ''}
      </span>
    </div>
  )
}
