import type { Question, ScenarioView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

type Answer = NonNullable<ScenarioView['answer']>

/** Says how far an answer is from the best possible. */
export function useSayProof(): (answer: Answer) => string {
  const t = useText(messages)
  const f = useFormat()
  return ({ status, proven, gap }) => {
    if (status !== 'solved') return t(status)
    return proven ? t('optimal') : t('gap', { gap: f.share(gap, 2) })
  }
}

/** Says an objective or a bound in the unit of its goal. */
export function useSayValue(): (goal: Question['goal'], value: number | null) => string {
  const t = useText(messages)
  const f = useFormat()
  return (goal, value) => {
    if (value === null) return f.unknown
    if (goal === 'everyone') return f.money(value)
    return `${f.number(Math.round(value))} ${t(goal === 'most-people' ? 'unit_people' : 'unit_metres')}`
  }
}
