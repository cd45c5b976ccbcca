import { useState } from 'react'
import type { ReleaseContent, TargetFact } from '../../../src/contexts/evaluation/index.ts'
import type { LivingState } from '../../../src/contexts/plan/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { StateTag } from '../../shared/parts/StateTag.tsx'
import { TargetBar } from '../../shared/parts/TargetBar.tsx'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import { messages } from './messages.ts'
import { useWhys } from './why.ts'

const ORDER: readonly LivingState[] = ['missed', 'behind', 'unknown', 'on-track', 'not-due', 'met']

/** Every target: state, actual, what is asked for, on one bar; the number opens to its reasons. */
export function Targets({ content }: { content: ReleaseContent }) {
  const t = useText(messages)
  const [only, setOnly] = useState<LivingState | null>(null)
  const states = ORDER.filter((state) => (content.summary.states[state] ?? 0) > 0)
  const shown = [...content.targets]
    .filter((target) => only === null || target.standing.state === only)
    .sort((a, b) => ORDER.indexOf(a.standing.state) - ORDER.indexOf(b.standing.state) || a.seq - b.seq)
  return (
    <section aria-label={t('target')}>
      <div className="yk-results-states">
        <button type="button" aria-pressed={only === null} onClick={() => setOnly(null)}>
          <strong>{content.summary.targets}</strong> {t('all')}
        </button>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={only === state}
            onClick={() => setOnly(only === state ? null : state)}
          >
            <strong>{content.summary.states[state]}</strong> <StateTag state={state} />
          </button>
        ))}
      </div>
      <ul className="yk-results-list">
        {shown.map((target) => (
          <One key={target.target} target={target} content={content} />
        ))}
      </ul>
    </section>
  )
}

function One({ target, content }: { target: TargetFact; content: ReleaseContent }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const whys = useWhys(content)
  const { standing } = target
  const figure = target.figure === null ? undefined : whys.figures.get(target.figure)
  const unit = target.indicatorUnit ?? target.unit
  const value = target.comparator === 'coverage' ? (target.value ?? 100) : (target.value ?? target.low)
  const due = standing.dueValue ?? standing.nextValue ?? value
  const bounds =
    figure === undefined || figure.low === null || figure.high === null ? null : { low: figure.low, high: figure.high }
  const actual =
    standing.regions !== null
      ? t('regionsMet', { met: standing.regions.met, total: standing.regions.total })
      : standing.actual === null
        ? t('unknown')
        : withUnit(f.number(standing.actual, figure?.decimals), unit)
  return (
    <li className="yk-results-one">
      <div className="yk-results-head">
        <h2>{pick(target.name)}</h2>
        <StateTag state={standing.state} />
      </div>
      <div className="yk-results-number">
        <WhyNumber source={whys.ofTarget(target)} label={pick(target.name)}>
          <span className={standing.actual === null && standing.regions === null ? 'yk-unknown' : ''}>{actual}</span>
        </WhyNumber>
        <span className="yk-quiet yk-small">
          {standing.actualAsOf === null ? '' : t('asOf', { date: f.date(standing.actualAsOf) })}
          {standing.unknown > 0 ? ` · ${t('unknownRecords', { n: standing.unknown })}` : ''}
        </span>
      </div>
      {standing.regions === null ? (
        <TargetBar
          actual={standing.actual}
          bounds={bounds}
          target={due === null ? null : { value: due, due: standing.due ?? standing.nextDue }}
          unit={unit}
          state={standing.state}
          labels
        />
      ) : null}
      <p className="yk-quiet yk-small">
        {target.planTitle} · {target.clause}
        {target.units.length > 0 ? ` · ${target.units.join('、')}` : ''}
      </p>
    </li>
  )
}
