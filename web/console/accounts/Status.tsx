import type { AccountRow } from '../../../src/platform/identity/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** Whether an account can be used now, in words. */
export function Status({ row }: { row: AccountRow }) {
  const t = useText(messages)
  const f = useFormat()
  if (row.status === 'active' && row.lockedOut)
    return <span className="yk-acc-tag yk-acc-tag--bad">{t('lockedOut', { time: f.instant(row.lockedUntil) })}</span>
  return (
    <span className={row.status === 'active' ? 'yk-acc-tag' : 'yk-acc-tag yk-acc-tag--bad'}>
      {t(`status_${row.status}`)}
    </span>
  )
}
