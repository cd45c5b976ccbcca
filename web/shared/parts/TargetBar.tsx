import { useId } from 'react'
import { useFormat, withUnit } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import type { State } from './StateTag.tsx'
import './TargetBar.css'

/** A value that is asked for by a day. */
export type Rung = { value: number; due?: string | null }

export type TargetBarProps = {
  /** Null is unknown: the axis is hatched. */
  actual: number | null
  /** Worst and best case when some records are unknown; the stretch between is hatched. */
  bounds?: { low: number; high: number } | null
  /** Steps on the way, the last one excluded. */
  milestones?: readonly Rung[]
  /** What is asked for in the end. */
  target: Rung | null
  /** Where it is expected to arrive. */
  forecast?: { low: number; high: number } | null
  unit: string
  decimals?: number
  state: State
  /** End of the axis; by default 100 for percent, else a little beyond the largest value. */
  max?: number
  /** Writes actual and target below the bar. In tables, where columns say them, leave it out. */
  labels?: boolean
}

/** Actual, milestones and target on one axis. */
export function TargetBar(props: TargetBarProps) {
  const { actual, bounds, milestones = [], target, forecast, unit, decimals, state, labels } = props
  const t = useText(messages)
  const f = useFormat()
  const hatch = `hatch${useId()}`
  const values = [actual, bounds?.high, target?.value, forecast?.high, ...milestones.map((rung) => rung.value)]
  const largest = Math.max(0, ...values.filter((value) => typeof value === 'number'))
  const max = props.max ?? (unit === '%' ? Math.max(100, largest) : largest * 1.08 || 1)
  const at = (value: number) => `${Math.min(100, Math.max(0, (value / max) * 100)).toFixed(2)}%`
  const width = (from: number, to: number) => `${Math.max(0, ((Math.min(to, max) - from) / max) * 100).toFixed(2)}%`
  const say = (value: number) => withUnit(f.number(value, decimals), unit)
  const dated = (rung: Rung) =>
    rung.due ? t('barDated', { value: say(rung.value), date: f.date(rung.due) }) : say(rung.value)
  const words = [
    `${t('barActual')} ${actual === null ? f.unknown : say(actual)}`,
    bounds && bounds.low !== bounds.high ? t('whyBounds', { low: say(bounds.low), high: say(bounds.high) }) : null,
    ...milestones.map((rung) => `${t('barMilestone')} ${dated(rung)}`),
    target ? `${t('barTarget')} ${dated(target)}` : null,
    forecast ? `${t('barForecast')} ${say(forecast.low)}–${say(forecast.high)}` : null,
  ].filter((word) => word !== null)
  return (
    <div className={`yk-bar yk-bar--${state}`}>
      <svg className="yk-bar-svg" role="img" aria-label={words.join('；')} focusable="false">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="5" className="yk-bar-hatch" />
          </pattern>
        </defs>
        <rect x="0" y="6" width="100%" height="10" rx="2" className="yk-bar-axis" />
        {actual === null ? <rect x="0" y="6" width="100%" height="10" rx="2" fill={`url(#${hatch})`} /> : null}
        {forecast ? (
          <rect
            x={at(forecast.low)}
            y="3"
            width={width(forecast.low, forecast.high)}
            height="16"
            className="yk-bar-forecast"
          />
        ) : null}
        {actual !== null ? <rect x="0" y="6" width={at(actual)} height="10" rx="2" className="yk-bar-actual" /> : null}
        {bounds && bounds.high > bounds.low ? (
          <rect
            x={at(bounds.low)}
            y="6"
            width={width(bounds.low, bounds.high)}
            height="10"
            fill={`url(#${hatch})`}
            className="yk-bar-doubt"
          />
        ) : null}
        {milestones.map((rung) => (
          <line
            key={`${rung.value} ${rung.due}`}
            x1={at(rung.value)}
            x2={at(rung.value)}
            y1="4"
            y2="18"
            className="yk-bar-step"
          />
        ))}
        {target ? (
          <svg x={at(target.value)} y="0" overflow="visible" aria-hidden="true">
            <path d="M0 2V20M-4 0H4L0 5Z" className="yk-bar-target" />
          </svg>
        ) : null}
      </svg>
      {labels ? (
        <div className="yk-bar-labels" aria-hidden="true">
          <span>
            {t('barActual')} <strong>{actual === null ? f.unknown : say(actual)}</strong>
          </span>
          {target ? (
            <span>
              {t('barTarget')} <strong>{dated(target)}</strong>
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
