import type { Alert } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** Says a breach in a few words: 4.44，低于 4.5（2026年11月22日）. */
export function useBreachWords(): (rule: Alert['rule'], fact: Alert['fact']) => string {
  const t = useText(messages)
  const f = useFormat()
  return (rule, fact) => {
    if (rule.kind === 'overdue') return t('lateTasks', { n: fact.value ?? 0 })
    const at = fact.asOf === null ? '' : ` (${f.date(fact.asOf)})`
    if (rule.kind === 'staleness')
      return fact.days === undefined ? t('never') : `${t('staleFor', { n: fact.days })}${at}`
    const value = f.number(fact.value)
    if (rule.kind === 'change') return `${value} · ${t('changed', { percent: f.number(fact.change ?? null, 1) })}${at}`
    return `${value} · ${t(rule.when.startsWith('<') ? 'below' : 'above', { limit: f.number(rule.limit) })}${at}`
  }
}
