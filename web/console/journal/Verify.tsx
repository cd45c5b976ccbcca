import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { VerifyReport } from '../../../src/platform/journal/index.ts'
import { get, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { StateSign } from '../../shared/parts/StateTag.tsx'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

/** Computes the journal again and says in plain words whether it is sound. */
export function Verify() {
  const t = useText(messages)
  const account = useAccount()
  const check = useMutation<VerifyReport, Problem, void>({
    mutationFn: () => get<VerifyReport>('/journal/verification', { jurisdiction: account?.jurisdiction }),
  })
  const seconds = useSeconds(check.isPending)
  return (
    <section className="yk-jour-verify" aria-live="polite">
      <button
        type="button"
        className="yk-button yk-button--primary"
        disabled={check.isPending}
        onClick={() => check.mutate()}
      >
        {t('verify')}
      </button>
      {check.isPending ? (
        <span className="yk-jour-running">
          <progress aria-label={t('verify')} /> {t('verifying', { count: seconds })}
        </span>
      ) : null}
      <RefusalNote problem={check.error} />
      {check.data ? <Verdict report={check.data} /> : null}
    </section>
  )
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!running) return
    setSeconds(0)
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [running])
  return seconds
}

function Verdict({ report }: { report: VerifyReport }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { entries, seals, unsealed, seconds } = report
  const said = {
    entries: f.number(entries),
    seals: f.number(seals),
    unsealed: f.number(unsealed),
    seconds: f.number(seconds, 1),
  }
  return (
    <div className={`yk-jour-verdict yk-jour-verdict--${report.sound ? 'sound' : 'broken'}`}>
      <p className="yk-row">
        <StateSign state={report.sound ? 'met' : 'missed'} />
        <strong>{report.sound ? t('sound') : t('broken', { count: report.alarms })}</strong>
      </p>
      <p>{report.sound ? t('soundText', said) : t('brokenText')}</p>
      <ul>
        {report.findings.map((finding) => (
          <li key={`${finding.kind}${finding.lane}${finding.position}${finding.seal}`}>
            <strong>{t(finding.severity)}</strong>{' '}
            {finding.lane !== undefined && finding.position !== undefined
              ? `${t('place', { lane: finding.lane, position: finding.position })} · `
              : ''}
            {pick(finding.text)}
          </li>
        ))}
      </ul>
    </div>
  )
}
