import type { TargetPage } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages-targets.ts'

const WIDTH = 720
const HEIGHT = 240
const PAD = { left: 44, right: 64, top: 16, bottom: 28 }

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000

/** Figures over time with the steps asked for and the forecast on the same axis, and the table behind it. */
export function SeriesChart({ target }: { target: TargetPage }) {
  const t = useText(messages)
  const f = useFormat()
  const { series, ladder, standing } = target
  const known = series.filter((point) => point.value !== null)
  if (known.length === 0) return <p className="yk-plan-hatch">{t('noFigure')}</p>
  const sameUnit = target.indicatorUnit === null || target.indicatorUnit === target.unit
  const steps = sameUnit ? ladder.filter((rung) => rung.value !== null) : []
  const days = [
    ...known.map((point) => dayOf(point.asOf)),
    ...steps.map((rung) => dayOf(rung.due)),
    ...(standing.forecast ? [dayOf(standing.forecast.date)] : []),
  ]
  const values = [
    ...known.flatMap((point) => [point.value!, point.low ?? point.value!, point.high ?? point.value!]),
    ...steps.map((rung) => rung.value!),
    ...(standing.forecast ? [standing.forecast.low, standing.forecast.high] : []),
  ]
  const [from, to] = [Math.min(...days), Math.max(...days)]
  const spread = Math.max(...values) - Math.min(...values) || Math.abs(values[0]!) || 1
  const [low, high] = [Math.min(...values) - spread * 0.12, Math.max(...values) + spread * 0.12]
  const x = (date: string) => PAD.left + ((dayOf(date) - from) / (to - from || 1)) * (WIDTH - PAD.left - PAD.right)
  const y = (value: number) => HEIGHT - PAD.bottom - ((value - low) / (high - low)) * (HEIGHT - PAD.top - PAD.bottom)
  const line = known.map((point) => `${x(point.asOf)},${y(point.value!)}`).join(' ')
  const last = known.at(-1)!
  const first = new Date(from * 86_400_000).getUTCFullYear()
  const years = Array.from({ length: new Date(to * 86_400_000).getUTCFullYear() - first + 1 }, (_, i) => first + i)
  return (
    <figure className="yk-stack">
      <svg
        className="yk-plan-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${t('series')}: ${f.number(known[0]!.value)} → ${f.number(last.value)}`}
      >
        {years.map((year) => {
          const at = x(`${year}-01-01`)
          return at < PAD.left - 1 ? null : (
            <g key={year}>
              <line className="yk-plan-chart-grid" x1={at} x2={at} y1={PAD.top} y2={HEIGHT - PAD.bottom} />
              <text x={at} y={HEIGHT - 8}>
                {year}
              </text>
            </g>
          )
        })}
        {standing.forecast === null ? null : (
          <g className="yk-plan-chart-forecast">
            <polygon
              points={`${x(last.asOf)},${y(last.value!)} ${x(standing.forecast.date)},${y(standing.forecast.high)} ${x(standing.forecast.date)},${y(standing.forecast.low)}`}
            />
            <line
              x1={x(last.asOf)}
              y1={y(last.value!)}
              x2={x(standing.forecast.date)}
              y2={y(standing.forecast.value)}
            />
          </g>
        )}
        <polyline className="yk-plan-chart-line" points={line} />
        {known.map((point) => (
          <circle
            key={point.asOf}
            className={point.revision > 1 ? 'yk-plan-chart-restated' : 'yk-plan-chart-dot'}
            cx={x(point.asOf)}
            cy={y(point.value!)}
            r={point.revision > 1 ? 5 : 3}
          />
        ))}
        {steps.map((rung) => (
          <g key={rung.due} className="yk-plan-chart-step">
            <line x1={x(rung.due) - 10} x2={x(rung.due) + 10} y1={y(rung.value!)} y2={y(rung.value!)} />
            <text x={x(rung.due) + 14} y={y(rung.value!) + 4}>
              {f.number(rung.value)}
            </text>
          </g>
        ))}
        <text className="yk-plan-chart-last" x={x(last.asOf) + 8} y={y(last.value!) - 8}>
          {f.number(last.value)}
        </text>
      </svg>
      <details className="yk-small">
        <summary>{t('table')}</summary>
        <div className="yk-plan-scroll">
          <table className="yk-plan-table">
            <thead>
              <tr>
                <th scope="col">{t('date')}</th>
                <th scope="col">{t('value')}</th>
                <th scope="col">{t('revisions')}</th>
              </tr>
            </thead>
            <tbody>
              {series.toReversed().map((point) => (
                <tr key={point.asOf}>
                  <td className="yk-num">{f.date(point.asOf)}</td>
                  <td className="yk-num">{f.number(point.value)}</td>
                  <td>
                    {point.revision > 1
                      ? `${t('revision', { n: point.revision - 1 })} · ${t('recorded', { when: f.instant(point.recordedAt) })}`
                      : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
