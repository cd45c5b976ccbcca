import type { GateView } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { type State, StateSign } from '../../../shared/parts/StateTag.tsx'
import { messages } from './messages.ts'

const SIGN: Record<GateView['state'], State> = {
  passed: 'met',
  current: 'on-track',
  returned: 'behind',
  blocked: 'missed',
  later: 'not-due',
}

/** The six gates in a row: state, day, who decided, and what stops the one whose turn it is. Stands upright on a phone. */
export function Chain({ gates, label }: { gates: readonly GateView[]; label: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const stops = gates.filter((gate) => gate.reason !== null)
  return (
    <>
      <ol className="yk-chain" aria-label={label}>
        {gates.map((gate) => (
          <li
            key={gate.gate}
            className={`yk-chain-gate yk-chain-gate--${gate.state}`}
            aria-current={
              gate.state === 'current' || gate.state === 'blocked' || gate.state === 'returned' ? 'step' : undefined
            }
          >
            <span className="yk-chain-sign">
              <StateSign state={SIGN[gate.state]} />
            </span>
            <span className="yk-chain-title">{pick(gate.title)}</span>
            <span className="yk-chain-state">
              {t(`gate_${gate.state}`)}
              {gate.on === null ? null : <span className="yk-num"> {f.day(gate.on)}</span>}
            </span>
            {gate.who === null || gate.who === '' ? null : <span className="yk-chain-who">{gate.who}</span>}
          </li>
        ))}
      </ol>
      {stops.map((gate) => (
        <p key={gate.gate} className={`yk-chain-why yk-chain-why--${gate.state}`}>
          <strong>{pick(gate.title)}</strong> {gate.reason === null ? null : pick(gate.reason)}
        </p>
      ))}
    </>
  )
}
