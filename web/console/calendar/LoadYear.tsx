import { useState } from 'react'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { daysOff, type Year } from './year.ts'

type Given = { year: number; off?: { name: string; from: string; to: string }[]; work?: string[] }

/** Reads a notice, shows what it says beside what is known, and loads it. Refusals name the place in the JSON. */
export function LoadYear({ years }: { years: Year[] }) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const [read, setRead] = useState<Given | null>(null)
  const [broken, setBroken] = useState<string | null>(null)
  const load = useCommand<Given, { year: number; edition: number }>({ path: '/calendar/years', refresh: ['/calendar'] })
  const change = (next: string) => {
    setText(next)
    setRead(null)
    setBroken(null)
    load.reset()
  }
  const check = () => {
    try {
      setRead(JSON.parse(text) as Given)
      setBroken(null)
    } catch (thrown) {
      setBroken((thrown as Error).message)
    }
  }
  const known = years.find((year) => year.year === read?.year)
  const runs = Array.isArray(read?.off)
    ? read.off.filter((run) => typeof run?.from === 'string' && typeof run.to === 'string')
    : []
  const work = Array.isArray(read?.work) ? read.work : []
  return (
    <div className="yk-cal-load">
      <p>{t('loadLead')}</p>
      <p className="yk-row">
        <label className="yk-button yk-cal-pick">
          {t('file')}
          <input
            type="file"
            accept=".json,application/json"
            className="yk-sr"
            onChange={(event) => void event.target.files?.[0]?.text().then(change)}
          />
        </label>
        <button
          type="button"
          className="yk-button yk-button--bare"
          onClick={() => change(EXAMPLE((years[0]?.year ?? 2026) + 1))}
        >
          {t('example')}
        </button>
      </p>
      <textarea
        className="yk-input yk-cal-json"
        rows={12}
        aria-label={t('text')}
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {broken === null ? null : <p role="alert">{t('unreadable', { reason: broken })}</p>}
      {read === null ? (
        <button type="button" className="yk-button" disabled={text.trim() === ''} onClick={check}>
          {t('preview')}
        </button>
      ) : (
        <>
          <section className="yk-cal-preview">
            <h3>{String(read.year)}</h3>
            <p>{t('count', { off: daysOff(runs), work: work.length })}</p>
            <ul>
              {runs.map((run) => (
                <li key={`${run.name}${run.from}`}>
                  <span className="yk-num">
                    {run.from} – {run.to}
                  </span>{' '}
                  {run.name}
                </li>
              ))}
            </ul>
            {work.length > 0 ? (
              <p>
                {t('work')}：<span className="yk-num">{work.join('、')}</span>
              </p>
            ) : null}
            <p className="yk-quiet">
              {known ? t('was', { off: daysOff(known.off), work: known.work.length }) : t('fresh')}
            </p>
          </section>
          <RefusalNote problem={load.error} />
          {load.isSuccess ? (
            <p role="status">{t('done', { year: load.data.year, edition: load.data.edition })}</p>
          ) : (
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={load.isPending}
              onClick={() => load.mutate(read)}
            >
              {t('confirm', { year: String(read.year) })}
            </button>
          )}
        </>
      )}
    </div>
  )
}

const EXAMPLE = (year: number) =>
  JSON.stringify(
    {
      year,
      notices: ['https://www.gov.cn/'],
      off: [{ name: '元旦', from: `${year}-01-01`, to: `${year}-01-03` }],
      work: [],
    },
    null,
    2,
  )
