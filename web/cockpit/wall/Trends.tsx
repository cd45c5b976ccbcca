import type { CockpitView, TrendLine } from '../../../src/contexts/evaluation/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { StateSign } from '../../shared/parts/StateTag.tsx'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import { whyTarget } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'
import { STATE_WORDS } from './words.ts'

const [W, H] = [300, 84]
const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** Key targets over two years, each with its next or last milestone on the same axis. */
export function Trends({ view }: { view: CockpitView }) {
  const t = useText(messages)
  return (
    <section className="yk-pane yk-pane-trends">
      <h2>{t('trends')}</h2>
      {view.trends.length === 0 ? <p>{t('noTrends')}</p> : null}
      <ul className="yk-trends">
        {view.trends.map((line) => (
          <Line key={line.target} line={line} today={view.asOf} />
        ))}
      </ul>
    </section>
  )
}

function Line({ line, today }: { line: TrendLine; today: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const known = line.points.filter((point): point is typeof point & { value: number } => point.value !== null)
  const last = known.at(-1)
  const rung =
    line.ladder.find((each) => each.due >= today && each.value !== null) ??
    line.ladder.findLast((each) => each.value !== null)
  const goal = rung?.value ?? null
  const values = [...known.map((point) => point.value), ...(goal === null ? [] : [goal])]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = (high - low || Math.abs(high) || 1) * 0.12
  const from = day(known[0]?.asOf ?? today)
  const x = (iso: string) => ((day(iso) - from) / Math.max(1, day(today) - from)) * (W - 8) + 4
  const y = (value: number) => H - 8 - ((value - low + room) / (high - low + 2 * room)) * (H - 16)
  const state = line.state as keyof typeof STATE_WORDS
  const say = (value: number) => withUnit(f.number(value, Math.min(line.decimals, 2)), line.unit)
  return (
    <li className="yk-trend">
      <p className="yk-trend-head">
        <span className="yk-trend-name">{pick(line.name)}</span>
        <span className="yk-trend-state">
          <StateSign state={state} /> {pick(STATE_WORDS[state])}
        </span>
      </p>
      <div className="yk-trend-body">
        <svg
          viewBox={`0 0 ${W} ${H}`}
          role="img"
          aria-label={`${pick(line.name)}: ${known.map((point) => `${point.asOf} ${say(point.value)}`).join(', ')}`}
        >
          {goal === null ? null : <line x1="0" x2={W} y1={y(goal)} y2={y(goal)} className="yk-trend-goal" />}
          <polyline
            points={known.map((point) => `${x(point.asOf).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ')}
            className="yk-trend-line"
          />
          {known.map((point) =>
            point.revision > 1 ? (
              <circle key={point.asOf} cx={x(point.asOf)} cy={y(point.value)} r="4" className="yk-trend-restated" />
            ) : null,
          )}
          {last === undefined ? null : <circle cx={x(last.asOf)} cy={y(last.value)} r="5" className="yk-trend-last" />}
        </svg>
        <div className="yk-trend-now">
          <WhyNumber source={whyTarget(line.target)} label={pick(line.name)}>
            <span>{last === undefined ? f.unknown : say(last.value)}</span>
          </WhyNumber>
          {goal === null ? null : (
            <span className="yk-trend-due">
              {t('due')} {say(goal)}
            </span>
          )}
        </div>
      </div>
    </li>
  )
}
