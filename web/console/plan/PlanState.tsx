import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

type State = 'draft' | 'in-force' | 'superseded' | 'retired' | 'withdrawn'
const KEYS = {
  draft: 'state_draft',
  'in-force': 'state_in_force',
  superseded: 'state_superseded',
  retired: 'state_retired',
  withdrawn: 'state_withdrawn',
} as const

/** The state of a plan version, in words. */
export function PlanState({ state }: { state: string }) {
  const t = useText(messages)
  return <span className={`yk-plan-tag yk-plan-tag--${state}`}>{t(KEYS[state as State])}</span>
}
