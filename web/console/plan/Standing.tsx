import type { LivingTarget, Standing as StandingOf } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages-targets.ts'

type State = StandingOf['state']

/** Message key of each state. */
export const STATE_KEY = {
  met: 'state_met',
  'on-track': 'state_on_track',
  behind: 'state_behind',
  missed: 'state_missed',
  unknown: 'state_unknown',
  'not-due': 'state_not_due',
} as const

const SIGN: Record<State, string> = {
  met: '●',
  'on-track': '◐',
  behind: '▲',
  missed: '■',
  unknown: '?',
  'not-due': '○',
}

/** How a target stands: sign and word, never colour alone. */
export function StateWord({ state }: { state: State }) {
  const t = useText(messages)
  return (
    <span className={`yk-plan-state yk-plan-state--${state}`}>
      <span aria-hidden="true">{SIGN[state]}</span> {t(STATE_KEY[state])}
    </span>
  )
}

/** The actual value against its steps on one axis: bar to the actual, a tick for each step, a strong one for the step due. */
export function StepBar({
  target,
}: {
  target: Pick<LivingTarget, 'standing' | 'ladder' | 'value' | 'high' | 'unit' | 'indicatorUnit'>
}) {
  const t = useText(messages)
  const f = useFormat()
  const { actual, dueValue, nextValue, forecast, state } = target.standing
  const steps = target.ladder.flatMap((rung) => (rung.value === null ? [] : [rung.value]))
  const percent = target.unit === '%'
  const most = percent
    ? 100
    : Math.max(
        ...[
          actual ?? 0,
          dueValue ?? 0,
          nextValue ?? 0,
          target.high ?? 0,
          ...(target.indicatorUnit === target.unit ? steps : []),
        ],
      ) * 1.15
  if (most <= 0) return <span className="yk-plan-bar-none">{t('noFigure')}</span>
  const place = (value: number) => `${Math.min(100, Math.max(0, (value / most) * 100))}%`
  const goal = nextValue ?? dueValue
  const words = [
    actual === null ? t('noFigure') : `${t('actual')} ${f.number(actual)}`,
    dueValue === null ? null : `${t('due')} ${f.number(dueValue)}`,
    nextValue === null ? null : `${t('next')} ${f.number(nextValue)}`,
  ].filter(Boolean)
  return (
    <span className={`yk-plan-steps yk-plan-steps--${state}`} role="img" aria-label={words.join('；')}>
      <span
        className={actual === null ? 'yk-plan-steps-unknown' : 'yk-plan-steps-actual'}
        style={{ width: actual === null ? '100%' : place(actual) }}
      />
      {forecast === null ? null : (
        <span
          className="yk-plan-steps-forecast"
          style={{ left: place(forecast.low), width: `calc(${place(forecast.high)} - ${place(forecast.low)})` }}
        />
      )}
      {steps.map((value) => (
        <i key={value} style={{ left: place(value) }} />
      ))}
      {goal === null ? null : <b style={{ left: place(goal) }} />}
    </span>
  )
}
