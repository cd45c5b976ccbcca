import type { LivingState } from '../../../src/contexts/plan/index.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import './StateTag.css'

/** How a target or task stands. */
export type State = LivingState

export type StateTagProps = {
  state: State
  /** Other words for the same state: 已完成 for a task that is met. */
  text?: string
  /** Only the sign, where the word stands right beside it; the word is still read out. */
  signOnly?: boolean
}

const KEY = {
  met: 'stateMet',
  'on-track': 'stateOnTrack',
  behind: 'stateBehind',
  missed: 'stateMissed',
  unknown: 'stateUnknown',
  'not-due': 'stateNotDue',
} as const

/** Shape, word and colour together; each alone would do. */
export function StateTag({ state, text, signOnly }: StateTagProps) {
  const t = useText(messages)
  return (
    <span className={`yk-state yk-state--${state}`}>
      <StateSign state={state} />
      <span className={signOnly ? 'yk-sr' : undefined}>{text ?? t(KEY[state])}</span>
    </span>
  )
}

/** Tick in a disc, half disc, triangle, crossed square, hatched disc, dashed ring. */
export function StateSign({ state }: { state: State }) {
  return (
    <svg className={`yk-sign yk-sign--${state}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {state === 'met' ? (
        <>
          <circle cx="8" cy="8" r="7" className="yk-sign-fill" />
          <path d="m4.8 8.2 2.3 2.3 4.2-4.7" className="yk-sign-cut" />
        </>
      ) : null}
      {state === 'on-track' ? (
        <>
          <circle cx="8" cy="8" r="6.2" className="yk-sign-line" />
          <path d="M8 1.800a6.2 6.2 0 0 1 0 12.400Z" className="yk-sign-fill" />
        </>
      ) : null}
      {state === 'behind' ? <path d="M8 1.5 15.3 14.300H.700Z" className="yk-sign-fill" /> : null}
      {state === 'missed' ? (
        <>
          <rect x="1.5" y="1.5" width="13" height="13" rx="1.5" className="yk-sign-fill" />
          <path d="m5 5 6 6M11 5l-6 6" className="yk-sign-cut" />
        </>
      ) : null}
      {state === 'unknown' ? (
        <>
          <circle cx="8" cy="8" r="6.2" className="yk-sign-line" />
          <path d="M2.6 11 11 2.600M4.4 13.200l8.8-8.800M8 14.2 14.2 8" className="yk-sign-hatch" />
        </>
      ) : null}
      {state === 'not-due' ? <circle cx="8" cy="8" r="6.2" className="yk-sign-dash" /> : null}
    </svg>
  )
}
