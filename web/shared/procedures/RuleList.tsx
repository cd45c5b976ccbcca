import type { Definition, RuleResult } from '../../../src/platform/procedures/index.ts'
import { usePick, useText } from '../i18n/index.ts'
import { StateSign } from '../parts/StateTag.tsx'
import { messages } from './messages.ts'
import './procedures.css'

const SIGN = { pass: 'met', fail: 'missed', unknown: 'unknown' } as const

/** Each rule with what it said, the figures it looked at and its clause. */
export function RuleList({ definition, results }: { definition: Definition; results: readonly RuleResult[] }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <ul className="yk-proc-rules">
      {results.map((result) => {
        const basis = definition.basis.find((each) => each.id === result.basis)
        return (
          <li key={result.rule} data-result={result.result}>
            <StateSign state={SIGN[result.result]} />
            <div>
              <p>
                {pick(result.title)} <strong>{t(`rule_${result.result}`)}</strong>
                {result.advisory ? <span className="yk-quiet yk-small"> · {t('advisory')}</span> : null}
              </p>
              <p className="yk-quiet yk-small">
                {result.filled}
                {basis ? ` · ${basis.title}${basis.clause ?? ''}` : ''}
              </p>
              {result.result !== 'pass' && result.remedy ? <p className="yk-small">{pick(result.remedy)}</p> : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
