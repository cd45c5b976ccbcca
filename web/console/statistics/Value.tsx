import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { useUnit } from './units.ts'

/** A figure with its unit; yes/no indicators are ticks, unknown is hatched. */
export function Value({ value, unit, decimals }: { value: number | null; unit: string; decimals: number }) {
  const t = useText(messages)
  const f = useFormat()
  const unitOf = useUnit()
  if (value === null) {
    return (
      <span className="yk-stat-unknown">
        <span aria-hidden="true" />
        {t('unknown')}
      </span>
    )
  }
  if (unit === '是否') return <span>{value === 1 ? '✓' : '✗'}</span>
  return (
    <span className="yk-num">
      {f.number(value, Number.isInteger(value) ? 0 : decimals)}
      <span className="yk-stat-unit">{unitOf(unit)}</span>
    </span>
  )
}
