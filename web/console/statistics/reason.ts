import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** Says why a figure was restated: a register's change by the register's name, everything else as it was written. */
export function useReason(): (reason: string) => string {
  const t = useText(messages)
  const pick = usePick()
  const registers = useView<{ items: RegisterView[] }>('/registers').data?.items ?? []
  return (reason) => {
    if (reason === 'day') return t('reasonDay')
    const [kind, name = ''] = reason.split(':')
    if (kind !== 'register') return reason
    const register = registers.find((each) => each.name === name)
    return t('reasonRegister', { name: register === undefined ? name : pick(register.title) })
  }
}
